//! Queries as filters of boxes.

use boxwood_model::{
    Association, BoxRecord, Due, Key, Register, State, Task, TaskId, Thread, ThreadId, UserId,
    Value, ViewShape,
};

use super::records::{
    ACME, ANNA, CHOICE, CHOICES, DATE, DAY, NOON, NOW, NUMBER, PEOPLE, PIPELINE, TAGS, TEXT,
    record, register, shape, stamp_at, state, with, world,
};
use crate::{Asker, Contents, Due as What, Expression, Filter, FoldCase, Timing, View};

/// A pipeline whose fields have names of their own.
pub(super) fn named(mut state: State) -> State {
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    for (field, name) in [
        (TEXT, "City"),
        (NUMBER, "Deal size"),
        (DATE, "Close"),
        (CHOICE, "Priority"),
        (TAGS, "Topics"),
    ] {
        pipeline.fields.get_mut(&field).unwrap().name = register(name.to_owned());
    }
    state
}

fn expression(text: &str, state: &State) -> Expression {
    let asker = Asker {
        me: Some(PEOPLE[1]),
        address: "adam@boxwood.example",
        now: NOW,
    };
    Expression::new(text, [&state.pipelines[&PIPELINE]], asker)
}

/// Whether the text asks for the box.
fn asks(text: &str, record: BoxRecord) -> bool {
    let state = named(state([record]));
    let row = Contents {
        record: state.boxes.values().next().unwrap(),
        pipeline: &state.pipelines[&PIPELINE],
        world: world(&state),
    };
    expression(text, &state).matches(&row)
}

pub(super) fn full() -> BoxRecord {
    let mut full = record(NOON - DAY, 1, "Hill Farm");
    full.change(|head| head.notes = register("Wants a second offer".to_owned()));
    full = with(full, TEXT, Value::Text("Graz".to_owned()));
    full = with(full, NUMBER, Value::Number(2_500.into()));
    full = with(full, CHOICE, Value::Choice(CHOICES[2]));
    full = with(full, TAGS, Value::Tags(vec![CHOICES[1], CHOICES[0]]));
    full.assignees.insert(PEOPLE[1], register(true));
    full.assignees.insert(PEOPLE[2], register(false));
    let star = Association {
        is_starred: true,
        is_auto_boxed: false,
    };
    full.contacts.insert(ANNA, register(Some(star)));
    full.organizations
        .insert(ACME, register(Some(Association::default())));
    let subject = "Seeds for spring".to_owned();
    let thread = register(Some(Thread { subject }));
    full.threads.insert(ThreadId("18f".to_owned()), thread);
    let due = Due {
        at: NOON - 1_000,
        is_all_day: false,
        zone: "Europe/Vienna".to_owned(),
    };
    let task = Task::new(
        "Call Anna back".to_owned(),
        Some(due),
        PEOPLE[0],
        stamp_at(5),
    );
    full.tasks.insert(TaskId::from_bytes([1; 16]), task);
    full
}

#[test]
fn what_a_box_has_is_asked_for() {
    for text in [
        "",
        "hill",
        "graz",
        "offer graz",
        "name:farm",
        "stage:talks",
        "pipeline:sales",
        "assignee:me",
        "is:mine",
        "assignee:adam",
        "contact:anna",
        "org:acme",
        "task:call",
        "subject:spring",
        "has:task has:contact",
        "is:overdue",
        "is:starred",
        "is:open",
        "city:graz",
        "\"deal size\">=2500",
        "deal-size:2000..3000",
        "priority:high",
        "topics:low",
        "created:yesterday",
        "open-tasks:1",
        "-name:valley",
        "city:vienna OR city:graz",
    ] {
        assert!(asks(text, full()), "{text}");
    }
}

#[test]
fn what_a_box_does_not_have_is_not() {
    for text in [
        "valley",
        "name:graz",
        "stage:lead",
        "assignee:mia",
        "is:unassigned",
        "is:archived",
        "has:file",
        "deal-size>2500",
        "priority:low",
        "topics:high",
        "created:today",
        "open-tasks>1",
        "-city:graz",
    ] {
        assert!(!asks(text, full()), "{text}");
    }
}

