//! Places of stages, fields and boxes, by the neighbours that are shown.

use super::desk::Desk;
use crate::api::{BoxEdit, Command, PlaceInput, Query, SettingInput, StageEdit, View};

fn after(id: &str) -> PlaceInput {
    PlaceInput {
        after: Some(id.to_owned()),
        before: None,
    }
}

fn before(id: &str) -> PlaceInput {
    PlaceInput {
        after: None,
        before: Some(id.to_owned()),
    }
}

fn stages(desk: &mut Desk, pipeline: &str) -> Vec<(String, String)> {
    let stages = desk.shape(pipeline).stages.into_iter();
    stages.map(|stage| (stage.name, stage.id)).collect()
}

fn names(desk: &mut Desk, pipeline: &str) -> Vec<String> {
    let stages = stages(desk, pipeline).into_iter();
    stages.map(|(name, _)| name).collect()
}

#[test]
fn a_stage_goes_where_it_was_put() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let [open, won] = &stages(&mut desk, &pipeline)[..] else {
        panic!("two stages");
    };
    let (open, won) = (open.1.clone(), won.1.clone());
    let mut make = |name: &str, place: PlaceInput| {
        desk.do_it(Command::EditStage {
            pipeline: pipeline.clone(),
            edit: StageEdit::Create {
                name: name.to_owned(),
                colour: "#112233".to_owned(),
                place,
            },
        });
    };
    make("Last", PlaceInput::default());
    make("Second", after(&open));
    make("First", before(&open));
    make("Third", before(&won));
    let order = ["First", "Open", "Second", "Third", "Won", "Last"];
    assert_eq!(names(&mut desk, &pipeline), order);
    desk.do_it(Command::EditStage {
        pipeline: pipeline.clone(),
        edit: StageEdit::Move {
            stage: open,
            place: after(&won),
        },
    });
    let order = ["First", "Second", "Third", "Won", "Open", "Last"];
    assert_eq!(names(&mut desk, &pipeline), order);
    let gone = desk.try_do(Command::EditStage {
        pipeline,
        edit: StageEdit::Move {
            stage: won.clone(),
            place: after(&won),
        },
    });
    assert_eq!(gone.unwrap_err().place.as_deref(), Some("stage"));
}

#[test]
fn boxes_that_were_never_put_anywhere_get_places_when_one_goes_between_them() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let boxes: Vec<String> = (0..5)
        .map(|n| desk.make_box(&pipeline, &format!("b{n}")))
        .collect();
    let mut put = |which: &[usize], place: PlaceInput| {
        desk.do_it(Command::EditBoxes {
            boxes: which.iter().map(|n| boxes[*n].clone()).collect(),
            edit: BoxEdit::Place { place },
        });
        let rows = desk.state.boxes.values();
        let mut rows: Vec<_> = rows
            .map(|row| {
                let key = row.position().clone();
                (key.is_none(), key, row.id, row.name().to_owned())
            })
            .collect();
        rows.sort();
        rows.into_iter()
            .map(|row| row.3)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(put(&[4], after(&boxes[1])), "b0 b1 b4 b2 b3");
    assert_eq!(put(&[3, 0], before(&boxes[1])), "b3 b0 b1 b4 b2");
    assert_eq!(put(&[3], PlaceInput::default()), "b0 b1 b4 b2 b3");
}

#[test]
fn the_navigation_is_in_ones_own_order_and_else_by_name() {
    let mut desk = Desk::new();
    let ids: Vec<String> = ["Delta", "alpha", "Charlie", "bravo"]
        .map(|name| {
            let id = desk.pipeline(&[]);
            desk.do_it(Command::RenamePipeline {
                pipeline: id.clone(),
                name: name.to_owned(),
            });
            id
        })
        .to_vec();
    let nav = |desk: &mut Desk| {
        let View::Nav { pipelines } = desk.see(&Query::Nav) else {
            panic!("another view");
        };
        let names: Vec<_> = pipelines.into_iter().map(|view| view.name).collect();
        names.join(" ")
    };
    assert_eq!(nav(&mut desk), "alpha bravo Charlie Delta");
    desk.do_it(Command::Set {
        setting: SettingInput::PipelinePlace {
            pipeline: ids[0].clone(),
            place: after(&ids[1]),
        },
    });
    assert_eq!(nav(&mut desk), "alpha Delta bravo Charlie");
}
