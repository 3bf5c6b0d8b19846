//! Formula fields: typed with names, kept with ids, shown with what they come to.

use super::desk::Desk;
use crate::api::{
    BoxView, CellInput, Command, FailureCode, FieldEdit, FieldKindView, FieldsOf, KindInput,
    PlaceInput, Query, View,
};

fn formula(text: &str) -> KindInput {
    KindInput::Formula {
        formula: text.to_owned(),
    }
}

fn number(number: &str) -> CellInput {
    CellInput::Number {
        number: number.to_owned(),
    }
}

fn record(desk: &mut Desk, id: &str) -> BoxView {
    let View::Box {
        record: Some(record),
    } = desk.see(&Query::Box { id: id.to_owned() })
    else {
        panic!("no such box");
    };
    *record
}

#[test]
fn a_formula_reads_fields_and_what_every_box_has_and_follows_names() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[
        ("Size", KindInput::Number),
        ("Twice", formula("=[size]*2")),
        ("Words", formula("UPPER(name) & \" \" & [stage] & [Twice]")),
        ("Broken", formula("1 / Size")),
    ]);
    let size = desk.field(&pipeline, "Size");
    let id = desk.make_box(&pipeline, "Acme");
    desk.do_it(Command::SetField {
        id: id.clone(),
        field: size.clone(),
        value: number("2.10"),
    });
    let cells = record(&mut desk, &id).cells;
    assert_eq!(cells[1].value, number("4.2"));
    let text = CellInput::Text {
        text: "ACME Open4.2".to_owned(),
    };
    assert_eq!(cells[2].value, text);
    assert_eq!(cells[3].error, None);

    desk.do_it(Command::EditField {
        of: FieldsOf::Pipeline {
            pipeline: pipeline.clone(),
        },
        edit: FieldEdit::Rename {
            field: size.clone(),
            name: "Deal size".to_owned(),
        },
    });
    let kinds: Vec<_> = desk
        .shape(&pipeline)
        .fields
        .into_iter()
        .map(|f| f.kind)
        .collect();
    let shown = |text: &str| FieldKindView::Formula {
        formula: text.to_owned(),
    };
    assert_eq!(kinds[1], shown("[Deal size]*2"));
    assert_eq!(kinds[3], shown("1 / [Deal size]"));

    desk.do_it(Command::SetField {
        id: id.clone(),
        field: size,
        value: number("0"),
    });
    let cells = record(&mut desk, &id).cells;
    let error = cells[3].error.clone().unwrap();
    assert_eq!(
        (&*error.code, cells[3].value.clone()),
        ("#DIV/0!", CellInput::Empty)
    );
    assert_eq!(cells[1].value, number("0"));
}

#[test]
fn what_is_no_formula_is_refused_with_its_place() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[("Size", KindInput::Number)]);
    let before = desk.state.clone();
    for (text, problem, start) in [
        ("1 + [Seize]", "unknown-column", "4"),
        ("SUM(1", "incomplete", "5"),
        ("SUM(1 2)", "expected", "6"),
        ("NOSUCH(1)", "unknown-function", "0"),
        ("[days on stage]", "unknown-column", "0"),
    ] {
        let failure = desk.try_do(Command::EditField {
            of: FieldsOf::Pipeline {
                pipeline: pipeline.clone(),
            },
            edit: FieldEdit::Create {
                name: "Formula".to_owned(),
                of: formula(text),
                place: PlaceInput::default(),
            },
        });
        let failure = failure.unwrap_err();
        assert_eq!(failure.code, FailureCode::FormulaSyntax, "{text}");
        assert_eq!(failure.place.as_deref(), Some("formula"));
        assert_eq!(failure.params["problem"], problem, "{text}");
        assert_eq!(failure.params["start"], start, "{text}");
    }
    let failure = desk.try_do(Command::EditField {
        of: FieldsOf::Contacts,
        edit: FieldEdit::Create {
            name: "Formula".to_owned(),
            of: formula("1"),
            place: PlaceInput::default(),
        },
    });
    assert_eq!(failure.unwrap_err().code, FailureCode::NotHere);
    assert_eq!(desk.state, before);
}

#[test]
fn a_formula_is_tried_on_boxes_before_it_is_kept() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[
        ("Size", KindInput::Number),
        ("Twice", formula("[Size] * 2")),
    ]);
    let (size, twice) = (
        desk.field(&pipeline, "Size"),
        desk.field(&pipeline, "Twice"),
    );
    for (name, held) in [("Four", "4"), ("None", "0")] {
        let id = desk.make_box(&pipeline, name);
        desk.do_it(Command::SetField {
            id,
            field: size.clone(),
            value: number(held),
        });
    }
    let before = desk.state.clone();
    let mut try_it = |field: Option<&String>, text: &str, count: u32| {
        let answer = desk.try_see(&Query::TryFormula {
            pipeline: pipeline.clone(),
            field: field.cloned(),
            formula: text.to_owned(),
            count,
        });
        answer.map(|view| match view {
            View::FormulaTrials { trials } => trials,
            other => panic!("{other:?}"),
        })
    };

    // A new field, over one that is a formula itself.
    let mut trials = try_it(None, "8 / twice", 10).unwrap();
    trials.sort_by(|one, other| one.name.cmp(&other.name));
    assert_eq!(
        (trials[0].name.as_str(), &trials[0].value),
        ("Four", &number("1"))
    );
    let fault = trials[1].error.as_ref().unwrap();
    assert_eq!(
        (fault.code.as_str(), fault.part.as_str()),
        ("#DIV/0!", "8 / [Twice]")
    );
    assert_eq!(trials[1].value, CellInput::Empty);

    // In place of what a field has now, and where it would lead back to itself.
    let trials = try_it(Some(&twice), "[Size] * 3", 1).unwrap();
    assert_eq!(trials.len(), 1);
    let trials = try_it(Some(&twice), "[Twice] + 1", 1).unwrap();
    assert_eq!(trials[0].error.as_ref().unwrap().code, "#CYCLE!");

    let failure = try_it(None, "1 + [Seize]", 1).unwrap_err();
    assert_eq!(failure.code, FailureCode::FormulaSyntax);
    assert_eq!(failure.params["start"], "4");
    assert_eq!(
        try_it(Some(&"x".to_owned()), "1", 1).unwrap_err().code,
        FailureCode::NotFound
    );
    assert_eq!(desk.state, before);
}
