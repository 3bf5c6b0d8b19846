//! The cells of a box within its row: most of what a team's records weigh.
//!
//! As a map, a cell takes sixty bytes besides what is in it, and each text another allocation. Here
//! all cells are one row of bytes:
//!
//! * how many there are, and if there are any:
//! * how many bytes all fields' ids begin with alike, with a [bit](LONG) for long cells and one that
//!   says that those bytes are [not the pipeline's](OWN) but follow;
//! * the rest of each id, in order: a byte each where a pipeline was made whole;
//! * a [tag](content) for each content, which says its type and mostly its length;
//! * if some are long, the length of each in four bytes;
//! * the contents;
//! * the stamps.
//!
//! Finding a cell compares a few bytes and sums up a few lengths.

mod content;

#[cfg(test)]
mod tests;

use std::fmt;

use super::bytes::{self, ID, Reader};
use crate::{FieldId, Register, Registers, Stamp, Value};

pub use content::CellValue;

/// The cells of a box by field, each with the intent that set it; a field without an entry is empty.
#[derive(Clone, Copy)]
pub struct Cells<'r> {
    origin: Origin<'r>,
    count: usize,
    /// What all ids begin with.
    prefix: &'r [u8],
    /// The rest of each id.
    ids: &'r [u8],
    tags: &'r [u8],
    /// Four bytes each, if tags do not say them.
    lengths: &'r [u8],
    /// The contents, and the stamps behind them.
    rest: &'r [u8],
}

/// What the parts of a row are told from.
#[derive(Clone, Copy)]
pub(super) struct Origin<'r> {
    pub(super) pipeline: &'r [u8; ID],
    pub(super) maker: &'r [u8; ID],
    pub(super) first: Stamp,
}

/// The bit that says that lengths have four bytes each.
const LONG: u8 = 0x80;
/// The bit that says that what ids begin with follows.
const OWN: u8 = 0x40;

/// Appends cells.
pub(super) fn write(cells: &Registers<FieldId, Value>, origin: Origin<'_>, out: &mut Vec<u8>) {
    bytes::varint(cells.len() as u64, out);
    let (Some(first), Some(last)) = (cells.keys().next(), cells.keys().next_back()) else {
        return;
    };
    // Ids are in order: what the first and the last have in common, all have.
    let alike = bytes::shared(first.as_bytes(), last.as_bytes());
    let as_pipeline = bytes::shared(first.as_bytes(), origin.pipeline).min(alike);
    let is_own = cells.len() * (alike - as_pipeline) > alike;
    let shared = if is_own { alike } else { as_pipeline };
    let prefix = &first.as_bytes()[..shared];
    let mut contents = Vec::with_capacity(256);
    let mut tags = Vec::with_capacity(cells.len());
    let mut lengths = Vec::with_capacity(cells.len());
    for cell in cells.values() {
        let start = contents.len();
        tags.push(content::write(&cell.value, prefix, origin, &mut contents));
        lengths.push(contents.len() - start);
    }
    let is_long = tags.iter().any(|tag| content::is_long(*tag));
    let long = if is_long { LONG } else { 0 };
    let own = if is_own { OWN } else { 0 };
    out.push(shared as u8 | long | own);
    if is_own {
        out.extend_from_slice(prefix);
    }
    for field in cells.keys() {
        out.extend_from_slice(&field.as_bytes()[shared..]);
    }
    out.extend(tags);
    if is_long {
        for length in lengths {
            out.extend((length as u32).to_le_bytes());
        }
    }
    out.extend(contents);
    for cell in cells.values() {
        bytes::stamp(cell.stamp, origin.first, out);
    }
}

impl<'r> Cells<'r> {
    /// The cells that [`write`] wrote.
    pub(super) fn read(mut reader: Reader<'r>, origin: Origin<'r>) -> Self {
        let count = reader.size();
        let first = if count == 0 { 0 } else { reader.byte() };
        let shared = usize::from(first & !LONG & !OWN).min(ID);
        let prefix = if first & OWN == 0 {
            &origin.pipeline[..shared]
        } else {
            reader.take(shared)
        };
        let ids = reader.take(count * (ID - shared));
        let tags = reader.take(count);
        let wide = if first & LONG == 0 { 0 } else { 4 };
        let lengths = reader.take(count * wide);
        Self {
            origin,
            count,
            prefix,
            ids,
            tags,
            lengths,
            rest: reader.0,
        }
    }

