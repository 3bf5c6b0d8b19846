//! Windows, whose rows are kept, are as those that are made anew.

use super::desk::{BEN, Desk};
use crate::api::{
    BoxEdit, CellInput, ColumnName, Command, ContactEdit, ContactText, FieldEdit, FieldsOf,
    KindInput, Layout, Query, StageEdit, View, ViewShape,
};
use crate::index::Index;

const DAY: u64 = 24 * 60 * 60 * 1_000;

fn window(desk: &mut Desk, pipeline: &str) -> View {
    desk.see(&Query::Window {
        pipeline: pipeline.to_owned(),
        first: 0,
        count: 50,
        shape: ViewShape {
            filter: String::new(),
            sort: Vec::new(),
            group: Some(ColumnName::BuiltIn {
                key: "stage".to_owned(),
            }),
            columns: Vec::new(),
            summaries: Vec::new(),
            layout: Layout::Table,
        },
        collapsed: Vec::new(),
    })
}

/// Whether the window became another one since `last`; it must be what nothing was kept of.
fn is_new(desk: &mut Desk, pipeline: &str, last: &mut View) -> bool {
    let kept = window(desk, pipeline);
    desk.index = Index::new(&desk.state);
    assert_eq!(kept, window(desk, pipeline));
    std::mem::replace(last, kept) != *last
}

#[test]
fn a_row_is_made_anew_when_what_it_says_changes() {
    let mut desk = Desk::new();
    let formula = |text: &str| KindInput::Formula {
        formula: text.to_owned(),
    };
    let pipeline = desk.pipeline(&[
        ("Size", KindInput::Number),
        ("Who", KindInput::Contact),
        ("Twice", formula("Size * 2")),
        ("Day", formula("TODAY()")),
    ]);
    let size = desk.field(&pipeline, "Size");
    let id = desk.make_box(&pipeline, "Acme");
    desk.make_box(&pipeline, "Hill");
    let contact = desk.do_it(Command::CreateContact {
        given_name: "Kim".to_owned(),
        family_name: String::new(),
        emails: Vec::new(),
    });
    let set = |field: String, value: CellInput| Command::SetField {
        id: id.clone(),
        field,
        value,
    };
    let who = desk.field(&pipeline, "Who");
    let of = FieldsOf::Pipeline {
        pipeline: pipeline.clone(),
    };
    let stages = desk.shape(&pipeline).stages;
    let commands = [
        set(
            size.clone(),
            CellInput::Number {
                number: "4".to_owned(),
            },
        ),
        set(
            who,
            CellInput::Contact {
                contact: contact.clone(),
            },
        ),
        Command::RenameBox {
            id: id.clone(),
            name: "Acme & Co".to_owned(),
        },
        Command::EditBoxes {
            boxes: vec![id.clone()],
            edit: BoxEdit::Assign {
                person: BEN.to_string(),
                on: true,
            },
        },
        Command::EditContact {
            contact,
            edit: ContactEdit::SetText {
                of: ContactText::GivenName,
                text: "Kimberly".to_owned(),
            },
        },
        Command::EditField {
            of: of.clone(),
            edit: FieldEdit::SetKind {
                field: size.clone(),
                of: KindInput::Text,
                choices_from_cells: false,
            },
        },
        Command::EditField {
            of,
            edit: FieldEdit::Delete { field: size },
        },
        Command::EditStage {
            pipeline: pipeline.clone(),
            edit: StageEdit::Delete {
                stage: stages[0].id.clone(),
                into: stages[1].id.clone(),
            },
        },
        Command::DeleteBox { id: id.clone() },
        Command::RestoreBox { id: id.clone() },
    ];
    let mut last = window(&mut desk, &pipeline);
    for command in commands {
        let what = format!("{command:?}");
        desk.do_it(command);
        assert!(is_new(&mut desk, &pipeline, &mut last), "{what}");
        assert!(!is_new(&mut desk, &pipeline, &mut last), "{what}");
    }
    desk.now += DAY;
    assert!(is_new(&mut desk, &pipeline, &mut last));
    desk.now -= DAY;
    assert!(is_new(&mut desk, &pipeline, &mut last));
}
