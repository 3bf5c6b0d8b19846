//! Formulas over what boxes have in their columns.

use boxwood_model::{Column, Date, FieldId, FieldKind, OrderKey, Pipeline, State, Value};

use super::records::{
    CHOICE, CHOICES, DATE, FORMULA, MOMENT, NOON, NUMBER, PEOPLE, PERSON, PIPELINE, TAGS, TEXT,
    record, register, stamp_at, state, with, world,
};
use crate::formula::Formula;
use crate::{ColumnNames, Contents, Formulas, Sheet, Sheets, Timing};

const SECOND: FieldId = FieldId::from_bytes([41; 16]);

fn set_formula(state: &mut State, field: FieldId, text: &str) {
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    let names = ColumnNames::of_fields(&pipeline.fields);
    let formula = Formula::parse(text, &names).unwrap();
    let kind = FieldKind::Formula(formula.stored().to_owned());
    let order = OrderKey::default();
    let name = if field == FORMULA { "Result" } else { "Second" };
    let made = boxwood_model::Field::new(name.to_owned(), kind, order, stamp_at(0));
    pipeline.fields.insert(field, made);
}

fn named() -> State {
    let mut deal = record(NOON, 1, "Hill Farm");
    deal = with(deal, TEXT, Value::Text("Graz".to_owned()));
    deal = with(deal, NUMBER, Value::Number(2_500.into()));
    deal = with(deal, CHOICE, Value::Choice(CHOICES[2]));
    deal = with(deal, TAGS, Value::Tags(vec![CHOICES[1], CHOICES[0]]));
    deal = with(deal, PERSON, Value::Person(PEOPLE[1]));
    deal = with(deal, DATE, Value::Date(Date::new(2026, 3, 12).unwrap()));
    deal = with(deal, MOMENT, Value::Moment(NOON));
    let mut state = state([deal]);
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    let names = [
        (TEXT, "City"),
        (NUMBER, "Deal size"),
        (CHOICE, "Priority"),
        (TAGS, "Topics"),
        (PERSON, "Owner"),
        (DATE, "Close"),
        (MOMENT, "Call"),
    ];
    for (field, name) in names {
        pipeline.fields.get_mut(&field).unwrap().name = register(name.to_owned());
    }
    state
}

/// What the formula comes to, as people read it.
fn comes_to(state: &State, field: FieldId) -> String {
    let mut sheets = Sheets::default();
    sheets.put(&state.pipelines[&PIPELINE]);
    let mut world = world(state);
    world.formulas = Some(&sheets);
    let row = Contents {
        record: state.boxes.values().next().unwrap(),
        pipeline: &state.pipelines[&PIPELINE],
        world,
    };
    row.text(Column::Field(field)).into_owned()
}

#[test]
fn formulas_read_every_type_of_column() {
    for (formula, expected) in [
        ("[Deal size] * 1.1", "2750"),
        ("UPPER(City) & \"!\"", "GRAZ!"),
        ("IF(Priority = \"High\", 1, 0)", "1"),
        ("Topics & \"\"", "Mid, Low"),
        ("Owner", "adam"),
        ("Close - TODAY()", "3"),
        ("name", "Hill Farm"),
        ("stage", "Talks"),
        ("[days in stage]", "0"),
        ("[open tasks] + 1", "1"),
        ("[Deal size] / 0", "#DIV/0!"),
    ] {
        let mut state = named();
        set_formula(&mut state, FORMULA, formula);
        assert_eq!(comes_to(&state, FORMULA), expected, "{formula}");
    }
}

#[test]
fn formulas_read_formulas_and_circles_are_errors() {
    let mut state = named();
    set_formula(&mut state, SECOND, "[Deal size] * 2");
    set_formula(&mut state, FORMULA, "Second + 1");
    assert_eq!(comes_to(&state, FORMULA), "5001");
    set_formula(&mut state, SECOND, "Result * 2");
    assert_eq!(comes_to(&state, FORMULA), "#CYCLE!");
    assert_eq!(comes_to(&state, SECOND), "#CYCLE!");
}

#[test]
fn a_formula_goes_on_meaning_the_field_when_that_is_renamed_and_tells_when_it_is_gone() {
    let mut state = named();
    set_formula(&mut state, FORMULA, "[Deal size] * 2");
    let rename = |pipeline: &mut Pipeline| {
        pipeline.fields.get_mut(&NUMBER).unwrap().name = register("Value".to_owned());
    };
    rename(state.pipelines.get_mut(&PIPELINE).unwrap());
    assert_eq!(comes_to(&state, FORMULA), "5000");
    let sheet = Sheet::new(&state.pipelines[&PIPELINE]);
    assert_eq!(sheet.display(FORMULA), "[Value] * 2");
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    pipeline.fields.get_mut(&NUMBER).unwrap().deleted = register(true);
    assert_eq!(comes_to(&state, FORMULA), "#REF!");
}

#[test]
fn a_formula_that_nobody_can_read_is_an_error_and_stays_as_it_is() {
    let mut state = named();
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    let nonsense = FieldKind::Formula("1 +".to_owned());
    pipeline.fields.get_mut(&FORMULA).unwrap().kind = register(nonsense);
    assert_eq!(Sheet::new(pipeline).display(FORMULA), "1 +");
    assert_eq!(comes_to(&state, FORMULA), "#REF!");
}

#[test]
fn formulas_change_with_the_day_if_they_or_what_they_read_do() {
    let timing = |formula: &str| {
        let mut state = named();
        set_formula(&mut state, SECOND, "TODAY()");
        set_formula(&mut state, FORMULA, formula);
        let mut sheets = Sheets::default();
        sheets.put(&state.pipelines[&PIPELINE]);
        sheets.timing(FORMULA)
    };
    assert_eq!(timing("[Deal size]"), Timing::NEVER);
    assert_eq!(timing("Close - TODAY()"), Timing::DAILY);
    assert_eq!(timing("[days in stage]"), Timing::DAILY);
    assert_eq!(timing("Second"), Timing::DAILY);
    assert_eq!(timing("[overdue tasks]"), Timing::MOMENTS);
}

#[test]
fn a_pipeline_without_formulas_needs_no_sheet() {
    let mut state = named();
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    pipeline.fields.get_mut(&FORMULA).unwrap().kind = register(FieldKind::Number);
    let mut sheets = Sheets::default();
    sheets.put(pipeline);
    assert_eq!(comes_to(&state, FORMULA), "");
}
