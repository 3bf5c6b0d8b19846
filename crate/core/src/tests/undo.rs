//! Taking back what was done, and doing it again.

use boxwood_model::{Action, ClientId, Stamp};
use boxwood_sync::{Step, Turn};

use super::desk::Desk;
use crate::api::{BoxEdit, CellInput, Command, Failure, KindInput, Query, View};

/// Does an action and takes note of what takes it back, as the engine does.
fn perform(desk: &mut Desk, turn: Turn, action: &Action) -> Result<Stamp, Failure> {
    let before = desk.state.clone();
    let stamp = desk.apply(action)?;
    let context = desk.context(stamp);
    let back = action.inverse(context, &before);
    let back = back.map(|action| Step::new("test".to_owned(), action));
    desk.done.record(turn, action, back);
    Ok(stamp)
}

fn take(desk: &mut Desk, turn: Turn) -> Result<Stamp, Failure> {
    let action = desk.done.next(turn).unwrap().action.clone();
    perform(desk, turn, &action)
}

fn shown(desk: &mut Desk, id: &str) -> (String, String, CellInput, bool) {
    let View::BoxPage { page: Some(page) } = desk.see(&Query::BoxPage { id: id.to_owned() }) else {
        panic!("no such box");
    };
    let record = page.record;
    (
        record.name,
        record.stage,
        record.cells[0].value.clone(),
        page.deleted,
    )
}

#[test]
fn what_was_done_is_taken_back_and_done_again_step_by_step() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[("Size", KindInput::Number)]);
    let field = desk.field(&pipeline, "Size");
    let id = desk.make_box(&pipeline, "Acme");
    let won = desk.shape(&pipeline).stages[1].id.clone();
    let commands = [
        Command::RenameBox {
            id: id.clone(),
            name: "Hill".to_owned(),
        },
        Command::Batch {
            commands: vec![
                Command::MoveBox {
                    id: id.clone(),
                    stage: won,
                },
                Command::SetField {
                    id: id.clone(),
                    field,
                    value: CellInput::Number {
                        number: "5".to_owned(),
                    },
                },
            ],
        },
        Command::EditBoxes {
            boxes: vec![id.clone()],
            edit: BoxEdit::Archive { on: true },
        },
        Command::DeleteBox { id: id.clone() },
    ];
    let mut seen = vec![shown(&mut desk, &id)];
    for command in commands {
        let action = desk.action(command).unwrap();
        perform(&mut desk, Turn::Do, &action).unwrap();
        seen.push(shown(&mut desk, &id));
    }
    for _ in 0..2 {
        for known in seen.iter().rev().skip(1) {
            take(&mut desk, Turn::Undo).unwrap();
            assert_eq!(shown(&mut desk, &id), *known);
        }
        assert!(desk.done.next(Turn::Undo).is_none());
        for known in &seen[1..] {
            take(&mut desk, Turn::Redo).unwrap();
            assert_eq!(shown(&mut desk, &id), *known);
        }
        assert!(desk.done.next(Turn::Redo).is_none());
    }
}

#[test]
fn what_others_have_changed_since_stays() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[("Size", KindInput::Number)]);
    let id = desk.make_box(&pipeline, "Acme");
    let rename = |name: &str| Command::RenameBox {
        id: id.clone(),
        name: name.to_owned(),
    };
    let action = desk.action(rename("Mine")).unwrap();
    perform(&mut desk, Turn::Do, &action).unwrap();
    desk.client = ClientId::from_bytes([8; 16]);
    desk.do_it(rename("Theirs"));
    let failure = take(&mut desk, Turn::Undo).unwrap_err();
    assert_eq!(failure.code, crate::api::FailureCode::NothingToUndo);
    assert_eq!(shown(&mut desk, &id).0, "Theirs");
}
