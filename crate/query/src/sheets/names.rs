//! The names of columns in formulas.

use std::borrow::Cow;

use crate::formula::{Column, Columns};
use boxwood_model::{Arrange as _, BuiltIn, Field, FieldId, LiteMap};

/// The columns of a pipeline's boxes and their names. Of fields that have the same name the first is
/// meant, and a field before what every box has.
#[derive(Debug)]
pub struct ColumnNames {
    fields: Vec<(FieldId, String)>,
}

impl ColumnNames {
    /// The columns of boxes whose fields have these names.
    pub fn new(fields: impl IntoIterator<Item = (FieldId, String)>) -> Self {
        Self {
            fields: fields.into_iter().collect(),
        }
    }

    /// The names of those fields that are there.
    #[must_use]
    pub fn of_fields(fields: &LiteMap<FieldId, Field>) -> Self {
        let mut live: Vec<_> = fields.iter().filter(|(_, f)| !f.deleted.value).collect();
        live.arrange_by(|a, b| (&a.1.order.value, a.0).cmp(&(&b.1.order.value, b.0)));
        let named = live.into_iter();
        Self::new(named.map(|(id, field)| (*id, field.name.value.clone())))
    }
}

impl Columns for ColumnNames {
    fn named(&self, name: &str) -> Option<Column> {
        let name = folded(name);
        let field = self.fields.iter().find(|(_, known)| folded(known) == name);
        field.map(|(id, _)| Column::Field(*id)).or_else(|| {
            let key = name.replace(' ', "-");
            Some(Column::BuiltIn(number_of(BuiltIn::from_key(&key)?)))
        })
    }

    fn name(&self, column: Column) -> Option<Cow<'_, str>> {
        match column {
            Column::Field(id) => {
                let field = self.fields.iter().find(|(known, _)| *known == id);
                field.map(|(_, name)| Cow::Borrowed(name.as_str()))
            }
            Column::BuiltIn(number) => {
                let column = built_in(number)?;
                Some(Cow::Owned(column.key().replace('-', " ")))
            }
        }
    }
}

/// The number that a column has in stored formulas: new columns go to the end of the list.
fn number_of(column: BuiltIn) -> u32 {
    let at = BuiltIn::ALL.iter().position(|known| *known == column);
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
}

/// The column of a number.
pub(super) fn built_in(number: u32) -> Option<BuiltIn> {
    let at = usize::try_from(number).ok()?;
    BuiltIn::ALL.get(at).copied()
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
