//! A stretch of a text.

/// A stretch of a text, in bytes of UTF-8, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where it starts.
    pub start: usize,
    /// Where it ends: the first byte that is not of it.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` to before `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The shortest stretch that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// What stands there; nothing if this is no stretch of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Start and end in UTF-16 units, as JavaScript counts.
    #[must_use]
    pub fn utf16(self, text: &str) -> (usize, usize) {
        let units = |end: usize| text.get(..end).unwrap_or(text).encode_utf16().count();
        (units(self.start), units(self.end))
    }
}
