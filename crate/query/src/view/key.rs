//! Sort keys: contents as bytes whose order is the order of rows.
//!
//! Comparing rows must look nothing up and know nothing of types, so all keys of a view's order are
//! written one behind the other into one row of bytes. No encoding is the beginning of another,
//! hence what follows never decides too early.

use boxwood_model::{Arrange as _, ChoiceId, Column, Decimal, Pipeline, Records, StageId};

use super::ranks::Ranks;
use crate::Collation;
use crate::content::{Content, Namer};

/// The first byte of a key. Contents of several types are in one column where cells cannot be read
/// as the field's type, and where a formula comes to this or that.
mod kind {
    pub(super) const FLAG: u8 = 1;
    pub(super) const NUMBER: u8 = 2;
    pub(super) const DATE: u8 = 3;
    pub(super) const MOMENT: u8 = 4;
    pub(super) const RANK: u8 = 5;
    pub(super) const POSITION: u8 = 6;
    pub(super) const TEXT: u8 = 7;
    pub(super) const UNREAD: u8 = 8;
    pub(super) const ERROR: u8 = 9;
    /// After everything, in a descending order too.
    pub(super) const EMPTY: u8 = u8::MAX;
}

/// Behind the elements of a list, and before each.
const END: u8 = 0;
const ELEMENT: u8 = 1;

/// Encodes contents of boxes.
#[derive(Clone, Copy)]
pub(super) struct Encoder<'a> {
    pub(super) collation: &'a dyn Collation,
    pub(super) records: &'a dyn Records,
    pub(super) ranks: &'a Ranks,
}

impl Encoder<'_> {
    /// Appends the key of a content of a column, turned round if large is to come before small.
    pub(super) fn encode(
        &self,
        column: Column,
        content: &Content<'_>,
        pipeline: &Pipeline,
        is_descending: bool,
        key: &mut Vec<u8>,
    ) {
        let start = key.len();
        self.straight(column, content, pipeline, key);
        if is_descending && !content.is_empty() {
            for byte in &mut key[start..] {
                *byte = !*byte;
            }
        }
    }

    fn straight(
        &self,
        column: Column,
        content: &Content<'_>,
        pipeline: &Pipeline,
        key: &mut Vec<u8>,
    ) {
        let namer = Namer::new(self.records, pipeline);
        match content {
            Content::Empty => key.push(kind::EMPTY),
            Content::Flag(on) => key.extend([kind::FLAG, u8::from(*on)]),
            Content::Number(n) => {
                key.push(kind::NUMBER);
                number(*n, key);
            }
            Content::Date(date) => {
                // Days of the years 1 to 9999 fit into 32 bits, and are put above zero.
                let days = i32::try_from(date.days()).unwrap_or(i32::MAX);
                key.push(kind::DATE);
                key.extend((days.cast_unsigned() ^ (1 << 31)).to_be_bytes());
            }
            Content::Moment(at) => {
                key.push(kind::MOMENT);
                key.extend(at.to_be_bytes());
            }
            Content::Position(bytes) => {
                key.push(kind::POSITION);
                terminated(key, |key| key.extend_from_slice(bytes));
            }
            Content::Text(words) => {
                key.push(kind::TEXT);
                self.text(words, key);
            }
            Content::Unread(words) => {
                key.push(kind::UNREAD);
                self.text(words, key);
            }
            Content::Error(code) => {
                key.push(kind::ERROR);
                self.text(code, key);
            }
            Content::Pipeline(id) => {
                key.push(kind::TEXT);
                self.text(&namer.pipeline(*id), key);
                key.extend(id.as_bytes());
            }
            Content::Stage(id) => {
                key.push(kind::RANK);
                self.stage(*id, pipeline, key);
                key.push(END);
            }
            Content::Stages(ids) => {
                key.push(kind::RANK);
                for id in ids.iter() {
                    key.push(ELEMENT);
                    self.stage(*id, pipeline, key);
                }
                key.push(END);
            }
            Content::Choices(ids) => {
                let mut ranks: Vec<u16> = ids.iter().map(|id| self.choice(column, *id)).collect();
                ranks.arrange();
                key.push(kind::RANK);
                for rank in ranks {
                    key.push(ELEMENT);
                    key.extend(rank.to_be_bytes());
                }
                key.push(END);
            }
            Content::People(ids) => self.names(ids.iter().map(|id| namer.person(*id)), key),
            Content::Contacts(ids) => self.names(ids.iter().map(|id| namer.contact(*id)), key),
            Content::Organizations(ids) => {
                self.names(ids.iter().map(|id| namer.organization(*id)), key);
            }
        }
    }

    fn text(&self, text: &str, key: &mut Vec<u8>) {
        terminated(key, |key| self.collation.key(text, key));
    }

    /// Names, least first: of two lists of people the one comes first that has the first name.
    fn names(&self, names: impl Iterator<Item = impl AsRef<str>>, key: &mut Vec<u8>) {
        let one = |name: &str| {
            let mut key = Vec::new();
            self.text(name, &mut key);
            key
        };
        let mut names: Vec<Vec<u8>> = names.map(|name| one(name.as_ref())).collect();
        names.arrange();
        key.push(kind::TEXT);
        for name in names {
            key.push(ELEMENT);
            key.extend(name);
        }
        key.push(END);
    }

    /// In the order of the pipeline's stages; across pipelines, in the order of their names first.
    fn stage(&self, id: StageId, pipeline: &Pipeline, key: &mut Vec<u8>) {
        if self.ranks.spans_pipelines() {
            self.text(&pipeline.name.value, key);
            key.extend(pipeline.id.as_bytes());
        }
        key.extend(self.ranks.stage(pipeline, id).to_be_bytes());
    }

    fn choice(&self, column: Column, id: ChoiceId) -> u16 {
        match column {
            Column::Field(field) => self.ranks.choice(field, id),
            Column::BuiltIn(_) => u16::MAX,
        }
    }
}

