//! Tables that are kept up, and windows of them.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{BoxId, ClientId, Decimal, Hlc, StageId, Stamp, State, Value};
use proptest::prelude::*;

use super::records::{
    CHOICE, CHOICES, ELSEWHERE, NUMBER, PEOPLE, PERSON, PIPELINE, STAGES, TEXT, id, record, state,
    with,
};
use crate::{Direction, Group, Order, Row, SortBy, Table};

fn orders() -> Vec<Order> {
    let mut orders = Vec::new();
    let fields = [TEXT, NUMBER, CHOICE, PERSON].map(SortBy::Field);
    for by in [SortBy::Created, SortBy::Name].into_iter().chain(fields) {
        for direction in [Direction::Ascending, Direction::Descending] {
            orders.push(Order { by, direction });
        }
    }
    orders
}

/// A change of one of a few boxes.
#[derive(Debug, Clone)]
enum Edit {
    Put(u64, usize, String),
    Name(u64, String),
    Stage(u64, usize),
    Cell(u64, usize, u8),
    Delete(u64, bool),
    Vanish(u64),
    MoveAway(u64),
}

fn edit() -> impl Strategy<Value = Edit> {
    let which = 0..12u64;
    prop_oneof![
        (which.clone(), 0..3usize, "[a-c]").prop_map(|(n, s, t)| Edit::Put(n, s, t)),
        (which.clone(), "[a-cA-C]{0,2}").prop_map(|(n, t)| Edit::Name(n, t)),
        (which.clone(), 0..3usize).prop_map(|(n, s)| Edit::Stage(n, s)),
        (which.clone(), 0..4usize, any::<u8>()).prop_map(|(n, f, v)| Edit::Cell(n, f, v)),
        (which.clone(), any::<bool>()).prop_map(|(n, d)| Edit::Delete(n, d)),
        which.clone().prop_map(Edit::Vanish),
        which.prop_map(Edit::MoveAway),
    ]
}

/// Makes the change; says which box it was.
fn make(edit: &Edit, state: &mut State, later: Stamp) -> BoxId {
    let (Edit::Put(n, ..)
    | Edit::Name(n, _)
    | Edit::Stage(n, _)
    | Edit::Cell(n, ..)
    | Edit::Delete(n, _)
    | Edit::Vanish(n)
    | Edit::MoveAway(n)) = *edit;
    let id = id(n);
    match edit {
        Edit::Put(_, stage, name) => {
            state.boxes.insert(id, record(n, *stage, name));
        }
        Edit::Vanish(_) => {
            state.boxes.remove(&id);
        }
        edit => {
            let Some(found) = state.boxes.get_mut(&id) else {
                return id;
            };
            match edit {
                Edit::Name(_, name) => {
                    found.name.set(name.clone(), later);
                }
                Edit::Stage(_, stage) => {
                    found.stage.set(STAGES[*stage], later);
                }
                Edit::Cell(_, field, value) => {
                    let at = usize::from(*value) % 4;
                    let (field, value) = match field {
                        0 => (TEXT, Value::Text(value.to_string())),
                        1 => (NUMBER, Value::Number(Decimal::from(*value))),
                        2 => (
                            CHOICE,
                            CHOICES.get(at).map_or(Value::Empty, |c| Value::Choice(*c)),
                        ),
                        _ => (
                            PERSON,
                            PEOPLE.get(at).map_or(Value::Empty, |p| Value::Person(*p)),
                        ),
                    };
                    *found = with(found.clone(), field, value);
                }
                Edit::Delete(_, deleted) => {
                    found.deleted.set(*deleted, later);
                }
                _ => found.pipeline = ELSEWHERE,
            }
        }
    }
    id
}

fn all(table: &Table) -> (Vec<Row>, usize, Vec<Group>) {
    let groups = table.groups(&STAGES, &BTreeSet::new());
    let (rows, total) = table.window(&groups, 0, usize::MAX);
    (rows, total, groups)
}

