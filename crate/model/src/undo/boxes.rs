//! The way back in a box.

use super::Way;
use crate::{
    BoxId, BoxOperation, CommentId, CommentOperation, Effect, FileId, FileOperation, MeetingId,
    MeetingOperation, Operation, TaskId, TaskOperation, Thread, ThreadId, UserId, has_element,
};

impl Way<'_> {
    pub(super) fn a_box(&self, operation: &Operation) -> Option<Operation> {
        if let Operation::CreateBox { id, .. } = operation {
            return Some(Operation::DeleteBox { id: *id });
        }
        let id = operation.existing_box()?;
        let record = self.before.box_record(id)?;
        Some(match operation {
            Operation::RenameBox { .. } => Operation::RenameBox {
                id,
                name: record.name().to_owned(),
            },
            Operation::SetNotes { .. } => Operation::SetNotes {
                id,
                notes: record.notes().to_owned(),
            },
            Operation::MoveBox { .. } => {
                let home = self.before.pipeline(record.pipeline())?;
                let stage = home.resolve_stage(record.stage());
                Operation::MoveBox { id, stage }
            }
            Operation::SetField { field, .. } => Operation::SetField {
                id,
                field: *field,
                value: record.value(*field).clone(),
            },
            Operation::AddThread { thread, .. } | Operation::RemoveThread { thread, .. } => {
                let entry = record.threads.get(thread);
                thread_as(id, thread, entry.and_then(|entry| entry.value.as_ref()))
            }
            Operation::DeleteBox { .. } => Operation::RestoreBox { id },
            Operation::RestoreBox { .. } if record.deleted() => match record.merged_into() {
                Some(into) => Operation::Box(id, BoxOperation::MergeInto(into)),
                None => Operation::DeleteBox { id },
            },
            _ => return None,
        })
    }

    pub(super) fn in_box(&self, id: BoxId, operation: &BoxOperation) -> Vec<Operation> {
        let Some(record) = self.before.box_record(id) else {
            return Vec::new();
        };
        let one = match operation {
            BoxOperation::Archive(_) => BoxOperation::Archive(record.archived()),
            BoxOperation::Place(_) => BoxOperation::Place(record.position()),
            BoxOperation::Assign(person, _) => {
                BoxOperation::Assign(*person, has_element(&record.assignees, person))
            }
            BoxOperation::Follow(person, _) => {
                BoxOperation::Follow(*person, has_element(&record.followers, person))
            }
            BoxOperation::Link(other, _) => {
                BoxOperation::Link(*other, has_element(&record.links, other))
            }
            BoxOperation::Contact(contact, _) => {
                let known = record.contacts.get(contact);
                BoxOperation::Contact(*contact, known.and_then(|entry| entry.value))
            }
            BoxOperation::Organization(organization, _) => {
                let known = record.organizations.get(organization);
                BoxOperation::Organization(*organization, known.and_then(|entry| entry.value))
            }
            BoxOperation::MoveToPipeline { .. } => return self.moved_back(id, operation),
            BoxOperation::Duplicate { copy, .. } => {
                return vec![Operation::DeleteBox { id: *copy }];
            }
            BoxOperation::Task(task, operation) => match self.task(id, *task, operation) {
                Some(back) => BoxOperation::Task(*task, back),
                None => return Vec::new(),
            },
            BoxOperation::Comment(comment, operation) => {
                match self.comment(id, *comment, operation) {
                    Some(back) => BoxOperation::Comment(*comment, back),
                    None => return Vec::new(),
                }
            }
            BoxOperation::Meeting(meeting, operation) => {
                match self.meeting(id, *meeting, operation) {
                    Some(back) => BoxOperation::Meeting(*meeting, back),
                    None => return Vec::new(),
                }
            }
            BoxOperation::File(file, operation) => match self.file(id, *file, operation) {
                Some(back) => BoxOperation::File(*file, back),
                None => return Vec::new(),
            },
            // Merging has a way back of its own.
            BoxOperation::MergeInto(_) | BoxOperation::AddMails { .. } | BoxOperation::Forget => {
                return Vec::new();
            }
        };
        vec![Operation::Box(id, one)]
    }

    /// Back to the pipeline where the box was. What had no place elsewhere is still in it.
    fn moved_back(&self, id: BoxId, operation: &BoxOperation) -> Vec<Operation> {
        let Some(record) = self.before.box_record(id) else {
            return Vec::new();
        };
        let pipeline = record.pipeline();
        let Some(home) = self.before.pipeline(pipeline) else {
            return Vec::new();
        };
        let stage = home.resolve_stage(record.stage());
        let mut back = vec![BoxOperation::MoveToPipeline { pipeline, stage }];
        if record.position().is_some() {
            back.push(BoxOperation::Place(record.position()));
        }
        // Who could do nothing with it there otherwise was assigned to it.
        let user = self.user();
        let planned = Operation::Box(id, operation.clone()).plan(self.context, self.shown);
        let is_assigned = |effect: &Effect, user: &UserId| match effect {
            Effect::EnterPipeline { record, .. } => has_element(&record.assignees, user),
            _ => false,
        };
        let assigned = user.filter(|user| {
            !has_element(&record.assignees, user)
                && planned
                    .iter()
                    .flatten()
                    .any(|effect| is_assigned(effect, user))
        });
        back.extend(assigned.map(|user| BoxOperation::Assign(user, false)));
        let back = back.into_iter();
        back.map(|back| Operation::Box(id, back)).collect()
    }

    fn task(&self, id: BoxId, task: TaskId, operation: &TaskOperation) -> Option<TaskOperation> {
        if let TaskOperation::Create { .. } = operation {
            return Some(TaskOperation::SetDeleted(true));
        }
        let known = self.before.box_record(id)?.tasks.get(&task)?;
        Some(match operation {
            TaskOperation::SetText(_) => TaskOperation::SetText(known.text.value.clone()),
            TaskOperation::SetDue(_) => TaskOperation::SetDue(known.due.value.clone()),
            TaskOperation::Assign(person, _) => {
                TaskOperation::Assign(*person, has_element(&known.assignees, person))
            }
            TaskOperation::SetDone(_) => TaskOperation::SetDone(known.done_at.value.is_some()),
            TaskOperation::SetDeleted(_) => TaskOperation::SetDeleted(known.deleted.value),
            TaskOperation::Create { .. } => return None,
        })
    }

    fn comment(
        &self,
        id: BoxId,
        comment: CommentId,
        operation: &CommentOperation,
    ) -> Option<CommentOperation> {
        if let CommentOperation::Create { .. } = operation {
            return Some(CommentOperation::SetDeleted(true));
        }
        let known = self.before.box_record(id)?.comments.get(&comment)?;
        Some(match operation {
            CommentOperation::Edit { .. } => CommentOperation::Edit {
                text: known.body.value.text.clone(),
                mentions: known.body.value.mentions.clone(),
            },
            CommentOperation::React(emoji, _) => {
                let key = (emoji.trim().to_owned(), self.user()?);
                CommentOperation::React(emoji.clone(), has_element(&known.reactions, &key))
            }
            CommentOperation::SetDeleted(_) => CommentOperation::SetDeleted(known.deleted.value),
            CommentOperation::Create { .. } => return None,
        })
    }

    fn meeting(
        &self,
        id: BoxId,
        meeting: MeetingId,
        operation: &MeetingOperation,
    ) -> Option<MeetingOperation> {
        if let MeetingOperation::Create { .. } = operation {
            return Some(MeetingOperation::SetDeleted(true));
        }
        let known = self.before.box_record(id)?.meetings.get(&meeting)?;
        Some(match operation {
            MeetingOperation::SetKind(_) => MeetingOperation::SetKind(known.kind.value),
            MeetingOperation::SetStart(_) => MeetingOperation::SetStart(known.starts_at.value),
            MeetingOperation::SetMinutes(_) => MeetingOperation::SetMinutes(known.minutes.value),
            MeetingOperation::SetNotes(_) => MeetingOperation::SetNotes(known.notes.value.clone()),
            MeetingOperation::SetDeleted(_) => MeetingOperation::SetDeleted(known.deleted.value),
            MeetingOperation::Create { .. } => return None,
        })
    }

    fn file(&self, id: BoxId, file: FileId, operation: &FileOperation) -> Option<FileOperation> {
        if let FileOperation::Create { .. } = operation {
            return Some(FileOperation::SetDeleted(true));
        }
        let known = self.before.box_record(id)?.files.get(&file)?;
        Some(match operation {
            FileOperation::Rename(_) => FileOperation::Rename(known.name.value.clone()),
            FileOperation::SetUrl(_) => FileOperation::SetUrl(known.url.value.clone()),
            FileOperation::SetDeleted(_) => FileOperation::SetDeleted(known.deleted.value),
            FileOperation::Create { .. } => return None,
        })
    }
}

/// A conversation as it was: in the box, with what is kept of it, or not in it.
pub(super) fn thread_as(id: BoxId, thread: &ThreadId, was: Option<&Thread>) -> Operation {
    let thread = thread.clone();
    match was {
        Some(about) => Operation::AddThread {
            id,
            thread,
            about: about.clone(),
        },
        None => Operation::RemoveThread { id, thread },
    }
}
