//! What is compared by size: numbers, dates, moments, and since when states last.

use std::ops::Range;

use crate::language::{Field, State};

use super::field::{field, put_field};
use super::pack::{i64_at, put_varint, u32_at, varint};

/// What a list of values is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    /// Numbers in a field, by their [key](super::number::key).
    Number(Field),
    /// Dates in a field, in days since 1970.
    Date(Field),
    /// Moments in a field, in milliseconds since 1970.
    Moment(Field),
    /// From which moment on documents are in a state.
    State(State),
}

/// The states, by their numbers in segments: new ones go to the end.
const STATES: [State; 10] = [
    State::Open,
    State::Done,
    State::Mine,
    State::Unassigned,
    State::Followed,
    State::Stale,
    State::Starred,
    State::Archived,
    State::Deleted,
    State::Overdue,
];

impl Column {
    /// Appends the column: what it is of and how many values, and the values in their order.
    pub(super) fn put(self, values: &[(i64, u32)], directory: &mut Vec<u8>, out: &mut Vec<u8>) {
        match self {
            Self::Number(field) => put(0, field, directory),
            Self::Date(field) => put(1, field, directory),
            Self::Moment(field) => put(2, field, directory),
            Self::State(state) => {
                directory.push(3);
                let number = STATES.iter().position(|known| *known == state);
                put_varint(number.unwrap_or(STATES.len()) as u64, directory);
            }
        }
        put_varint(values.len() as u64, directory);
        for (value, _) in values {
            out.extend(value.to_le_bytes());
        }
        for (_, doc) in values {
            out.extend(doc.to_le_bytes());
        }
    }

    /// Reads what a column is of and how many values it has.
    pub(super) fn read(directory: &[u8], at: &mut usize) -> Option<(Self, usize)> {
        let kind = *directory.get(*at)?;
        *at += 1;
        let column = match kind {
            0 => Self::Number(field(directory, at)?),
            1 => Self::Date(field(directory, at)?),
            2 => Self::Moment(field(directory, at)?),
            3 => {
                let state = usize::try_from(varint(directory, at)).ok()?;
                Self::State(STATES.get(state).copied()?)
            }
            _ => return None,
        };
        Some((column, usize::try_from(varint(directory, at)).ok()?))
    }
}

fn put(kind: u8, field: Field, directory: &mut Vec<u8>) {
    directory.push(kind);
    put_field(field, directory);
}

/// The values of a column in order, each with its document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) keys: &'a [u8],
    pub(super) docs: &'a [u8],
}

impl<'a> Values<'a> {
    pub(super) fn len(self) -> usize {
        self.docs.len() / 4
    }

    /// Where the values end that are less than `key`.
    pub(super) fn below(self, key: i64) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if i64_at(self.keys, middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The documents of these values.
    pub(super) fn docs(self, range: Range<usize>) -> impl Iterator<Item = u32> + 'a {
        (range.start..range.end.min(self.len())).map(move |at| u32_at(self.docs, at))
    }

    /// All values with their documents.
    pub(super) fn iter(self) -> impl Iterator<Item = (i64, u32)> + 'a {
        (0..self.len()).map(move |at| (i64_at(self.keys, at), u32_at(self.docs, at)))
    }
}
