//! A view that is kept up through any edits is as one that is made anew.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxId, BoxRecord, BuiltIn, Column, Decimal, Due as TaskDue, Key, Layout, Millis, OrderKey,
    Register, SortKey, Stamp, State, Summary, Task, TaskId, Value, ViewShape,
};
use proptest::prelude::*;

use super::records::{
    CHOICE, CHOICES, ELSEWHERE, GONE, HOUR, NOON, NOW, NUMBER, PEOPLE, PERSON, PIPELINE, STAGES,
    TAGS, TEXT, id, record, register, stamp_at, state, up, with,
};
use crate::{Content, Contents, Due, Everything, Filter, FoldCase, Now, Timing, View, World};

const BOXES: u64 = 12;

/// A change of one of a few boxes, or the passing of time.
#[derive(Debug, Clone)]
enum Edit {
    Put(u64, usize, String),
    Name(u64, String),
    Stage(u64, usize),
    Cell(u64, usize, u8),
    Assign(u64, usize, bool),
    Place(u64, u8),
    Task(u64, u8, Millis),
    Delete(u64, bool),
    Archive(u64, bool),
    Vanish(u64),
    MoveAway(u64),
    Wait(Millis),
}

fn edit() -> impl Strategy<Value = Edit> {
    let which = || 0..BOXES;
    prop_oneof![
        (which(), 0..3_usize, "[a-c]").prop_map(|(n, s, t)| Edit::Put(n, s, t)),
        (which(), "[a-cA-C]{0,2}").prop_map(|(n, t)| Edit::Name(n, t)),
        (which(), 0..4_usize).prop_map(|(n, s)| Edit::Stage(n, s)),
        (which(), 0..5_usize, any::<u8>()).prop_map(|(n, f, v)| Edit::Cell(n, f, v)),
        (which(), 0..3_usize, any::<bool>()).prop_map(|(n, p, i)| Edit::Assign(n, p, i)),
        (which(), any::<u8>()).prop_map(|(n, place)| Edit::Place(n, place)),
        (which(), 0..2_u8, 0..72 * HOUR).prop_map(|(n, t, due)| Edit::Task(n, t, due)),
        (which(), any::<bool>()).prop_map(|(n, d)| Edit::Delete(n, d)),
        (which(), any::<bool>()).prop_map(|(n, a)| Edit::Archive(n, a)),
        which().prop_map(Edit::Vanish),
        which().prop_map(Edit::MoveAway),
        (0..30 * HOUR).prop_map(Edit::Wait),
    ]
}

fn cell(field: usize, value: u8) -> (boxwood_model::FieldId, Value) {
    let at = usize::from(value) % 4;
    let choice = CHOICES.get(at).copied();
    match field {
        0 => (
            TEXT,
            Value::Text(String::from_utf8_lossy(&[b'a' + value % 5]).into_owned()),
        ),
        1 => {
            let number = Decimal::new(i64::from(value) - 128, u32::from(value) % 3);
            (NUMBER, Value::Number(number))
        }
        2 => (CHOICE, choice.map_or(Value::Empty, Value::Choice)),
        3 => (TAGS, Value::Tags(choice.into_iter().collect())),
        _ => (
            PERSON,
            PEOPLE.get(at).map_or(Value::Empty, |p| Value::Person(*p)),
        ),
    }
}

/// Makes the change; says which box it was.
fn make(edit: &Edit, state: &mut State, later: Stamp) -> Option<BoxId> {
    let (Edit::Put(n, ..)
    | Edit::Name(n, _)
    | Edit::Stage(n, _)
    | Edit::Cell(n, ..)
    | Edit::Assign(n, ..)
    | Edit::Place(n, _)
    | Edit::Task(n, ..)
    | Edit::Delete(n, _)
    | Edit::Archive(n, _)
    | Edit::Vanish(n)
    | Edit::MoveAway(n)) = *edit
    else {
        return None;
    };
    let id = id(n);
    if let Edit::Put(_, stage, name) = edit {
        state.boxes.insert(id, record(n, *stage, name));
    }
    if let Edit::Vanish(_) = edit {
        state.boxes.remove(&id);
    }
    let Some(found) = state.boxes.get_mut(&id) else {
        return Some(id);
    };
    match edit {
        Edit::Name(_, name) => {
            found.change(|head| head.name.set(name.clone(), later));
        }
        Edit::Stage(_, stage) => {
            let stage = STAGES.get(*stage).copied().unwrap_or(GONE);
            found.change(|head| head.stage.set(stage, later));
            found.change(|head| head.stage_history.insert(later, stage));
        }
        Edit::Cell(_, field, value) => {
            let (field, value) = cell(*field, *value);
            *found = with(found.clone(), field, value);
        }
        Edit::Assign(_, person, is_in) => {
            found.assignees.insert(PEOPLE[*person], register(*is_in));
        }
        Edit::Place(_, place) => {
            let key = OrderKey::from_bytes(vec![*place, 128]).ok();
            found.change(|head| head.position.set(key, later));
        }
        Edit::Task(_, task, due) => {
            let due = TaskDue {
                at: NOON + due,
                is_all_day: false,
                zone: "Europe/Vienna".to_owned(),
            };
            let task_id = TaskId::from_bytes([*task; 16]);
            let made = Task::new("Call".to_owned(), Some(due), PEOPLE[0], later);
            found.tasks.insert(task_id, made);
        }
        Edit::Delete(_, deleted) => {
            found.change(|head| head.deleted.set(*deleted, later));
        }
        Edit::Archive(_, archived) => {
            found.change(|head| head.archived.set(*archived, later));
        }
        Edit::MoveAway(_) => {
            found.change(|head| head.pipeline.set(ELSEWHERE, later));
        }
        Edit::Put(..) | Edit::Vanish(_) | Edit::Wait(_) => {}
    }
    Some(id)
}

