//! Records into files, and files into records.

use std::collections::BTreeMap;

use boxwood_exchange::{read_json, state_hash};
use boxwood_model::State;

use super::desk::{BEN, Desk};
use super::import::{look, report};
use crate::api::{
    Association, BoxEdit, CellInput, ColumnName, ColumnShape, Command, ContactEdit, ExportOf,
    FailureCode, KindInput, Layout, PipelineEdit, PipelineRole, RowOutcome, SortKey, ViewShape,
};
use crate::files::Export;

/// The whole file, and how many pieces it came in.
fn export(desk: &mut Desk, what: &ExportOf) -> (String, usize) {
    let nothing = State::default();
    let mut desktop = desk.desktop(&nothing);
    let mut export = Export::begin(what, &mut desktop).unwrap();
    let (mut text, mut pieces) = (String::new(), 0);
    loop {
        let piece = export.next(&desktop).unwrap();
        assert!(piece.done <= piece.of);
        text.push_str(&piece.text);
        pieces += 1;
        if piece.is_last {
            assert_eq!(piece.done, piece.of);
            return (text, pieces);
        }
    }
}

fn boxes(pipeline: &str, shape: Option<ViewShape>) -> ExportOf {
    ExportOf::Boxes {
        pipeline: pipeline.to_owned(),
        shape: shape.map(Box::new),
        titles: BTreeMap::from([("name".to_owned(), "Name".to_owned())]),
        ids: None,
    }
}

/// Two deals with an amount, and a formula over it.
fn deals() -> (Desk, String) {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[
        ("Amount", KindInput::Number),
        (
            "Double",
            KindInput::Formula {
                formula: "[Amount] * 2".to_owned(),
            },
        ),
    ]);
    let field = desk.field(&pipeline, "Amount");
    for (name, number) in [("Acme", "20"), ("=Bolt; \"and\" nut", "3.5")] {
        let id = desk.make_box(&pipeline, name);
        desk.do_it(Command::SetField {
            id,
            field: field.clone(),
            value: CellInput::Number {
                number: number.to_owned(),
            },
        });
    }
    (desk, pipeline)
}

#[test]
fn a_table_has_what_is_stored_and_formulas() {
    let (mut desk, pipeline) = deals();
    let (text, _) = export(&mut desk, &boxes(&pipeline, None));
    assert_eq!(
        text,
        "\u{feff}Name,stage,assignees,contacts,organizations,notes,created-at,Amount,Double\r\n\
         Acme,Open,,,,,2026-03-09T12:00:04.000Z,20,40\r\n\
         \"'=Bolt; \"\"and\"\" nut\",Open,,,,,2026-03-09T12:00:08.000Z,3.5,7\r\n"
    );
}

#[test]
fn a_table_with_ids_finds_its_boxes_again() {
    let (mut desk, pipeline) = deals();
    let mut what = boxes(&pipeline, None);
    let ExportOf::Boxes { ids, .. } = &mut what else {
        panic!("boxes are taken out");
    };
    *ids = Some("Box id".to_owned());
    let (text, _) = export(&mut desk, &what);
    let first = *desk.state.boxes.keys().next().unwrap();
    assert!(text.lines().next().unwrap().ends_with(",Double,Box id"));
    let row = text.lines().nth(1).unwrap();
    assert!(row.ends_with(&format!(",40,{first}")), "{row}");

    // With another name it is still the same box.
    let text = text.replace("Acme", "Apex");
    let (mut file, view) = look(&mut desk, &pipeline, &text, None);
    assert_eq!(view.plan.match_by, Some(9));
    let outcomes = view.rows.iter().map(|row| row.outcome);
    let outcomes: Vec<_> = outcomes.collect();
    assert_eq!(outcomes, [RowOutcome::Update, RowOutcome::Unchanged]);
    let (_, checked, _) = report(&mut desk, &mut file);
    assert_eq!(
        (checked.created, checked.updated, checked.unchanged),
        (0, 1, 1)
    );
    file.confirm().unwrap();
    report(&mut desk, &mut file);
    assert_eq!(desk.state.boxes[&first].name(), "Apex");
    assert_eq!(desk.state.boxes.len(), 2);
}

