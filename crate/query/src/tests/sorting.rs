//! The order of rows within a group.

use std::collections::BTreeSet;

use boxwood_model::{BoxRecord, Date, Decimal, FieldId, State, Value};

use super::records::{
    CHECK, CHOICE, CHOICES, DATE, NUMBER, PEOPLE, PERSON, PIPELINE, STAGES, TEXT, record, state,
    with,
};
use crate::{Direction, Order, Row, SortBy, Table};

/// The names of all boxes of the one stage, in order.
fn names(state: &State, by: SortBy, direction: Direction) -> Vec<String> {
    let order = Order { by, direction };
    let pipeline = &state.pipelines[&PIPELINE];
    let table = Table::new(pipeline, order, state.boxes.keys().copied(), state);
    let groups = table.groups(&STAGES[..1], &BTreeSet::new());
    let (rows, _) = table.window(&groups, 1, usize::MAX);
    let boxes = rows.into_iter().map(|row| match row {
        Row::Box(id) => state.boxes[&id].name.value.clone(),
        Row::Group(stage) => panic!("{stage}"),
    });
    boxes.collect()
}

/// Checks the order in both directions: `rising` is what has a value, `last` what has none.
fn check(boxes: Vec<BoxRecord>, field: FieldId, rising: &[&str], last: &[&str]) {
    let state = state(boxes);
    let up = names(&state, SortBy::Field(field), Direction::Ascending);
    assert_eq!(up, [rising, last].concat());
    let falling: Vec<&str> = rising.iter().rev().copied().collect();
    let down = names(&state, SortBy::Field(field), Direction::Descending);
    assert_eq!(down, [falling.as_slice(), last].concat());
}

fn cell(n: u64, name: &str, field: FieldId, value: Value) -> BoxRecord {
    with(record(n, 0, name), field, value)
}

#[test]
fn by_text_without_regard_to_case_and_empty_last() {
    let text = |n, name: &str, text: &str| cell(n, name, TEXT, Value::Text(text.to_owned()));
    let boxes = vec![
        text(1, "one", "banana"),
        text(2, "two", "Apple"),
        record(3, 0, "three"),
        text(4, "four", "cherry"),
        cell(5, "five", TEXT, Value::Empty),
        text(6, "six", "ÄPFEL"),
    ];
    check(
        boxes,
        TEXT,
        &["two", "one", "four", "six"],
        &["three", "five"],
    );
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
    check(
        boxes,
        NUMBER,
        &["minus", "zero", "tiny", "nine", "ten"],
        &["none"],
    );
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
fn by_choice_in_the_order_of_the_field() {
    let choice = |n, name: &str, id| cell(n, name, CHOICE, Value::Choice(id));
    let unknown = boxwood_model::ChoiceId::from_bytes([99; 16]);
    let boxes = vec![
        choice(1, "third", CHOICES[2]),
        choice(2, "first", CHOICES[0]),
        choice(3, "of another time", unknown),
        choice(4, "second", CHOICES[1]),
    ];
    let last = &["of another time"];
    check(boxes, CHOICE, &["first", "second", "third"], last);
}

#[test]
fn by_person_in_the_order_of_their_names() {
    let person = |n, name: &str, id| cell(n, name, PERSON, Value::Person(id));
    let stranger = boxwood_model::UserId::from_bytes([99; 16]);
    let boxes = vec![
        person(1, "zoe", PEOPLE[0]),
        person(2, "adam", PEOPLE[1]),
        person(3, "stranger", stranger),
        person(4, "mia", PEOPLE[2]),
    ];
    check(boxes, PERSON, &["adam", "mia", "zoe"], &["stranger"]);
}

#[test]
fn equal_rows_are_in_the_order_in_which_they_were_made_in_either_direction() {
    let same = |n, name: &str| cell(n, name, CHECK, Value::Checkbox(true));
    let state = state(vec![same(3, "c"), same(1, "a"), same(2, "b")]);
    for direction in [Direction::Ascending, Direction::Descending] {
        let rows = names(&state, SortBy::Field(CHECK), direction);
        assert_eq!(rows, ["a", "b", "c"]);
    }
}

#[test]
fn by_when_they_were_made() {
    let boxes = vec![record(2, 0, "b"), record(1, 0, "c"), record(3, 0, "a")];
    let state = state(boxes);
    let rows = names(&state, SortBy::Created, Direction::Ascending);
    assert_eq!(rows, ["c", "b", "a"]);
    let rows = names(&state, SortBy::Created, Direction::Descending);
    assert_eq!(rows, ["a", "b", "c"]);
}

#[test]
fn by_name() {
    let boxes = vec![
        record(1, 0, "beta"),
        record(2, 0, "Alpha"),
        record(3, 0, "alpha"),
        record(4, 0, "<img>"),
        record(5, 0, "שלום"),
    ];
    let state = state(boxes);
    let rows = names(&state, SortBy::Name, Direction::Ascending);
    assert_eq!(rows, ["<img>", "Alpha", "alpha", "beta", "שלום"]);
}

#[test]
fn by_a_field_that_is_not_there_or_was_of_another_type() {
    let boxes = vec![
        cell(1, "text", NUMBER, Value::Text("x".to_owned())),
        cell(2, "number", NUMBER, Value::Number(Decimal::ONE)),
        record(3, 0, "none"),
    ];
    check(boxes, NUMBER, &["number", "text"], &["none"]);
    let state = state(vec![record(2, 0, "b"), record(1, 0, "a")]);
    let unknown = SortBy::Field(FieldId::from_bytes([99; 16]));
    let rows = names(&state, unknown, Direction::Descending);
    assert_eq!(rows, ["a", "b"]);
}
