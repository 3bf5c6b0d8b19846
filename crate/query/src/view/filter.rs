//! Which boxes a view shows.

use std::fmt;

use boxwood_model::{Key, Millis};

use crate::content::{Contents, Timing};

/// Says which boxes a view shows.
pub trait Filter: fmt::Debug {
    /// Whether it shows the box.
    fn matches(&self, row: &Contents<'_>) -> bool;

    /// Whether it may show archived boxes at all.
    fn shows_archived(&self) -> bool;

    /// When its answer changes although no record does.
    fn timing(&self) -> Timing;

    /// The first moment after now at which it does so within a day, for this box; midnight need not
    /// be said.
    fn next_moment(&self, row: &Contents<'_>) -> Option<Millis>;

    /// Whether what it says of boxes may depend on this record, which is not a box.
    fn depends_on(&self, key: Key) -> bool;
}

/// Shows every box that is not archived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Everything;

impl Filter for Everything {
    fn matches(&self, _: &Contents<'_>) -> bool {
        true
    }

    fn shows_archived(&self) -> bool {
        false
    }

    fn timing(&self) -> Timing {
        Timing::NEVER
    }

    fn next_moment(&self, _: &Contents<'_>) -> Option<Millis> {
        None
    }

    fn depends_on(&self, _: Key) -> bool {
        false
    }
}
