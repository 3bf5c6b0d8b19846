//! Several commands as one action, and one change of several boxes.

use boxwood_model::Limits;

use super::desk::Desk;
use crate::api::{BoxEdit, Command, FailureCode, PlaceInput, StageEdit};

fn new_stage(pipeline: &str, name: &str) -> Command {
    Command::EditStage {
        pipeline: pipeline.to_owned(),
        edit: StageEdit::Create {
            name: name.to_owned(),
            colour: "#112233".to_owned(),
            place: PlaceInput::default(),
        },
    }
}

#[test]
fn each_command_of_a_batch_sees_what_the_ones_before_it_did() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let names: Vec<String> = (0..20).map(|n| format!("Stage {n:02}")).collect();
    let commands = names
        .iter()
        .map(|name| new_stage(&pipeline, name))
        .collect();
    desk.do_it(Command::Batch { commands });
    let shown = desk.shape(&pipeline).stages.into_iter().skip(2);
    assert_eq!(shown.map(|stage| stage.name).collect::<Vec<_>>(), names);
}

#[test]
fn a_batch_is_refused_as_a_whole_and_says_which_command_cannot_be() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let before = desk.state.clone();
    let commands = vec![new_stage(&pipeline, "Good"), new_stage(&pipeline, " ")];
    let failure = desk.try_do(Command::Batch { commands }).unwrap_err();
    assert_eq!(failure.code, FailureCode::Empty);
    assert_eq!(failure.params["number"], "1");
    let commands = vec![Command::Undo];
    let failure = desk.try_do(Command::Batch { commands }).unwrap_err();
    assert_eq!(failure.code, FailureCode::NotHere);
    assert_eq!(desk.state, before);
}

#[test]
fn one_change_of_many_boxes_is_one_action() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let boxes: Vec<String> = (0..10)
        .map(|n| desk.make_box(&pipeline, &n.to_string()))
        .collect();
    let won = desk.shape(&pipeline).stages[1].id.clone();
    let edit = BoxEdit::SetStage { stage: won.clone() };
    let command = Command::EditBoxes { boxes, edit };
    assert_eq!(desk.action(command.clone()).unwrap().operations.len(), 10);
    desk.do_it(command);
    assert_eq!(desk.shape(&pipeline).stages[1].boxes, 10);
    let edit = BoxEdit::SetStage { stage: won };
    let boxes = vec![String::new(); Limits::OPERATIONS + 1];
    let failure = desk.action(Command::EditBoxes { boxes, edit });
    assert_eq!(failure.unwrap_err().code, FailureCode::TooMany);
}
