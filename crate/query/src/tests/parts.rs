//! Boxes with all sorts of parts, and what their columns say.

use boxwood_model::{
    BoxRecord, BuiltIn, Column, Comment, CommentBody, CommentId, Decimal, Due, FileId, FileLink,
    LiteMap, Mail, Meeting, MeetingId, MeetingKind, MessageId, Millis, Task, TaskId, Thread,
    ThreadId,
};

use super::records::{DAY, NOON, PEOPLE, PIPELINE, record, register, stamp_at, state, world};
use crate::{Content, Contents};

/// What a column says of a box, at the noon of 2026-03-09.
pub(super) fn content(record: &BoxRecord, column: BuiltIn) -> Content<'static> {
    let state = state([record.clone()]);
    let row = Contents {
        record: &state.boxes[&record.id],
        pipeline: &state.pipelines[&PIPELINE],
        world: world(&state),
    };
    row.get(Column::BuiltIn(column)).into_owned()
}

/// What a column says as people read it.
pub(super) fn text(record: &BoxRecord, column: BuiltIn) -> String {
    let state = state([record.clone()]);
    let row = Contents {
        record: &state.boxes[&record.id],
        pipeline: &state.pipelines[&PIPELINE],
        world: world(&state),
    };
    row.text(Column::BuiltIn(column)).into_owned()
}

pub(super) fn number(number: impl Into<Decimal>) -> Content<'static> {
    Content::Number(number.into())
}

pub(super) fn check(record: &BoxRecord, expected: &[(BuiltIn, Content<'static>)]) {
    for (column, expected) in expected {
        assert_eq!(content(record, *column), *expected, "{}", column.key());
    }
}

/// A box that was made ten days before noon, and nothing else.
pub(super) fn bare() -> BoxRecord {
    record(NOON - 10 * DAY, 0, "Acme")
}

pub(super) fn mail(record: &mut BoxRecord, name: &str, at: Millis, is_sent: bool) {
    let thread = ThreadId("0123456789abcdef".to_owned());
    let from = if is_sent {
        "zoe@boxwood.example"
    } else {
        "anna@acme.example"
    };
    let about = Mail {
        thread: thread.clone(),
        at,
        from: from.to_owned(),
        to: vec![
            format!("{name}@acme.example"),
            "anna@acme.example".to_owned(),
        ],
        is_sent,
    };
    let conversation = Thread {
        subject: "Offer".to_owned(),
    };
    record.threads.insert(thread, register(Some(conversation)));
    record
        .mails
        .insert(MessageId(name.to_owned()), register(about));
}

pub(super) fn task(record: &mut BoxRecord, n: u8, text: &str, due: Option<Millis>) -> TaskId {
    let due = due.map(|at| Due {
        at,
        is_all_day: false,
        zone: "Europe/Vienna".to_owned(),
    });
    let id = TaskId::from_bytes([n; 16]);
    let stamp = stamp_at(Millis::from(n));
    record
        .tasks
        .insert(id, Task::new(text.to_owned(), due, PEOPLE[0], stamp));
    id
}

pub(super) fn meeting(
    record: &mut BoxRecord,
    n: u8,
    kind: MeetingKind,
    at: Millis,
    minutes: Option<u32>,
) {
    let meeting = Meeting {
        created_at: 0,
        created_by: PEOPLE[0],
        kind: register(kind),
        starts_at: register(at),
        minutes: register(minutes),
        notes: register(String::new()),
        deleted: register(false),
    };
    record
        .meetings
        .insert(MeetingId::from_bytes([n; 16]), meeting);
}

pub(super) fn comment(record: &mut BoxRecord, n: u8, at: Millis) {
    let comment = Comment {
        created_at: at,
        created_by: PEOPLE[usize::from(n)],
        parent: None,
        body: register(CommentBody {
            text: "Yes".to_owned(),
            mentions: Vec::new(),
        }),
        reactions: LiteMap::new(),
        deleted: register(false),
    };
    record
        .comments
        .insert(CommentId::from_bytes([n; 16]), comment);
}

pub(super) fn file(record: &mut BoxRecord, n: u8, at: Millis) {
    let file = FileLink {
        created_at: at,
        created_by: PEOPLE[0],
        name: register("Offer.pdf".to_owned()),
        url: register("https://files.example/offer".to_owned()),
        deleted: register(false),
    };
    record.files.insert(FileId::from_bytes([n; 16]), file);
}
