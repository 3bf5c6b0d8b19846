//! Operations on boxes and what is in them.

use serde::{Deserialize, Serialize};

use crate::{
    Association, BoxId, CommentId, ContactId, Due, FileId, Mail, MeetingId, MeetingKind, MessageId,
    Millis, OrderKey, OrganizationId, PipelineId, StageId, TaskId, ThreadId, UserId,
};

/// A change of a box.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoxOperation {
    /// Puts it out of the way, or back.
    Archive(bool),
    /// Gives it a place where rows are ordered by hand, or none.
    Place(Option<OrderKey>),
    /// Makes it somebody's work, or not.
    Assign(UserId, bool),
    /// Lets oneself or somebody else follow it, or not.
    Follow(UserId, bool),
    /// Links it with another box, or not; the other one is linked too.
    Link(BoxId, bool),
    /// Says that and how it is about a contact, or that it is not.
    Contact(ContactId, Option<Association>),
    /// Says that and how it is about an organization, or that it is not.
    Organization(OrganizationId, Option<Association>),
    /// Moves it to another pipeline: cells go to the fields of the same name and a type that can
    /// hold them, what has no place there is kept in its history.
    MoveToPipeline {
        /// Where to.
        pipeline: PipelineId,
        /// At which step.
        stage: StageId,
    },
    /// Makes another box with the same name, notes, cells, people and organizations.
    Duplicate {
        /// The new box's id.
        copy: BoxId,
        /// Its name.
        name: String,
    },
    /// Puts all it holds into another box and deletes it.
    MergeInto(BoxId),
    /// Takes note of mails of a conversation that is in it.
    AddMails {
        /// The conversation.
        thread: ThreadId,
        /// The mails.
        mails: Vec<(MessageId, Mail)>,
    },
    /// Makes or changes a task.
    Task(TaskId, TaskOperation),
    /// Makes or changes a comment.
    Comment(CommentId, CommentOperation),
    /// Makes or changes a meeting or call.
    Meeting(MeetingId, MeetingOperation),
    /// Makes or changes a link to a file.
    File(FileId, FileOperation),
    /// Deletes for good what was deleted long enough ago.
    Forget,
}

/// A change of a task.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskOperation {
    /// Makes it.
    Create {
        /// What to do.
        text: String,
        /// Until when.
        due: Option<Due>,
        /// Who is to do it.
        assignees: Vec<UserId>,
    },
    /// Says what to do.
    SetText(String),
    /// Says until when.
    SetDue(Option<Due>),
    /// Makes it somebody's, or not.
    Assign(UserId, bool),
    /// Says that it is done, or open again.
    SetDone(bool),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}

/// A change of a comment.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommentOperation {
    /// Writes it.
    Create {
        /// The text.
        text: String,
        /// The people it mentions.
        mentions: Vec<UserId>,
        /// The comment that it answers.
        parent: Option<CommentId>,
    },
    /// Writes it anew; only its writer may.
    Edit {
        /// The text.
        text: String,
        /// The people it mentions.
        mentions: Vec<UserId>,
    },
    /// Puts one's own emoji there, or takes it away.
    React(String, bool),
    /// Deletes it, or brings it back; its writer and whoever may delete the box may.
    SetDeleted(bool),
}

/// A change of a meeting or call.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeetingOperation {
    /// Writes it down.
    Create {
        /// What it was.
        kind: MeetingKind,
        /// When it began.
        starts_at: Millis,
        /// How long it took, in minutes.
        minutes: Option<u32>,
        /// What was said.
        notes: String,
    },
    /// Says what it was.
    SetKind(MeetingKind),
    /// Says when it began.
    SetStart(Millis),
    /// Says how long it took, in minutes.
    SetMinutes(Option<u32>),
    /// Says what was said.
    SetNotes(String),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}

/// A change of a link to a file.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileOperation {
    /// Adds it.
    Create {
        /// The name that people see.
        name: String,
        /// Where it is.
        url: String,
    },
    /// Renames it.
    Rename(String),
    /// Says where it is.
    SetUrl(String),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}
