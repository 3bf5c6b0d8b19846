//! Meetings and calls.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Millis, Register, UserId};

/// A meeting or a call, and what was said there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it was written down, by its writer's clock.
    pub created_at: Millis,
    /// Who wrote it down.
    pub created_by: UserId,
    /// What it was.
    pub kind: Register<MeetingKind>,
    /// When it began.
    pub starts_at: Register<Millis>,
    /// How long it took, in minutes.
    pub minutes: Register<Option<u32>>,
    /// What was said.
    pub notes: Register<String>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

/// What a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeetingKind {
    /// A call.
    Call,
    /// A meeting.
    Meeting,
}

merge_fields!(Meeting {
    kind,
    starts_at,
    minutes,
    notes,
    deleted
});
