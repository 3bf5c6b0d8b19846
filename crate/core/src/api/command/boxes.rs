//! Changes of boxes and what is in them.

use serde::{Deserialize, Serialize};

use super::{CellInput, CommentEdit, FileEdit, MeetingEdit, PlaceInput, TaskEdit};

/// A conversation, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadInput {
    /// Gmail's legacy thread id.
    pub id: String,
    /// Its subject; a long one is cut.
    pub subject: String,
}

/// A mail of a conversation, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MailInput {
    /// Its `Message-ID`, with or without angle brackets: the same in every mailbox.
    pub message_id: String,
    /// When it was sent, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
    /// The sender's address.
    pub from: String,
    /// The recipients' addresses.
    pub to: Vec<String>,
    /// Whether somebody of the team sent it.
    pub is_sent: bool,
}

/// How a contact or organization belongs to a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Association {
    /// Whether it is the main one.
    pub is_starred: bool,
    /// Whether its coming mail joins the box by itself.
    pub is_auto_boxed: bool,
}

/// A change of a box.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BoxEdit {
    /// Moves it to another stage.
    SetStage {
        /// Which.
        stage: String,
    },
    /// Sets a cell.
    SetField {
        /// Which.
        field: String,
        /// Its new content.
        value: CellInput,
    },
    /// Deletes it.
    Delete,
    /// Brings it back.
    Restore,
    /// Deletes it for good, where it was deleted long enough ago.
    Forget,
    /// Puts it out of the way, or back.
    Archive {
        /// Whether it is out of the way.
        on: bool,
    },
    /// Gives it a place where rows are ordered by hand.
    Place {
        /// Between which boxes of its pipeline.
        place: PlaceInput,
    },
    /// Takes its place among rows that are ordered by hand away.
    Unplace,
    /// Makes it somebody's work, or not.
    Assign {
        /// Whose.
        person: String,
        /// Whether it is.
        on: bool,
    },
    /// Follows it, or not.
    Follow {
        /// Who; oneself if nobody is named.
        person: Option<String>,
        /// Whether they do.
        on: bool,
    },
    /// Links it with another box, or not.
    Link {
        /// Which.
        other: String,
        /// Whether it is linked.
        on: bool,
    },
    /// Says that and how it is about a contact.
    Contact {
        /// Which.
        contact: String,
        /// How; not (any more) if there is none.
        association: Option<Association>,
    },
    /// Says that and how it is about an organization.
    Organization {
        /// Which.
        organization: String,
        /// How; not (any more) if there is none.
        association: Option<Association>,
    },
    /// Moves it to another pipeline, with the cells that have a place there.
    MoveToPipeline {
        /// Which.
        pipeline: String,
        /// At which stage; the first one if none is given.
        stage: Option<String>,
    },
    /// Makes another box like it; answered with its id.
    Duplicate {
        /// The new box's name.
        name: String,
    },
    /// Puts all it holds into another box and deletes it.
    MergeInto {
        /// Which.
        target: String,
    },
    /// Takes note of mails of a conversation that is in it.
    AddMails {
        /// Gmail's legacy thread id.
        thread: String,
        /// The mails.
        mails: Vec<MailInput>,
    },
    /// Makes or changes a task.
    Task {
        /// What changes.
        edit: TaskEdit,
    },
    /// Makes or changes a comment.
    Comment {
        /// What changes.
        edit: CommentEdit,
    },
    /// Makes or changes a meeting or call.
    Meeting {
        /// What changes.
        edit: MeetingEdit,
    },
    /// Makes or changes a link to a file.
    File {
        /// What changes.
        edit: FileEdit,
    },
}
