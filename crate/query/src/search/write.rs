//! Writes a segment: documents first, then words in order, then what is compared.

use std::collections::BTreeMap;

use super::dictionary::DictionaryWriter;
use super::field::put_field;
use super::pack::{put_bits, put_varint, width};
use super::pattern::{Pattern, frequency, tier};
use super::score::{lengths, share, step};
use super::segment::{BLOCK, Segment};
use super::values::Column;
use crate::language::Field;

/// A document as a segment keeps it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) id: u128,
    /// Its place in the order of freshness.
    pub(super) key: u32,
    pub(super) mine: bool,
    /// See [`length`](super::score::length).
    pub(super) length: u8,
    /// How many words the name has; more than 127 are 127.
    pub(super) name: u8,
}

/// A segment on its way.
pub(super) struct Writer {
    sections: [Vec<u8>; Segment::SECTIONS],
    dictionary: DictionaryWriter,
    blocks: Vec<u8>,
    postings: Vec<u8>,
    positions: Vec<u8>,
    patterns: Vec<(Pattern, u64)>,
    /// The shares and tiers of each pattern: what is worked out once.
    frequencies: Vec<f32>,
    tiers: Vec<u8>,
    norms: [f32; 256],
    lengths: Vec<u8>,
    docs: Vec<u32>,
    codes: Vec<u32>,
    /// Where the positions of the block start.
    first_position: u32,
    last: u32,
    best: (u8, u8),
    block_best: (u8, u8),
}

impl Writer {
    /// Starts with the documents, in order, and the patterns, those that are most used first.
    pub(super) fn new(rows: &[Row], patterns: &[(Pattern, u64)]) -> Self {
        let mut sections: [Vec<u8>; Segment::SECTIONS] = Default::default();
        let mut by_id: Vec<u32> = (0..).take(rows.len()).collect();
        by_id.sort_by_key(|doc| rows.get(*doc as usize).map(|row| row.id));
        for row in rows {
            sections[Segment::IDS].extend(row.id.to_le_bytes());
            sections[Segment::KEYS].extend(row.key.to_le_bytes());
            let name = row.name.min(0x7F) | u8::from(row.mine) << 7;
            sections[Segment::FACTS].extend([row.length, name]);
        }
        for doc in by_id {
            sections[Segment::BY_ID].extend(doc.to_le_bytes());
        }
        let anywhere = [Field::Any];
        Self {
            sections,
            dictionary: DictionaryWriter::default(),
            patterns: patterns
                .iter()
                .map(|(pattern, _)| (pattern.clone(), 0))
                .collect(),
            blocks: Vec::new(),
            postings: Vec::new(),
            positions: Vec::new(),
            frequencies: patterns
                .iter()
                .map(|(pattern, _)| frequency(pattern, &anywhere))
                .collect(),
            tiers: patterns
                .iter()
                .map(|(pattern, _)| tier(pattern, &anywhere))
                .collect(),
            norms: lengths(),
            lengths: rows.iter().map(|row| row.length).collect(),
            docs: Vec::with_capacity(BLOCK),
            codes: Vec::with_capacity(BLOCK),
            first_position: 0,
            last: u32::MAX,
            best: (0, 0),
            block_best: (0, 0),
        }
    }

    /// Starts the next word; words come in the order of their bytes.
    pub(super) fn word(&mut self, word: &[u8]) {
        self.end_word();
        let blocks = self.blocks.len() / Segment::BLOCK_BYTES;
        self.sections[Segment::WORDS].extend((blocks as u32).to_le_bytes());
        self.dictionary.push(word);
    }

