//! What can change about a box.

use serde::{Deserialize, Serialize};

use super::LeftOver;
use crate::register::set;
use crate::{
    Association, BoxId, BoxRecord, Comment, CommentId, ContactId, FieldId, FileId, FileLink, Mail,
    Meeting, MeetingId, Merge, MessageId, OrderKey, OrganizationId, Register, Registers, Slot,
    StageId, Stamp, Task, TaskId, Thread, ThreadId, UserId, Value,
};

/// One register of a box gets a value, or one of its parts is as given.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoxChange {
    /// Its name.
    Name(String),
    /// Its notes.
    Notes(String),
    /// Its stage.
    Stage(StageId),
    /// A cell.
    Field(FieldId, Value),
    /// A conversation: in it, with what is kept of it, or not in it.
    Thread(ThreadId, Option<Thread>),
    /// Whether it is deleted.
    Deleted(bool),
    /// Whether it is archived.
    Archived(bool),
    /// Its place where rows are ordered by hand.
    Position(Option<OrderKey>),
    /// Whether it is somebody's work.
    Assignee(UserId, bool),
    /// Whether somebody follows it.
    Follower(UserId, bool),
    /// Whether it is linked to another box.
    Link(BoxId, bool),
    /// Whether and how it is about a contact.
    Contact(ContactId, Option<Association>),
    /// Whether and how it is about an organization.
    Organization(OrganizationId, Option<Association>),
    /// A mail of one of its conversations.
    Mail(MessageId, Mail),
    /// A task.
    Task(TaskId, Task),
    /// A comment.
    Comment(CommentId, Comment),
    /// A meeting or call.
    Meeting(MeetingId, Meeting),
    /// A link to a file.
    File(FileId, FileLink),
    /// The box that its contents went to.
    MergedInto(Option<BoxId>),
    /// Another box was merged into it: for its history, the rest is said by other changes.
    TookIn {
        /// The other box.
        from: BoxId,
        /// Its name.
        name: String,
        /// What has no place here.
        left: Vec<LeftOver>,
    },
}

impl BoxChange {
    pub(super) fn apply(&self, stamp: Stamp, record: &mut BoxRecord) {
        match self {
            Self::Name(name) => record.change(|head| put(&mut head.name, name, stamp)),
            Self::Notes(notes) => record.change(|head| put(&mut head.notes, notes, stamp)),
            Self::Stage(stage) => record.put_to_stage(*stage, stamp),
            Self::Field(field, value) => {
                record.change(|head| set(&mut head.values, *field, value.clone(), stamp));
            }
            Self::Thread(id, thread) => {
                set(&mut record.threads, id.clone(), thread.clone(), stamp);
            }
            Self::Deleted(deleted) => record.change(|head| put(&mut head.deleted, deleted, stamp)),
            Self::Archived(archived) => {
                record.change(|head| put(&mut head.archived, archived, stamp))
            }
            Self::Position(position) => {
                record.change(|head| put(&mut head.position, position, stamp))
            }
            Self::Assignee(user, is_in) => set(&mut record.assignees, *user, *is_in, stamp),
            Self::Follower(user, is_in) => set(&mut record.followers, *user, *is_in, stamp),
            Self::Link(other, is_in) => set(&mut record.links, *other, *is_in, stamp),
            Self::Contact(id, how) => set(&mut record.contacts, *id, *how, stamp),
            Self::Organization(id, how) => set(&mut record.organizations, *id, *how, stamp),
            Self::Mail(id, mail) => set(&mut record.mails, id.clone(), mail.clone(), stamp),
            Self::Task(id, task) => merge(&mut record.tasks, *id, task),
            Self::Comment(id, comment) => merge(&mut record.comments, *id, comment),
            Self::Meeting(id, meeting) => merge(&mut record.meetings, *id, meeting),
            Self::File(id, file) => merge(&mut record.files, *id, file),
            Self::MergedInto(other) => {
                record.change(|head| put(&mut head.merged_into, other, stamp))
            }
            Self::TookIn { .. } => {}
        }
    }

