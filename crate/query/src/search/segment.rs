//! A packed, immutable part of an index, read where it lies.

use std::ops::Range;

use super::dictionary::Dictionary;
use super::field::field;
use super::manifest::LoadError;
use super::pack::{u32_at, u128_at, varint};
use super::pattern::{Pattern, Place};
use super::score::own;
use super::values::{Column, Values};
use crate::language::Field;

/// So many documents of a word are packed together.
pub(super) const BLOCK: usize = 128;

/// Documents, their words and values, in one stretch of bytes.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    bytes: Vec<u8>,
    sections: [Range<usize>; Self::SECTIONS],
    patterns: Vec<(Pattern, u64)>,
    columns: Vec<(Column, Range<usize>)>,
}

/// The head of a block of documents that have a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// The last document in it.
    pub(super) last: u32,
    pub(super) postings: u32,
    pub(super) positions: u32,
    pub(super) count: usize,
    pub(super) doc_bits: u8,
    pub(super) code_bits: u8,
    /// The best [tier](super::pattern::tier).
    pub(super) tier: u8,
    /// The best [share](super::score::share), in [steps](super::score::step).
    pub(super) share: u8,
}

/// A word of a segment.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// The numbers of its blocks.
    pub(super) blocks: Range<u32>,
    pub(super) share: u8,
    pub(super) tier: u8,
}

impl Segment {
    pub(super) const IDS: usize = 0;
    pub(super) const KEYS: usize = 1;
    pub(super) const FACTS: usize = 2;
    pub(super) const BY_ID: usize = 3;
    pub(super) const PATTERNS: usize = 4;
    pub(super) const HEADS: usize = 5;
    pub(super) const DICTIONARY: usize = 6;
    pub(super) const WORDS: usize = 7;
    pub(super) const BLOCKS: usize = 8;
    pub(super) const POSTINGS: usize = 9;
    pub(super) const POSITIONS: usize = 10;
    pub(super) const DIRECTORY: usize = 11;
    pub(super) const VALUES: usize = 12;
    pub(super) const SECTIONS: usize = 13;

    pub(super) const BLOCK_BYTES: usize = 16;
    const WORD_BYTES: usize = 6;
    /// Goes up with every change of the format; others are built anew.
    const MARK: [u8; 4] = *b"BXS\x01";

    /// A segment of these sections.
    pub(super) fn join(sections: &[Vec<u8>; Self::SECTIONS]) -> Self {
        let length = sections.iter().map(Vec::len).sum::<usize>();
        let mut bytes = Vec::with_capacity(length + 4 + 8 * Self::SECTIONS);
        bytes.extend(Self::MARK);
        for section in sections {
            bytes.extend((section.len() as u64).to_le_bytes());
        }
        for section in sections {
            bytes.extend(section);
        }
        // What was just written can be read.
        Self::load(bytes).unwrap_or_else(|_| Self::empty())
    }

