//! What few boxes have much of: people, links, mail, tasks, comments, meetings, files.

use std::ops::{Deref, DerefMut};

use crate::register::merge_fields;
use crate::{
    Association, BoxId, Comment, CommentId, ContactId, FileId, FileLink, LiteMap, Mail, Meeting,
    MeetingId, Merge, MessageId, OrganizationId, Registers, Stamp, StampedSet, Task, TaskId,
    Thread, ThreadId, UserId,
};

/// The parts of a box.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
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
}

merge_fields!(Parts {
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
});

/// The parts of a box that has none.
static NONE: Parts = Parts {
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
};

/// The parts of a box, which take no memory where it has none.
#[derive(Debug, Clone, Default)]
pub struct SomeParts(Option<Box<Parts>>);

impl From<Parts> for SomeParts {
    fn from(parts: Parts) -> Self {
        Self((parts != NONE).then(|| Box::new(parts)))
    }
}

impl Deref for SomeParts {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for SomeParts {
    fn deref_mut(&mut self) -> &mut Parts {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for SomeParts {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SomeParts {}

impl Merge for SomeParts {
    fn merge(&mut self, other: &Self) {
        if let Some(theirs) = &other.0 {
            (**self).merge(theirs);
        }
    }

    fn replaced_by(&self, later: &Self, replaced: &mut Vec<Stamp>) {
        (**self).replaced_by(later, replaced);
    }

    fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut Stamp)) {
        if let Some(parts) = &mut self.0 {
            parts.each_stamp(visit);
        }
    }
}
