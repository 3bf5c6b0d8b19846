//! The order of rows.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxRecord, BuiltIn, Column, Date, Decimal, FieldId, OrderKey, SortKey, State, Value,
};

use super::records::{
    CHECK, CHOICE, CHOICES, DATE, NUMBER, PEOPLE, PERSON, PIPELINE, TAGS, TEXT, down, record,
    register, shape, state, up, view, with,
};
use crate::{Cached, Collation, Everything, FoldCase, Row, View};

const NAME: Column = Column::BuiltIn(BuiltIn::Name);

/// The names of all boxes, in order.
fn names(state: &State, sort: &[SortKey]) -> Vec<String> {
    let view = view(state, &shape(sort, None, &[]));
    in_order(state, &view)
}

fn in_order(state: &State, view: &View) -> Vec<String> {
    let rows = view.window(0, usize::MAX, &BTreeSet::new()).rows;
    let name = |row: Row<'_>| match row {
        Row::Box(id) => state.boxes[&id].name().to_owned(),
        Row::Group(group) => panic!("{group:?}"),
    };
    rows.into_iter().map(name).collect()
}

/// Rising, then falling: what is empty comes last in both.
fn check(boxes: Vec<BoxRecord>, column: impl Into<AnyColumn>, rising: &[&str], last: &[&str]) {
    let AnyColumn(column) = column.into();
    let state = state(boxes);
    assert_eq!(names(&state, &[up(column)]), [rising, last].concat());
    let falling: Vec<&str> = rising.iter().rev().copied().collect();
    assert_eq!(
        names(&state, &[down(column)]),
        [&falling[..], last].concat()
    );
}

/// A column, or the field that is one.
struct AnyColumn(Column);

impl From<FieldId> for AnyColumn {
    fn from(field: FieldId) -> Self {
        Self(Column::Field(field))
    }
}

impl From<BuiltIn> for AnyColumn {
    fn from(column: BuiltIn) -> Self {
        Self(Column::BuiltIn(column))
    }
}

fn cell(n: u64, name: &str, field: FieldId, value: Value) -> BoxRecord {
    with(record(n, 0, name), field, value)
}

#[test]
fn by_text_without_regard_to_case() {
    let text = |n, name: &str, text: &str| cell(n, name, TEXT, Value::Text(text.to_owned()));
    let boxes = vec![
        text(1, "banana", "banana"),
        text(2, "apple", "Apple"),
        record(3, 0, "none"),
        text(4, "cherry", "cherry"),
        cell(5, "empty", TEXT, Value::Empty),
        text(6, "apples", "ÄPFEL"),
        text(
            7,
            "longer",
            "banana and much more than fits into a key's head",
        ),
        text(
            8,
            "longest",
            "banana and much more than fits into a key's head, too",
        ),
        text(9, "zero", "banana\0"),
    ];
    let rising = [
        "apple", "banana", "zero", "longer", "longest", "cherry", "apples",
    ];
    check(boxes, TEXT, &rising, &["none", "empty"]);
}

#[test]
fn by_number_as_numbers() {
    let number = |n, name: &str, number: &str| {
        let number = Decimal::from_str_exact(number).unwrap();
        cell(n, name, NUMBER, Value::Number(number))
    };
    let boxes = vec![
        number(1, "ten", "10"),
        number(2, "nine", "9.5"),
        record(3, 0, "none"),
        number(4, "minus", "-100"),
        number(5, "zero", "0"),
        number(6, "tiny", "0.0000000001"),
    ];
    let rising = ["minus", "zero", "tiny", "nine", "ten"];
    check(boxes, NUMBER, &rising, &["none"]);
}

#[test]
fn by_date() {
    let date =
        |n, name: &str, y, m, d| cell(n, name, DATE, Value::Date(Date::new(y, m, d).unwrap()));
    let boxes = vec![
        record(1, 0, "none"),
        date(2, "second", 2026, 2, 28),
        date(3, "third", 2026, 11, 1),
        date(4, "first", 999, 12, 31),
    ];
    check(boxes, DATE, &["first", "second", "third"], &["none"]);
}

#[test]
fn by_checkbox() {
    let checked = |n, name: &str, on| cell(n, name, CHECK, Value::Checkbox(on));
    let boxes = vec![
        checked(1, "on", true),
        record(2, 0, "none"),
        checked(3, "off", false),
    ];
    check(boxes, CHECK, &["off", "on"], &["none"]);
}

#[test]
fn by_choice_in_the_order_of_the_field_and_unread_ones_behind() {
    let choice = |n, name: &str, id| cell(n, name, CHOICE, Value::Choice(id));
    let unknown = boxwood_model::ChoiceId::from_bytes([99; 16]);
    let boxes = vec![
        choice(1, "third", CHOICES[2]),
        choice(2, "first", CHOICES[0]),
        choice(3, "of another time", unknown),
        choice(4, "second", CHOICES[1]),
        record(5, 0, "none"),
    ];
    let rising = ["first", "second", "third", "of another time"];
    check(boxes, CHOICE, &rising, &["none"]);
}

