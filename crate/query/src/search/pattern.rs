//! Where in a document a word is: in which fields, how often, and whether at their start.

use crate::language::Field;

use super::field::{includes, weight};

/// The word is the first of a piece.
pub(super) const FIRST: u8 = 1;
/// The word is all of a piece.
pub(super) const WHOLE: u8 = 2;

/// The places of a word in one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) field: Field,
    /// How many positions there are; none for marks, which are no words.
    pub(super) count: u32,
    pub(super) flags: u8,
}

/// All places of a word in a document, in the order of the fields.
pub(super) type Pattern = Vec<Place>;

/// How a word stands in the name: not at all, in it, first in it, as all of it.
pub(super) fn tier(pattern: &[Place], fields: &[Field]) -> u8 {
    let names = pattern
        .iter()
        .filter(|place| place.field == Field::Name && place.count > 0);
    let tiers = names
        .filter(|_| includes(fields, Field::Name))
        .map(|place| match place.flags {
            0 => 1,
            FIRST => 2,
            _ => 3,
        });
    tiers.max().unwrap_or(0)
}

/// How much a word counts with these places, as if each were so often in the notes.
pub(super) fn frequency(pattern: &[Place], fields: &[Field]) -> f32 {
    let places = pattern.iter().filter(|place| includes(fields, place.field));
    places.fold(0.0, |sum, place| {
        sum + weight(place.field) * place.count.min(1_000) as f32
    })
}

/// Whether any of the places is one of the fields.
pub(super) fn is_in(pattern: &[Place], fields: &[Field]) -> bool {
    pattern.iter().any(|place| includes(fields, place.field))
}

/// Whether the word is all that one of the fields has in a piece.
pub(super) fn is_whole(pattern: &[Place], fields: &[Field]) -> bool {
    pattern
        .iter()
        .any(|place| place.flags & WHOLE != 0 && includes(fields, place.field))
}
