//! What changes of a box mean.

use super::derive::{Teller, entries, said_flag, said_text};
use super::happening::{Part, Said, What};
use crate::{
    Association, BoxChange, BoxRecord, Comment, CommentId, Due, FieldId, FileId, FileLink, Meeting,
    MeetingId, Millis, Pipeline, Records, StageId, Task, TaskId, Thread, Value, reads_as,
};

pub(super) fn tell(
    teller: &mut Teller<'_>,
    change: &BoxChange,
    record: &BoxRecord,
    records: &dyn Records,
) {
    let home = records.pipeline(record.pipeline());
    let head = record.head();
    match change {
        BoxChange::Name(name) => teller.set(Part::Name, Some(&head.name), name, said_text),
        BoxChange::Notes(notes) => teller.set(Part::Notes, Some(&head.notes), notes, said_text),
        BoxChange::Stage(stage) => {
            let said = |stage: &StageId| said_stage(*stage, home);
            teller.set(Part::Stage, Some(&head.stage), stage, said);
        }
        BoxChange::Field(field, value) => {
            let said = |value: &Value| said_cell(*field, value, home, records);
            let known = record.values().get(field);
            teller.set(Part::Field(*field), known.as_ref(), value, said);
        }
        BoxChange::Thread(id, thread) => {
            let said = |thread: &Option<Thread>| match thread {
                Some(thread) => Said::Text(thread.subject.clone()),
                None => Said::Nothing,
            };
            let known = record.threads.get(id);
            teller.set(Part::Thread(id.clone()), known, thread, said);
        }
        BoxChange::Deleted(deleted) => {
            teller.set(Part::Deleted, Some(&head.deleted), deleted, said_flag);
        }
        BoxChange::Archived(archived) => {
            teller.set(Part::Archived, Some(&head.archived), archived, said_flag);
        }
        BoxChange::Position(position) => {
            let said = |_: &Option<_>| Said::Something;
            teller.set(Part::Position, Some(&head.position), position, said);
        }
        BoxChange::Assignee(person, is_in) => {
            let known = record.assignees.get(person);
            teller.set(Part::Assignee(*person), known, is_in, said_member);
        }
        BoxChange::Follower(person, is_in) => {
            let known = record.followers.get(person);
            teller.set(Part::Follower(*person), known, is_in, said_member);
        }
        BoxChange::Link(other, is_in) => {
            let known = record.links.get(other);
            teller.set(Part::LinkedBox(*other), known, is_in, said_member);
        }
        BoxChange::Contact(id, how) => {
            let known = record.contacts.get(id);
            teller.set(Part::Contact(*id), known, how, said_association);
        }
        BoxChange::Organization(id, how) => {
            let known = record.organizations.get(id);
            teller.set(Part::Organization(*id), known, how, said_association);
        }
        BoxChange::Mail(id, mail) => {
            if !record.mails.contains_key(id) {
                let what = What::Mail {
                    id: id.clone(),
                    from: mail.from.clone(),
                    is_sent: mail.is_sent,
                };
                teller.say_at(mail.at, what);
            }
        }
        BoxChange::Task(id, task) => tell_task(teller, *id, record.tasks.get(id), task),
        BoxChange::Comment(id, comment) => {
            tell_comment(teller, *id, record.comments.get(id), comment);
        }
        BoxChange::Meeting(id, meeting) => {
            tell_meeting(teller, *id, record.meetings.get(id), meeting);
        }
        BoxChange::File(id, file) => tell_file(teller, *id, record.files.get(id), file),
        BoxChange::MergedInto(other) => {
            let said = |other: &Option<_>| other.map_or(Said::Nothing, Said::Box);
            teller.set(Part::MergedInto, Some(&head.merged_into), other, said);
        }
        BoxChange::TookIn { from, name, left } => teller.say(What::TookIn {
            from: *from,
            name: name.clone(),
            left: left.clone(),
        }),
    }
}