    /// Whatever follows on the cells.
    pub(super) fn behind(self) -> Reader<'r> {
        let mut reader = self.stamped();
        for _ in 0..self.count {
            reader.stamp(self.origin.first);
        }
        reader
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.count == 0
    }

    /// Whether a field has one.
    #[must_use]
    pub fn contains_key(self, field: &FieldId) -> bool {
        self.find(*field).is_some()
    }

    /// The fields that have one, in the order of their ids.
    pub fn keys(self) -> impl Iterator<Item = FieldId> + use<'r> {
        (0..self.count).map(move |at| self.id(at))
    }

    /// What a field's cell holds, without copying text; nothing if it has none.
    #[must_use]
    pub fn peek(self, field: &FieldId) -> Option<CellValue<'r>> {
        let at = self.find(*field)?;
        Some(self.content(at))
    }

    /// The cell of a field.
    #[must_use]
    pub fn get(self, field: &FieldId) -> Option<Register<Value>> {
        let at = self.find(*field)?;
        let value = self.content(at).into_value();
        let stamp = self.stamps().nth(at)?;
        Some(Register { value, stamp })
    }

    /// The intent that set a field's cell.
    #[must_use]
    pub fn stamp(self, field: &FieldId) -> Option<Stamp> {
        let at = self.find(*field)?;
        self.stamps().nth(at)
    }

    /// The intents that set them, in the order of the fields' ids.
    pub fn stamps(self) -> impl Iterator<Item = Stamp> + use<'r> {
        let mut reader = self.stamped();
        (0..self.count).map(move |_| reader.stamp(self.origin.first))
    }

    /// All of them, in the order of the fields' ids.
    pub fn iter(self) -> impl Iterator<Item = (FieldId, Register<Value>)> + use<'r> {
        self.stamps().enumerate().map(move |(at, stamp)| {
            let value = self.content(at).into_value();
            (self.id(at), Register { value, stamp })
        })
    }

    fn id(self, at: usize) -> FieldId {
        let own = ID - self.prefix.len();
        let own = self.ids.get(at * own..(at + 1) * own).unwrap_or_default();
        FieldId::from_bytes(bytes::joined(self.prefix, own))
    }

    /// The place of a field's cell. Ids differ in their last byte where they were made together, and
    /// there are few of them: looking at that byte of each is faster than a search.
    fn find(self, field: FieldId) -> Option<usize> {
        let (start, own) = field.as_bytes().split_at(self.prefix.len());
        let at = match own.last() {
            // One cell, all of whose id is what it has in common with itself.
            None => 0,
            Some(last) if own.len() == 1 => self.ids.iter().position(|id| id == last)?,
            Some(last) => {
                let mut ids = self.ids.chunks_exact(own.len());
                ids.position(|id| id.last() == Some(last) && id == own)?
            }
        };
        (at < self.count && start == self.prefix).then_some(at)
    }

    fn tag(self, at: usize) -> u8 {
        self.tags.get(at).copied().unwrap_or_default()
    }

    fn length(self, at: usize) -> usize {
        if self.lengths.is_empty() {
            return content::length(self.tag(at));
        }
        let bytes = self.lengths.get(at * 4..).and_then(<[u8]>::first_chunk);
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }

    fn start(self, at: usize) -> usize {
        if self.lengths.is_empty() {
            let before = self.tags.iter().take(at);
            return before.map(|tag| content::length(*tag)).sum();
        }
        (0..at).map(|at| self.length(at)).sum()
    }

    fn content(self, at: usize) -> CellValue<'r> {
        let start = self.start(at);
        let bytes = self.rest.get(start..start + self.length(at));
        let bytes = bytes.unwrap_or_default();
        content::read(self.tag(at), bytes, self.prefix, self.origin)
    }

    /// The stamps, and whatever follows on them.
    fn stamped(self) -> Reader<'r> {
        Reader(self.rest.get(self.start(self.count)..).unwrap_or_default())
    }
}

impl PartialEq for Cells<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Cells<'_> {}

impl fmt::Debug for Cells<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
