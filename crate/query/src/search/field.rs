//! Fields as bytes, and which fields a condition is about.

use crate::language::{Field, FieldKey};

use super::pack::{put_varint, varint};

/// The built-in fields, by their numbers in segments: new ones go to the end.
const NUMBERED: [Field; 21] = [
    Field::Name,
    Field::Notes,
    Field::Stage,
    Field::Pipeline,
    Field::Assignee,
    Field::Follower,
    Field::Contact,
    Field::Email,
    Field::Domain,
    Field::Org,
    Field::Task,
    Field::Comment,
    Field::File,
    Field::Thread,
    Field::Subject,
    Field::From,
    Field::To,
    Field::Created,
    Field::Updated,
    Field::Moved,
    Field::Due,
];

/// Appends a field.
pub(super) fn put_field(field: Field, out: &mut Vec<u8>) {
    if let Field::Custom(FieldKey(key)) = field {
        put_varint(0, out);
        out.extend(key.to_le_bytes());
        return;
    }
    let number = NUMBERED.iter().position(|known| *known == field);
    put_varint(number.map_or(0, |number| number as u64 + 1), out);
}

/// Reads a field; nothing where there is none.
pub(super) fn field(bytes: &[u8], at: &mut usize) -> Option<Field> {
    let number = usize::try_from(varint(bytes, at)).ok()?;
    match number.checked_sub(1) {
        Some(number) => NUMBERED.get(number).copied(),
        None => {
            let key = bytes.get(*at..)?.first_chunk::<16>()?;
            *at += 16;
            Some(Field::Custom(FieldKey(u128::from_le_bytes(*key))))
        }
    }
}

/// Whether a condition on `fields` is about what `field` holds.
pub(super) fn includes(fields: &[Field], field: Field) -> bool {
    fields
        .iter()
        .any(|wanted| *wanted == field || (*wanted == Field::Any && field.is_anywhere()))
}

/// What a word in this field is worth beside one in the notes.
pub(super) const fn weight(field: Field) -> f32 {
    match field {
        Field::Name => 8.0,
        Field::Contact | Field::Org => 4.0,
        Field::Email | Field::Domain | Field::Subject | Field::Thread => 2.0,
        Field::Stage | Field::Pipeline | Field::Assignee | Field::Custom(_) => 1.5,
        _ => 1.0,
    }
}
