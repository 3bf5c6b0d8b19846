//! Time as values: milliseconds, and hybrid logical clocks that order intents across machines.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ClientId;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = u64;

/// A hybrid logical clock reading: 48 bits of milliseconds, 16 bits of counter
/// (Kulkarni et al., "Logical Physical Clocks", 2014).
///
/// In two halves, which together sort as the whole does: eight bytes that lie anywhere, so that a
/// [`Stamp`] has no gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "u64", into = "u64")]
pub struct Hlc {
    high: u32,
    low: u32,
}

impl Hlc {
    const COUNTER_BITS: u32 = 16;

    /// The first reading of a millisecond. Beyond the year 10889 it saturates.
    #[must_use]
    pub const fn at(millis: Millis) -> Self {
        const MOST: u64 = u64::MAX >> Hlc::COUNTER_BITS;
        let millis = if millis > MOST { MOST } else { millis };
        Self::whole(millis << Self::COUNTER_BITS)
    }

    /// The reading of a millisecond and a counter that was [read](Self::counter) from one.
    pub(crate) const fn from_parts(millis: Millis, counter: u64) -> Self {
        Self::whole(millis << Self::COUNTER_BITS | counter)
    }

    /// The millisecond of this reading.
    #[must_use]
    pub const fn millis(self) -> Millis {
        self.bits() >> Self::COUNTER_BITS
    }

    /// How many readings of the same millisecond came before.
    pub(crate) const fn counter(self) -> u64 {
        self.bits() & ((1 << Self::COUNTER_BITS) - 1)
    }

    /// The reading just after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::whole(self.bits().saturating_add(1))
    }

    const fn whole(bits: u64) -> Self {
        Self {
            high: (bits >> u32::BITS) as u32,
            low: bits as u32,
        }
    }

    const fn bits(self) -> u64 {
        (self.high as u64) << u32::BITS | self.low as u64
    }
}

impl From<u64> for Hlc {
    fn from(bits: u64) -> Self {
        Self::whole(bits)
    }
}

impl From<Hlc> for u64 {
    fn from(hlc: Hlc) -> Self {
        hlc.bits()
    }
}

impl fmt::Debug for Hlc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Hlc").field(&self.bits()).finish()
    }
}

/// When an intent was, and whose replica had it: the order in which field edits win.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Stamp {
    /// The moment of the intent.
    pub at: Hlc,
    /// Breaks ties between replicas; see [`Stamp::new`].
    pub node: u32,
}

impl Stamp {
    /// The stamp of an intent of this replica. The node number is the random tail of the client id:
    /// sixteen bytes in each of a record's registers would double what a record weighs.
    #[must_use]
    pub fn new(at: Hlc, client: ClientId) -> Self {
        let b = client.as_bytes();
        Self {
            at,
            node: u32::from_be_bytes([b[12], b[13], b[14], b[15]]),
        }
    }
}

/// Hands out readings that never go back, whatever the wall clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clock {
    last: Hlc,
}

impl Clock {
    /// A reading for an intent that happens at `now`: later than every reading handed out or seen.
    pub fn tick(&mut self, now: Millis) -> Hlc {
        self.last = Hlc::at(now).max(self.last.next());
        self.last
    }

    /// The last reading handed out or seen.
    #[must_use]
    pub const fn last(&self) -> Hlc {
        self.last
    }

    /// Takes note of a reading from elsewhere, so that what is done after seeing it sorts after it.
    pub fn observe(&mut self, seen: Hlc) {
        self.last = self.last.max(seen);
    }
}
