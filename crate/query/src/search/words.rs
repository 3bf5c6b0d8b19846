//! The words of a segment that is being made, each with a number.
//!
//! A table of its own, because a word is looked up for every word of every text: the words lie
//! behind each other in one buffer, and most lookups end at a comparison of two numbers.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Different words, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Words {
    bytes: Vec<u8>,
    known: Vec<Known>,
    /// The number of a word and one more at the place of its hash or behind; 0 where there is none.
    table: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u32,
    start: u32,
    end: u32,
}

impl Words {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// The number of a word, which is a new one if the word is.
    pub(super) fn number(&mut self, word: &[u8]) -> u32 {
        if self.known.len() * 2 >= self.table.len() {
            self.grow();
        }
        let hash = hash(word);
        let mask = self.table.len() - 1;
        let mut place = hash as usize & mask;
        while let Some(number) = self.table[place].checked_sub(1) {
            let known = self.known[number as usize];
            if known.hash == hash && self.word(known) == word {
                return number;
            }
            place = (place + 1) & mask;
        }
        let number = self.known.len() as u32;
        self.table[place] = number + 1;
        let start = self.bytes.len() as u32;
        self.bytes.extend(word);
        self.known.push(Known {
            hash,
            start,
            end: self.bytes.len() as u32,
        });
        number
    }

    /// All words with their numbers, in the order of their bytes.
    pub(super) fn in_order(&self) -> Vec<(&[u8], u32)> {
        // The first bytes as a number decide most comparisons.
        let mut order: Vec<(u64, &[u8], u32)> = (0..)
            .zip(&self.known)
            .map(|(number, known)| {
                let word = self.word(*known);
                let mut first = [0; 8];
                for (to, from) in first.iter_mut().zip(word) {
                    *to = *from;
                }
                (u64::from_be_bytes(first), word, number)
            })
            .collect();
        order.sort_unstable();
        let words = order.into_iter();
        words.map(|(_, word, number)| (word, number)).collect()
    }

    fn word(&self, known: Known) -> &[u8] {
        let range = known.start as usize..known.end as usize;
        self.bytes.get(range).unwrap_or_default()
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(256);
        self.table = vec![0; size];
        for (number, known) in (1..).zip(&self.known) {
            let mut place = known.hash as usize & (size - 1);
            while self.table[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            self.table[place] = number;
        }
    }
}

fn hash(word: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}
