//! Fields: their types, and choices that come and go.

use super::desk::Desk;
use crate::api::{
    CellInput, ChoiceView, Command, FailureCode, FieldEdit, FieldKindView, FieldsOf, KindInput,
    PlaceInput, Query, View,
};

fn edit(desk: &mut Desk, pipeline: &str, edit: FieldEdit) {
    desk.do_it(Command::EditField {
        of: FieldsOf::Pipeline {
            pipeline: pipeline.to_owned(),
        },
        edit,
    });
}

fn set_text(desk: &mut Desk, id: &str, field: &str, text: &str) {
    desk.do_it(Command::SetField {
        id: id.to_owned(),
        field: field.to_owned(),
        value: CellInput::Text {
            text: text.to_owned(),
        },
    });
}

fn choices(desk: &mut Desk, pipeline: &str) -> Vec<ChoiceView> {
    match desk.shape(pipeline).fields.swap_remove(0).kind {
        FieldKindView::Dropdown { choices } | FieldKindView::Tags { choices } => choices,
        other => panic!("no choices: {other:?}"),
    }
}

fn names(desk: &mut Desk, pipeline: &str) -> Vec<String> {
    let choices = choices(desk, pipeline).into_iter();
    choices.map(|choice| choice.name).collect()
}

fn cell(desk: &mut Desk, id: &str) -> (CellInput, Option<String>) {
    let View::Box {
        record: Some(record),
    } = desk.see(&Query::Box { id: id.to_owned() })
    else {
        panic!("no such box");
    };
    let cell = &record.cells[0];
    (cell.value.clone(), cell.unread.clone())
}

#[test]
fn a_text_field_becomes_a_dropdown_of_the_texts_that_are_there() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[("Source", KindInput::Text)]);
    let field = desk.field(&pipeline, "Source");
    let texts = ["Web", "web ", "Fair", "Call"];
    let boxes = texts.map(|text| {
        let id = desk.make_box(&pipeline, text);
        set_text(&mut desk, &id, &field, text);
        id
    });
    let kind = FieldEdit::SetKind {
        field: field.clone(),
        of: KindInput::Dropdown {
            choices: vec!["Fair".to_owned()],
        },
        choices_from_cells: true,
    };
    edit(&mut desk, &pipeline, kind);
    assert_eq!(names(&mut desk, &pipeline), ["Fair", "Call", "Web"]);
    let known = choices(&mut desk, &pipeline);
    let web = CellInput::Choice {
        choice: known[2].id.clone(),
    };
    assert_eq!(cell(&mut desk, &boxes[1]), (web, None));

    // Back to text and to a dropdown again: the same names are the same choices.
    for of in [
        KindInput::Text,
        KindInput::Dropdown {
            choices: vec!["WEB".to_owned()],
        },
    ] {
        let kind = FieldEdit::SetKind {
            field: field.clone(),
            of,
            choices_from_cells: false,
        };
        edit(&mut desk, &pipeline, kind);
    }
    assert_eq!(choices(&mut desk, &pipeline)[0].id, known[2].id);
    let unread = (CellInput::Empty, Some("Fair".to_owned()));
    assert_eq!(cell(&mut desk, &boxes[2]), unread);
}

#[test]
fn tags_are_taken_from_texts_between_commas() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[("Topics", KindInput::Text)]);
    let field = desk.field(&pipeline, "Topics");
    let id = desk.make_box(&pipeline, "Box");
    set_text(&mut desk, &id, &field, "red, green,, red");
    let kind = FieldEdit::SetKind {
        field,
        of: KindInput::Tags { choices: vec![] },
        choices_from_cells: true,
    };
    edit(&mut desk, &pipeline, kind);
    assert_eq!(names(&mut desk, &pipeline), ["green", "red"]);
    let (CellInput::Tags { choices }, None) = cell(&mut desk, &id) else {
        panic!("not read as tags");
    };
    assert_eq!(choices.len(), 2);
}

#[test]
fn choices_are_added_renamed_moved_and_removed() {
    let mut desk = Desk::new();
    let of = KindInput::Dropdown {
        choices: vec!["Low".to_owned(), "High".to_owned()],
    };
    let pipeline = desk.pipeline(&[("Priority", of)]);
    let field = desk.field(&pipeline, "Priority");
    let low = choices(&mut desk, &pipeline)[0].id.clone();
    let high = choices(&mut desk, &pipeline)[1].id.clone();
    let id = desk.make_box(&pipeline, "Box");
    desk.do_it(Command::SetField {
        id: id.clone(),
        field: field.clone(),
        value: CellInput::Choice {
            choice: low.clone(),
        },
    });
    let before = |id: &str| PlaceInput {
        after: None,
        before: Some(id.to_owned()),
    };
    for change in [
        FieldEdit::AddChoice {
            field: field.clone(),
            name: "Middle".to_owned(),
            place: before(&high),
        },
        FieldEdit::RenameChoice {
            field: field.clone(),
            choice: low.clone(),
            name: "Least".to_owned(),
        },
        FieldEdit::MoveChoice {
            field: field.clone(),
            choice: high.clone(),
            place: before(&low),
        },
    ] {
        edit(&mut desk, &pipeline, change);
    }
    assert_eq!(names(&mut desk, &pipeline), ["High", "Least", "Middle"]);
    let remove = FieldEdit::RemoveChoice {
        field: field.clone(),
        choice: low,
    };
    edit(&mut desk, &pipeline, remove.clone());
    assert_eq!(names(&mut desk, &pipeline), ["High", "Middle"]);
    let unread = (CellInput::Empty, Some("Least".to_owned()));
    assert_eq!(cell(&mut desk, &id), unread);
    let again = desk.try_do(Command::EditField {
        of: FieldsOf::Pipeline { pipeline },
        edit: remove,
    });
    assert_eq!(again.unwrap_err().code, FailureCode::NotFound);
}