    pub(super) fn replaces(&self, stamp: Stamp, record: &BoxRecord, replaced: &mut Vec<Stamp>) {
        let one = match self {
            Self::Name(_) => Some(record.stamp(Slot::Name)),
            Self::Notes(_) => Some(record.stamp(Slot::Notes)),
            Self::Stage(_) => Some(record.stamp(Slot::Stage)),
            Self::Field(field, _) => record.values().stamp(field),
            Self::Thread(id, _) => stamp_of(&record.threads, id),
            Self::Deleted(_) => Some(record.stamp(Slot::Deleted)),
            Self::Archived(_) => Some(record.stamp(Slot::Archived)),
            Self::Position(_) => Some(record.stamp(Slot::Position)),
            Self::Assignee(user, _) => stamp_of(&record.assignees, user),
            Self::Follower(user, _) => stamp_of(&record.followers, user),
            Self::Link(other, _) => stamp_of(&record.links, other),
            Self::Contact(id, _) => stamp_of(&record.contacts, id),
            Self::Organization(id, _) => stamp_of(&record.organizations, id),
            Self::Mail(id, _) => stamp_of(&record.mails, id),
            Self::MergedInto(_) => Some(record.stamp(Slot::MergedInto)),
            Self::Task(id, task) => {
                return replaced_in(&record.tasks, id, task, replaced);
            }
            Self::Comment(id, comment) => {
                return replaced_in(&record.comments, id, comment, replaced);
            }
            Self::Meeting(id, meeting) => {
                return replaced_in(&record.meetings, id, meeting, replaced);
            }
            Self::File(id, file) => {
                return replaced_in(&record.files, id, file, replaced);
            }
            Self::TookIn { .. } => None,
        };
        replaced.extend(one.filter(|known| *known < stamp));
    }
}

impl BoxChange {
    /// Whether another change says anew all that this one says.
    pub(crate) fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(_), Self::Name(_))
            | (Self::Notes(_), Self::Notes(_))
            | (Self::Stage(_), Self::Stage(_))
            | (Self::Deleted(_), Self::Deleted(_))
            | (Self::Archived(_), Self::Archived(_))
            | (Self::Position(_), Self::Position(_))
            | (Self::MergedInto(_), Self::MergedInto(_)) => true,
            (Self::Field(a, _), Self::Field(b, _)) => a == b,
            (Self::Thread(a, _), Self::Thread(b, _)) => a == b,
            (Self::Assignee(a, _), Self::Assignee(b, _))
            | (Self::Follower(a, _), Self::Follower(b, _)) => a == b,
            (Self::Link(a, _), Self::Link(b, _)) => a == b,
            (Self::Contact(a, _), Self::Contact(b, _)) => a == b,
            (Self::Organization(a, _), Self::Organization(b, _)) => a == b,
            (Self::Mail(a, _), Self::Mail(b, _)) => a == b,
            // A part comes whole, with what earlier changes made of it.
            (Self::Task(a, _), Self::Task(b, _)) => a == b,
            (Self::Comment(a, _), Self::Comment(b, _)) => a == b,
            (Self::Meeting(a, _), Self::Meeting(b, _)) => a == b,
            (Self::File(a, _), Self::File(b, _)) => a == b,
            _ => false,
        }
    }

    /// Says of whatever one intent set in a part that another one did.
    pub(crate) fn restamp(&mut self, from: Stamp, to: Stamp) {
        match self {
            Self::Task(_, part) => part.restamp(from, to),
            Self::Comment(_, part) => part.restamp(from, to),
            Self::Meeting(_, part) => part.restamp(from, to),
            Self::File(_, part) => part.restamp(from, to),
            _ => {}
        }
    }
}

fn put<T: PartialOrd + Clone>(register: &mut Register<T>, value: &T, stamp: Stamp) {
    register.set(value.clone(), stamp);
}

fn merge<K: Ord, V: Merge + Clone>(map: &mut crate::LiteMap<K, V>, key: K, theirs: &V) {
    match map.get_mut(&key) {
        Some(ours) => ours.merge(theirs),
        None => {
            map.insert(key, theirs.clone());
        }
    }
}

fn stamp_of<K: Ord, V>(registers: &Registers<K, V>, key: &K) -> Option<Stamp> {
    registers.get(key).map(|register| register.stamp)
}

fn replaced_in<K: Ord, V: Merge>(
    map: &crate::LiteMap<K, V>,
    key: &K,
    later: &V,
    replaced: &mut Vec<Stamp>,
) {
    if let Some(known) = map.get(key) {
        known.replaced_by(later, replaced);
    }
}