/// Some of the boxes.
#[derive(Debug, Clone, Copy)]
enum Which {
    Everything,
    Positive,
    Overdue,
    OldAndArchived,
}

impl Filter for Which {
    fn matches(&self, row: &Contents<'_>) -> bool {
        let is_positive = |column| match row.get(column) {
            Content::Number(number) => number > Decimal::ZERO,
            _ => false,
        };
        match self {
            Self::Everything => Everything.matches(row),
            Self::Positive => is_positive(Column::Field(NUMBER)),
            Self::Overdue => is_positive(Column::BuiltIn(BuiltIn::OverdueTasks)),
            Self::OldAndArchived => is_positive(Column::BuiltIn(BuiltIn::DaysInStage)),
        }
    }

    fn shows_archived(&self) -> bool {
        matches!(self, Self::OldAndArchived)
    }

    fn timing(&self) -> Timing {
        match self {
            Self::Everything | Self::Positive => Timing::NEVER,
            Self::Overdue => Timing::MOMENTS,
            Self::OldAndArchived => Timing::DAILY,
        }
    }

    fn next_moment(&self, row: &Contents<'_>) -> Option<Millis> {
        match self {
            Self::Overdue => row.next_change(Column::BuiltIn(BuiltIn::OverdueTasks)),
            _ => None,
        }
    }

    fn depends_on(&self, _: Key) -> bool {
        false
    }
}

fn columns() -> Vec<Column> {
    use BuiltIn as B;
    let fields = [TEXT, NUMBER, CHOICE, TAGS, PERSON].map(Column::Field);
    let built_in = [
        B::Name,
        B::Stage,
        B::Pipeline,
        B::Assignees,
        B::CreatedAt,
        B::UpdatedAt,
        B::DaysInStage,
        B::OverdueTasks,
        B::NextDue,
        B::Position,
        B::StageHistory,
        B::Archived,
    ];
    fields
        .into_iter()
        .chain(built_in.map(Column::BuiltIn))
        .collect()
}

fn shape() -> impl Strategy<Value = ViewShape> {
    const SUMMARIES: [Summary; 9] = [
        Summary::Count,
        Summary::Sum,
        Summary::Average,
        Summary::Median,
        Summary::Min,
        Summary::Max,
        Summary::Filled,
        Summary::Empty,
        Summary::Distinct,
    ];
    let column = || prop::sample::select(columns());
    let key = (column(), any::<bool>()).prop_map(|(column, is_descending)| SortKey {
        column,
        is_descending,
    });
    let summary = (column(), prop::sample::select(&SUMMARIES[..]));
    (
        prop::collection::vec(key, 0..4),
        prop::option::of(column()),
        prop::collection::vec(summary, 0..6),
        any::<bool>(),
    )
        .prop_map(|(sort, group, mut summaries, is_board)| {
            summaries.push((Column::Field(NUMBER), Summary::Median));
            summaries.push((Column::Field(NUMBER), Summary::Sum));
            ViewShape {
                sort,
                group,
                summaries,
                layout: if is_board {
                    Layout::Board
                } else {
                    Layout::Table
                },
                ..ViewShape::default()
            }
        })
}

fn filter() -> impl Strategy<Value = Which> {
    prop::sample::select(
        &[
            Which::Everything,
            Which::Positive,
            Which::Overdue,
            Which::OldAndArchived,
        ][..],
    )
}

