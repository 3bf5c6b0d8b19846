//! The order of rows within a group.

use std::cmp::Ordering;

use boxwood_model::{BoxRecord, Date, Decimal, FieldId, FieldKind, Pipeline, Records, Value};

/// What rows are sorted by. Rows that are equal in it are in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortBy {
    /// When they were made.
    Created,
    /// The name, without regard to case.
    Name,
    /// A field: text without regard to case, choices in the field's order, people by name.
    Field(FieldId),
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Small before large.
    Ascending,
    /// Large before small.
    Descending,
}

/// What rows are sorted by, and in which direction. Empty cells come last in either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// What.
    pub by: SortBy,
    /// Which end comes first.
    pub direction: Direction,
}

/// What a row is sorted by, taken out of its record: comparing rows must not look records up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SortKey {
    /// Nothing to tell rows apart by.
    Same,
    Empty,
    Text(String),
    Number(Decimal),
    Date(Date),
    Flag(bool),
    Rank(usize),
}

impl Order {
    pub(crate) fn key(
        self,
        record: &BoxRecord,
        pipeline: &Pipeline,
        records: &impl Records,
    ) -> SortKey {
        match self.by {
            SortBy::Created => SortKey::Same,
            SortBy::Name => SortKey::Text(record.name.value.to_lowercase()),
            SortBy::Field(field) => value_key(record.value(field), field, pipeline, records),
        }
    }

    /// Which of two keys comes first; equal ones are told apart by the ids of their rows.
    pub(crate) fn compare(self, a: &SortKey, b: &SortKey) -> Ordering {
        let straight = match (a, b) {
            (SortKey::Empty, SortKey::Empty) => return Ordering::Equal,
            (SortKey::Empty, _) => return Ordering::Greater,
            (_, SortKey::Empty) => return Ordering::Less,
            (SortKey::Text(a), SortKey::Text(b)) => a.cmp(b),
            (SortKey::Number(a), SortKey::Number(b)) => a.cmp(b),
            (SortKey::Date(a), SortKey::Date(b)) => a.cmp(b),
            (SortKey::Flag(a), SortKey::Flag(b)) => a.cmp(b),
            (SortKey::Rank(a), SortKey::Rank(b)) => a.cmp(b),
            // A field whose type was changed may hold values of both types.
            (a, b) => a.kind().cmp(&b.kind()),
        };
        self.turn(straight)
    }

    pub(crate) fn turn(self, straight: Ordering) -> Ordering {
        match self.direction {
            Direction::Ascending => straight,
            Direction::Descending => straight.reverse(),
        }
    }
}

impl SortKey {
    const fn kind(&self) -> u8 {
        match self {
            Self::Same => 0,
            Self::Flag(_) => 1,
            Self::Number(_) => 2,
            Self::Date(_) => 3,
            Self::Rank(_) => 4,
            Self::Text(_) => 5,
            Self::Empty => 6,
        }
    }
}

fn value_key(
    value: &Value,
    field: FieldId,
    pipeline: &Pipeline,
    records: &impl Records,
) -> SortKey {
    match value {
        Value::Empty => SortKey::Empty,
        Value::Text(text) => SortKey::Text(text.to_lowercase()),
        Value::Number(number) => SortKey::Number(*number),
        Value::Date(date) => SortKey::Date(*date),
        Value::Checkbox(on) => SortKey::Flag(*on),
        Value::Choice(choice) => match pipeline.fields.get(&field).map(|f| &f.kind.value) {
            Some(FieldKind::Dropdown(choices)) => choices
                .iter()
                .position(|known| known.id == *choice)
                .map_or(SortKey::Empty, SortKey::Rank),
            _ => SortKey::Empty,
        },
        Value::Person(person) => records.member(*person).map_or(SortKey::Empty, |member| {
            SortKey::Text(member.name.value.to_lowercase())
        }),
    }
}
