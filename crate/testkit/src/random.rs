//! Randomness that a seed decides.

use oorandom::Rand64;

/// A generator of numbers; two of the same seed say the same.
#[derive(Debug, Clone)]
pub struct Random(Rand64);

impl Random {
    /// The generator of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Rand64::new(u128::from(seed)))
    }

    /// Where it is: one that [goes on](Self::resume) there says the same.
    pub(crate) fn position(&self) -> u128 {
        self.0.state().0
    }

    /// Goes on from somewhere else.
    pub(crate) fn resume(&mut self, position: u128) {
        let (_, increment) = self.0.state();
        self.0 = Rand64::from_state((position, increment));
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        usize::try_from(self.0.rand_range(0..end as u64)).unwrap_or(0)
    }

    /// Yes in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these; none if there are none.
    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        let at = self.below(from.len());
        from.get(at)
    }

    /// Sixteen bytes.
    pub fn bytes(&mut self) -> [u8; 16] {
        let (high, low) = (self.0.rand_u64(), self.0.rand_u64());
        let both = u128::from(high) << 64 | u128::from(low);
        both.to_be_bytes()
    }
}
