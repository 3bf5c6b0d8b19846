//! What people do: commands about what their screen shows, by chance.

use boxwood_core::api::{CellInput, Command, FieldInput, KindInput, StageInput, ThreadInput};
use boxwood_model::{BoxId, BoxRecord, FieldKind, Pipeline, PipelineId, Records as _};

use super::seat::Seat;
use crate::Random;

/// Some command, all of whose texts hold the number; none if there is nothing to do.
pub(super) fn some(random: &mut Random, seat: &Seat, number: usize) -> Option<Command> {
    let replica = seat.desk.engine()?.replica();
    let shown = replica.shown();
    let below = replica.confirmed();
    let top = replica.waiting_records();
    let pipelines: Vec<PipelineId> = below
        .pipelines
        .keys()
        .chain(top.pipelines.keys())
        .copied()
        .collect();
    let boxes: Vec<BoxId> = below
        .boxes
        .keys()
        .chain(top.boxes.keys())
        .copied()
        .collect();
    let people: Vec<String> = below.members.keys().map(ToString::to_string).collect();
    if pipelines.is_empty() || (pipelines.len() < 3 && random.chance(5)) {
        return Some(pipeline(number));
    }
    let home = shown.pipeline(*random.pick(&pipelines)?)?;
    if boxes.len() < 3 || random.chance(15) {
        return Some(Command::CreateBox {
            pipeline: home.id.to_string(),
            stage: some_stage(random, home),
            name: format!("box {number}"),
            thread: random.chance(50).then(|| conversation(random, number)),
        });
    }
    let record = shown.box_record(*random.pick(&boxes)?)?;
    let home = shown.pipeline(record.pipeline())?;
    Some(change(random, record, home, &people, number))
}

fn change(
    random: &mut Random,
    record: &BoxRecord,
    home: &Pipeline,
    people: &[String],
    number: usize,
) -> Command {
    let id = record.id.to_string();
    match random.below(20) {
        0..5 => Command::RenameBox {
            id,
            name: format!("name {number}"),
        },
        5 => Command::RenamePipeline {
            pipeline: home.id.to_string(),
            name: format!("pipeline {number}"),
        },
        6..8 => Command::SetNotes {
            id,
            notes: format!("notes {number}"),
        },
        8..11 => Command::MoveBox {
            id,
            stage: some_stage(random, home).unwrap_or_default(),
        },
        11..15 => cell(random, id, home, people, number),
        15 => Command::AddThread {
            id,
            thread: conversation(random, number),
        },
        16 => Command::RemoveThread {
            id,
            thread: conversation(random, number).id,
        },
        17..19 => Command::DeleteBox { id },
        _ => Command::RestoreBox { id },
    }
}

fn cell(
    random: &mut Random,
    id: String,
    home: &Pipeline,
    people: &[String],
    number: usize,
) -> Command {
    let fields = home.fields_in_order();
    let some = random
        .pick(&fields)
        .map(|(field, f)| (*field, &f.kind.value));
    let Some((field, kind)) = some else {
        return Command::DeleteBox { id };
    };
    let value = match kind {
        _ if random.chance(15) => CellInput::Empty,
        FieldKind::Text => CellInput::Text {
            text: format!("text {number}"),
        },
        FieldKind::Number | FieldKind::Currency(_) => CellInput::Number {
            number: format!("{number}.50"),
        },
        FieldKind::Date => CellInput::Date {
            date: format!("20{:02}-02-28", number % 100),
        },
        FieldKind::Checkbox => CellInput::Checkbox {
            checked: random.chance(50),
        },
        FieldKind::Dropdown(choices) => match random.pick(choices) {
            Some(choice) => CellInput::Choice {
                choice: choice.id.to_string(),
            },
            None => CellInput::Empty,
        },
        FieldKind::Person => match random.pick(people) {
            Some(person) => CellInput::Person {
                person: person.clone(),
            },
            None => CellInput::Empty,
        },
        // Screens have no editor for the others yet.
        _ => CellInput::Empty,
    };
    let field = field.to_string();
    Command::SetField { id, field, value }
}

fn some_stage(random: &mut Random, home: &Pipeline) -> Option<String> {
    let stages: Vec<String> = home.stages.keys().map(ToString::to_string).collect();
    random.pick(&stages).cloned()
}

fn conversation(random: &mut Random, number: usize) -> ThreadInput {
    ThreadInput {
        // Few, so that one is in several boxes, and is taken out of one that it is in.
        id: format!("18f{:013x}", random.below(6)),
        subject: format!("subject {number}"),
    }
}

fn pipeline(number: usize) -> Command {
    let stage = |name: &str, colour: &str| StageInput {
        name: format!("{name} {number}"),
        colour: colour.to_owned(),
    };
    let field = |name: &str, kind| FieldInput {
        name: name.to_owned(),
        kind,
    };
    let choices = vec!["low".to_owned(), "high".to_owned()];
    Command::CreatePipeline {
        name: format!("pipeline {number}"),
        stages: vec![
            stage("first", "#5f6368"),
            stage("second", "#1a73e8"),
            stage("third", "#188038"),
        ],
        fields: vec![
            field("text", KindInput::Text),
            field("number", KindInput::Number),
            field(
                "money",
                KindInput::Currency {
                    code: "EUR".to_owned(),
                },
            ),
            field("date", KindInput::Date),
            field("check", KindInput::Checkbox),
            field("choice", KindInput::Dropdown { choices }),
            field("person", KindInput::Person),
        ],
    }
}
