//! Rules about what is in a box: tasks, comments, meetings, files.

use super::Plan;
use super::boxes::{changed, room};
use crate::{
    Actor, Arrange as _, BoxChange, BoxId, BoxRecord, Comment, CommentBody, CommentId,
    CommentOperation, Due, Effect, FileId, FileLink, FileOperation, Limits, LiteMap, Meeting,
    MeetingId, MeetingOperation, Place, Problem, Reach, Refusal, Register, Rights, Task, TaskId,
    TaskOperation, UserId, validate,
};

impl Plan<'_> {
    pub(super) fn task(
        &self,
        id: BoxId,
        task: TaskId,
        operation: &TaskOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        self.edit(id, |record, _| {
            let known = record.tasks.get(&task);
            if let TaskOperation::Create {
                text,
                due,
                assignees,
            } = operation
            {
                absent(known, Place::Task)?;
                room(&record.tasks, &task, Limits::TASKS, Place::Task)?;
                validate::count(assignees.len(), Limits::ASSOCIATES, Place::Assignee)?;
                let text = checked_text(text, Limits::TASK, Place::TaskText)?;
                let due = due.as_ref().map(checked_due).transpose()?;
                let mut made = Task::new(text, due, self.user()?, stamp);
                for person in assignees {
                    self.active_member(*person, Place::Assignee)?;
                    made.assignees.insert(*person, Register::new(true, stamp));
                }
                return Ok(BoxChange::Task(task, made));
            }
            let mut changed = known.ok_or(Refusal::NotFound(Place::Task))?.clone();
            restored(
                changed.deleted.value,
                matches!(operation, TaskOperation::SetDeleted(false)),
                Place::Task,
            )?;
            match operation {
                TaskOperation::SetText(text) => {
                    let text = checked_text(text, Limits::TASK, Place::TaskText)?;
                    changed.text = Register::new(text, stamp);
                }
                TaskOperation::SetDue(due) => {
                    let due = due.as_ref().map(checked_due).transpose()?;
                    changed.due = Register::new(due, stamp);
                }
                TaskOperation::Assign(person, is_in) => {
                    if *is_in {
                        self.active_member(*person, Place::Assignee)?;
                    }
                    // Who is taken out stays as an entry.
                    let most = Limits::ASSOCIATES;
                    room(&changed.assignees, person, most, Place::Assignee)?;
                    let entry = Register::new(*is_in, stamp);
                    changed.assignees.insert(*person, entry);
                }
                TaskOperation::SetDone(done) => {
                    let at = done.then(|| stamp.at.millis());
                    changed.done_at = Register::new(at, stamp);
                }
                TaskOperation::SetDeleted(deleted) => {
                    changed.deleted = Register::new(*deleted, stamp);
                }
                TaskOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::Task)),
            }
            Ok(BoxChange::Task(task, changed))
        })
    }

    pub(super) fn comment(
        &self,
        id: BoxId,
        comment: CommentId,
        operation: &CommentOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let (record, home) = self.a_box(id, |rights| rights.comment)?;
        let known = record.comments.get(&comment);
        if let CommentOperation::Create {
            text,
            mentions,
            parent,
        } = operation
        {
            absent(known, Place::Comment)?;
            room(&record.comments, &comment, Limits::COMMENTS, Place::Comment)?;
            if let Some(parent) = parent {
                let parent = record.comments.get(parent);
                parent.ok_or(Refusal::NotFound(Place::Comment))?;
            }
            let made = Comment {
                created_at: stamp.at.millis(),
                created_by: self.user()?,
                parent: *parent,
                body: Register::new(self.body(text, mentions)?, stamp),
                reactions: LiteMap::new(),
                deleted: Register::new(false, stamp),
            };
            return Ok(vec![changed(record, BoxChange::Comment(comment, made))]);
        }
        let mut edited = known.ok_or(Refusal::NotFound(Place::Comment))?.clone();
        let restores = matches!(operation, CommentOperation::SetDeleted(false));
        restored(edited.deleted.value, restores, Place::Comment)?;
        let is_writer = self.is_actor(edited.created_by);
        match operation {
            CommentOperation::Edit { text, mentions } => {
                super::need(is_writer)?;
                edited.body = Register::new(self.body(text, mentions)?, stamp);
            }
            CommentOperation::React(emoji, is_in) => {
                let emoji = validate::emoji(emoji, Place::Reaction)?;
                if emoji.is_empty() {
                    return Err(validate::invalid(Place::Reaction, Problem::Empty));
                }
                let key = (emoji, self.user()?);
                room(&edited.reactions, &key, Limits::REACTIONS, Place::Reaction)?;
                let entry = Register::new(*is_in, stamp);
                edited.reactions.insert(key, entry);
            }
            CommentOperation::SetDeleted(deleted) => {
                super::need(is_writer || self.may_tidy(record, self.rights(home)))?;
                edited.deleted = Register::new(*deleted, stamp);
            }
            CommentOperation::Create { .. } => {
                return Err(Refusal::AlreadyExists(Place::Comment));
            }
        }
        Ok(vec![changed(record, BoxChange::Comment(comment, edited))])
    }

    pub(super) fn meeting(
        &self,
        id: BoxId,
        meeting: MeetingId,
        operation: &MeetingOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        self.edit(id, |record, _| {
            let known = record.meetings.get(&meeting);
            if let MeetingOperation::Create {
                kind,
                starts_at,
                minutes,
                notes,
            } = operation
            {
                absent(known, Place::Meeting)?;
                room(&record.meetings, &meeting, Limits::MEETINGS, Place::Meeting)?;
                let made = Meeting {
                    created_at: stamp.at.millis(),
                    created_by: self.user()?,
                    kind: Register::new(*kind, stamp),
                    starts_at: Register::new(checked_moment(*starts_at)?, stamp),
                    minutes: Register::new(checked_minutes(*minutes)?, stamp),
                    notes: Register::new(checked_notes(notes)?, stamp),
                    deleted: Register::new(false, stamp),
                };
                return Ok(BoxChange::Meeting(meeting, made));
            }
            let mut changed = known.ok_or(Refusal::NotFound(Place::Meeting))?.clone();
            restored(
                changed.deleted.value,
                matches!(operation, MeetingOperation::SetDeleted(false)),
                Place::Meeting,
            )?;
            match operation {
                MeetingOperation::SetKind(kind) => changed.kind = Register::new(*kind, stamp),
                MeetingOperation::SetStart(at) => {
                    changed.starts_at = Register::new(checked_moment(*at)?, stamp);
                }
                MeetingOperation::SetMinutes(minutes) => {
                    changed.minutes = Register::new(checked_minutes(*minutes)?, stamp);
                }
                MeetingOperation::SetNotes(notes) => {
                    changed.notes = Register::new(checked_notes(notes)?, stamp);
                }
                MeetingOperation::SetDeleted(deleted) => {
                    changed.deleted = Register::new(*deleted, stamp);
                }
                MeetingOperation::Create { .. } => {
                    return Err(Refusal::AlreadyExists(Place::Meeting));
                }
            }
            Ok(BoxChange::Meeting(meeting, changed))
        })
    }

    pub(super) fn file(
        &self,
        id: BoxId,
        file: FileId,
        operation: &FileOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        self.edit(id, |record, _| {
            let known = record.files.get(&file);
            if let FileOperation::Create { name, url } = operation {
                absent(known, Place::File)?;
                room(&record.files, &file, Limits::FILES, Place::File)?;
                let made = FileLink {
                    created_at: stamp.at.millis(),
                    created_by: self.user()?,
                    name: Register::new(validate::name(name, Place::FileName)?, stamp),
                    url: Register::new(validate::url(url)?, stamp),
                    deleted: Register::new(false, stamp),
                };
                return Ok(BoxChange::File(file, made));
            }
            let mut changed = known.ok_or(Refusal::NotFound(Place::File))?.clone();
            restored(
                changed.deleted.value,
                matches!(operation, FileOperation::SetDeleted(false)),
                Place::File,
            )?;
            match operation {
                FileOperation::Rename(name) => {
                    let name = validate::name(name, Place::FileName)?;
                    changed.name = Register::new(name, stamp);
                }
                FileOperation::SetUrl(url) => {
                    changed.url = Register::new(validate::url(url)?, stamp);
                }
                FileOperation::SetDeleted(deleted) => {
                    changed.deleted = Register::new(*deleted, stamp);
                }
                FileOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::File)),
            }
            Ok(BoxChange::File(file, changed))
        })
    }

    /// Whether the actor may delete what others said about the box.
    fn may_tidy(&self, record: &BoxRecord, rights: Rights) -> bool {
        match self.context.actor {
            Actor::Operator => true,
            Actor::User(user) => {
                let is_assigned = crate::has_element(&record.assignees, &user);
                rights.delete > Reach::None && rights.delete.covers(is_assigned)
            }
        }
    }

    fn body(&self, text: &str, mentions: &[UserId]) -> Result<CommentBody, Refusal> {
        let text = checked_text(text, Limits::COMMENT, Place::CommentText)?;
        validate::count(mentions.len(), Limits::ASSOCIATES, Place::Mention)?;
        for person in mentions {
            self.active_member(*person, Place::Mention)?;
        }
        let mut mentions = mentions.to_vec();
        mentions.arrange();
        mentions.dedup();
        Ok(CommentBody { text, mentions })
    }
}

