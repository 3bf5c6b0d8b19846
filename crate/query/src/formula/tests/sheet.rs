//! A box with columns for tests.

use std::borrow::Cow;

use boxwood_model::FieldId;

use super::super::{Column, Columns, FormulaValue, Inputs, Now};

/// 2026-03-09T22:30:00Z, two hours ahead: already the 10th there.
pub(super) const NOW: Now = Now {
    millis: 1_773_095_400_000,
    offset_minutes: 120,
};

/// The id of the n-th column.
pub(super) fn column(n: usize) -> Column {
    let mut bytes = [7; 16];
    bytes[15] = u8::try_from(n).unwrap();
    Column::Field(FieldId::from_bytes(bytes))
}

/// Columns by name, each with what the box has in it; nothing is a column that was deleted.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet(pub(super) Vec<(String, Option<FormulaValue>)>);

impl Sheet {
    pub(super) fn of(columns: &[(&str, FormulaValue)]) -> Self {
        let own = |(name, value): &(&str, FormulaValue)| ((*name).to_owned(), Some(value.clone()));
        Self(columns.iter().map(own).collect())
    }

    fn position(&self, column: Column) -> Option<usize> {
        (0..self.0.len()).find(|n| self::column(*n) == column)
    }
}

impl Columns for Sheet {
    fn named(&self, name: &str) -> Option<Column> {
        let same = |known: &str| known.to_lowercase() == name.to_lowercase();
        self.0.iter().position(|(known, _)| same(known)).map(column)
    }

    fn name(&self, column: Column) -> Option<Cow<'_, str>> {
        let (name, _) = &self.0[self.position(column)?];
        Some(Cow::Borrowed(name))
    }
}

impl Inputs for Sheet {
    fn get(&self, column: Column) -> Option<Cow<'_, FormulaValue>> {
        let (_, value) = &self.0[self.position(column)?];
        value.as_ref().map(Cow::Borrowed)
    }
}
