//! Tasks: what is to be done about a box.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{LiteMap, Millis, Register, Stamp, StampedSet, UserId};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// What to do.
    pub text: Register<String>,
    /// Until when.
    pub due: Register<Option<Due>>,
    /// Who is to do it.
    pub assignees: StampedSet<UserId>,
    /// When it was done; nothing while it is open.
    pub done_at: Register<Option<Millis>>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

/// When something is due: a moment, and the time zone that a person meant it in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// The moment; for a whole day its first, in the zone.
    pub at: Millis,
    /// Whether the whole day is meant.
    pub is_all_day: bool,
    /// The zone's name in the IANA database, such as `Europe/Vienna`.
    pub zone: String,
}

merge_fields!(Task {
    text,
    due,
    assignees,
    done_at,
    deleted
});

impl Task {
    /// An open task that nobody has yet.
    #[must_use]
    pub fn new(text: String, due: Option<Due>, created_by: UserId, stamp: Stamp) -> Self {
        Self {
            created_at: stamp.at.millis(),
            created_by,
            text: Register::new(text, stamp),
            due: Register::new(due, stamp),
            assignees: LiteMap::new(),
            done_at: Register::new(None, stamp),
            deleted: Register::new(false, stamp),
        }
    }

    /// Whether it is still to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.deleted.value && self.done_at.value.is_none()
    }
}
