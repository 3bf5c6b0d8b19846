//! All about a box, and lists over boxes.

use serde::{Deserialize, Serialize};

use super::{BoxView, LabelView, PipelineView};
use crate::api::{Association, Due, MeetingKind};

/// All about a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct BoxPage {
    /// The box itself.
    pub record: BoxView,
    /// The shape of its pipeline.
    pub pipeline: PipelineView,
    /// When it was made, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub created_at: u64,
    /// Who made it.
    pub created_by: String,
    /// The stages that it was put to, the last one last.
    pub stage_path: Vec<StageVisit>,
    /// The ids of the people who follow it.
    pub followers: Vec<String>,
    /// The contacts it is about, the main one first.
    pub contacts: Vec<AssociateView>,
    /// The organizations it is about, the main one first.
    pub organizations: Vec<AssociateView>,
    /// The boxes it is linked with.
    pub links: Vec<LabelView>,
    /// What is to be done: open tasks by when they are due, then those that are done.
    pub tasks: Vec<TaskView>,
    /// What people said, oldest first; answers after what they answer.
    pub comments: Vec<CommentView>,
    /// Meetings and calls, the last one first.
    pub meetings: Vec<MeetingView>,
    /// Links to files, by name.
    pub files: Vec<FileView>,
    /// The mails of its conversations, the last one first; of many only the last ones.
    pub mails: Vec<MailView>,
    /// How many mails there are in all.
    pub mail_count: u32,
    /// Whether it was deleted.
    pub deleted: bool,
    /// The box that its contents went to, where it was merged.
    pub merged_into: Option<String>,
}

/// A stage that a box was put to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct StageVisit {
    /// Which, deleted ones too.
    pub stage: String,
    /// Its name; none if the pipeline does not have it.
    pub name: Option<String>,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
}

/// A contact or organization that a box is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AssociateView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A contact's main e-mail address, or an organization's main domain.
    pub address: Option<String>,
    /// How it belongs to the box.
    pub association: Association,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TaskView {
    /// Which.
    pub id: String,
    /// What to do.
    pub text: String,
    /// Until when.
    pub due: Option<Due>,
    /// The ids of the people who are to do it.
    pub assignees: Vec<String>,
    /// When it was done, in milliseconds since 1970-01-01T00:00Z; none while it is open.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub done_at: Option<u64>,
    /// When it was made, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub created_at: u64,
    /// Who made it.
    pub created_by: String,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    /// Which.
    pub id: String,
    /// The comment that it answers.
    pub parent: Option<String>,
    /// What it says.
    pub text: String,
    /// The ids of the people it mentions.
    pub mentions: Vec<String>,
    /// Emoji, and the ids of those who put them there.
    pub reactions: Vec<ReactionView>,
    /// When it was written, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub created_at: u64,
    /// Who wrote it.
    pub created_by: String,
    /// Whether it was written anew since.
    pub edited: bool,
}

/// An emoji on a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ReactionView {
    /// The emoji.
    pub emoji: String,
    /// The ids of those who put it there.
    pub people: Vec<String>,
}

/// A meeting or call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MeetingView {
    /// Which.
    pub id: String,
    /// What it was.
    pub of: MeetingKind,
    /// When it began, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub starts_at: u64,
    /// How long it took, in minutes.
    pub minutes: Option<u32>,
    /// What was said.
    pub notes: String,
    /// Who wrote it down.
    pub created_by: String,
}

/// A link to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    /// Which.
    pub id: String,
    /// The name that people see.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// When it was added, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub created_at: u64,
    /// Who added it.
    pub created_by: String,
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MailView {
    /// Its `Message-ID`, without angle brackets.
    pub message_id: String,
    /// Gmail's legacy id of its conversation, in the mailbox of whoever added that.
    pub thread: String,
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

/// A task in a list of tasks of several boxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TaskRow {
    /// The task.
    pub task: TaskView,
    /// The box that it is about.
    pub label: LabelView,
}

/// A deleted box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct BinRow {
    /// The box.
    pub label: LabelView,
    /// When it was deleted, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub deleted_at: u64,
    /// In how many days, rounded up, it may be deleted for good.
    pub days_left: u32,
    /// The box that its contents went to, where it was merged.
    pub merged_into: Option<String>,
}
