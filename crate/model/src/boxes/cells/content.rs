//! What a cell holds, packed: a tag for its type and mostly its length, and what there is to say.
//!
//! Tags are numbers of a byte, a range of them for each type whose contents have different lengths:
//! the tag is the range's start and the length. What is longer than its range has a tag that says no
//! length.

use rust_decimal::Decimal;

use super::Origin;
use crate::boxes::bytes::{self, ID, Reader};
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

mod tag {
    pub(super) const EMPTY: u8 = 0;
    pub(super) const NO: u8 = 1;
    pub(super) const YES: u8 = 2;
    pub(super) const DATE: u8 = 3;
    /// The person who made the box.
    pub(super) const MAKER: u8 = 4;
    pub(super) const PERSON: u8 = 5;
    pub(super) const CONTACT: u8 = 6;
    pub(super) const ORGANIZATION: u8 = 7;
    pub(super) const LONG_TEXT: u8 = 8;
    pub(super) const LONG_TAGS: u8 = 9;
    /// The sign and scale, and up to twelve bytes.
    pub(super) const NUMBER: u8 = 10;
    pub(super) const NUMBER_MOST: u8 = NUMBER + 13;
    pub(super) const MOMENT: u8 = 24;
    pub(super) const MOMENT_MOST: u8 = MOMENT + 8;
    /// What of the id is not as that of the fields.
    pub(super) const CHOICE: u8 = 33;
    pub(super) const CHOICE_MOST: u8 = CHOICE + 16;
    pub(super) const TAGS: u8 = 50;
    pub(super) const TAGS_MOST: u8 = TAGS + 31;
    pub(super) const TEXT: u8 = 82;
}

/// The length of the content of each tag.
const LENGTHS: [u8; 256] = {
    let mut lengths = [0; 256];
    let mut tag = 0;
    while tag < lengths.len() {
        lengths[tag] = match tag as u8 {
            tag::DATE => 4,
            tag::PERSON | tag::CONTACT | tag::ORGANIZATION => ID as u8,
            tag @ tag::NUMBER..=tag::NUMBER_MOST => tag - tag::NUMBER,
            tag @ tag::MOMENT..=tag::MOMENT_MOST => tag - tag::MOMENT,
            tag @ tag::CHOICE..=tag::CHOICE_MOST => tag - tag::CHOICE,
            tag @ tag::TAGS..=tag::TAGS_MOST => tag - tag::TAGS,
            tag @ tag::TEXT.. => tag - tag::TEXT,
            _ => 0,
        };
        tag += 1;
    }
    lengths
};

/// The length of a content by its tag, unless [that says none](is_long).
pub(super) const fn length(tag: u8) -> usize {
    LENGTHS[tag as usize] as usize
}

/// Whether a tag does not say how long the content is.
pub(super) const fn is_long(tag: u8) -> bool {
    matches!(tag, tag::LONG_TEXT | tag::LONG_TAGS)
}

/// The bit of a number's first byte that says that it is negative; the others are its scale.
const NEGATIVE: u8 = 0x80;