proptest! {
    #[test]
    fn a_table_that_is_kept_up_is_as_one_made_anew(
        rounds in prop::collection::vec(prop::collection::vec(edit(), 1..5), 1..8),
    ) {
        let mut state = state((0..6).map(|n| record(n, 0, "a")));
        let pipeline = state.pipelines[&PIPELINE].clone();
        let fresh = |order, state: &State| {
            Table::new(&pipeline, order, state.boxes.keys().copied(), state)
        };
        let mut tables: Vec<Table> = orders().iter().map(|o| fresh(*o, &state)).collect();
        for (round, edits) in (1..).zip(rounds) {
            let later = Stamp::new(Hlc::at(2_000 + round), ClientId::from_bytes([1; 16]));
            let changed: BTreeSet<BoxId> =
                edits.iter().map(|edit| make(edit, &mut state, later)).collect();
            for (table, order) in tables.iter_mut().zip(orders()) {
                table.update(&changed, &pipeline, &state);
                let anew = fresh(order, &state);
                prop_assert_eq!(all(table), all(&anew), "{:?}", order);
                prop_assert_eq!(table.boxes(), anew.boxes());
            }
        }
    }

    #[test]
    fn a_window_is_a_piece_of_the_whole(
        stages in prop::collection::vec(0..3usize, 0..20),
        collapsed in prop::collection::btree_set(0..3usize, 0..3),
        first in 0..30usize,
        count in prop_oneof![0..30usize, Just(usize::MAX)],
    ) {
        let boxes = (0..).zip(&stages).map(|(n, stage)| record(n, *stage, "x"));
        let state = state(boxes);
        let collapsed: BTreeSet<StageId> = collapsed.into_iter().map(|n| STAGES[n]).collect();
        let order = orders()[0];
        let pipeline = &state.pipelines[&PIPELINE];
        let table = Table::new(pipeline, order, state.boxes.keys().copied(), &state);
        let groups = table.groups(&STAGES, &collapsed);

        let mut naive = Vec::new();
        let mut counted: BTreeMap<StageId, usize> = BTreeMap::new();
        for (stage, group) in STAGES.iter().zip(&groups) {
            prop_assert_eq!(group.row, naive.len());
            prop_assert_eq!(group.collapsed, collapsed.contains(stage));
            naive.push(Row::Group(*stage));
            let here = state.boxes.values().filter(|b| b.stage.value == *stage);
            counted.insert(*stage, here.clone().count());
            if !collapsed.contains(stage) {
                naive.extend(here.map(|b| Row::Box(b.id)));
            }
        }
        let (rows, total) = table.window(&groups, first, count);
        prop_assert_eq!(total, naive.len());
        let expected: Vec<Row> = naive.into_iter().skip(first).take(count).collect();
        prop_assert_eq!(rows, expected);
        for group in &groups {
            prop_assert_eq!(group.boxes, counted[&group.stage]);
        }
        prop_assert_eq!(table.boxes(), stages.len());
    }
}

#[test]
fn deleted_boxes_and_those_of_other_pipelines_are_not_rows() {
    let mut deleted = record(1, 0, "deleted");
    deleted.deleted.value = true;
    let mut other = record(2, 0, "other");
    other.pipeline = ELSEWHERE;
    let state = state(vec![deleted, other, record(3, 0, "here")]);
    let pipeline = &state.pipelines[&PIPELINE];
    let everything = state.boxes.keys().copied().chain([id(99)]);
    let table = Table::new(pipeline, orders()[0], everything, &state);
    let (rows, total, _) = all(&table);
    let headers = STAGES.map(Row::Group);
    assert_eq!(rows, [headers[0], Row::Box(id(3)), headers[1], headers[2]]);
    assert_eq!(total, 4);
}

#[test]
fn a_window_behind_the_end_is_empty() {
    let state = state(vec![record(1, 0, "x")]);
    let pipeline = &state.pipelines[&PIPELINE];
    let table = Table::new(pipeline, orders()[0], state.boxes.keys().copied(), &state);
    let groups = table.groups(&STAGES, &BTreeSet::new());
    for first in [4, 1_000, usize::MAX] {
        assert_eq!(table.window(&groups, first, usize::MAX), (vec![], 4));
    }
    assert_eq!(table.window(&[], 0, 10), (vec![], 0));
}

#[test]
fn a_hundred_thousand_boxes() {
    const BOXES: u64 = 100_000;
    let boxes = (0..BOXES).map(|n| {
        let stage = usize::try_from(n % 3).unwrap();
        let number = Decimal::from(n.wrapping_mul(7_919) % BOXES);
        with(record(n, stage, "box"), NUMBER, Value::Number(number))
    });
    let mut state = state(boxes);
    let pipeline = state.pipelines[&PIPELINE].clone();
    let order = Order {
        by: SortBy::Field(NUMBER),
        direction: Direction::Descending,
    };
    let mut table = Table::new(&pipeline, order, state.boxes.keys().copied(), &state);
    let groups = table.groups(&STAGES, &BTreeSet::new());
    let (rows, total) = table.window(&groups, 50_000, 100);
    assert_eq!((rows.len(), total), (100, 100_003));
    let number = |row: &Row| match row {
        Row::Box(id) => state.boxes[id].value(NUMBER).clone(),
        Row::Group(stage) => panic!("{stage}"),
    };
    assert!(
        rows.windows(2)
            .all(|pair| number(&pair[0]) > number(&pair[1]))
    );

    let later = Stamp::new(Hlc::at(2_000), ClientId::from_bytes([1; 16]));
    let last = id(99_999);
    state
        .boxes
        .get_mut(&last)
        .unwrap()
        .stage
        .set(STAGES[1], later);
    table.update(&BTreeSet::from([last]), &pipeline, &state);
    assert_eq!(table.boxes(), 100_000);
    let after = table.groups(&STAGES, &BTreeSet::new());
    assert_eq!(after[1].boxes, groups[1].boxes + 1);
    assert_eq!(after[0].boxes, groups[0].boxes - 1);
}
