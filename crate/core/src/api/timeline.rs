//! Timelines: what happened, as lines to be shown. The words are in the message catalogue.

use serde::{Deserialize, Serialize};

/// Whose history.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TimelineOf {
    /// A box's.
    Box {
        /// Which.
        id: String,
    },
    /// A contact's.
    Contact {
        /// Which.
        id: String,
    },
    /// An organization's.
    Organization {
        /// Which.
        id: String,
    },
    /// All that happened in a pipeline.
    Pipeline {
        /// Which.
        id: String,
    },
    /// What happened to the team, its contacts and organizations.
    Team,
}

/// What a line is about, to choose by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum TimelineKind {
    /// Mails, and conversations put in and taken out.
    Mail,
    /// Comments.
    Comment,
    /// Meetings and calls.
    Meeting,
    /// Tasks.
    Task,
    /// Files.
    File,
    /// Everything else.
    Edit,
}

/// What happened, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TimelineView {
    /// The lines.
    pub lines: Vec<TimelineLine>,
    /// Whether the server has more, before the last of them: ask for a larger count.
    pub more: bool,
    /// How much of it is here.
    pub state: TimelineState,
}

/// How much of a timeline is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum TimelineState {
    /// All that was asked for.
    Here,
    /// The server is being asked.
    Loading,
    /// The server is out of reach: what it knows comes when it is back.
    OutOfReach,
}

/// A line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TimelineLine {
    /// Names the line among the others.
    pub key: String,
    /// When, in milliseconds since 1970.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
    /// Who; none for whoever runs the server.
    pub by: Option<String>,
    /// Whether the change waits to be sent.
    pub waiting: bool,
    /// How many edits it stands for.
    pub edits: u32,
    /// What it is about.
    pub kind: TimelineKind,
    /// The record that it happened to, where the timeline is of many.
    pub record: Option<TimelineRecord>,
    /// What happened.
    pub what: TimelineWhat,
}

/// A record that something happened to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TimelineRecord {
    /// What it is: `box`, `pipeline`, `contact`, `organization`, `member`, `team`, `invitation`,
    /// `snippet`, `view`.
    pub kind: String,
    /// Which.
    pub id: String,
    /// Its name now, where it is still there.
    pub name: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TimelineWhat {
    /// It was made.
    Made {
        /// Under this name.
        name: String,
    },
    /// A part of it was something, and is something else.
    Set {
        /// Which part: the message `timeline-PART`.
        part: String,
        /// The name of what the part is about: a field, a person, a contact, a stage.
        name: Option<String>,
        /// What it was.
        old: TimelineSaid,
        /// What it is.
        new: TimelineSaid,
    },
    /// A part of it was to be something, but somebody had said otherwise later.
    Lost {
        /// Which part.
        part: String,
        /// The name of what the part is about.
        name: Option<String>,
        /// What it was to be.
        wanted: TimelineSaid,
        /// What it stayed.
        kept: TimelineSaid,
    },
    /// It came from another pipeline.
    Moved {
        /// The name of the pipeline it was in, where one sees it.
        from: Option<String>,
        /// The name of the pipeline it is in, where one sees it.
        to: Option<String>,
        /// What had no place there.
        left: Vec<TimelineLeft>,
    },
    /// Another box was merged into it.
    TookIn {
        /// The other one's name.
        name: String,
        /// What had no place here.
        left: Vec<TimelineLeft>,
    },
    /// A mail was sent or received.
    Mail {
        /// The sender's address.
        from: String,
        /// Whether somebody of the team sent it.
        sent: bool,
    },
    /// It is gone for good.
    Forgotten,
}

/// The content of a cell that had no place where its box went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TimelineLeft {
    /// The field's name.
    pub field: String,
    /// What was in it.
    pub text: String,
}

/// What a part of a record says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TimelineSaid {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Flag {
        /// Which.
        on: bool,
    },
    /// A text.
    Text {
        /// The text.
        text: String,
    },
    /// A moment.
    Moment {
        /// In milliseconds since 1970.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        at: u64,
    },
    /// A word of the message catalogue: `timeline-word-KEY`.
    Word {
        /// Which.
        key: String,
    },
    /// That it changed is all there is to say.
    Something,
}
