//! What the contents of a box depend on besides the box: other records, the time, formulas.

use std::fmt;

use boxwood_model::{FieldId, Millis, Records};

use super::{Content, Contents, Timing};

/// The milliseconds of a day.
pub(crate) const DAY: Millis = 24 * 60 * 60 * 1_000;

/// The time, and the zone in which days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Now.
    pub millis: Millis,
    /// How many minutes the user's clock is ahead of UTC, now. The same is taken for all other
    /// moments, so that on the other side of a change of the clocks a moment near midnight may count
    /// as of the neighbouring day.
    pub offset_minutes: i16,
}

impl Now {
    /// The user's day of a moment, as days since 1970-01-01.
    #[must_use]
    pub fn day_of(self, at: Millis) -> i64 {
        let local = i128::from(at) + self.offset();
        i64::try_from(local.div_euclid(i128::from(DAY))).unwrap_or(i64::MAX)
    }

    /// How many midnights lie between a moment and now; none if the moment is yet to come.
    #[must_use]
    pub fn days_since(self, at: Millis) -> u64 {
        let days = self.day_of(self.millis).saturating_sub(self.day_of(at));
        u64::try_from(days).unwrap_or(0)
    }

    /// The next midnight of the user's.
    #[must_use]
    pub fn midnight(self) -> Millis {
        let day = i128::from(self.day_of(self.millis)) + 1;
        let at = day * i128::from(DAY) - self.offset();
        Millis::try_from(at).unwrap_or(Millis::MAX)
    }

    fn offset(self) -> i128 {
        i128::from(self.offset_minutes) * 60_000
    }
}

/// Calculates the cells of formula fields.
pub trait Formulas {
    /// What the formula of a field comes to for a box, whose other columns it may read.
    fn evaluate(&self, field: FieldId, row: &Contents<'_>) -> Content<'static>;

    /// When what it comes to changes although no record does.
    fn timing(&self, field: FieldId) -> Timing;

    /// The first moment after now at which it does so within a day, for this box; midnight need not
    /// be said.
    fn next_moment(&self, field: FieldId, row: &Contents<'_>) -> Option<Millis>;
}

/// What the contents of a box depend on besides the box.
#[derive(Clone, Copy)]
pub struct World<'r> {
    /// The other records.
    pub records: &'r dyn Records,
    /// The time.
    pub now: Now,
    /// What calculates formula fields; without it they are empty.
    pub formulas: Option<&'r dyn Formulas>,
}

impl fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}
