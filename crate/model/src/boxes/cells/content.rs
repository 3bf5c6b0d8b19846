//! What a cell holds, packed: a byte for its type, and what there is to say.

use rust_decimal::Decimal;

use crate::boxes::bytes::{self, Reader};
use crate::{ChoiceId, ContactId, Date, OrganizationId, UserId, Value};

/// What a cell holds, as it lies in its record: text is not copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue<'r> {
    /// Text.
    Text(&'r str),
    /// Everything else.
    Other(Value),
}

impl CellValue<'_> {
    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Other(value) => value,
        }
    }
}

mod kind {
    pub(super) const TEXT: u8 = 1;
    pub(super) const NUMBER: u8 = 2;
    pub(super) const DATE: u8 = 3;
    pub(super) const NO: u8 = 4;
    pub(super) const YES: u8 = 5;
    pub(super) const CHOICE: u8 = 6;
    pub(super) const PERSON: u8 = 7;
    pub(super) const MOMENT: u8 = 8;
    pub(super) const TAGS: u8 = 9;
    pub(super) const CONTACT: u8 = 10;
    pub(super) const ORGANIZATION: u8 = 11;
}

/// The bit of a number's first byte that says that it is negative; the others are its scale.
const NEGATIVE: u8 = 0x80;

/// Appends a content. Nothing takes no byte. Ids of choices are mostly made together with those of
/// fields and begin as they do.
pub(super) fn write(value: &Value, prefix: &[u8], out: &mut Vec<u8>) {
    match value {
        Value::Empty => {}
        Value::Text(text) => {
            out.push(kind::TEXT);
            out.extend_from_slice(text.as_bytes());
        }
        Value::Number(number) => {
            out.push(kind::NUMBER);
            let number = number.unpack();
            let sign = if number.negative { NEGATIVE } else { 0 };
            out.push(u8::try_from(number.scale).unwrap_or(0) | sign);
            for part in [number.lo, number.mid, number.hi] {
                out.extend(part.to_le_bytes());
            }
            let end = out
                .iter()
                .rposition(|byte| *byte != 0)
                .map_or(0, |at| at + 1);
            out.truncate(end);
        }
        Value::Date(date) => {
            out.push(kind::DATE);
            let [low, high] = date.year().to_le_bytes();
            out.extend([low, high, date.month(), date.day()]);
        }
        Value::Checkbox(on) => out.push(if *on { kind::YES } else { kind::NO }),
        Value::Choice(choice) => {
            out.push(kind::CHOICE);
            bytes::id(choice.as_bytes(), prefix, out);
        }
        Value::Person(person) => {
            out.push(kind::PERSON);
            bytes::id(person.as_bytes(), prefix, out);
        }
        Value::Moment(at) => {
            out.push(kind::MOMENT);
            bytes::varint(*at, out);
        }
        Value::Tags(choices) => {
            out.push(kind::TAGS);
            for choice in choices {
                bytes::id(choice.as_bytes(), prefix, out);
            }
        }
        Value::Contact(contact) => {
            out.push(kind::CONTACT);
            bytes::id(contact.as_bytes(), prefix, out);
        }
        Value::Organization(organization) => {
            out.push(kind::ORGANIZATION);
            bytes::id(organization.as_bytes(), prefix, out);
        }
    }
}

/// The content of these bytes.
pub(super) fn read<'r>(bytes: &'r [u8], prefix: &[u8]) -> CellValue<'r> {
    let mut reader = Reader(bytes);
    CellValue::Other(match reader.byte() {
        kind::TEXT => return CellValue::Text(str::from_utf8(reader.0).unwrap_or_default()),
        kind::NUMBER => {
            let first = reader.byte();
            let mut part = || {
                let mut part = [0; 4];
                for (byte, read) in part.iter_mut().zip(reader.take(4)) {
                    *byte = *read;
                }
                u32::from_le_bytes(part)
            };
            let (lo, mid, hi) = (part(), part(), part());
            let (is_negative, scale) = (first & NEGATIVE != 0, u32::from(first & !NEGATIVE));
            Value::Number(Decimal::from_parts(lo, mid, hi, is_negative, scale))
        }
        kind::DATE => {
            let year = u16::from_le_bytes([reader.byte(), reader.byte()]);
            Value::Date(Date::from_parts(year, reader.byte(), reader.byte()))
        }
        kind::NO => Value::Checkbox(false),
        kind::YES => Value::Checkbox(true),
        kind::CHOICE => Value::Choice(ChoiceId::from_bytes(reader.id(prefix))),
        kind::PERSON => Value::Person(UserId::from_bytes(reader.id(prefix))),
        kind::MOMENT => Value::Moment(reader.varint()),
        kind::TAGS => {
            let mut choices = Vec::new();
            while !reader.0.is_empty() {
                choices.push(ChoiceId::from_bytes(reader.id(prefix)));
            }
            Value::Tags(choices)
        }
        kind::CONTACT => Value::Contact(ContactId::from_bytes(reader.id(prefix))),
        kind::ORGANIZATION => Value::Organization(OrganizationId::from_bytes(reader.id(prefix))),
        _ => Value::Empty,
    })
}
