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
        ("SUM(1", "expected", "5"),
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
