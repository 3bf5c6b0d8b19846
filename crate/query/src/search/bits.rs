//! Sets of documents of a segment, a bit each.

/// A set of numbers below a limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
    limit: u32,
}

impl Bits {
    /// No number; all will be below `limit`.
    pub(super) fn none(limit: u32) -> Self {
        Self {
            words: vec![0; limit.div_ceil(64) as usize],
            limit,
        }
    }

    /// All numbers below `limit`.
    pub(super) fn all(limit: u32) -> Self {
        let mut bits = Self::none(limit);
        bits.invert();
        bits
    }

    /// The set of these words, as [`words`](Self::words) gave them.
    pub(super) fn from_words(words: Vec<u64>, limit: u32) -> Self {
        let mut bits = Self { words, limit };
        bits.words.resize(limit.div_ceil(64) as usize, 0);
        bits.trim();
        bits
    }

    /// The set, 64 numbers a word.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Adds a number; one past the limit is not added.
    pub(super) fn insert(&mut self, number: u32) {
        if number < self.limit
            && let Some(word) = self.words.get_mut((number >> 6) as usize)
        {
            *word |= 1 << (number & 63);
        }
    }

    pub(super) fn remove(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut((number >> 6) as usize) {
            *word &= !(1 << (number & 63));
        }
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.words
            .get((number >> 6) as usize)
            .is_some_and(|word| word >> (number & 63) & 1 == 1)
    }

    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Keeps what is in both.
    pub(super) fn intersect(&mut self, other: &Self) {
        self.with(other, |a, b| a & b);
    }

    /// Adds what is in the other.
    pub(super) fn unite(&mut self, other: &Self) {
        self.with(other, |a, b| a | b);
    }

    /// Removes what is in the other.
    pub(super) fn subtract(&mut self, other: &Self) {
        self.with(other, |a, b| a & !b);
    }

    /// Has what it had not, and no more what it had.
    pub(super) fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// The numbers, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.words).flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }

    fn with(&mut self, other: &Self, join: impl Fn(u64, u64) -> u64) {
        let others = other.words.iter().chain(std::iter::repeat(&0));
        for (word, other) in self.words.iter_mut().zip(others) {
            *word = join(*word, *other);
        }
    }

    fn trim(&mut self) {
        if self.limit & 63 != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.limit & 63)) - 1;
        }
    }
}