/// Everything that can be asked of two views is the same.
fn same(view: &View, anew: &View, folded: &[usize]) -> Result<(), TestCaseError> {
    let nothing = BTreeSet::new();
    let all = anew.groups(0..usize::MAX, &nothing);
    let collapsed: BTreeSet<Content<'static>> = folded
        .iter()
        .filter_map(|at| all.get(*at))
        .map(|group| group.key.clone())
        .collect();
    for collapsed in [&nothing, &collapsed] {
        let (kept, fresh) = (
            view.window(0, usize::MAX, collapsed),
            anew.window(0, usize::MAX, collapsed),
        );
        prop_assert_eq!(kept, fresh);
        let (kept, fresh) = (
            view.groups(0..usize::MAX, collapsed),
            anew.groups(0..usize::MAX, collapsed),
        );
        prop_assert_eq!(kept, fresh);
        for n in 0..BOXES {
            prop_assert_eq!(
                view.position(id(n), collapsed),
                anew.position(id(n), collapsed)
            );
            prop_assert_eq!(view.group_of(id(n)), anew.group_of(id(n)));
        }
    }
    prop_assert_eq!(view.summaries(), anew.summaries());
    prop_assert_eq!(
        (view.len(), view.group_count()),
        (anew.len(), anew.group_count())
    );
    prop_assert_eq!(view.is_empty(), anew.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn through_any_edits(
        shape in shape(),
        filter in filter(),
        is_of_all in any::<bool>(),
        rounds in prop::collection::vec(prop::collection::vec(edit(), 1..5), 1..8),
        folded in prop::collection::vec(0..4_usize, 0..3),
    ) {
        let pipeline = (!is_of_all).then_some(PIPELINE);
        let mut state = state((0..6).map(|n| record(n, 0, "a")));
        let mut now = NOW;
        let make_view = |state: &State, now: Now| {
            let world = World { records: state, now, formulas: None };
            View::new(pipeline, &shape, Box::new(filter), state.boxes.values(), world, &FoldCase)
        };
        let mut view = make_view(&state, now);
        for (round, edits) in (1..).zip(rounds) {
            let mut changed = BTreeSet::new();
            for (n, edit) in (0..).zip(&edits) {
                if let Edit::Wait(millis) = edit {
                    now.millis += millis;
                }
                let later = stamp_at(NOON + round * 10 + n);
                changed.extend(make(edit, &mut state, later));
            }
            let world = World { records: &state, now, formulas: None };
            match view.due(now) {
                Due::Everything => view = make_view(&state, now),
                Due::Boxes(due) => {
                    changed.extend(due);
                    view.update(&changed, world, &FoldCase);
                }
            }
            let anew = make_view(&state, now);
            same(&view, &anew, &folded)?;
            let next = (view.next_change(), anew.next_change());
            prop_assert!(next.0.is_none_or(|at| at > now.millis));
            prop_assert_eq!(next.0, next.1);
        }
    }
}

/// Boxes that come in another order than that in which they were made are found all the same.
#[test]
fn of_boxes_in_any_order() {
    let mut state = state((0..5).map(|n| record(n, 0, "box")));
    let shape = ViewShape {
        sort: vec![up(Column::BuiltIn(BuiltIn::Name))],
        ..ViewShape::default()
    };
    let make_view = |state: &State, is_turned_round: bool| {
        let mut boxes: Vec<&BoxRecord> = state.boxes.values().collect();
        if is_turned_round {
            boxes.reverse();
        }
        let world = super::records::world(state);
        let filter = Box::new(Everything);
        View::new(Some(PIPELINE), &shape, filter, boxes, world, &FoldCase)
    };
    let mut view = make_view(&state, true);
    same(&view, &make_view(&state, false), &[]).unwrap();
    for n in [3, 0, 3, 4, 0, 1, 3] {
        let found = state.boxes.get_mut(&id(n)).unwrap();
        let (is_deleted, later) = (found.deleted(), stamp_at(NOON + n));
        found.change(|head| head.deleted = Register::new(!is_deleted, later));
        let world = super::records::world(&state);
        view.update(&BTreeSet::from([id(n)]), world, &FoldCase);
        same(&view, &make_view(&state, false), &[]).unwrap();
    }
}

/// Many boxes, so that groups are of many blocks.
#[test]
fn through_many_edits_of_many_boxes() {
    let number = |n: u64| Value::Number(Decimal::from(n.wrapping_mul(7_919) % 1_000));
    let boxes = (0..5_000).map(|n| {
        let stage = usize::try_from(n % 3).unwrap();
        with(record(n, stage, "box"), NUMBER, number(n))
    });
    let mut state = state(boxes);
    let column = Column::Field(NUMBER);
    let shape = ViewShape {
        sort: vec![up(column)],
        group: Some(Column::BuiltIn(BuiltIn::Stage)),
        summaries: vec![(column, Summary::Median), (column, Summary::Distinct)],
        ..ViewShape::default()
    };
    let make_view = |state: &State| {
        let filter = Box::new(Everything);
        let world = super::records::world(state);
        View::new(
            Some(PIPELINE),
            &shape,
            filter,
            state.boxes.values(),
            world,
            &FoldCase,
        )
    };
    let mut view = make_view(&state);
    for n in 0..3_000_u64 {
        let which = id(n.wrapping_mul(31) % 5_000);
        let later = stamp_at(NOON + n);
        let found = state.boxes.get_mut(&which).unwrap();
        if n % 5 == 0 {
            found.change(|head| head.deleted.set(true, later));
        } else {
            // Most of them come to one stage.
            found.change(|head| head.stage.set(STAGES[usize::from(n % 7 == 0)], later));
            *found = with(found.clone(), NUMBER, number(n * n));
        }
        view.update(
            &BTreeSet::from([which]),
            super::records::world(&state),
            &FoldCase,
        );
        if n % 500 == 0 {
            same(&view, &make_view(&state), &[1]).unwrap();
        }
    }
    same(&view, &make_view(&state), &[0]).unwrap();
    let window = view.window(2_000, 10, &BTreeSet::new());
    assert_eq!(window.rows.len(), 10);
    assert!(view.len() < 5_000);
}
