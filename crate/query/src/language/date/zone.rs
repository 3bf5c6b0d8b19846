//! Time zones, as lookups of their offset.

use super::calendar::Day;

/// A day in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;

/// A time zone.
pub trait Zone {
    /// By how many seconds clocks are ahead of UTC at a moment, which is in milliseconds since
    /// 1970-01-01T00:00Z.
    fn offset(&self, moment: i64) -> i32;
}

/// A zone whose clocks never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FixedOffset {
    /// Seconds ahead of UTC.
    pub seconds: i32,
}

impl Zone for FixedOffset {
    fn offset(&self, _moment: i64) -> i32 {
        self.seconds
    }
}

/// What clocks show, as if it were UTC.
pub(crate) fn local(zone: &dyn Zone, moment: i64) -> i64 {
    moment.saturating_add(i64::from(zone.offset(moment)) * 1_000)
}

/// The day it is at a moment.
pub(crate) fn day_of(zone: &dyn Zone, moment: i64) -> Day {
    local(zone, moment).div_euclid(DAY)
}

/// The first moment at which clocks show `local`; the moment they jump, where they jump over it.
pub(crate) fn moment(zone: &dyn Zone, local: i64) -> i64 {
    // Two days hold at most one change of a zone's clocks, and every offset is under 26 hours.
    const AROUND: i64 = 26 * 3_600_000;
    let offset = |moment: i64| i64::from(zone.offset(moment)) * 1_000;
    let before = offset(local.saturating_sub(AROUND));
    let after = offset(local.saturating_add(AROUND));
    let earlier = local.saturating_sub(before.max(after));
    let later = local.saturating_sub(before.min(after));
    for candidate in [earlier, later] {
        if candidate.saturating_add(offset(candidate)) == local {
            return candidate;
        }
    }
    // Clocks jump over it, between the two: find the first moment with the new offset.
    let (mut old, mut new) = (earlier, later);
    while new - old > 1 {
        let middle = old + (new - old) / 2;
        if offset(middle) == before {
            old = middle;
        } else {
            new = middle;
        }
    }
    new
}

/// The first moment of a day.
pub(crate) fn start_of(zone: &dyn Zone, day: Day) -> i64 {
    moment(zone, day.saturating_mul(DAY))
}
