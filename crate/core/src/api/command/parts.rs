//! Changes of what is in a box: tasks, comments, meetings and files.

use serde::{Deserialize, Serialize};

use crate::api::mirror::mirror;

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// The moment, in milliseconds since 1970-01-01T00:00Z; for a whole day its first, in the zone.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
    /// Whether the whole day is meant.
    pub is_all_day: bool,
    /// The zone's name in the IANA database, such as `Europe/Vienna`.
    pub zone: String,
}

mirror! {
    /// What a meeting is.
    MeetingKind = MeetingKind {
        /// A call.
        Call,
        /// A meeting.
        Meeting,
    }
}

/// A change of a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TaskEdit {
    /// Makes a task.
    Create {
        /// What to do.
        text: String,
        /// Until when.
        due: Option<Due>,
        /// Who is to do it.
        assignees: Vec<String>,
    },
    /// Says what to do.
    SetText {
        /// Which task.
        task: String,
        /// What.
        text: String,
    },
    /// Says until when.
    SetDue {
        /// Which task.
        task: String,
        /// Until when; whenever if there is none.
        due: Option<Due>,
    },
    /// Makes a task somebody's, or not.
    Assign {
        /// Which task.
        task: String,
        /// Whose.
        person: String,
        /// Whether it is.
        on: bool,
    },
    /// Says that a task is done, or open again.
    SetDone {
        /// Which task.
        task: String,
        /// Whether it is done.
        done: bool,
    },
    /// Deletes a task, or brings it back.
    SetDeleted {
        /// Which task.
        task: String,
        /// Whether it is deleted.
        deleted: bool,
    },
}

/// A change of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CommentEdit {
    /// Writes a comment.
    Create {
        /// The text.
        text: String,
        /// The people it mentions.
        mentions: Vec<String>,
        /// The comment that it answers.
        parent: Option<String>,
    },
    /// Writes a comment of one's own anew.
    SetText {
        /// Which comment.
        comment: String,
        /// The text.
        text: String,
        /// The people it mentions.
        mentions: Vec<String>,
    },
    /// Puts one's own emoji on a comment, or takes it away.
    React {
        /// Which comment.
        comment: String,
        /// The emoji.
        emoji: String,
        /// Whether it is there.
        on: bool,
    },
    /// Deletes a comment, or brings it back.
    SetDeleted {
        /// Which comment.
        comment: String,
        /// Whether it is deleted.
        deleted: bool,
    },
}

/// A change of a meeting or call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum MeetingEdit {
    /// Writes a meeting or call down.
    Create {
        /// What it was.
        of: MeetingKind,
        /// When it began, in milliseconds since 1970-01-01T00:00Z.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        starts_at: u64,
        /// How long it took, in minutes.
        minutes: Option<u32>,
        /// What was said.
        notes: String,
    },
    /// Says what a meeting was.
    SetKind {
        /// Which meeting.
        meeting: String,
        /// What.
        of: MeetingKind,
    },
    /// Says when a meeting began.
    SetStart {
        /// Which meeting.
        meeting: String,
        /// When, in milliseconds since 1970-01-01T00:00Z.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        starts_at: u64,
    },
    /// Says how long a meeting took.
    SetMinutes {
        /// Which meeting.
        meeting: String,
        /// How many minutes.
        minutes: Option<u32>,
    },
    /// Says what was said at a meeting.
    SetNotes {
        /// Which meeting.
        meeting: String,
        /// What.
        notes: String,
    },
    /// Deletes a meeting, or brings it back.
    SetDeleted {
        /// Which meeting.
        meeting: String,
        /// Whether it is deleted.
        deleted: bool,
    },
}

/// A change of a link to a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FileEdit {
    /// Adds a link to a file.
    Create {
        /// The name that people see.
        name: String,
        /// Where it is.
        url: String,
    },
    /// Renames a file.
    Rename {
        /// Which file.
        file: String,
        /// The new name.
        name: String,
    },
    /// Says where a file is.
    SetUrl {
        /// Which file.
        file: String,
        /// Where.
        url: String,
    },
    /// Takes a file out, or puts it back.
    SetDeleted {
        /// Which file.
        file: String,
        /// Whether it is out.
        deleted: bool,
    },
}
