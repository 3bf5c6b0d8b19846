//! Boxes: one deal, candidate or ticket, and all that belongs to it.
//!
//! A box is one record with its tasks, comments, meetings, files and mail inside: what moves,
//! merges or is hidden from somebody is then always whole.

mod bytes;
mod cells;
mod comment;
mod file;
mod head;
mod meeting;
mod parts;
mod row;
mod task;
mod thread;
mod wire;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, CommentId, ContactId, FieldId, FileId, Limits, MeetingId, Merge, Millis, OrderKey,
    OrganizationId, PipelineId, Register, Registers, StageId, Stamp, TaskId, UserId, Value,
};

pub use cells::{CellValue, Cells};
pub use comment::{Comment, CommentBody};
pub use file::FileLink;
pub use head::{BoxHead, Slot, StageHistory};
pub use meeting::{Meeting, MeetingKind};
pub use parts::{Parts, SomeParts};
pub use task::{Due, Task};
pub use thread::{Mail, MessageId, Thread, ThreadId};

use row::Row;

/// One thing that goes through a pipeline.
///
/// What there is to say of every box is packed: it is read by functions, and
/// [changed](Self::change) as a [`BoxHead`]. What few boxes have much of lies apart, in [`Parts`], and
/// is used as if it were the record's own.
#[derive(Clone, PartialEq, Eq)]
pub struct BoxRecord {
    /// Which.
    pub id: BoxId,
    row: Row,
    /// Whatever else belongs to it; `record.tasks` is `record.parts.tasks`.
    pub parts: SomeParts,
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

impl fmt::Debug for BoxRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoxRecord")
            .field("id", &self.id)
            .field("head", &self.head())
            .field("parts", &*self.parts)
            .finish()
    }
}

impl Merge for BoxRecord {
    fn merge(&mut self, other: &Self) {
        self.change(|head| head.merge(&other.head()));
        self.parts.merge(&other.parts);
    }

    fn replaced_by(&self, later: &Self, replaced: &mut Vec<Stamp>) {
        self.head().replaced_by(&later.head(), replaced);
        self.parts.replaced_by(&later.parts, replaced);
    }

    fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut Stamp)) {
        self.change(|head| head.each_stamp(visit));
        self.parts.each_stamp(visit);
    }
}

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
        let head = BoxHead {
            pipeline: Register::new(pipeline, stamp),
            created_at: stamp.at.millis(),
            created_by,
            name: Register::new(name, stamp),
            notes: Register::new(String::new(), stamp),
            stage: Register::new(stage, stamp),
            stage_history: std::iter::once((stamp, stage)).collect(),
            position: Register::new(None, stamp),
            values: Registers::new(),
            archived: Register::new(false, stamp),
            deleted: Register::new(false, stamp),
            merged_into: Register::new(None, stamp),
        };
        Self::from_head(id, &head, SomeParts::default())
    }

    /// The box of which all this is said.
    #[must_use]
    pub fn from_head(id: BoxId, head: &BoxHead, parts: SomeParts) -> Self {
        let row = Row::pack(head);
        Self { id, row, parts }
    }

    /// What there is to say of every box, unpacked.
    #[must_use]
    pub fn head(&self) -> BoxHead {
        self.row.unpack()
    }

    /// Changes what there is to say of every box: unpacks it, and packs it again.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut BoxHead) -> T) -> T {
        let mut head = self.row.unpack();
        let result = change(&mut head);
        self.row = Row::pack(&head);
        result
    }

    /// The bytes that all but the parts is packed in, for whoever wants memory to be at hand before
    /// it is read.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        self.row.bytes()
    }

    /// The pipeline it is in.
    #[must_use]
    pub fn pipeline(&self) -> PipelineId {
        self.row.pipeline()
    }

    /// When it was made, by its maker's clock.
    #[must_use]
    pub fn created_at(&self) -> Millis {
        self.row.created_at()
    }

    /// Who made it.
    #[must_use]
    pub fn created_by(&self) -> UserId {
        self.row.created_by()
    }

    /// The name that people see.
    #[must_use]
    pub fn name(&self) -> &str {
        self.row.name()
    }

    /// Free text.
    #[must_use]
    pub fn notes(&self) -> &str {
        self.row.notes()
    }

    /// The step it is at.
    #[must_use]
    pub fn stage(&self) -> StageId {
        self.row.stage()
    }

    /// The steps it was put to, by the intent that did it, earliest first; the last
    /// [`Limits::STAGE_HISTORY`](crate::Limits::STAGE_HISTORY) of them.
    pub fn stage_history(&self) -> impl Iterator<Item = (Stamp, StageId)> + '_ {
        self.row.steps()
    }

    /// Its place where rows are ordered by hand.
    #[must_use]
    pub fn position(&self) -> Option<OrderKey> {
        self.row.position()
    }

    /// The bytes of its place, by which rows sort.
    #[must_use]
    pub fn place(&self) -> Option<&[u8]> {
        self.row.place()
    }

    /// The cells; a field without an entry is empty.
    #[must_use]
    pub fn values(&self) -> Cells<'_> {
        self.row.cells()
    }

    /// Whether it is out of the way, but kept.
    #[must_use]
    pub fn archived(&self) -> bool {
        self.row.archived()
    }

    /// Whether it was deleted.
    #[must_use]
    pub fn deleted(&self) -> bool {
        self.row.deleted()
    }

    /// The box that its contents went to, where it was merged.
    #[must_use]
    pub fn merged_into(&self) -> Option<BoxId> {
        self.row.merged_into()
    }

    /// The intent that set a register.
    #[must_use]
    pub fn stamp(&self, slot: Slot) -> Stamp {
        self.row.stamp(slot)
    }

    /// The content of a field; empty where nothing was ever set.
    #[must_use]
    pub fn value(&self, field: FieldId) -> Value {
        self.peek(field).into_value()
    }

    /// The same, without copying text.
    #[must_use]
    pub fn peek(&self, field: FieldId) -> CellValue<'_> {
        let cell = self.values().peek(&field);
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
        self.change(|head| head.put_to_stage(stage, stamp));
    }

    /// Takes over a copy of the box that says where it is: one from a later move replaces it, as all
    /// that was before the move came along; one from before the move says nothing new.
    pub(crate) fn meet(&mut self, copy: &Self) {
        let moved = |record: &Self| record.stamp(Slot::Pipeline);
        match moved(copy).cmp(&moved(self)) {
            Ordering::Greater => self.clone_from(copy),
            Ordering::Equal => {
                self.merge(copy);
                self.change(|head| head.stage_history.keep_last(Limits::STAGE_HISTORY));
            }
            Ordering::Less => {}
        }
    }

    /// Says of whatever one intent set that another one did, in the history too.
    pub(crate) fn restamp_all(&mut self, from: Stamp, to: Stamp) {
        self.restamp(from, to);
        self.change(|head| head.stage_history.restamp(from, to));
    }
}

/// The entries of a map that were not taken out.
fn present<K: Ord, V>(map: &Registers<K, Option<V>>) -> impl Iterator<Item = (&K, &V)> {
    map.iter()
        .filter_map(|(key, entry)| entry.value.as_ref().map(|value| (key, value)))
}
