//! Boxes: one deal, candidate or ticket, and all that belongs to it.
//!
//! A box is one record with its tasks, comments, meetings, files and mail inside: what moves,
//! merges or is hidden from somebody is then always whole.

mod bytes;
mod cells;
mod comment;
mod file;
mod history;
mod meeting;
mod parts;
mod task;
mod thread;
mod wire;

use std::cmp::Ordering;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{
    BoxId, CommentId, ContactId, FieldId, FileId, Limits, MeetingId, Merge, Millis, OrderKey,
    OrganizationId, PipelineId, Register, Registers, StageId, Stamp, TaskId, UserId, Value,
};

pub use cells::{CellValue, Cells};
pub use comment::{Comment, CommentBody};
pub use file::FileLink;
pub use history::StageHistory;
pub use meeting::{Meeting, MeetingKind};
pub use parts::{Parts, SomeParts};
pub use task::{Due, Task};
pub use thread::{Mail, MessageId, Thread, ThreadId};

/// One thing that goes through a pipeline.
///
/// What few boxes have much of lies apart, in [`Parts`], and is used as if it were the record's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxRecord {
    /// Which.
    pub id: BoxId,
    /// The pipeline it is in.
    pub pipeline: Register<PipelineId>,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// Free text.
    pub notes: Register<String>,
    /// The step it is at.
    pub stage: Register<StageId>,
    /// The steps it was put to, by the intent that did it; the last
    /// [`Limits::STAGE_HISTORY`](crate::Limits::STAGE_HISTORY) of them.
    pub stage_history: StageHistory,
    /// Its place where rows are ordered by hand.
    pub position: Register<Option<OrderKey>>,
    /// The cells; a field without an entry is empty.
    pub values: Cells,
    /// Whatever else belongs to it; `record.tasks` is `record.parts.tasks`.
    pub parts: SomeParts,
    /// Whether it is out of the way, but kept.
    pub archived: Register<bool>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
    /// The box that its contents went to, where it was merged.
    pub merged_into: Register<Option<BoxId>>,
}

impl Deref for BoxRecord {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl DerefMut for BoxRecord {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.parts
    }
}

/// How a contact or organization belongs to a box.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Association {
    /// Whether it is the main one.
    pub is_starred: bool,
    /// Whether its coming mail joins the box by itself.
    pub is_auto_boxed: bool,
}

merge_fields!(BoxRecord {
    pipeline,
    name,
    notes,
    stage,
    stage_history,
    position,
    values,
    parts,
    archived,
    deleted,
    merged_into,
});

impl BoxRecord {
    /// A box that has a name and a step, and nothing else yet.
    #[must_use]
    pub fn new(
        id: BoxId,
        pipeline: PipelineId,
        stage: StageId,
        name: String,
        created_by: UserId,
        stamp: Stamp,
    ) -> Self {
        let mut stage_history = StageHistory::new();
        stage_history.insert(stamp, stage);
        Self {
            id,
            pipeline: Register::new(pipeline, stamp),
            created_at: stamp.at.millis(),
            created_by,
            name: Register::new(name, stamp),
            notes: Register::new(String::new(), stamp),
            stage: Register::new(stage, stamp),
            stage_history,
            position: Register::new(None, stamp),
            values: Cells::new(),
            parts: SomeParts::default(),
            archived: Register::new(false, stamp),
            deleted: Register::new(false, stamp),
            merged_into: Register::new(None, stamp),
        }
    }

    /// The content of a field; empty where nothing was ever set.
    #[must_use]
    pub fn value(&self, field: FieldId) -> Value {
        self.peek(field).into_value()
    }

    /// The same, without copying text.
    #[must_use]
    pub fn peek(&self, field: FieldId) -> CellValue<'_> {
        let cell = self.values.peek(&field);
        cell.unwrap_or(CellValue::Other(Value::Empty))
    }

    /// The conversations that are in the box now.
    pub fn live_threads(&self) -> impl Iterator<Item = (&ThreadId, &Thread)> {
        present(&self.threads)
    }

    /// The contacts that the box is about now.
    pub fn live_contacts(&self) -> impl Iterator<Item = (&ContactId, &Association)> {
        present(&self.contacts)
    }

    /// The organizations that the box is about now.
    pub fn live_organizations(&self) -> impl Iterator<Item = (&OrganizationId, &Association)> {
        present(&self.organizations)
    }

    /// The mails of the conversations that are in the box now.
    pub fn live_mails(&self) -> impl Iterator<Item = (&MessageId, &Mail)> {
        let known = self.mails.iter().map(|(id, mail)| (id, &mail.value));
        known.filter(|(_, mail)| {
            let thread = self.threads.get(&mail.thread);
            thread.is_some_and(|thread| thread.value.is_some())
        })
    }

    /// The tasks that were not deleted.
    pub fn live_tasks(&self) -> impl Iterator<Item = (&TaskId, &Task)> {
        self.tasks.iter().filter(|(_, task)| !task.deleted.value)
    }

    /// The comments that were not deleted.
    pub fn live_comments(&self) -> impl Iterator<Item = (&CommentId, &Comment)> {
        let comments = self.comments.iter();
        comments.filter(|(_, comment)| !comment.deleted.value)
    }

    /// The meetings and calls that were not deleted.
    pub fn live_meetings(&self) -> impl Iterator<Item = (&MeetingId, &Meeting)> {
        let meetings = self.meetings.iter();
        meetings.filter(|(_, meeting)| !meeting.deleted.value)
    }

    /// The links to files that were not deleted.
    pub fn live_files(&self) -> impl Iterator<Item = (&FileId, &FileLink)> {
        self.files.iter().filter(|(_, file)| !file.deleted.value)
    }

    /// Puts the box to a step, unless a later intent did.
    pub(crate) fn put_to_stage(&mut self, stage: StageId, stamp: Stamp) {
        self.stage.set(stage, stamp);
        self.stage_history.insert(stamp, stage);
        self.stage_history.keep_last(Limits::STAGE_HISTORY);
    }

    /// Takes over a copy of the box that says where it is: one from a later move replaces it, as all
    /// that was before the move came along; one from before the move says nothing new.
    pub(crate) fn meet(&mut self, copy: &Self) {
        match copy.pipeline.stamp.cmp(&self.pipeline.stamp) {
            Ordering::Greater => self.clone_from(copy),
            Ordering::Equal => {
                self.merge(copy);
                self.stage_history.keep_last(Limits::STAGE_HISTORY);
            }
            Ordering::Less => {}
        }
    }

    /// Says of whatever one intent set that another one did, in the history too.
    pub(crate) fn restamp_all(&mut self, from: Stamp, to: Stamp) {
        self.restamp(from, to);
        self.stage_history.restamp(from, to);
    }
}

/// The entries of a map that were not taken out.
fn present<K: Ord, V>(map: &Registers<K, Option<V>>) -> impl Iterator<Item = (&K, &V)> {
    map.iter()
        .filter_map(|(key, entry)| entry.value.as_ref().map(|value| (key, value)))
}