    fn empty() -> Self {
        Self {
            bytes: Vec::new(),
            sections: std::array::from_fn(|_| 0..0),
            patterns: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Takes a segment as [`bytes`](Self::bytes) gave it.
    pub(super) fn load(bytes: Vec<u8>) -> Result<Self, LoadError> {
        if !bytes.starts_with(&Self::MARK) {
            return Err(LoadError::Version);
        }
        let mut segment = Self::empty();
        let mut start = Self::MARK.len() + 8 * Self::SECTIONS;
        let lengths = bytes
            .get(Self::MARK.len()..start)
            .ok_or(LoadError::Broken)?;
        for (section, length) in segment.sections.iter_mut().zip(lengths.chunks_exact(8)) {
            let length = super::pack::i64_at(length, 0);
            let end = usize::try_from(length)
                .ok()
                .and_then(|length| start.checked_add(length));
            let end = end
                .filter(|end| *end <= bytes.len())
                .ok_or(LoadError::Broken)?;
            *section = start..end;
            start = end;
        }
        let rest = bytes.len() - start;
        segment.bytes = bytes;
        segment.patterns = segment.read_patterns().ok_or(LoadError::Broken)?;
        segment.columns = segment.read_columns().ok_or(LoadError::Broken)?;
        let documents = segment.section(Self::IDS).len() / 16;
        let agree = rest == 0
            && u32::try_from(documents).is_ok()
            && segment.section(Self::KEYS).len() == documents * 4
            && segment.section(Self::FACTS).len() == documents * 2
            && segment.section(Self::BY_ID).len() == documents * 4;
        agree.then_some(segment).ok_or(LoadError::Broken)
    }

    /// All of it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        let patterns = self.patterns.iter().map(|(pattern, _)| {
            pattern.capacity() * size_of::<Place>() + size_of::<(Pattern, u64)>()
        });
        self.bytes.capacity() + patterns.sum::<usize>()
    }

    fn section(&self, section: usize) -> &[u8] {
        let range = self.sections.get(section).cloned();
        range
            .and_then(|range| self.bytes.get(range))
            .unwrap_or_default()
    }

    /// How many documents there are, dead ones too.
    pub(super) fn documents(&self) -> u32 {
        (self.section(Self::IDS).len() / 16) as u32
    }

    pub(super) fn id(&self, doc: u32) -> u128 {
        u128_at(self.section(Self::IDS), doc as usize)
    }

    /// The place of a document in the order of freshness; never greater for a greater number.
    pub(super) fn key(&self, doc: u32) -> u32 {
        u32_at(self.section(Self::KEYS), doc as usize)
    }

    /// The [length](super::score::length) of a document.
    pub(super) fn length(&self, doc: u32) -> u8 {
        let facts = self.section(Self::FACTS);
        facts.get(2 * doc as usize).copied().unwrap_or(0)
    }

    /// How many words the name of a document has; 127 for more.
    pub(super) fn name(&self, doc: u32) -> u8 {
        self.fact(doc) & 0x7F
    }

    /// By how much a document is fresher for being the user's own.
    pub(super) fn own(&self, doc: u32) -> u32 {
        own(self.is_mine(doc))
    }

    pub(super) fn is_mine(&self, doc: u32) -> bool {
        self.fact(doc) & 0x80 != 0
    }

    fn fact(&self, doc: u32) -> u8 {
        let facts = self.section(Self::FACTS);
        facts.get(2 * doc as usize + 1).copied().unwrap_or(0)
    }

    /// The document with this id.
    pub(super) fn find(&self, id: u128) -> Option<u32> {
        let by_id = self.section(Self::BY_ID);
        let doc = |at: usize| u32_at(by_id, at);
        let (mut low, mut high) = (0, by_id.len() / 4);
        // New ids are greater than all: most segments are passed over here.
        if high == 0 || self.id(doc(high - 1)) < id || self.id(doc(0)) > id {
            return None;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.id(doc(middle)) < id {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < by_id.len() / 4 && self.id(doc(low)) == id).then(|| doc(low))
    }

    pub(super) fn dictionary(&self) -> Dictionary<'_> {
        Dictionary {
            heads: self.section(Self::HEADS),
            bytes: self.section(Self::DICTIONARY),
            count: (self.section(Self::WORDS).len() / Self::WORD_BYTES) as u32,
        }
    }

    /// Where the documents of a word are.
    pub(super) fn word(&self, number: u32) -> Word {
        let words = self.section(Self::WORDS);
        let at = number as usize * Self::WORD_BYTES;
        let first = |at: usize| u32_at(words.get(at..).unwrap_or_default(), 0);
        let all = (self.section(Self::BLOCKS).len() / Self::BLOCK_BYTES) as u32;
        let next = at + Self::WORD_BYTES;
        let end = if next < words.len() { first(next) } else { all };
        Word {
            blocks: first(at).min(end)..end.min(all),
            share: words.get(at + 4).copied().unwrap_or(0),
            tier: words.get(at + 5).copied().unwrap_or(0),
        }
    }

    /// How many documents have a word, dead ones too.
    pub(super) fn frequency(&self, word: &Word) -> u32 {
        let full = (word.blocks.len() as u32).saturating_sub(1) * BLOCK as u32;
        let last = word
            .blocks
            .end
            .checked_sub(1)
            .filter(|_| !word.blocks.is_empty());
        full + last.map_or(0, |last| self.block(last).count as u32)
    }

    pub(super) fn block(&self, number: u32) -> Block {
        let at = number as usize * Self::BLOCK_BYTES;
        let blocks = self.section(Self::BLOCKS).get(at..).unwrap_or_default();
        let head: [u8; Self::BLOCK_BYTES] = blocks.first_chunk().copied().unwrap_or_default();
        let [
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j,
            k,
            l,
            count,
            doc_bits,
            code_bits,
            share,
        ] = head;
        Block {
            last: u32::from_le_bytes([a, b, c, d]),
            postings: u32::from_le_bytes([e, f, g, h]),
            positions: u32::from_le_bytes([i, j, k, l]),
            count: usize::from(count).min(BLOCK - 1) + 1,
            doc_bits,
            code_bits: code_bits & 0x3F,
            tier: code_bits >> 6,
            share,
        }
    }

    pub(super) fn postings(&self) -> &[u8] {
        self.section(Self::POSTINGS)
    }

    pub(super) fn positions(&self) -> &[u8] {
        self.section(Self::POSITIONS)
    }

    /// Where words are in documents, each with how often that is so.
    pub(super) fn patterns(&self) -> &[(Pattern, u64)] {
        &self.patterns
    }

    pub(super) fn pattern(&self, code: u32) -> &[Place] {
        self.patterns
            .get(code as usize)
            .map_or(&[], |(pattern, _)| pattern)
    }

    /// How many positions a word with this pattern has in a document.
    pub(super) fn positions_of(&self, code: u32) -> u64 {
        let places = self.pattern(code).iter();
        places.map(|place| u64::from(place.count)).sum()
    }

    /// All lists of values.
    pub(super) fn columns(&self) -> impl Iterator<Item = (Column, Values<'_>)> {
        let bytes = self.section(Self::VALUES);
        self.columns.iter().map(|(column, range)| {
            let all = bytes.get(range.clone()).unwrap_or_default();
            let (keys, docs) = all.split_at(all.len() / 12 * 8);
            (*column, Values { keys, docs })
        })
    }

    fn read_patterns(&self) -> Option<Vec<(Pattern, u64)>> {
        let bytes = self.section(Self::PATTERNS);
        let mut at = 0;
        let mut number = || varint(bytes, &mut at);
        let count = usize::try_from(number()).ok()?;
        // How long a list says it is, is not believed.
        let mut fields: Vec<Field> = Vec::new();
        for _ in 0..count {
            fields.push(field(bytes, &mut at)?);
        }
        let mut patterns = Vec::new();
        for _ in 0..varint(bytes, &mut at) {
            if at >= bytes.len() {
                return None;
            }
            let uses = varint(bytes, &mut at);
            let mut pattern = Pattern::new();
            for _ in 0..varint(bytes, &mut at) {
                let field = usize::try_from(varint(bytes, &mut at)).ok()?;
                let places = varint(bytes, &mut at);
                pattern.push(Place {
                    field: *fields.get(field)?,
                    count: u32::try_from(places >> 2).ok()?,
                    flags: (places & 3) as u8,
                });
            }
            patterns.push((pattern, uses));
        }
        (at == bytes.len()).then_some(patterns)
    }

    fn read_columns(&self) -> Option<Vec<(Column, Range<usize>)>> {
        let bytes = self.section(Self::DIRECTORY);
        let all = self.section(Self::VALUES).len();
        let (mut at, mut start) = (0, 0_usize);
        let mut columns = Vec::new();
        while at < bytes.len() {
            let (column, count) = Column::read(bytes, &mut at)?;
            let end = start.checked_add(count.checked_mul(12)?)?;
            columns.push((column, start..end));
            start = end;
        }
        (start == all).then_some(columns)
    }
}
