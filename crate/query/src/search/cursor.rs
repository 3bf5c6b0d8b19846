//! Walks over the documents that have a word.

use super::pack::{bits, bits_len, skip_varints, varint};
use super::pattern::Place;
use super::segment::{BLOCK, Block, Segment, Word};

/// So many blocks are looked at ahead: more cost more than they spare.
const PEEKED: u32 = 8;

/// A place in the list of documents of a word. It starts before the first one.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'s> {
    segment: &'s Segment,
    word: Word,
    /// The number of the block that was read.
    number: u32,
    /// The number of the block whose head was looked at last.
    ahead: u32,
    block: Block,
    docs: [u32; BLOCK],
    codes: [u32; BLOCK],
    has_codes: bool,
    at: usize,
    /// The document of the block whose positions were found last, and where they start and end.
    read: (usize, usize, usize),
}

impl<'s> Cursor<'s> {
    /// The documents of `word`; nothing where it has none.
    pub(super) fn new(segment: &'s Segment, word: Word) -> Option<Self> {
        let number = word.blocks.start;
        if word.blocks.is_empty() {
            return None;
        }
        let mut cursor = Self {
            segment,
            word,
            number,
            ahead: number,
            block: segment.block(number),
            docs: [0; BLOCK],
            codes: [0; BLOCK],
            has_codes: false,
            at: 0,
            read: (0, 0, 0),
        };
        cursor.open(number);
        Some(cursor)
    }

    /// Goes to the documents of another word; false where it has none.
    pub(super) fn restart(&mut self, word: Word) -> bool {
        let number = word.blocks.start;
        let any = !word.blocks.is_empty();
        self.word = word;
        self.ahead = number;
        if any {
            self.open(number);
        }
        any
    }

    /// The document it is at.
    pub(super) fn doc(&self) -> u32 {
        self.docs.get(self.at).copied().unwrap_or(u32::MAX)
    }

    /// The word whose documents these are.
    pub(super) const fn word(&self) -> &Word {
        &self.word
    }

    /// The head of the block it is in.
    pub(super) const fn block(&self) -> &Block {
        &self.block
    }

    /// The pattern of the word in the document it is at.
    pub(super) fn code(&mut self) -> u32 {
        if !self.has_codes {
            self.has_codes = true;
            let start = self.block.postings as usize;
            let start = start + bits_len(self.block.count, self.block.doc_bits);
            let codes = self.codes.get_mut(..self.block.count).unwrap_or_default();
            bits(self.segment.postings(), start, self.block.code_bits, codes);
        }
        self.codes.get(self.at).copied().unwrap_or(u32::MAX)
    }

    /// Goes to the next document; false at the end.
    pub(super) fn advance(&mut self) -> bool {
        self.at += 1;
        self.at < self.block.count || self.next_block()
    }

    /// Goes to the first document of the next block; false at the end.
    pub(super) fn next_block(&mut self) -> bool {
        let next = self.number + 1;
        next < self.word.blocks.end && {
            self.open(next);
            true
        }
    }

    /// Goes to the first document that is not before `doc`; false where there is none. It never
    /// goes back.
    pub(super) fn seek(&mut self, doc: u32) -> bool {
        if self.block.last < doc {
            // Steps that double, and then the middle of the last one.
            let (mut low, mut step) = (self.number + 1, 1);
            let end = self.word.blocks.end;
            while low + step < end && self.segment.block(low + step).last < doc {
                low += step;
                step *= 2;
            }
            let mut high = (low + step).min(end);
            while low < high {
                let middle = low + (high - low) / 2;
                if self.segment.block(middle).last < doc {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if low >= end {
                return false;
            }
            self.open(low);
        }
        let docs = self.docs.get(self.at..self.block.count).unwrap_or_default();
        self.at += docs.partition_point(|at| *at < doc);
        self.at < self.block.count || self.next_block()
    }

    /// The best share and tier among the blocks in which `doc` to `last` would be found, without
    /// going there; nothing where these are many. It is asked for documents in order.
    pub(super) fn peek(&mut self, doc: u32, last: u32) -> Option<(u8, u8)> {
        self.ahead = self.ahead.max(self.number);
        let end = self.word.blocks.end;
        while self.ahead < end && self.segment.block(self.ahead).last < doc {
            self.ahead += 1;
        }
        let mut best = (0, 0);
        for number in self.ahead..end.min(self.ahead + PEEKED) {
            let block = self.segment.block(number);
            best = (block.share.max(best.0), block.tier.max(best.1));
            if block.last >= last {
                return Some(best);
            }
        }
        (end <= self.ahead + PEEKED).then_some(best)
    }

    /// The bytes of the positions in the document it is at, and what they are of. Documents of a
    /// block must be asked for in order.
    pub(super) fn positions(&mut self) -> (&'s [Place], &'s [u8]) {
        let bytes = self.segment.positions();
        let at = self.at;
        let (mut last, mut start, mut end) = self.read;
        // At first there is none: the start of the block is its own end.
        while start == usize::MAX || last < at {
            (last, start) = if start == usize::MAX {
                (0, end)
            } else {
                (last + 1, end)
            };
            self.at = last;
            let code = self.code();
            skip_varints(bytes, &mut end, self.segment.positions_of(code));
        }
        self.read = (last, start, end);
        self.at = at;
        let code = self.code();
        let places = self.segment.pattern(code);
        (places, bytes.get(start..end).unwrap_or_default())
    }

    fn open(&mut self, number: u32) {
        let base = if number > self.word.blocks.start {
            self.segment.block(number - 1).last
        } else {
            u32::MAX
        };
        self.number = number;
        self.block = self.segment.block(number);
        self.has_codes = false;
        self.at = 0;
        self.read = (0, usize::MAX, self.block.positions as usize);
        let docs = self.docs.get_mut(..self.block.count).unwrap_or_default();
        let start = self.block.postings as usize;
        bits(self.segment.postings(), start, self.block.doc_bits, docs);
        let mut last = base;
        for doc in docs {
            last = last.wrapping_add(*doc).wrapping_add(1);
            *doc = last;
        }
    }
}

/// Shows `see` each position of places whose bytes these are, with the field.
pub(super) fn each_position(places: &[Place], bytes: &[u8], mut see: impl FnMut(&Place, u32)) {
    let mut at = 0;
    for place in places {
        let mut position = 0_u32;
        for n in 0..place.count {
            if at >= bytes.len() {
                return;
            }
            let gap = varint(bytes, &mut at) as u32;
            position = if n == 0 {
                gap
            } else {
                position.wrapping_add(gap)
            };
            see(place, position);
        }
    }
}
