//! The cells of a box, packed: most of what a team's records weigh.
//!
//! As a map, a cell takes sixty bytes besides what is in it, and each text another allocation. Here
//! all cells are one row of bytes:
//!
//! * how many bytes all fields' ids begin with alike, with a bit for long cells; how many cells;
//! * those bytes, then the rest of each id, in order: two bytes each where a pipeline was made whole;
//! * the length of each content: a byte, or four if some are long;
//! * the contents;
//! * the stamps, each by how long after the one before it is.
//!
//! Finding a cell compares a few bytes and sums up a few lengths. A change packs all of them anew,
//! which costs about as much as cloning the map did. The same cells are always the same bytes.

mod content;

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bytes::{self, ID, Reader};
use crate::{FieldId, LiteMap, Merge, Register, Registers, Stamp, Value};

pub use content::CellValue;

/// The cells of a box by field, each with the intent that set it; a field without an entry is empty.
#[derive(Clone, Default)]
pub struct Cells(Box<[u8]>);

/// The bit of the first byte that says that lengths have four bytes.
const LONG: u8 = 0x80;
/// What the first stamp is told from.
const FIRST: Stamp = Stamp::EARLIEST;

/// Where the parts of the bytes are.
struct Parts<'c> {
    cells: usize,
    prefix: &'c [u8],
    /// The rest of each id.
    ids: &'c [u8],
    /// How many bytes a length has.
    wide: usize,
    lengths: &'c [u8],
    /// The contents, and the stamps behind them.
    rest: &'c [u8],
}

impl<'c> Parts<'c> {
    fn id(&self, at: usize) -> FieldId {
        let own = ID - self.prefix.len();
        let own = self.ids.get(at * own..(at + 1) * own).unwrap_or_default();
        FieldId::from_bytes(bytes::joined(self.prefix, own))
    }

    /// The place of a field's cell. Ids differ in their last byte where they were made together, and
    /// there are few of them: looking at that byte of each is faster than a search.
    fn find(&self, field: FieldId) -> Option<usize> {
        let (start, own) = field.as_bytes().split_at(self.prefix.len());
        let at = match own.last() {
            // One cell, all of whose id is what it has in common with itself.
            None => 0,
            Some(last) => {
                let mut ids = self.ids.chunks_exact(own.len());
                ids.position(|id| id.last() == Some(last) && id == own)?
            }
        };
        (at < self.cells && start == self.prefix).then_some(at)
    }

    fn length(&self, at: usize) -> usize {
        let from = at * self.wide;
        let bytes = self.lengths.get(from..from + self.wide);
        bytes
            .unwrap_or_default()
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    }

    fn start(&self, at: usize) -> usize {
        if self.wide == 1 {
            let before = self.lengths.iter().take(at);
            return before.map(|length| usize::from(*length)).sum();
        }
        (0..at).map(|at| self.length(at)).sum()
    }

    fn content(&self, at: usize) -> CellValue<'c> {
        let start = self.start(at);
        let bytes = self.rest.get(start..start + self.length(at));
        content::read(bytes.unwrap_or_default(), self.prefix)
    }

    fn stamps(&self) -> impl Iterator<Item = Stamp> + use<'c> {
        let mut reader = Reader(self.rest.get(self.start(self.cells)..).unwrap_or_default());
        let mut last = FIRST;
        (0..self.cells).map(move |_| {
            last = reader.stamp(last);
            last
        })
    }
}

impl Cells {
    /// No cells.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts().cells
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a field has one.
    #[must_use]
    pub fn contains_key(&self, field: &FieldId) -> bool {
        self.parts().find(*field).is_some()
    }