#[test]
fn a_table_is_in_the_order_of_its_view_and_has_its_columns() {
    let (mut desk, pipeline) = deals();
    let amount = ColumnName::Field {
        field: desk.field(&pipeline, "Amount"),
    };
    let column = |column, is_hidden| ColumnShape {
        column,
        width: None,
        is_hidden,
        is_frozen: false,
    };
    let mails = ColumnName::BuiltIn {
        key: "mails".to_owned(),
    };
    let shape = ViewShape {
        filter: String::new(),
        sort: vec![SortKey {
            column: amount.clone(),
            is_descending: false,
        }],
        group: None,
        columns: vec![column(mails, false), column(amount, true)],
        summaries: Vec::new(),
        layout: Layout::Table,
    };
    let (text, _) = export(&mut desk, &boxes(&pipeline, Some(shape)));
    assert_eq!(
        text,
        "\u{feff}Name,mails,Double\r\n\"'=Bolt; \"\"and\"\" nut\",0,7\r\nAcme,0,40\r\n"
    );
}

#[test]
fn a_large_table_comes_in_pieces_without_what_was_deleted_meanwhile() {
    let (mut desk, pipeline) = deals();
    let deal = |n| Command::CreateBox {
        pipeline: pipeline.clone(),
        stage: None,
        name: format!("Deal {n}"),
        thread: None,
    };
    desk.do_it(Command::Batch {
        commands: (0..1_200).map(deal).collect(),
    });
    let last = desk.state.boxes.keys().next_back().unwrap().to_string();
    let (text, pieces) = export(&mut desk, &boxes(&pipeline, None));
    assert_eq!((text.lines().count(), pieces), (1_203, 3));
    let nothing = State::default();
    let mut export = Export::begin(&boxes(&pipeline, None), &mut desk.desktop(&nothing)).unwrap();
    desk.do_it(Command::DeleteBox { id: last });
    let mut text = String::new();
    loop {
        let piece = export.next(&desk.desktop(&nothing)).unwrap();
        text.push_str(&piece.text);
        if piece.is_last {
            break;
        }
    }
    assert_eq!(text.lines().count(), 1_202);
}

#[test]
fn everything_comes_out_as_it_is() {
    let (mut desk, _) = deals();
    desk.do_it(Command::CreateContact {
        given_name: "Cy".to_owned(),
        family_name: "Hill".to_owned(),
        emails: vec!["cy@hill.example".to_owned()],
    });
    let (text, _) = export(&mut desk, &ExportOf::Everything);
    let read = read_json(&text).unwrap();
    assert_eq!(state_hash(&read), state_hash(&desk.state));
}

#[test]
fn what_one_may_not_take_out_stays() {
    let (mut desk, pipeline) = deals();
    desk.do_it(Command::EditPipeline {
        pipeline: pipeline.clone(),
        edit: PipelineEdit::SetMember {
            person: BEN.to_string(),
            role: Some(PipelineRole::Observer),
        },
    });
    let nothing = State::default();
    let mut desktop = desk.desktop(&nothing);
    desktop.user = Some(BEN);
    let refused = Export::begin(&boxes(&pipeline, None), &mut desktop).unwrap_err();
    assert_eq!(refused.code, FailureCode::NotAllowed);
    let mut export = Export::begin(&ExportOf::Everything, &mut desktop).unwrap();
    let piece = export.next(&desktop).unwrap();
    assert!(piece.is_last);
    let read = read_json(&piece.text).unwrap();
    assert_eq!((read.boxes.len(), read.pipelines.len()), (0, 1));
}

#[test]
fn contacts_come_out_as_cards_with_their_organization() {
    let (mut desk, pipeline) = deals();
    desk.do_it(Command::CreateOrganization {
        name: "Hill".to_owned(),
        domains: vec!["hill.example".to_owned()],
    });
    let gone = desk.do_it(Command::CreateContact {
        given_name: "Di".to_owned(),
        family_name: String::new(),
        emails: vec![],
    });
    let contact = desk.do_it(Command::CreateContact {
        given_name: "Cy".to_owned(),
        family_name: "Hill".to_owned(),
        emails: vec!["cy@hill.example".to_owned()],
    });
    desk.do_it(Command::EditContact {
        contact: gone,
        edit: ContactEdit::SetDeleted { deleted: true },
    });
    let id = desk.make_box(&pipeline, "Hill");
    desk.do_it(Command::EditBoxes {
        boxes: vec![id],
        edit: BoxEdit::Contact {
            contact,
            association: Some(Association {
                is_starred: false,
                is_auto_boxed: false,
            }),
        },
    });
    let (text, _) = export(&mut desk, &ExportOf::Contacts);
    assert_eq!(
        text,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy Hill\r\nN:Hill;Cy;;;\r\nEMAIL:cy@hill.example\r\n\
         ORG:Hill\r\nEND:VCARD\r\n"
    );
    let (table, _) = export(&mut desk, &boxes(&pipeline, None));
    assert!(
        table.contains("Hill,Open,,Cy Hill <cy@hill.example>,,"),
        "{table}"
    );
}
