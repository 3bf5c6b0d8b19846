//! The contents of a pipeline's own fields.

use boxwood_model::{
    ChoiceId, Column, Date, Decimal, FieldId, FieldKind, LiteMap, Millis, State, Value,
};

use super::records::{
    ACME, ANNA, CHECK, CHOICE, CHOICES, CONTACT, DATE, FORMULA, MOMENT, NOON, NUMBER, ORGANIZATION,
    PEOPLE, PERSON, PIPELINE, TAGS, TEXT, record, register, state, with, world,
};
use crate::{Content, Contents, Formulas, Timing};

fn field(state: &State, field: FieldId) -> (Content<'_>, String) {
    let row = Contents {
        record: state.boxes.values().next().unwrap(),
        pipeline: &state.pipelines[&PIPELINE],
        world: world(state),
    };
    let column = Column::Field(field);
    (row.get(column), row.text(column).into_owned())
}

#[test]
fn cells_of_each_type() {
    let day = Date::new(2026, 3, 9).unwrap();
    let cases: Vec<(FieldId, Value, Content<'static>, &str)> = vec![
        (
            TEXT,
            Value::Text("x".to_owned()),
            Content::Text("x".into()),
            "x",
        ),
        (TEXT, Value::Text(String::new()), Content::Empty, ""),
        (TEXT, Value::Empty, Content::Empty, ""),
        (
            NUMBER,
            Value::Number(Decimal::new(250, 2)),
            Content::Number(Decimal::new(25, 1)),
            "2.5",
        ),
        (DATE, Value::Date(day), Content::Date(day), "2026-03-09"),
        (
            MOMENT,
            Value::Moment(NOON),
            Content::Moment(NOON),
            "2026-03-09 12:00",
        ),
        (CHECK, Value::Checkbox(false), Content::Flag(false), "FALSE"),
        (
            CHOICE,
            Value::Choice(CHOICES[1]),
            Content::Choices(vec![CHOICES[1]].into()),
            "Mid",
        ),
        (
            TAGS,
            Value::Tags(vec![CHOICES[1], CHOICES[0]]),
            Content::Choices(vec![CHOICES[1], CHOICES[0]].into()),
            "Mid, Low",
        ),
        (TAGS, Value::Tags(Vec::new()), Content::Empty, ""),
        (
            PERSON,
            Value::Person(PEOPLE[1]),
            Content::People(vec![PEOPLE[1]].into()),
            "adam",
        ),
        (
            CONTACT,
            Value::Contact(ANNA),
            Content::Contacts(vec![ANNA].into()),
            "Anna",
        ),
        (
            ORGANIZATION,
            Value::Organization(ACME),
            Content::Organizations(vec![ACME].into()),
            "Acme",
        ),
        // What the field held before its type was changed.
        (
            NUMBER,
            Value::Text(" 12 ".to_owned()),
            Content::Number(Decimal::from(12)),
            "12",
        ),
        (
            NUMBER,
            Value::Text("many".to_owned()),
            Content::Unread("many".into()),
            "many",
        ),
        (
            TEXT,
            Value::Checkbox(true),
            Content::Text("TRUE".into()),
            "TRUE",
        ),
        (
            CHOICE,
            Value::Text("high".to_owned()),
            Content::Choices(vec![CHOICES[2]].into()),
            "High",
        ),
        (
            PERSON,
            Value::Text("mia@boxwood.example".to_owned()),
            Content::People(vec![PEOPLE[2]].into()),
            "Mia",
        ),
    ];
    for (id, value, content, text) in cases {
        let state = state([with(record(1, 0, "x"), id, value.clone())]);
        assert_eq!(field(&state, id), (content, text.to_owned()), "{value:?}");
    }
}

#[test]
fn fields_that_are_not_there() {
    let unknown = FieldId::from_bytes([99; 16]);
    let value = Value::Number(Decimal::ONE);
    let boxed = with(
        with(record(1, 0, "x"), NUMBER, value.clone()),
        unknown,
        value,
    );
    let mut state = state([boxed]);
    assert_eq!(field(&state, unknown).0, Content::Empty);
    assert_eq!(field(&state, NUMBER).0, Content::Number(Decimal::ONE));
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    pipeline.fields.get_mut(&NUMBER).unwrap().deleted = register(true);
    assert_eq!(field(&state, NUMBER).0, Content::Empty);
}

#[test]
fn a_choice_that_is_no_more() {
    let gone = ChoiceId::from_bytes([77; 16]);
    let mut state = state([with(record(1, 0, "x"), CHOICE, Value::Choice(gone))]);
    let (content, text) = field(&state, CHOICE);
    assert_eq!(content, Content::Unread(gone.to_string().into()));
    assert_eq!(text, gone.to_string());
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    let choice = pipeline.fields.get_mut(&CHOICE).unwrap();
    choice.kind = register(FieldKind::Text);
    choice.former_choices = register(vec![boxwood_model::Choice {
        id: gone,
        name: "Former".to_owned(),
    }]);
    assert_eq!(field(&state, CHOICE).0, Content::Text("Former".into()));
}

/// Twice the number, at any rate until a second after noon.
struct Twice;

impl Formulas for Twice {
    fn evaluate(&self, _: FieldId, row: &Contents<'_>) -> Content<'static> {
        match row.get(Column::Field(NUMBER)) {
            Content::Number(number) => Content::Number(number * Decimal::TWO),
            _ => Content::Error("#VALUE!".into()),
        }
    }

    fn timing(&self, _: FieldId) -> Timing {
        Timing::MOMENTS
    }

    fn next_moment(&self, _: FieldId, _: &Contents<'_>) -> Option<Millis> {
        Some(NOON + 1_000)
    }
}

#[test]
fn formulas() {
    let number = Value::Number(Decimal::from(4));
    let state = state([with(record(1, 0, "x"), NUMBER, number)]);
    assert_eq!(field(&state, FORMULA).0, Content::Empty);
    let mut row = Contents {
        record: state.boxes.values().next().unwrap(),
        pipeline: &state.pipelines[&PIPELINE],
        world: world(&state),
    };
    row.world.formulas = Some(&Twice);
    let column = Column::Field(FORMULA);
    assert_eq!(row.get(column), Content::Number(Decimal::from(8)));
    assert_eq!(row.next_change(column), Some(NOON + 1_000));
    assert_eq!(row.next_change(Column::Field(NUMBER)), None);
    let empty = record(2, 0, "y");
    row.record = &empty;
    assert_eq!(row.text(column), "#VALUE!");
}

#[test]
fn few_fields_or_many_cells_or_gaps() {
    for (fields, step) in [
        (1, 1),
        (12, 1),
        (12, 5),
        (24, 3),
        (25, 1),
        (25, 7),
        (60, 1),
        (60, 4),
    ] {
        let mut boxed = record(1, 0, "x");
        let mut state = state([]);
        let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
        let model = pipeline.fields[&NUMBER].clone();
        pipeline.fields = LiteMap::new();
        let id = |n: u8| FieldId::from_bytes([n; 16]);
        for n in 0..fields {
            pipeline.fields.insert(id(n), model.clone());
            if n % step == 0 {
                boxed = with(boxed, id(n), Value::Number(Decimal::from(n)));
            }
        }
        state.boxes.insert(boxed.id, boxed);
        for n in 0..fields {
            let expected = match n % step {
                0 => Content::Number(Decimal::from(n)),
                _ => Content::Empty,
            };
            assert_eq!(field(&state, id(n)).0, expected, "{n} of {fields}");
        }
    }
}