/// Appends bytes of any number so that the end of them comes before every other byte.
fn terminated(key: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = key.len();
    write(key);
    if key[start..].contains(&0) {
        let bytes = key.split_off(start);
        for byte in bytes {
            key.push(byte);
            if byte == 0 {
                key.push(u8::MAX);
            }
        }
    }
    key.extend([0, 1]);
}

/// Appends a number so that bytes sort as numbers do, exactly: its sign; the digits before the point
/// as an integer, with its length in front; the digits behind the point in pairs.
fn number(number: Decimal, key: &mut Vec<u8>) {
    let is_negative = number.is_sign_negative() && !number.is_zero();
    key.push(if is_negative { 0 } else { 1 });
    let start = key.len();
    let mantissa = number.mantissa().unsigned_abs();
    let scale = number.scale();
    let (whole, fraction) = match (u64::try_from(mantissa), 10_u64.checked_pow(scale)) {
        (Ok(mantissa), _) if scale == 0 => (u128::from(mantissa), 0),
        // Most numbers; dividing 128 bits is slow in WebAssembly.
        (Ok(mantissa), Some(unit)) => (u128::from(mantissa / unit), u128::from(mantissa % unit)),
        _ => {
            let unit = 10_u128.pow(scale);
            (mantissa / unit, mantissa % unit)
        }
    };
    let bytes = whole.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[zeros..];
    key.push(u8::try_from(bytes.len()).unwrap_or(u8::MAX));
    key.extend_from_slice(bytes);
    digits(fraction, scale, key);
    key.push(END);
    if is_negative {
        for byte in &mut key[start..] {
            *byte = !*byte;
        }
    }
}

/// Appends so many digits in pairs, none of which is zero as a byte; without the zeros at the end.
fn digits(fraction: u128, count: u32, key: &mut Vec<u8>) {
    if fraction == 0 {
        return;
    }
    let mut left = if count.is_multiple_of(2) {
        fraction
    } else {
        fraction * 10
    };
    let start = key.len();
    for _ in 0..count.div_ceil(2) {
        let (rest, pair) = match u64::try_from(left) {
            Ok(left) => (u128::from(left / 100), left % 100),
            Err(_) => (left / 100, u64::try_from(left % 100).unwrap_or(0)),
        };
        key.push(1 + u8::try_from(pair).unwrap_or(0));
        left = rest;
    }
    key[start..].reverse();
    let end = key[start..].iter().rposition(|byte| *byte != 1);
    key.truncate(start + end.map_or(0, |end| end + 1));
}

#[cfg(test)]
pub(crate) fn number_key(decimal: Decimal) -> Vec<u8> {
    let mut key = Vec::new();
    number(decimal, &mut key);
    key
}