#[test]
fn by_tags_first_tag_first() {
    let tags = |n, name: &str, tags: &[usize]| {
        let mut tags: Vec<_> = tags.iter().map(|at| CHOICES[*at]).collect();
        tags.sort_unstable();
        cell(n, name, TAGS, Value::Tags(tags))
    };
    let boxes = vec![
        tags(1, "high", &[2]),
        tags(2, "low and high", &[0, 2]),
        tags(3, "low and mid", &[0, 1]),
        tags(4, "low", &[0]),
        tags(5, "none", &[]),
    ];
    let rising = ["low", "low and mid", "low and high", "high"];
    check(boxes, TAGS, &rising, &["none"]);
}

#[test]
fn by_person_by_name() {
    let person = |n, name: &str, who: usize| cell(n, name, PERSON, Value::Person(PEOPLE[who]));
    let boxes = vec![
        person(1, "zoe", 0),
        person(2, "adam", 1),
        person(3, "mia", 2),
    ];
    check(boxes, PERSON, &["adam", "mia", "zoe"], &[]);
    let assigned = |n, name: &str, who: &[usize]| {
        let mut record = record(n, 0, name);
        for who in who {
            record.assignees.insert(PEOPLE[*who], register(true));
        }
        record
    };
    let boxes = vec![
        assigned(1, "zoe and mia", &[0, 2]),
        assigned(2, "zoe", &[0]),
        assigned(3, "zoe and adam", &[0, 1]),
        assigned(4, "nobody", &[]),
    ];
    let rising = ["zoe and adam", "zoe and mia", "zoe"];
    check(boxes, BuiltIn::Assignees, &rising, &["nobody"]);
}

#[test]
fn by_stage_in_the_order_of_the_pipeline() {
    let boxes = vec![
        record(1, 2, "won"),
        record(2, 0, "lead"),
        record(3, 1, "talks"),
    ];
    check(boxes, BuiltIn::Stage, &["lead", "talks", "won"], &[]);
}

#[test]
fn by_several_keys() {
    let make = |n, stage, name: &str, number: i64| {
        let value = Value::Number(Decimal::from(number));
        with(record(n, stage, name), NUMBER, value)
    };
    let boxes = vec![
        make(1, 1, "c", 5),
        make(2, 0, "b", 5),
        make(3, 1, "a", 5),
        make(4, 0, "d", 9),
        make(5, 0, "A", 9),
    ];
    let state = state(boxes);
    let number = Column::Field(NUMBER);
    let stage = Column::BuiltIn(BuiltIn::Stage);
    let sorted = names(&state, &[down(number), up(NAME)]);
    assert_eq!(sorted, ["A", "d", "a", "b", "c"]);
    let sorted = names(&state, &[up(stage), down(number), down(NAME)]);
    assert_eq!(sorted, ["d", "A", "b", "c", "a"]);
    // What is equal in all is in the order in which it was made, whichever way is up.
    assert_eq!(names(&state, &[down(number)]), ["d", "A", "c", "b", "a"]);
    assert_eq!(names(&state, &[up(number)]), ["c", "b", "a", "d", "A"]);
}

#[test]
fn by_hand_where_nothing_else_is_asked() {
    let placed = |n, name: &str, place: Option<&OrderKey>| {
        let mut record = record(n, 0, name);
        record.change(|head| head.position = register(place.cloned()));
        record
    };
    let middle = OrderKey::default();
    let first = OrderKey::new_before(&middle);
    let between = OrderKey::new_between(&first, &middle).unwrap();
    let last = OrderKey::new_after(&middle);
    let state = state(vec![
        placed(1, "new", None),
        placed(2, "d", Some(&last)),
        placed(3, "a", Some(&first)),
        placed(4, "newer", None),
        placed(5, "c", Some(&middle)),
        placed(6, "b", Some(&between)),
    ]);
    assert_eq!(names(&state, &[]), ["a", "b", "c", "d", "new", "newer"]);
}

#[test]
fn by_cells_that_cannot_be_read_behind_those_that_can() {
    let boxes = vec![
        cell(1, "text", NUMBER, Value::Text("x".to_owned())),
        cell(2, "number", NUMBER, Value::Number(Decimal::ONE)),
        cell(3, "text that is one", NUMBER, Value::Text("0.5".to_owned())),
        record(4, 0, "none"),
    ];
    check(
        boxes,
        NUMBER,
        &["text that is one", "number", "text"],
        &["none"],
    );
    let unknown = FieldId::from_bytes([99; 16]);
    let boxes = vec![record(2, 0, "b"), record(1, 0, "a")];
    check(boxes, unknown, &[], &["a", "b"]);
}

/// Long before short.
#[derive(Debug)]
struct ByLength;

impl Collation for ByLength {
    fn key(&self, text: &str, key: &mut Vec<u8>) {
        key.push(u8::MAX - u8::try_from(text.len()).unwrap());
    }
}

#[test]
fn by_the_language_of_whoever_looks() {
    let state = state(vec![
        record(1, 0, "a"),
        record(2, 0, "ccc"),
        record(3, 0, "bb"),
    ]);
    let shape = shape(&[up(NAME)], None, &[]);
    let collation = Cached::new(ByLength, 2);
    for _ in 0..2 {
        let world = super::records::world(&state);
        let boxes = state.boxes.values();
        let filter = Box::new(Everything);
        let view = View::new(Some(PIPELINE), &shape, filter, boxes, world, &collation);
        assert_eq!(in_order(&state, &view), ["ccc", "bb", "a"]);
    }
    let mut key = vec![7];
    FoldCase.key("ÄbC", &mut key);
    assert_eq!(key, ["\u{7}äbc".as_bytes()].concat());
}
