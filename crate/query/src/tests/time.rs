//! Contents and views that change because time passes.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxRecord, BuiltIn, Column, ColumnShape, Decimal, Due as TaskDue, Meeting, MeetingId,
    MeetingKind, Millis, State, Task, TaskId, ViewShape,
};

use super::records::{
    DAY, HOUR, NOON, NOW, NUMBER, PEOPLE, PIPELINE, id, record, register, shape, stamp_at, state,
    up, view, world,
};
use crate::{Content, Contents, Due, FoldCase, Now, Timing, World};

/// The user's midnight that is eleven hours after noon in UTC.
const MIDNIGHT: Millis = NOON + 11 * HOUR;

fn with_task(due: Millis) -> BoxRecord {
    let mut record = record(NOON - 10 * DAY, 0, "x");
    let due = TaskDue {
        at: due,
        is_all_day: false,
        zone: "Europe/Vienna".to_owned(),
    };
    let task = Task::new("Call".to_owned(), Some(due), PEOPLE[0], stamp_at(0));
    record.tasks.insert(TaskId::from_bytes([1; 16]), task);
    record
}

fn with_meeting(at: Millis) -> BoxRecord {
    let mut record = record(NOON - 10 * DAY, 0, "x");
    let meeting = Meeting {
        created_at: 0,
        created_by: PEOPLE[0],
        kind: register(MeetingKind::Meeting),
        starts_at: register(at),
        minutes: register(None),
        notes: register(String::new()),
        deleted: register(false),
    };
    record
        .meetings
        .insert(MeetingId::from_bytes([1; 16]), meeting);
    record
}

fn at(state: &State, millis: Millis) -> World<'_> {
    let mut world = world(state);
    world.now.millis = millis;
    world
}

/// A column holds until the moment that it says, and then is another one; or holds for ever.
fn check(record: BoxRecord, column: BuiltIn, expected: Option<Millis>) {
    let state = state([record]);
    let column = Column::BuiltIn(column);
    let said = |millis| {
        let row = Contents {
            record: state.boxes.values().next().unwrap(),
            pipeline: &state.pipelines[&PIPELINE],
            world: at(&state, millis),
        };
        (row.get(column).into_owned(), row.next_change(column))
    };
    let (now, next) = said(NOON);
    assert_eq!(next, expected, "{column:?}");
    match next {
        Some(next) => {
            assert_eq!(said(next - 1).0, now);
            assert_ne!(said(next).0, now);
        }
        None => assert_eq!(said(NOON + 1_000 * DAY).0, now),
    }
}

#[test]
fn columns_say_when_they_change() {
    check(record(NOON - DAY, 0, "x"), BuiltIn::Age, Some(MIDNIGHT));
    check(
        record(NOON - DAY, 0, "x"),
        BuiltIn::DaysInStage,
        Some(MIDNIGHT),
    );
    check(
        record(NOON - DAY, 0, "x"),
        BuiltIn::Freshness,
        Some(MIDNIGHT),
    );
    check(with_task(NOON), BuiltIn::OverdueTasks, Some(NOON + 1));
    check(with_task(NOON - 1), BuiltIn::OverdueTasks, None);
    check(with_task(NOON), BuiltIn::NextDue, None);
    check(
        with_meeting(NOON + HOUR),
        BuiltIn::LastMeeting,
        Some(NOON + HOUR),
    );
    check(
        with_meeting(NOON + HOUR),
        BuiltIn::LastTouchpoint,
        Some(NOON + HOUR),
    );
    check(
        with_meeting(NOON + HOUR),
        BuiltIn::DaysSinceTouchpoint,
        Some(NOON + HOUR),
    );
    check(with_meeting(NOON - HOUR), BuiltIn::LastMeeting, None);
    check(
        with_meeting(NOON - HOUR),
        BuiltIn::DaysSinceTouchpoint,
        Some(MIDNIGHT),
    );
}