    /// The fields that have one, in the order of their ids.
    pub fn keys(&self) -> impl Iterator<Item = FieldId> + '_ {
        let parts = self.parts();
        (0..parts.cells).map(move |at| parts.id(at))
    }

    /// What a field's cell holds, without copying text; nothing if it has none.
    #[must_use]
    pub fn peek(&self, field: &FieldId) -> Option<CellValue<'_>> {
        let parts = self.parts();
        let at = parts.find(*field)?;
        Some(parts.content(at))
    }

    /// The cell of a field.
    #[must_use]
    pub fn get(&self, field: &FieldId) -> Option<Register<Value>> {
        let parts = self.parts();
        let at = parts.find(*field)?;
        let stamp = parts.stamps().nth(at)?;
        Some(Register {
            value: parts.content(at).into_value(),
            stamp,
        })
    }

    /// The intent that set a field's cell.
    #[must_use]
    pub fn stamp(&self, field: &FieldId) -> Option<Stamp> {
        let parts = self.parts();
        let at = parts.find(*field)?;
        parts.stamps().nth(at)
    }

    /// The intents that set them, in the order of the fields' ids.
    pub fn stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        self.parts().stamps()
    }

    /// All of them, in the order of the fields' ids.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, Register<Value>)> + '_ {
        let parts = self.parts();
        let stamps: Vec<Stamp> = parts.stamps().collect();
        stamps.into_iter().enumerate().map(move |(at, stamp)| {
            let value = parts.content(at).into_value();
            (parts.id(at), Register { value, stamp })
        })
    }

    /// The bytes that all of them are, for whoever wants memory to be at hand before it is read.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Puts a cell there, whatever was there before; gives that back.
    pub fn insert(&mut self, field: FieldId, cell: Register<Value>) -> Option<Register<Value>> {
        let mut map = Registers::from(&*self);
        let before = map.insert(field, cell);
        *self = Self::from(&map);
        before
    }

    /// Sets a cell, unless a later intent did.
    pub(crate) fn set(&mut self, field: FieldId, value: Value, stamp: Stamp) {
        let mut map = Registers::from(&*self);
        crate::register::set(&mut map, field, value, stamp);
        *self = Self::from(&map);
    }

    fn parts(&self) -> Parts<'_> {
        let mut reader = Reader(&self.0);
        let first = reader.byte();
        let cells = reader.size();
        let prefix = reader.take(usize::from(first & !LONG).min(ID));
        let ids = reader.take(cells * (ID - prefix.len()));
        let wide = if first & LONG == 0 { 1 } else { 4 };
        let lengths = reader.take(cells * wide);
        Parts {
            cells,
            prefix,
            ids,
            wide,
            lengths,
            rest: reader.0,
        }
    }
}

impl From<&Registers<FieldId, Value>> for Cells {
    fn from(map: &Registers<FieldId, Value>) -> Self {
        let (Some((first, _)), Some((last, _))) = (map.iter().next(), map.iter().next_back())
        else {
            return Self::default();
        };
        // Ids are in order: what the first and the last have in common, all have.
        let shared = bytes::shared(first.as_bytes(), last.as_bytes());
        let prefix = &first.as_bytes()[..shared];
        let mut contents = Vec::new();
        let mut lengths = Vec::new();
        for cell in map.values() {
            let start = contents.len();
            content::write(&cell.value, prefix, &mut contents);
            lengths.push(contents.len() - start);
        }
        let is_long = lengths.iter().any(|length| *length > usize::from(u8::MAX));
        let mut out = vec![shared as u8 | if is_long { LONG } else { 0 }];
        bytes::varint(map.len() as u64, &mut out);
        out.extend_from_slice(prefix);
        for field in map.keys() {
            out.extend_from_slice(&field.as_bytes()[shared..]);
        }
        for length in lengths {
            let bytes = (length as u64).to_le_bytes();
            out.extend_from_slice(&bytes[..if is_long { 4 } else { 1 }]);
        }
        out.extend(contents);
        let mut before = FIRST;
        for cell in map.values() {
            bytes::stamp(cell.stamp, before, &mut out);
            before = cell.stamp;
        }
        Self(out.into())
    }
}

impl From<Registers<FieldId, Value>> for Cells {
    fn from(map: Registers<FieldId, Value>) -> Self {
        Self::from(&map)
    }
}

impl From<&Cells> for Registers<FieldId, Value> {
    fn from(cells: &Cells) -> Self {
        cells.iter().collect()
    }
}

impl FromIterator<(FieldId, Register<Value>)> for Cells {
    fn from_iter<I: IntoIterator<Item = (FieldId, Register<Value>)>>(cells: I) -> Self {
        Self::from(cells.into_iter().collect::<LiteMap<_, _>>())
    }
}

impl Merge for Cells {
    fn merge(&mut self, other: &Self) {
        let mut map = Registers::from(&*self);
        map.merge(&Registers::from(other));
        *self = Self::from(&map);
    }

    fn replaced_by(&self, later: &Self, replaced: &mut Vec<Stamp>) {
        Registers::from(self).replaced_by(&Registers::from(later), replaced);
    }

    fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut Stamp)) {
        let mut map = Registers::from(&*self);
        map.each_stamp(visit);
        *self = Self::from(&map);
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        // Numbers are equal that are written otherwise, such as 1 and 1.0.
        self.0 == other.0 || self.iter().eq(other.iter())
    }
}

impl Eq for Cells {}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Registers::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Registers::deserialize(deserializer).map(Self::from)
    }
}