    /// A document that has the word, in the order of documents, with the number of its pattern;
    /// returns where its positions are to be appended.
    pub(super) fn posting(&mut self, doc: u32, code: u32) -> &mut Vec<u8> {
        if self.docs.len() == BLOCK {
            self.end_block();
        }
        if self.docs.is_empty() {
            self.first_position = self.positions.len() as u32;
        }
        self.docs.push(doc);
        self.codes.push(code);
        if let Some((_, uses)) = self.patterns.get_mut(code as usize) {
            *uses += 1;
        }
        let frequency = self.frequencies.get(code as usize).copied();
        let norm = self
            .lengths
            .get(doc as usize)
            .map(|length| self.norms[usize::from(*length)]);
        let share = share(frequency.unwrap_or(0.0), norm.unwrap_or(1.0));
        let tier = self.tiers.get(code as usize).copied().unwrap_or(0);
        self.block_best.0 = self.block_best.0.max(step(share));
        self.block_best.1 = self.block_best.1.max(tier);
        &mut self.positions
    }

    /// Ends with what is compared.
    pub(super) fn finish(mut self, columns: &BTreeMap<Column, Vec<(i64, u32)>>) -> Segment {
        self.end_word();
        put_patterns(&self.patterns, &mut self.sections[Segment::PATTERNS]);
        let (heads, words) = self.dictionary.finish();
        self.sections[Segment::HEADS] = heads;
        self.sections[Segment::DICTIONARY] = words;
        let (mut directory, mut all) = (Vec::new(), Vec::new());
        for (column, values) in columns {
            column.put(values, &mut directory, &mut all);
        }
        self.sections[Segment::DIRECTORY] = directory;
        self.sections[Segment::VALUES] = all;
        // Numbers are read eight bytes at a time.
        self.postings.extend([0; 8]);
        self.sections[Segment::BLOCKS] = self.blocks;
        self.sections[Segment::POSTINGS] = self.postings;
        self.sections[Segment::POSITIONS] = self.positions;
        Segment::join(&self.sections)
    }

    fn end_block(&mut self) {
        let Some(last) = self.docs.last().copied() else {
            return;
        };
        let mut before = self.last;
        for doc in &mut self.docs {
            let gap = doc.wrapping_sub(before).wrapping_sub(1);
            before = *doc;
            *doc = gap;
        }
        let (doc_bits, code_bits) = (width(&self.docs), width(&self.codes));
        self.blocks.extend(last.to_le_bytes());
        self.blocks
            .extend((self.postings.len() as u32).to_le_bytes());
        self.blocks.extend(self.first_position.to_le_bytes());
        let count = (self.docs.len() - 1) as u8;
        let (share, tier) = self.block_best;
        self.blocks
            .extend([count, doc_bits, code_bits | tier << 6, share]);
        put_bits(&self.docs, doc_bits, &mut self.postings);
        put_bits(&self.codes, code_bits, &mut self.postings);
        self.last = last;
        self.best.0 = self.best.0.max(self.block_best.0);
        self.best.1 = self.best.1.max(self.block_best.1);
        self.block_best = (0, 0);
        self.docs.clear();
        self.codes.clear();
    }

    fn end_word(&mut self) {
        self.end_block();
        if self.dictionary.is_open() {
            self.sections[Segment::WORDS].extend([self.best.0, self.best.1]);
        }
        self.best = (0, 0);
        self.last = u32::MAX;
    }
}

fn put_patterns(patterns: &[(Pattern, u64)], out: &mut Vec<u8>) {
    let mut fields: Vec<Field> = patterns
        .iter()
        .flat_map(|(pattern, _)| pattern.iter().map(|place| place.field))
        .collect();
    fields.sort_unstable();
    fields.dedup();
    put_varint(fields.len() as u64, out);
    fields.iter().for_each(|field| put_field(*field, out));
    put_varint(patterns.len() as u64, out);
    for (pattern, uses) in patterns {
        put_varint(*uses, out);
        put_varint(pattern.len() as u64, out);
        for place in pattern {
            let field = fields.partition_point(|field| *field < place.field);
            put_varint(field as u64, out);
            put_varint(u64::from(place.count) << 2 | u64::from(place.flags), out);
        }
    }
}
