//! When contents change by themselves.

use boxwood_model::{BuiltIn, Column, FieldKind, Millis};

use super::Contents;

/// When a content changes although no record does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timing {
    /// When the user's day passes, for every box alike.
    pub by_day: bool,
    /// At moments of which each box has its own: when a task becomes overdue, a meeting begins.
    pub by_moment: bool,
}

impl Timing {
    /// It does not.
    pub const NEVER: Self = Self {
        by_day: false,
        by_moment: false,
    };
    /// At midnight.
    pub const DAILY: Self = Self {
        by_day: true,
        by_moment: false,
    };
    /// At moments of each box's own.
    pub const MOMENTS: Self = Self {
        by_day: false,
        by_moment: true,
    };

    /// When either of two changes.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            by_day: self.by_day || other.by_day,
            by_moment: self.by_moment || other.by_moment,
        }
    }

    /// When a built-in column changes by itself.
    #[must_use]
    pub const fn of(column: BuiltIn) -> Self {
        use BuiltIn as B;
        match column {
            B::Age | B::DaysInStage | B::DaysSinceMailReceived | B::DaysSinceMailSent => {
                Self::DAILY
            }
            B::OverdueTasks | B::LastTouchpoint | B::LastCall | B::LastMeeting => Self::MOMENTS,
            B::Freshness | B::DaysSinceTouchpoint => Self::DAILY.or(Self::MOMENTS),
            _ => Self::NEVER,
        }
    }
}

impl Contents<'_> {
    /// When a column changes by itself, in boxes of this pipeline.
    pub(crate) fn timing(&self, column: Column) -> Timing {
        match column {
            Column::BuiltIn(column) => Timing::of(column),
            Column::Field(id) => match self.pipeline.live_field(id).map(|f| &f.kind.value) {
                Some(FieldKind::Formula(_)) => {
                    let formulas = self.world.formulas;
                    formulas.map_or(Timing::NEVER, |formulas| formulas.timing(id))
                }
                _ => Timing::NEVER,
            },
        }
    }

    /// The first moment of the box's own at which a column changes.
    pub(crate) fn next_moment(&self, column: Column) -> Option<Millis> {
        if !self.timing(column).by_moment {
            return None;
        }
        match column {
            Column::Field(field) => self.world.formulas?.next_moment(field, self),
            Column::BuiltIn(BuiltIn::OverdueTasks) => self.next_overdue(),
            Column::BuiltIn(_) => self.next_meeting(),
        }
    }
}
