//! What a query is asked of.

use std::fmt;

use boxwood_model::{Date, Decimal, Millis};

use super::{Field, State, Weekday, Zone};

/// A piece of what a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content<'a> {
    /// Text. Phrases are within one piece.
    Text(&'a str),
    /// A number; of a percentage, what stands before the sign.
    Number(Decimal),
    /// A calendar date.
    Date(Date),
    /// A moment.
    Moment(Millis),
    /// A checkbox.
    Flag(bool),
    /// Somebody.
    Person {
        /// Their id, if they are of the team.
        id: Option<u128>,
        /// Their name; may be empty.
        name: &'a str,
        /// Their e-mail address; may be empty.
        address: &'a str,
    },
}

/// Something that queries are true or false of.
pub trait Document {
    /// Whether `test` is true of any piece of what `field` holds. Pieces after one that it is true
    /// of need not be looked at. An empty field has no pieces.
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool;

    /// Whether it is in this state at `now`. [`State::Mine`], [`State::Unassigned`] and
    /// [`State::Followed`] are not asked for: they follow from what the fields hold.
    fn is(&self, state: State, now: Millis) -> bool;
}

impl<T: Document + ?Sized> Document for &T {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        (**self).any(field, test)
    }

    fn is(&self, state: State, now: Millis) -> bool {
        (**self).is(state, now)
    }
}

/// Stems of words.
pub trait Stemmer {
    /// The stem of a folded word. It starts with the word's first character.
    fn stem(&self, word: &str) -> String;
}

/// Who asks, when and where.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The moment.
    pub now: Millis,
    /// The user's time zone.
    pub zone: &'a dyn Zone,
    /// The day that weeks start with.
    pub week_start: Weekday,
    /// The user: whom `me` means.
    pub me: Option<u128>,
    /// The user's e-mail addresses, folded to lower case: whom `me` means among strangers.
    pub addresses: &'a [&'a str],
    /// What `~word` compares by; without it, words.
    pub stemmer: Option<&'static dyn Stemmer>,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("now", &self.now)
            .field("week_start", &self.week_start)
            .field("me", &self.me)
            .field("addresses", &self.addresses)
            .finish_non_exhaustive()
    }
}