#[test]
fn what_is_archived_or_stale_is_said_by_its_state() {
    let mut archived = record(1, 0, "Old");
    assert!(asks("is:stale", archived.clone()));
    archived.change(|head| head.archived = register(true));
    assert!(asks("is:archived", archived.clone()));
    assert!(!asks("is:open", archived));
    assert!(!asks("is:stale", record(NOON, 0, "New")));
}

#[test]
fn a_view_shows_what_its_filter_asks_for_and_is_kept_up() {
    let mut state = named(state([
        record(1, 0, "Hill"),
        record(2, 0, "Valley"),
        full(),
    ]));
    let filter = Box::new(expression("name:hill", &state));
    let shape: ViewShape = shape(&[], None, &[]);
    let boxes = state.boxes.values();
    let mut view = View::new(
        Some(PIPELINE),
        &shape,
        filter,
        boxes,
        world(&state),
        &FoldCase,
    );
    assert_eq!(view.len(), 2);
    let valley = state.boxes.keys().nth(1).copied().unwrap();
    let name = Register::new("Hill too".to_owned(), stamp_at(NOON));
    state
        .boxes
        .get_mut(&valley)
        .unwrap()
        .change(|head| head.name = name);
    view.update(&[valley].into(), world(&state), &FoldCase);
    assert_eq!(view.len(), 3);
}

#[test]
fn archived_boxes_are_there_when_they_are_asked_for() {
    let mut archived = record(1, 0, "Old");
    archived.change(|head| head.archived = register(true));
    let state = named(state([archived]));
    let count = |text: &str| {
        let filter = Box::new(expression(text, &state));
        let shape = shape(&[], None, &[]);
        let boxes = state.boxes.values();
        View::new(
            Some(PIPELINE),
            &shape,
            filter,
            boxes,
            world(&state),
            &FoldCase,
        )
        .len()
    };
    assert_eq!(
        (count(""), count("is:archived"), count("in:anywhere")),
        (0, 1, 1)
    );
}

#[test]
fn a_filter_says_when_and_by_what_its_answer_changes() {
    let state = named(state([]));
    let of = |text: &str| expression(text, &state);
    assert!(!of("city:graz").timing().by_moment);
    assert_eq!(of("name:hill").timing(), Timing::NEVER);
    assert!(of("created:yesterday").timing().by_day);
    assert!(of("is:overdue").timing().by_moment);
    let (member, contact) = (Key::Member(PEOPLE[0]), Key::Contact(ANNA));
    assert!(of("assignee:adam").depends_on(member));
    assert!(!of("name:hill").depends_on(member));
    assert!(of("adam").depends_on(contact));
    assert!(!of("assignee:adam").depends_on(contact));
    assert!(of("name:hill").depends_on(Key::Pipeline(PIPELINE)));
    assert!(!of("adam").depends_on(Key::Settings(UserId::from_bytes([1; 16]))));
}

#[test]
fn a_task_that_becomes_overdue_comes_into_view_by_itself() {
    let mut later = record(1, 0, "Later");
    let due = Due {
        at: NOON + 60_000,
        is_all_day: false,
        zone: "UTC".to_owned(),
    };
    let task = Task::new("x".to_owned(), Some(due), PEOPLE[0], stamp_at(5));
    later.tasks.insert(TaskId::from_bytes([1; 16]), task);
    let state = named(state([later]));
    let filter = Box::new(expression("is:overdue", &state));
    let shape = shape(&[], None, &[]);
    let boxes = state.boxes.values();
    let mut view = View::new(
        Some(PIPELINE),
        &shape,
        filter,
        boxes,
        world(&state),
        &FoldCase,
    );
    assert!(view.is_empty());
    let mut then = world(&state);
    then.now.millis = view.next_change().unwrap();
    let What::Boxes(due) = view.due(then.now) else {
        panic!("a day has not passed");
    };
    view.update(&due, then, &FoldCase);
    assert_eq!(view.len(), 1);
}
