//! Boxes: one deal, candidate or ticket, and all that belongs to it.
//!
//! A box is one record with its tasks, comments, meetings, files and mail inside: what moves,
//! merges or is hidden from somebody is then always whole.

mod comment;
mod file;
mod meeting;
mod task;
mod thread;

use std::cmp::Ordering;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{
    BoxId, CommentId, ContactId, FieldId, FileId, MeetingId, Merge, Millis, OrderKey,
    OrganizationId, PipelineId, Register, Registers, StageId, Stamp, StampedSet, TaskId, UserId,
    Value,
};

pub use comment::{Comment, CommentBody};
pub use file::FileLink;
pub use meeting::{Meeting, MeetingKind};
pub use task::{Due, Task};
pub use thread::{Mail, MessageId, Thread, ThreadId};

/// One thing that goes through a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    pub stage_history: LiteMap<Stamp, StageId>,
    /// Its place where rows are ordered by hand.
    pub position: Register<Option<OrderKey>>,
    /// The cells; a field without an entry is empty.
    pub values: Registers<FieldId, Value>,
    /// The people whose work it is.
    pub assignees: StampedSet<UserId>,
    /// The people who want to know what happens to it.
    pub followers: StampedSet<UserId>,
    /// Other boxes that it has to do with.
    pub links: StampedSet<BoxId>,
    /// The contacts it is about; `None` means that one was taken out.
    pub contacts: Registers<ContactId, Option<Association>>,
    /// The organizations it is about; `None` means that one was taken out.
    pub organizations: Registers<OrganizationId, Option<Association>>,
    /// The conversations in it: a set whose elements each remember the last intent about them.
    /// `None` means that the thread was taken out.
    pub threads: Registers<ThreadId, Option<Thread>>,
    /// The mails of those conversations, as far as anybody's mailbox has told of them.
    pub mails: Registers<MessageId, Mail>,
    /// What is to be done.
    pub tasks: LiteMap<TaskId, Task>,
    /// What people said about it.
    pub comments: LiteMap<CommentId, Comment>,
    /// Meetings and calls.
    pub meetings: LiteMap<MeetingId, Meeting>,
    /// Links to files.
    pub files: LiteMap<FileId, FileLink>,
    /// Whether it is out of the way, but kept.
    pub archived: Register<bool>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
    /// The box that its contents went to, where it was merged.
    pub merged_into: Register<Option<BoxId>>,
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
    assignees,
    followers,
    links,
    contacts,
    organizations,
    threads,
    mails,
    tasks,
    comments,
    meetings,
    files,
    archived,
    deleted,
    merged_into,
});

/// Entries of a history are facts. Two of one stamp come from two replicas whose node numbers
/// collide: every replica then keeps the greater one, as [registers](Register::set) do.
impl Merge for StageId {
    fn merge(&mut self, other: &Self) {
        *self = (*self).max(*other);
    }

    fn replaced_by(&self, _: &Self, _: &mut Vec<Stamp>) {}

    fn each_stamp(&mut self, _: &mut dyn FnMut(&mut Stamp)) {}
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
        let mut stage_history = LiteMap::new();
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
            values: LiteMap::new(),
            assignees: LiteMap::new(),
            followers: LiteMap::new(),
            links: LiteMap::new(),
            contacts: LiteMap::new(),
            organizations: LiteMap::new(),
            threads: LiteMap::new(),
            mails: LiteMap::new(),
            tasks: LiteMap::new(),
            comments: LiteMap::new(),
            meetings: LiteMap::new(),
            files: LiteMap::new(),
            archived: Register::new(false, stamp),
            deleted: Register::new(false, stamp),
            merged_into: Register::new(None, stamp),
        }
    }

    /// The content of a field; empty where nothing was ever set.
    #[must_use]
    pub fn value(&self, field: FieldId) -> &Value {
        self.values
            .get(&field)
            .map_or(&Value::Empty, |cell| &cell.value)
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
        match self.stage_history.get_mut(&stamp) {
            Some(known) => known.merge(&stage),
            None => {
                self.stage_history.insert(stamp, stage);
            }
        }
        self.bound_history();
    }

    /// Takes over a copy of the box that says where it is: one from a later move replaces it, as all
    /// that was before the move came along; one from before the move says nothing new.
    pub(crate) fn meet(&mut self, copy: &Self) {
        match copy.pipeline.stamp.cmp(&self.pipeline.stamp) {
            Ordering::Greater => self.clone_from(copy),
            Ordering::Equal => {
                self.merge(copy);
                self.bound_history();
            }
            Ordering::Less => {}
        }
    }

    /// Says of whatever one intent set that another one did, in the history too.
    pub(crate) fn restamp_all(&mut self, from: Stamp, to: Stamp) {
        self.restamp(from, to);
        if let Some(stage) = self.stage_history.remove(&from) {
            self.stage_history.insert(to, stage);
        }
    }

    /// Forgets all but the last steps: of whatever two copies know, the same ones stay.
    fn bound_history(&mut self) {
        while self.stage_history.len() > crate::Limits::STAGE_HISTORY {
            let Some((oldest, _)) = self.stage_history.first() else {
                break;
            };
            let oldest = *oldest;
            self.stage_history.remove(&oldest);
        }
    }
}

/// The entries of a map that were not taken out.
fn present<K: Ord, V>(map: &Registers<K, Option<V>>) -> impl Iterator<Item = (&K, &V)> {
    map.iter()
        .filter_map(|(key, entry)| entry.value.as_ref().map(|value| (key, value)))
}