fn absent<T>(known: Option<&T>, place: Place) -> Result<(), Refusal> {
    match known {
        Some(_) => Err(Refusal::AlreadyExists(place)),
        None => Ok(()),
    }
}

/// What was deleted can only be brought back, and nothing else can.
fn restored(deleted: bool, restores: bool, place: Place) -> Result<(), Refusal> {
    if deleted == restores {
        Ok(())
    } else {
        Err(Refusal::NotFound(place))
    }
}

fn checked_text(text: &str, most: usize, place: Place) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(validate::invalid(place, Problem::Empty));
    }
    validate::text(text, most, place)?;
    Ok(text.to_owned())
}

fn checked_notes(text: &str) -> Result<String, Refusal> {
    validate::text(text, Limits::MEETING_NOTES, Place::Notes)?;
    Ok(text.to_owned())
}

fn checked_minutes(minutes: Option<u32>) -> Result<Option<u32>, Refusal> {
    match minutes {
        Some(minutes) if minutes > Limits::MEETING_MINUTES => {
            Err(validate::invalid(Place::Meeting, Problem::Malformed))
        }
        minutes => Ok(minutes),
    }
}

fn checked_moment(at: u64) -> Result<u64, Refusal> {
    validate::moment(at, Place::Meeting)
}

fn checked_due(due: &Due) -> Result<Due, Refusal> {
    validate::moment(due.at, Place::Due)?;
    let is_fine = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+');
    let well_formed = (1..=64).contains(&due.zone.len()) && due.zone.bytes().all(is_fine);
    if !well_formed {
        return Err(validate::invalid(Place::Due, Problem::Malformed));
    }
    Ok(due.clone())
}
