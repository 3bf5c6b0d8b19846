//! Which boxes are in a view, and in which groups.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxRecord, BuiltIn, Column, Date, Decimal, Key, Layout, SnippetId, State, Value, ViewShape,
};

use super::records::{
    ANNA, CHECK, CHOICE, CHOICES, ELSEWHERE, GONE, HOUR, MOMENT, NOON, NUMBER, PEOPLE, PERSON,
    PIPELINE, STAGES, TAGS, TEXT, id, record, register, shape, state, up, view, with, world,
};
use crate::{Content, Everything, FoldCase, View};

const STAGE: Column = Column::BuiltIn(BuiltIn::Stage);

/// The groups of a view: what each has in common, and the names of its boxes.
fn groups(boxes: Vec<BoxRecord>, of: &ViewShape) -> Vec<(Content<'static>, Vec<String>)> {
    let state = state(boxes);
    let view = view(&state, of);
    let groups = view.groups(0..usize::MAX, &BTreeSet::new());
    let named = groups.into_iter().map(|group| {
        let boxes = view.boxes_in(group.key, 0, usize::MAX).into_iter();
        let names = boxes.map(|id| state.boxes[&id].name().to_owned());
        (group.key.clone(), names.collect())
    });
    named.collect()
}

fn by(column: Column) -> ViewShape {
    shape(&[], Some(column), &[])
}