/// Appends a content, and gives its tag. Ids of choices are mostly made together with those of fields
/// and begin as they do.
pub(super) fn write(value: &Value, prefix: &[u8], origin: Origin<'_>, out: &mut Vec<u8>) -> u8 {
    let start = out.len();
    match value {
        Value::Empty => tag::EMPTY,
        Value::Text(text) => {
            out.extend_from_slice(text.as_bytes());
            ranged(text.len(), tag::TEXT, u8::MAX).unwrap_or(tag::LONG_TEXT)
        }
        Value::Number(number) => {
            let number = number.unpack();
            let sign = if number.negative { NEGATIVE } else { 0 };
            out.push(u8::try_from(number.scale).unwrap_or(0) | sign);
            for part in [number.lo, number.mid, number.hi] {
                out.extend(part.to_le_bytes());
            }
            trim(start, out);
            tag::NUMBER + (out.len() - start) as u8
        }
        Value::Date(date) => {
            let [low, high] = date.year().to_le_bytes();
            out.extend([low, high, date.month(), date.day()]);
            tag::DATE
        }
        Value::Checkbox(on) => {
            if *on {
                tag::YES
            } else {
                tag::NO
            }
        }
        Value::Choice(choice) => {
            let choice = choice.as_bytes();
            out.extend_from_slice(&choice[bytes::shared(choice, prefix)..]);
            tag::CHOICE + (out.len() - start) as u8
        }
        Value::Person(person) if person.as_bytes() == origin.maker => tag::MAKER,
        Value::Person(person) => {
            out.extend_from_slice(person.as_bytes());
            tag::PERSON
        }
        Value::Moment(at) => {
            out.extend(at.to_le_bytes());
            trim(start, out);
            tag::MOMENT + (out.len() - start) as u8
        }
        Value::Tags(choices) => {
            for choice in choices {
                bytes::id(choice.as_bytes(), prefix, out);
            }
            ranged(out.len() - start, tag::TAGS, tag::TAGS_MOST).unwrap_or(tag::LONG_TAGS)
        }
        Value::Contact(contact) => {
            out.extend_from_slice(contact.as_bytes());
            tag::CONTACT
        }
        Value::Organization(organization) => {
            out.extend_from_slice(organization.as_bytes());
            tag::ORGANIZATION
        }
    }
}

/// The tag of a range for a length, if it has one.
fn ranged(length: usize, start: u8, end: u8) -> Option<u8> {
    let tag = start.checked_add(u8::try_from(length).ok()?)?;
    (tag <= end).then_some(tag)
}

/// Takes zeros off the end, back to a start.
fn trim(start: usize, out: &mut Vec<u8>) {
    let end = out[start..].iter().rposition(|byte| *byte != 0);
    out.truncate(start + end.map_or(0, |at| at + 1));
}

/// The content of a tag and these bytes.
pub(super) fn read<'r>(
    tag: u8,
    bytes: &'r [u8],
    prefix: &[u8],
    origin: Origin<'_>,
) -> CellValue<'r> {
    let mut reader = Reader(bytes);
    CellValue::Other(match tag {
        tag::LONG_TEXT | tag::TEXT.. => {
            return CellValue::Text(str::from_utf8(bytes).unwrap_or_default());
        }
        tag::NUMBER..=tag::NUMBER_MOST => {
            let first = reader.byte();
            let (lo, mid, hi) = (reader.word(), reader.word(), reader.word());
            let (is_negative, scale) = (first & NEGATIVE != 0, u32::from(first & !NEGATIVE));
            Value::Number(Decimal::from_parts(lo, mid, hi, is_negative, scale))
        }
        tag::DATE => {
            let year = u16::from_le_bytes([reader.byte(), reader.byte()]);
            Value::Date(Date::from_parts(year, reader.byte(), reader.byte()))
        }
        tag::NO => Value::Checkbox(false),
        tag::YES => Value::Checkbox(true),
        tag::CHOICE..=tag::CHOICE_MOST => {
            let shared = (ID - bytes.len().min(ID)).min(prefix.len());
            Value::Choice(ChoiceId::from_bytes(bytes::joined(
                &prefix[..shared],
                bytes,
            )))
        }
        tag::MAKER => Value::Person(UserId::from_bytes(*origin.maker)),
        tag::PERSON => Value::Person(UserId::from_bytes(bytes::joined(&[], bytes))),
        tag::MOMENT..=tag::MOMENT_MOST => {
            let (low, high) = (reader.word(), reader.word());
            Value::Moment(u64::from(high) << u32::BITS | u64::from(low))
        }
        tag::TAGS..=tag::TAGS_MOST | tag::LONG_TAGS => {
            let mut choices = Vec::new();
            while !reader.0.is_empty() {
                choices.push(ChoiceId::from_bytes(reader.id(prefix)));
            }
            Value::Tags(choices)
        }
        tag::CONTACT => Value::Contact(ContactId::from_bytes(bytes::joined(&[], bytes))),
        tag::ORGANIZATION => {
            Value::Organization(OrganizationId::from_bytes(bytes::joined(&[], bytes)))
        }
        _ => Value::Empty,
    })
}
