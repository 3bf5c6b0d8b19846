//! Changes of what is in a box: tasks, comments, meetings and files.

use boxwood_model::{
    CommentId, CommentOperation, Due, FileId, FileOperation, MeetingId, MeetingOperation, Place,
    TaskId, TaskOperation,
};

use super::{FreshIds, id, ids};
use crate::api::{self, CommentEdit, Failure, FileEdit, MeetingEdit, TaskEdit};

pub(super) fn task(
    edit: &TaskEdit,
    fresh: &mut FreshIds,
) -> Result<(TaskId, TaskOperation), Failure> {
    let due = |due: &Option<api::Due>| {
        due.as_ref().map(|due| Due {
            at: due.at,
            is_all_day: due.is_all_day,
            zone: due.zone.clone(),
        })
    };
    let (task, operation) = match edit {
        TaskEdit::Create {
            text,
            due: until,
            assignees,
        } => {
            let create = TaskOperation::Create {
                text: text.clone(),
                due: due(until),
                assignees: ids(assignees, Place::Assignee)?,
            };
            return Ok((fresh.make(TaskId::from_parts), create));
        }
        TaskEdit::SetText { task, text } => (task, TaskOperation::SetText(text.clone())),
        TaskEdit::SetDue { task, due: until } => (task, TaskOperation::SetDue(due(until))),
        TaskEdit::Assign { task, person, on } => {
            let person = id(person, Place::Assignee)?;
            (task, TaskOperation::Assign(person, *on))
        }
        TaskEdit::SetDone { task, done } => (task, TaskOperation::SetDone(*done)),
        TaskEdit::SetDeleted { task, deleted } => (task, TaskOperation::SetDeleted(*deleted)),
    };
    Ok((id(task, Place::Task)?, operation))
}

pub(super) fn comment(
    edit: &CommentEdit,
    fresh: &mut FreshIds,
) -> Result<(CommentId, CommentOperation), Failure> {
    let (comment, operation) = match edit {
        CommentEdit::Create {
            text,
            mentions,
            parent,
        } => {
            let parent = parent.as_ref().map(|parent| id(parent, Place::Comment));
            let create = CommentOperation::Create {
                text: text.clone(),
                mentions: ids(mentions, Place::Mention)?,
                parent: parent.transpose()?,
            };
            return Ok((fresh.make(CommentId::from_parts), create));
        }
        CommentEdit::SetText {
            comment,
            text,
            mentions,
        } => {
            let edit = CommentOperation::Edit {
                text: text.clone(),
                mentions: ids(mentions, Place::Mention)?,
            };
            (comment, edit)
        }
        CommentEdit::React { comment, emoji, on } => {
            (comment, CommentOperation::React(emoji.clone(), *on))
        }
        CommentEdit::SetDeleted { comment, deleted } => {
            (comment, CommentOperation::SetDeleted(*deleted))
        }
    };
    Ok((id(comment, Place::Comment)?, operation))
}

pub(super) fn meeting(
    edit: &MeetingEdit,
    fresh: &mut FreshIds,
) -> Result<(MeetingId, MeetingOperation), Failure> {
    let (meeting, operation) = match edit {
        MeetingEdit::Create {
            of,
            starts_at,
            minutes,
            notes,
        } => {
            let create = MeetingOperation::Create {
                kind: (*of).into(),
                starts_at: *starts_at,
                minutes: *minutes,
                notes: notes.clone(),
            };
            return Ok((fresh.make(MeetingId::from_parts), create));
        }
        MeetingEdit::SetKind { meeting, of } => (meeting, MeetingOperation::SetKind((*of).into())),
        MeetingEdit::SetStart { meeting, starts_at } => {
            (meeting, MeetingOperation::SetStart(*starts_at))
        }
        MeetingEdit::SetMinutes { meeting, minutes } => {
            (meeting, MeetingOperation::SetMinutes(*minutes))
        }
        MeetingEdit::SetNotes { meeting, notes } => {
            (meeting, MeetingOperation::SetNotes(notes.clone()))
        }
        MeetingEdit::SetDeleted { meeting, deleted } => {
            (meeting, MeetingOperation::SetDeleted(*deleted))
        }
    };
    Ok((id(meeting, Place::Meeting)?, operation))
}

pub(super) fn file(
    edit: &FileEdit,
    fresh: &mut FreshIds,
) -> Result<(FileId, FileOperation), Failure> {
    let (file, operation) = match edit {
        FileEdit::Create { name, url } => {
            let create = FileOperation::Create {
                name: name.clone(),
                url: url.clone(),
            };
            return Ok((fresh.make(FileId::from_parts), create));
        }
        FileEdit::Rename { file, name } => (file, FileOperation::Rename(name.clone())),
        FileEdit::SetUrl { file, url } => (file, FileOperation::SetUrl(url.clone())),
        FileEdit::SetDeleted { file, deleted } => (file, FileOperation::SetDeleted(*deleted)),
    };
    Ok((id(file, Place::File)?, operation))
}
