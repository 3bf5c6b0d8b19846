//! The way back from merging: the box is there again, and what came from it leaves the other one.

use super::Way;
use super::boxes::thread_as;
use crate::{
    BoxChange, BoxId, BoxOperation, BoxRecord, CommentOperation, Effect, FileOperation,
    MeetingOperation, Operation, TaskOperation, has_element,
};

impl Way<'_> {
    /// What brings back what merging a box into another one changes. Mails that came along stay, and
    /// are not seen where their conversation went.
    pub(super) fn unmerged(&self, id: BoxId, operation: &Operation) -> Vec<Operation> {
        let Ok(effects) = operation.plan(self.context, self.shown) else {
            return Vec::new();
        };
        let mut back = vec![Operation::RestoreBox { id }];
        for effect in &effects {
            if let Effect::ChangeBox { id, change, .. } = effect
                && let Some(record) = self.before.box_record(*id)
            {
                back.extend(as_it_was(record, change));
            }
        }
        back
    }
}

/// The operation that undoes one change of a box.
fn as_it_was(record: &BoxRecord, change: &BoxChange) -> Option<Operation> {
    let id = record.id;
    let one = match change {
        BoxChange::Notes(_) => {
            return Some(Operation::SetNotes {
                id,
                notes: record.notes().to_owned(),
            });
        }
        BoxChange::Field(field, _) => {
            return Some(Operation::SetField {
                id,
                field: *field,
                value: record.value(*field).clone(),
            });
        }
        BoxChange::Thread(thread, _) => {
            let entry = record.threads.get(thread);
            let was = entry.and_then(|entry| entry.value.as_ref());
            return Some(thread_as(id, thread, was));
        }
        BoxChange::Assignee(person, _) => {
            BoxOperation::Assign(*person, has_element(&record.assignees, person))
        }
        BoxChange::Follower(person, _) => {
            BoxOperation::Follow(*person, has_element(&record.followers, person))
        }
        BoxChange::Link(other, _) => BoxOperation::Link(*other, has_element(&record.links, other)),
        BoxChange::Contact(contact, _) => {
            let known = record.contacts.get(contact);
            BoxOperation::Contact(*contact, known.and_then(|entry| entry.value))
        }
        BoxChange::Organization(organization, _) => {
            let known = record.organizations.get(organization);
            BoxOperation::Organization(*organization, known.and_then(|entry| entry.value))
        }
        BoxChange::Task(task, new) if !new.deleted.value => {
            let known = record.tasks.get(task);
            let stays = known.is_some_and(|known| !known.deleted.value);
            let gone = (!stays).then_some(TaskOperation::SetDeleted(true))?;
            BoxOperation::Task(*task, gone)
        }
        BoxChange::Comment(comment, new) if !new.deleted.value => {
            let known = record.comments.get(comment);
            let stays = known.is_some_and(|known| !known.deleted.value);
            let gone = (!stays).then_some(CommentOperation::SetDeleted(true))?;
            BoxOperation::Comment(*comment, gone)
        }
        BoxChange::Meeting(meeting, new) if !new.deleted.value => {
            let known = record.meetings.get(meeting);
            let stays = known.is_some_and(|known| !known.deleted.value);
            let gone = (!stays).then_some(MeetingOperation::SetDeleted(true))?;
            BoxOperation::Meeting(*meeting, gone)
        }
        BoxChange::File(file, new) if !new.deleted.value => {
            let known = record.files.get(file);
            let stays = known.is_some_and(|known| !known.deleted.value);
            let gone = (!stays).then_some(FileOperation::SetDeleted(true))?;
            BoxOperation::File(*file, gone)
        }
        _ => return None,
    };
    Some(Operation::Box(id, one))
}
