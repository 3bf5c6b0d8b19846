//! Time as values: milliseconds, and hybrid logical clocks that order intents across machines.

use serde::{Deserialize, Serialize};

use crate::ClientId;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = u64;

/// A hybrid logical clock reading: 48 bits of milliseconds, 16 bits of counter
/// (Kulkarni et al., "Logical Physical Clocks", 2014).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Hlc(u64);

impl Hlc {
    const COUNTER_BITS: u32 = 16;

    /// The first reading of a millisecond. Beyond the year 10889 it saturates.
    #[must_use]
    pub const fn at(millis: Millis) -> Self {
        const MOST: u64 = u64::MAX >> Hlc::COUNTER_BITS;
        let millis = if millis > MOST { MOST } else { millis };
        Self(millis << Self::COUNTER_BITS)
    }

    /// The millisecond of this reading.
    #[must_use]
    pub const fn millis(self) -> Millis {
        self.0 >> Self::COUNTER_BITS
    }

    /// The reading just after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
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

    /// Takes note of a reading from elsewhere, so that what is done after seeing it sorts after it.
    pub fn observe(&mut self, seen: Hlc) {
        self.last = self.last.max(seen);
    }
}