fn tell_task(teller: &mut Teller<'_>, id: TaskId, known: Option<&Task>, given: &Task) {
    let text = known.map(|known| (&known.text, known.deleted.value));
    teller.put_text(&Part::Task(id), text, (&given.text, &given.deleted));
    let said = |due: &Option<Due>| {
        due.as_ref()
            .map_or(Said::Nothing, |due| Said::Moment(due.at))
    };
    let due = known.map(|known| &known.due);
    teller.put(Part::TaskDue(id), due, &given.due, said);
    let said = |at: &Option<Millis>| at.map_or(Said::Nothing, Said::Moment);
    let done = known.map(|known| &known.done_at);
    teller.put(Part::TaskDone(id), done, &given.done_at, said);
    let assignees = known.map(|known| &known.assignees);
    for (person, known, given) in entries(assignees, &given.assignees) {
        teller.put(Part::TaskAssignee(id, *person), known, given, said_member);
    }
}

fn tell_comment(teller: &mut Teller<'_>, id: CommentId, known: Option<&Comment>, given: &Comment) {
    let part = Part::Comment(id);
    let gone = |comment: &Comment| match comment.deleted.value {
        true => Said::Nothing,
        false => Said::Text(comment.body.value.text.clone()),
    };
    match known {
        Some(known) if known.deleted.value != given.deleted.value => {
            let (old, new) = (gone(known), gone(given));
            teller.say(What::Set { part, old, new });
        }
        known => {
            let body = known.map(|known| &known.body);
            let said = |body: &crate::CommentBody| Said::Text(body.text.clone());
            teller.put(part, body, &given.body, said);
        }
    }
    let reactions = known.map(|known| &known.reactions);
    for ((emoji, person), known, given) in entries(reactions, &given.reactions) {
        let part = Part::Reaction(id, emoji.clone(), *person);
        teller.put(part, known, given, said_member);
    }
}

fn tell_meeting(teller: &mut Teller<'_>, id: MeetingId, known: Option<&Meeting>, given: &Meeting) {
    // All of a new one is told by its notes and its own time.
    let Some(known) = known else {
        let what = What::Set {
            part: Part::Meeting(id),
            old: Said::Nothing,
            new: Said::Text(given.notes.value.clone()),
        };
        return teller.say_at(given.starts_at.value, what);
    };
    let notes = (&known.notes, known.deleted.value);
    let part = Part::Meeting(id);
    teller.put_text(&part, Some(notes), (&given.notes, &given.deleted));
    let said = |kind: &_| Said::MeetingKind(*kind);
    teller.put(Part::MeetingKind(id), Some(&known.kind), &given.kind, said);
    let said = |at: &_| Said::Moment(*at);
    let starts_at = Some(&known.starts_at);
    teller.put(Part::MeetingStart(id), starts_at, &given.starts_at, said);
    let said = |minutes: &Option<u32>| minutes.map_or(Said::Nothing, Said::Number);
    let minutes = Some(&known.minutes);
    teller.put(Part::MeetingMinutes(id), minutes, &given.minutes, said);
}

fn tell_file(teller: &mut Teller<'_>, id: FileId, known: Option<&FileLink>, given: &FileLink) {
    let name = known.map(|known| (&known.name, known.deleted.value));
    teller.put_text(&Part::File(id), name, (&given.name, &given.deleted));
    if let Some(known) = known {
        teller.put(Part::FileUrl(id), Some(&known.url), &given.url, said_text);
    }
}

fn said_stage(stage: StageId, home: Option<&Pipeline>) -> Said {
    let stage = home.map_or(stage, |home| home.resolve_stage(stage));
    let known = home.and_then(|home| home.stages.get(&stage));
    Said::Stage(
        stage,
        known.map(|s| s.name.value.clone()).unwrap_or_default(),
    )
}

fn said_cell(
    field: FieldId,
    value: &Value,
    home: Option<&Pipeline>,
    records: &dyn Records,
) -> Said {
    let known = home.and_then(|home| home.fields.get(&field));
    Said::Cell {
        field: known.map(|f| f.name.value.clone()).unwrap_or_default(),
        value: value.clone(),
        text: known.map_or_else(String::new, |field| reads_as(value, field, records)),
    }
}

/// Whether something is in a set: that it is not is what it was before anybody said so.
fn said_member(is_in: &bool) -> Said {
    if *is_in {
        Said::Flag(true)
    } else {
        Said::Nothing
    }
}

fn said_association(how: &Option<Association>) -> Said {
    match how {
        None => Said::Nothing,
        Some(how) => Said::Number(u32::from(how.is_starred) + 2 * u32::from(how.is_auto_boxed)),
    }
}