#[test]
fn columns_that_say_they_hold_do() {
    for column in BuiltIn::ALL {
        if Timing::of(*column) == Timing::NEVER {
            check(with_task(NOON + HOUR), *column, None);
            check(with_meeting(NOON + HOUR), *column, None);
        }
    }
}

#[test]
fn a_view_says_when_it_changes() {
    let state = state([with_task(NOON + HOUR), record(1, 0, "y")]);
    let column = |column| Column::BuiltIn(column);
    let next = |of: &ViewShape| view(&state, of).next_change();
    assert_eq!(next(&shape(&[up(column(BuiltIn::Name))], None, &[])), None);
    assert_eq!(
        next(&shape(&[up(column(BuiltIn::Age))], None, &[])),
        Some(MIDNIGHT)
    );
    let overdue = shape(&[], Some(column(BuiltIn::OverdueTasks)), &[]);
    assert_eq!(next(&overdue), Some(NOON + HOUR + 1));
    // What is only shown has to be shown anew; what is hidden has not.
    let shown = |is_hidden| ViewShape {
        columns: vec![ColumnShape {
            column: column(BuiltIn::DaysInStage),
            width: None,
            is_hidden,
            is_frozen: false,
        }],
        ..ViewShape::default()
    };
    assert_eq!(next(&shown(false)), Some(MIDNIGHT));
    assert_eq!(next(&shown(true)), None);
}

#[test]
fn a_box_goes_to_another_group_when_its_task_is_overdue() {
    let record = with_task(NOON + HOUR);
    let which = record.id;
    let state = state([record]);
    let of = shape(&[], Some(Column::BuiltIn(BuiltIn::OverdueTasks)), &[]);
    let mut view = view(&state, &of);
    let count = |count: i64| Content::Number(Decimal::from(count));
    assert_eq!(view.group_of(which), Some(&count(0)));
    let now = |millis| Now { millis, ..NOW };
    assert_eq!(view.due(now(NOON + HOUR)), Due::Boxes(BTreeSet::new()));
    let later = NOON + HOUR + 1;
    let due = BTreeSet::from([which]);
    assert_eq!(view.due(now(later)), Due::Boxes(due.clone()));
    view.update(&due, at(&state, later), &FoldCase);
    assert_eq!(view.group_of(which), Some(&count(1)));
    assert_eq!(view.next_change(), None);
    // Days do not matter here.
    assert_eq!(view.due(now(NOON + 5 * DAY)), Due::Boxes(BTreeSet::new()));
}

#[test]
fn another_day_or_another_zone_is_a_view_made_anew() {
    let state = state([record(1, 0, "x")]);
    let view_of_days = view(
        &state,
        &shape(&[up(Column::BuiltIn(BuiltIn::Age))], None, &[]),
    );
    let nothing = Due::Boxes(BTreeSet::new());
    let due = |millis, offset_minutes| {
        view_of_days.due(Now {
            millis,
            offset_minutes,
        })
    };
    assert_eq!(due(MIDNIGHT - 1, 60), nothing);
    assert_eq!(due(MIDNIGHT, 60), Due::Everything);
    assert_eq!(due(NOON, 120), Due::Everything);
    let other = view(&state, &shape(&[up(Column::Field(NUMBER))], None, &[]));
    assert_eq!(
        other.due(Now {
            millis: MIDNIGHT,
            ..NOW
        }),
        nothing
    );
    assert_eq!(other.group_of(id(1)), Some(&Content::Empty));
}

#[test]
fn days_at_the_ends_of_time() {
    for offset_minutes in [i16::MIN, -720, 0, 840, i16::MAX] {
        for millis in [0, 1, NOON, Millis::MAX] {
            let now = Now {
                millis,
                offset_minutes,
            };
            assert!(now.midnight() > millis || millis == Millis::MAX);
            assert_eq!(now.days_since(millis), 0);
            assert_eq!(now.days_since(Millis::MAX), 0);
        }
    }
    let now = Now {
        millis: DAY,
        offset_minutes: -60,
    };
    assert_eq!(
        (now.day_of(0), now.day_of(HOUR), now.days_since(0)),
        (-1, 0, 1)
    );
}
