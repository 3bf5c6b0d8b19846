//! The words of a segment in order, each with what it shares with the one before left out.

use super::pack::{put_varint, u32_at, varint};

/// So many words are written from one that is written in full.
const GROUP: usize = 16;

/// Words on their way into a dictionary.
#[derive(Debug, Default)]
pub(super) struct DictionaryWriter {
    heads: Vec<u8>,
    bytes: Vec<u8>,
    last: Vec<u8>,
    count: usize,
}

impl DictionaryWriter {
    pub(super) const fn is_open(&self) -> bool {
        self.count > 0
    }

    /// Appends a word that is greater than the last one.
    pub(super) fn push(&mut self, word: &[u8]) {
        let mut shared = 0;
        if self.count.is_multiple_of(GROUP) {
            self.heads.extend((self.bytes.len() as u32).to_le_bytes());
        } else {
            shared = self
                .last
                .iter()
                .zip(word)
                .take_while(|(a, b)| a == b)
                .count();
            put_varint(shared as u64, &mut self.bytes);
        }
        let rest = word.get(shared..).unwrap_or_default();
        put_varint(rest.len() as u64, &mut self.bytes);
        self.bytes.extend(rest);
        self.last.clear();
        self.last.extend(word);
        self.count += 1;
    }

    /// Where the groups start, and the words.
    pub(super) fn finish(self) -> (Vec<u8>, Vec<u8>) {
        (self.heads, self.bytes)
    }
}

/// A dictionary in a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dictionary<'a> {
    pub(super) heads: &'a [u8],
    pub(super) bytes: &'a [u8],
    /// How many words there are.
    pub(super) count: u32,
}

impl<'a> Dictionary<'a> {
    /// The number of the first word that is not less than `word`.
    pub(super) fn lower_bound(&self, word: &[u8]) -> u32 {
        // The last group whose first word is not greater.
        let (mut low, mut high) = (0, self.heads.len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.head(middle) <= word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(group) = low.checked_sub(1) else {
            return 0;
        };
        let mut walk = self.walk((group * GROUP) as u32);
        let end = ((group + 1) * GROUP) as u32;
        while walk.next < self.count.min(end) {
            let at = walk.next;
            match walk.advance() {
                Some(found) if found < word => {}
                _ => return at,
            }
        }
        walk.next
    }

    /// The number of `word`, if it is there.
    pub(super) fn find(&self, word: &[u8]) -> Option<u32> {
        let at = self.lower_bound(word);
        let mut walk = self.walk(at);
        (walk.advance()? == word).then_some(at)
    }

    /// The numbers of all words that start with `start`, which is not empty.
    pub(super) fn starting(&self, start: &[u8]) -> std::ops::Range<u32> {
        let first = self.lower_bound(start);
        let mut past = start.to_vec();
        // No byte of UTF-8 is the greatest byte there is.
        if let Some(last) = past.last_mut() {
            *last = last.saturating_add(1);
        }
        first..self.lower_bound(&past).max(first)
    }

    /// The words from number `from` on.
    pub(super) fn walk(&self, from: u32) -> Walk<'a> {
        let group = from as usize / GROUP;
        let mut walk = Walk {
            dictionary: *self,
            at: u32_at(self.heads, group) as usize,
            next: (group * GROUP) as u32,
            word: Vec::new(),
        };
        while walk.next < from && walk.advance().is_some() {}
        walk
    }

    fn head(&self, group: usize) -> &'a [u8] {
        let mut at = u32_at(self.heads, group) as usize;
        let length = varint(self.bytes, &mut at);
        let rest = self.bytes.get(at..).unwrap_or_default();
        let length = usize::try_from(length)
            .unwrap_or(usize::MAX)
            .min(rest.len());
        rest.get(..length).unwrap_or_default()
    }
}

/// The words of a dictionary, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Walk<'a> {
    dictionary: Dictionary<'a>,
    at: usize,
    /// The number of the next word.
    pub(super) next: u32,
    word: Vec<u8>,
}

impl Walk<'_> {
    /// The word that was read last.
    pub(super) fn word(&self) -> &[u8] {
        &self.word
    }

    /// Has no word any more.
    pub(super) fn end(&mut self) {
        self.word.clear();
        self.next = self.dictionary.count;
    }

    /// Reads the next word; nothing at the end.
    pub(super) fn advance(&mut self) -> Option<&[u8]> {
        if self.next >= self.dictionary.count {
            return None;
        }
        let bytes = self.dictionary.bytes;
        let mut shared = 0;
        if !(self.next as usize).is_multiple_of(GROUP) {
            shared = usize::try_from(varint(bytes, &mut self.at)).unwrap_or(usize::MAX);
        }
        let length = usize::try_from(varint(bytes, &mut self.at)).unwrap_or(usize::MAX);
        let rest = bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        self.word.truncate(shared);
        self.word.extend(rest);
        self.next += 1;
        Some(&self.word)
    }
}
