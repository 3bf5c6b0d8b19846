//! Records as the benches index them: the nine fields that the other engines get, and value and times.

use boxwood_query::language::{Field, Schema};

use crate::record::{Fields, Record};

/// The custom fields whose contents the language's own fields have too.
const TWICE: [&str; 3] = ["company", "people", "emails"];

/// Reads a record and leaves out what would be in it twice: the company, the people and their
/// addresses are in it as organization and contacts.
pub(crate) fn read(line: &str, fields: &mut Fields) -> Option<Record> {
    let mut record = Record::read(line, fields).ok()?;
    let named = TWICE.iter().flat_map(|name| fields.fields_named(name));
    let twice: Vec<Field> = named.map(|field| Field::Custom(field.key)).collect();
    record.pieces.retain(|(field, _)| {
        !twice.contains(field) && !matches!(field, Field::Email | Field::Domain)
    });
    Some(record)
}
