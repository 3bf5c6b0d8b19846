//! When a view changes although no record does.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{BoxId, Millis};

use crate::content::{Now, Timing};

/// What has to be done since time has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// [Updating](super::View::update) the view with these boxes; there may be none.
    Boxes(BTreeSet<BoxId>),
    /// Making the view anew: another day has begun, or the clock was put to another zone.
    Everything,
}

/// When which boxes have to be looked at again.
#[derive(Debug, Clone)]
pub(super) struct Timers {
    /// When the view was made.
    made: Now,
    pub(super) timing: Timing,
    queue: BTreeSet<(Millis, BoxId)>,
    moments: BTreeMap<BoxId, Millis>,
}

impl Timers {
    pub(super) const fn new(made: Now, timing: Timing) -> Self {
        Self {
            made,
            timing,
            queue: BTreeSet::new(),
            moments: BTreeMap::new(),
        }
    }

    pub(super) fn set(&mut self, id: BoxId, moment: Option<Millis>) {
        if let Some(moment) = moment {
            self.queue.insert((moment, id));
            self.moments.insert(id, moment);
        }
    }

    pub(super) fn unset(&mut self, id: BoxId) {
        if let Some(moment) = self.moments.remove(&id) {
            self.queue.remove(&(moment, id));
        }
    }

    pub(super) fn due(&self, now: Now) -> Due {
        let day = |now: Now| now.day_of(now.millis);
        let is_other_day = self.timing.by_day && day(now) != day(self.made);
        if is_other_day || now.offset_minutes != self.made.offset_minutes {
            return Due::Everything;
        }
        let due = self.queue.iter().take_while(|(at, _)| *at <= now.millis);
        Due::Boxes(due.map(|(_, id)| *id).collect())
    }

    pub(super) fn next(&self) -> Option<Millis> {
        let midnight = self.timing.by_day.then(|| self.made.midnight());
        let moment = self.queue.first().map(|(at, _)| *at);
        [midnight, moment].into_iter().flatten().min()
    }
}