#[test]
fn by_stage_every_stage_has_its_group() {
    let mut gone = record(3, 0, "gone");
    gone.change(|head| head.stage = register(GONE));
    let found = groups(vec![record(1, 1, "a"), record(2, 1, "b"), gone], &by(STAGE));
    let expected = [
        (Content::Stage(STAGES[0]), vec![]),
        (
            Content::Stage(STAGES[1]),
            vec!["a".to_owned(), "b".to_owned(), "gone".to_owned()],
        ),
        (Content::Stage(STAGES[2]), vec![]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn by_dropdown_a_board_has_every_choice() {
    let choice = |n, at: usize| with(record(n, 0, "x"), CHOICE, Value::Choice(CHOICES[at]));
    let boxes = || vec![choice(1, 2), choice(2, 0), record(3, 0, "none")];
    let key = |at: usize| Content::Choices(vec![CHOICES[at]].into());
    let of = by(Column::Field(CHOICE));
    let keys = |of: &ViewShape| -> Vec<_> {
        groups(boxes(), of)
            .into_iter()
            .map(|(key, boxes)| (key, boxes.len()))
            .collect()
    };
    assert_eq!(keys(&of), [(key(0), 1), (key(2), 1), (Content::Empty, 1)]);
    let board = ViewShape {
        layout: Layout::Board,
        ..of
    };
    assert_eq!(
        keys(&board),
        [(key(0), 1), (key(1), 0), (key(2), 1), (Content::Empty, 1)]
    );
}

#[test]
fn by_text_in_alphabetical_order_each_as_it_is_written() {
    let text = |n, text: &str| with(record(n, 0, text), TEXT, Value::Text(text.to_owned()));
    let boxes = vec![
        text(1, "b"),
        text(2, "a"),
        record(3, 0, ""),
        text(4, "A"),
        text(5, "b"),
    ];
    let keys: Vec<_> = groups(boxes, &by(Column::Field(TEXT)))
        .into_iter()
        .map(|(key, boxes)| (key, boxes.len()))
        .collect();
    let text = |text: &'static str| Content::Text(text.into());
    assert_eq!(
        keys,
        [
            (text("A"), 1),
            (text("a"), 1),
            (text("b"), 2),
            (Content::Empty, 1)
        ]
    );
}

#[test]
fn by_number_whatever_its_zeros() {
    let number = |n, number: &str| {
        with(
            record(n, 0, "x"),
            NUMBER,
            Value::Number(number.parse::<Decimal>().unwrap()),
        )
    };
    let boxes = vec![
        number(1, "10"),
        number(2, "2.50"),
        number(3, "2.5"),
        number(4, "-1"),
    ];
    let keys: Vec<_> = groups(boxes, &by(Column::Field(NUMBER)))
        .into_iter()
        .map(|(key, boxes)| (key, boxes.len()))
        .collect();
    let number = |units, scale| Content::Number(Decimal::new(units, scale));
    assert_eq!(
        keys,
        [(number(-1, 0), 1), (number(25, 1), 2), (number(10, 0), 1)]
    );
}

#[test]
fn by_several_people_the_combination_is_the_group() {
    let assigned = |n, who: &[usize]| {
        let mut record = record(n, 0, "x");
        for who in who {
            record.assignees.insert(PEOPLE[*who], register(true));
        }
        record
    };
    let boxes = vec![
        assigned(1, &[0]),
        assigned(2, &[0, 1]),
        assigned(3, &[1, 0]),
        assigned(4, &[]),
    ];
    let keys: Vec<_> = groups(boxes, &by(Column::BuiltIn(BuiltIn::Assignees)))
        .into_iter()
        .map(|(key, boxes)| (key, boxes.len()))
        .collect();
    let people = |who: &[usize]| {
        let who: Vec<_> = who.iter().map(|at| PEOPLE[*at]).collect();
        Content::People(who.into())
    };
    // "adam, Zoe" comes before "Zoe".
    assert_eq!(
        keys,
        [(people(&[0, 1]), 2), (people(&[0]), 1), (Content::Empty, 1)]
    );
}

#[test]
fn by_tags_checkbox_person_and_day() {
    let count = |boxes, field| -> Vec<_> {
        let groups = groups(boxes, &by(Column::Field(field))).into_iter();
        groups.map(|(key, boxes)| (key, boxes.len())).collect()
    };
    let tags = |n, ids: &[usize]| {
        let ids = ids.iter().map(|at| CHOICES[*at]).collect();
        with(record(n, 0, "x"), TAGS, Value::Tags(ids))
    };
    let key = |ids: &[usize]| {
        Content::Choices(ids.iter().map(|at| CHOICES[*at]).collect::<Vec<_>>().into())
    };
    let found = count(vec![tags(1, &[2]), tags(2, &[0]), tags(3, &[1, 0])], TAGS);
    assert_eq!(found, [(key(&[0]), 1), (key(&[1, 0]), 1), (key(&[2]), 1)]);

    let checked = |n, on| with(record(n, 0, "x"), CHECK, Value::Checkbox(on));
    let found = count(
        vec![checked(1, true), checked(2, false), checked(3, true)],
        CHECK,
    );
    assert_eq!(found, [(Content::Flag(false), 1), (Content::Flag(true), 2)]);

    let person = |n, at: usize| with(record(n, 0, "x"), PERSON, Value::Person(PEOPLE[at]));
    let found = count(vec![person(1, 0), person(2, 1)], PERSON);
    let key = |at: usize| Content::People(vec![PEOPLE[at]].into());
    assert_eq!(found, [(key(1), 1), (key(0), 1)]);

    // Half past eleven in the evening in UTC is the next day in Vienna.
    let moment = |n, at| with(record(n, 0, "x"), MOMENT, Value::Moment(at));
    let boxes = vec![
        moment(1, NOON),
        moment(2, NOON + 10 * HOUR),
        moment(3, NOON + 11 * HOUR),
    ];
    let day = |day| Content::Date(Date::new(2026, 3, day).unwrap());
    assert_eq!(count(boxes, MOMENT), [(day(9), 2), (day(10), 1)]);
}

#[test]
fn of_all_pipelines_stages_by_pipeline() {
    let mut elsewhere = record(1, 1, "elsewhere");
    elsewhere.change(|head| head.pipeline = register(ELSEWHERE));
    let state = state([elsewhere, record(2, 2, "won"), record(3, 0, "lead")]);
    let make_view = |of: &ViewShape| {
        let boxes = state.boxes.values();
        View::new(
            None,
            of,
            Box::new(Everything),
            boxes,
            world(&state),
            &FoldCase,
        )
    };
    let view = make_view(&by(Column::BuiltIn(BuiltIn::Pipeline)));
    let groups = view.groups(0..9, &BTreeSet::new());
    let keys: Vec<_> = groups
        .iter()
        .map(|group| (group.key.clone(), group.boxes))
        .collect();
    let expected = [
        (Content::Pipeline(ELSEWHERE), 1),
        (Content::Pipeline(PIPELINE), 2),
    ];
    assert_eq!(keys, expected);

    let view = make_view(&shape(&[up(STAGE)], None, &[]));
    // Hiring comes before sales.
    let nothing = BTreeSet::new();
    let places = [1, 3, 2].map(|n| view.position(id(n), &nothing));
    assert_eq!(places, [Some(0), Some(1), Some(2)]);
}

#[test]
fn boxes_that_are_not_in_it() {
    let mut deleted = record(1, 0, "deleted");
    deleted.change(|head| head.deleted = register(true));
    let mut elsewhere = record(2, 0, "elsewhere");
    elsewhere.change(|head| head.pipeline = register(ELSEWHERE));
    let mut archived = record(3, 0, "archived");
    archived.change(|head| head.archived = register(true));
    let boxes = [deleted, elsewhere, archived, record(4, 0, "here")];
    let mut state = state(boxes);
    let view_of = |pipeline, state: &_| {
        let boxes = boxwood_model::State::clone(state).boxes;
        let of = by(STAGE);
        let filter = Box::new(Everything);
        let view = View::new(
            pipeline,
            &of,
            filter,
            boxes.values(),
            world(state),
            &FoldCase,
        );
        [1, 2, 3, 4].map(|n| view.group_of(id(n)).is_some())
    };
    assert_eq!(view_of(Some(PIPELINE), &state), [false, false, false, true]);
    assert_eq!(view_of(None, &state), [false, true, false, true]);
    let pipeline = state.pipelines.get_mut(&ELSEWHERE).unwrap();
    pipeline.deleted = register(true);
    assert_eq!(view_of(None, &state), [false, false, false, true]);
    assert_eq!(view_of(Some(ELSEWHERE), &state), [false; 4]);
}

#[test]
fn records_that_decide_where_boxes_are() {
    let person = with(record(1, 0, "x"), PERSON, Value::Person(PEOPLE[0]));
    let state = state([person]);
    let outdated = |of: &ViewShape| {
        let view = view(&state, of);
        [
            Key::Pipeline(PIPELINE),
            Key::Pipeline(ELSEWHERE),
            Key::Member(PEOPLE[0]),
            Key::Contact(ANNA),
            Key::Organization(super::records::ACME),
            Key::Snippet(SnippetId::from_bytes([1; 16])),
        ]
        .map(|key| view.is_outdated_by(key))
    };
    assert_eq!(
        outdated(&by(STAGE)),
        [true, false, false, false, false, false]
    );
    let of = by(Column::Field(PERSON));
    assert_eq!(outdated(&of), [true, false, true, false, false, false]);
    let of = by(Column::BuiltIn(BuiltIn::Contacts));
    assert_eq!(outdated(&of), [true, false, false, true, false, false]);
    let of = shape(
        &[up(Column::BuiltIn(BuiltIn::OrganizationCount))],
        None,
        &[],
    );
    assert_eq!(outdated(&of), [true, false, false, false, true, false]);
    // A cell that was a person before it was text says the person's name.
    let mut state = state;
    let was = with(record(1, 0, "x"), TEXT, Value::Person(PEOPLE[0]));
    let view_by_text = |state: &State| view(state, &by(Column::Field(TEXT)));
    assert!(!view_by_text(&state).is_outdated_by(Key::Member(PEOPLE[0])));
    state.boxes.insert(was.id, was);
    assert!(view_by_text(&state).is_outdated_by(Key::Member(PEOPLE[0])));
}
