//! From the screen's words to the model's: commands into operations, text into ids and values.

use std::collections::BTreeMap;
use std::str::FromStr;

use boxwood_model::{
    BoxId, Choice, ChoiceId, Colour, Date, Decimal, FieldId, FieldKind, FieldSpec, Operation,
    PipelineId, Place, Problem, Records, Refusal, StageId, StageSpec, Thread, ThreadId, UserId,
    Value,
};

use crate::api::{
    CellInput, Command, Failure, FailureCode, FieldInput, KindInput, StageInput, ThreadInput,
};
use crate::host::Moment;

/// Makes the ids that one command needs out of the moment's randomness.
#[derive(Debug)]
pub(crate) struct FreshIds {
    moment: Moment,
    made: u16,
}

impl FreshIds {
    pub(crate) const fn new(moment: Moment) -> Self {
        Self { moment, made: 0 }
    }

    /// Ten random bytes, for the name of a replica.
    pub(crate) fn bytes(mut self) -> [u8; 10] {
        self.next().1
    }

    /// The next id's parts. Ids of one command differ in their last two bytes.
    fn next(&mut self) -> (u64, [u8; 10]) {
        let mut random = [0; 10];
        random.copy_from_slice(&self.moment.random[..10]);
        let tail = u16::from_be_bytes([random[8], random[9]]).wrapping_add(self.made);
        random[8..].copy_from_slice(&tail.to_be_bytes());
        self.made = self.made.wrapping_add(1);
        (self.moment.now, random)
    }
}

/// The operation that a command asks for. Dismissing a refusal is none: it is handled before.
pub(crate) fn operation(
    command: Command,
    fresh: &mut FreshIds,
    records: &impl Records,
) -> Result<Operation, Failure> {
    Ok(match command {
        Command::CreatePipeline {
            name,
            stages,
            fields,
        } => {
            let (now, random) = fresh.next();
            let stages = stages.into_iter().map(|stage| stage_spec(stage, fresh));
            let stages = stages.collect::<Result<_, _>>()?;
            let fields = fields
                .into_iter()
                .map(|field| field_spec(field, fresh))
                .collect();
            Operation::CreatePipeline {
                id: PipelineId::from_parts(now, random),
                name,
                stages,
                fields,
            }
        }
        Command::RenamePipeline { pipeline, name } => Operation::RenamePipeline {
            id: id(&pipeline, Place::Pipeline)?,
            name,
        },
        Command::CreateBox {
            pipeline,
            stage,
            name,
            thread,
        } => {
            let pipeline: PipelineId = id(&pipeline, Place::Pipeline)?;
            let stage = match stage {
                Some(stage) => id(&stage, Place::Stage)?,
                None => first_stage(pipeline, records)?,
            };
            let (now, random) = fresh.next();
            let id = BoxId::from_parts(now, random);
            Operation::CreateBox {
                id,
                pipeline,
                stage,
                name,
                thread: thread.map(conversation),
            }
        }
        Command::RenameBox { id: box_id, name } => Operation::RenameBox {
            id: id(&box_id, Place::Box)?,
            name,
        },
        Command::SetNotes { id: box_id, notes } => Operation::SetNotes {
            id: id(&box_id, Place::Box)?,
            notes,
        },
        Command::MoveBox { id: box_id, stage } => Operation::MoveBox {
            id: id(&box_id, Place::Box)?,
            stage: id(&stage, Place::Stage)?,
        },
        Command::SetField {
            id: box_id,
            field,
            value: input,
        } => Operation::SetField {
            id: id(&box_id, Place::Box)?,
            field: id::<FieldId>(&field, Place::Field)?,
            value: value(input)?,
        },
        Command::AddThread { id: box_id, thread } => {
            let (thread, about) = conversation(thread);
            Operation::AddThread {
                id: id(&box_id, Place::Box)?,
                thread,
                about,
            }
        }
        Command::RemoveThread { id: box_id, thread } => Operation::RemoveThread {
            id: id(&box_id, Place::Box)?,
            thread: ThreadId(thread),
        },
        Command::DeleteBox { id: box_id } => Operation::DeleteBox {
            id: id(&box_id, Place::Box)?,
        },
        Command::RestoreBox { id: box_id } => Operation::RestoreBox {
            id: id(&box_id, Place::Box)?,
        },
        Command::DismissRefused { .. } => return Err(failure(FailureCode::NotFound, None)),
    })
}

/// The id that a text names. An id that cannot be is one that nothing has.
pub(crate) fn id<T: FromStr>(text: &str, place: Place) -> Result<T, Failure> {
    text.parse().map_err(|_| refusal(&Refusal::NotFound(place)))
}

/// The content of a cell, from what the screen sends.
fn value(input: CellInput) -> Result<Value, Failure> {
    let malformed = |text: &str| {
        let mut failure = failure(FailureCode::Malformed, Some(Place::Value));
        failure
            .params
            .insert("text".into(), text.chars().take(40).collect());
        failure
    };
    Ok(match input {
        CellInput::Empty => Value::Empty,
        CellInput::Text { text } if text.trim().is_empty() => Value::Empty,
        CellInput::Text { text } => Value::Text(text),
        CellInput::Number { number } => {
            // The parser lets more pass: a plus sign, and lines between digits.
            let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
            let parsed = Decimal::from_str_exact(number.trim()).ok();
            let parsed = parsed.filter(|_| number.trim().chars().all(plain));
            Value::Number(parsed.ok_or_else(|| malformed(&number))?)
        }
        CellInput::Date { date } => {
            Value::Date(date.trim().parse::<Date>().map_err(|_| malformed(&date))?)
        }
        CellInput::Checkbox { checked } => Value::Checkbox(checked),
        CellInput::Choice { choice } => Value::Choice(id::<ChoiceId>(&choice, Place::Choice)?),
        CellInput::Person { person } => Value::Person(id::<UserId>(&person, Place::Member)?),
    })
}

/// The content of a cell, for the screen.
pub(crate) fn cell(value: &Value) -> CellInput {
    match value {
        Value::Empty => CellInput::Empty,
        Value::Text(text) => CellInput::Text { text: text.clone() },
        Value::Number(number) => CellInput::Number {
            number: number.to_string(),
        },
        Value::Date(date) => CellInput::Date {
            date: date.to_string(),
        },
        Value::Checkbox(checked) => CellInput::Checkbox { checked: *checked },
        Value::Choice(choice) => CellInput::Choice {
            choice: choice.to_string(),
        },
        Value::Person(person) => CellInput::Person {
            person: person.to_string(),
        },
    }
}

/// A refusal in the words of failures.
pub(crate) fn refusal(refusal: &Refusal) -> Failure {
    match refusal {
        Refusal::NotAllowed => failure(FailureCode::NotAllowed, None),
        Refusal::NotFound(place) => failure(FailureCode::NotFound, Some(*place)),
        Refusal::AlreadyExists(place) => failure(FailureCode::AlreadyExists, Some(*place)),
        Refusal::Invalid { place, problem } => {
            let (code, params): (_, Vec<(&str, String)>) = match problem {
                Problem::Empty => (FailureCode::Empty, vec![]),
                Problem::TooLong { most, has } => (
                    FailureCode::TooLong,
                    vec![("most", most.to_string()), ("has", has.to_string())],
                ),
                Problem::TooMany { most, has } => (
                    FailureCode::TooMany,
                    vec![("most", most.to_string()), ("has", has.to_string())],
                ),
                Problem::ControlCharacter { code } => (
                    FailureCode::ControlCharacter,
                    vec![("code", format!("U+{code:04X}"))],
                ),
                Problem::WrongType => (FailureCode::WrongType, vec![]),
                Problem::Malformed => (FailureCode::Malformed, vec![]),
                Problem::Duplicate => (FailureCode::Duplicate, vec![]),
            };
            let mut failure = failure(code, Some(*place));
            failure.params = params.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
            failure
        }
    }
}

/// A failure without values.
pub(crate) fn failure(code: FailureCode, place: Option<Place>) -> Failure {
    Failure {
        code,
        place: place.map(place_name),
        params: BTreeMap::new(),
    }
}

fn place_name(place: Place) -> String {
    match place {
        Place::Member => "member",
        Place::Pipeline => "pipeline",
        Place::PipelineName => "pipelineName",
        Place::Stage => "stage",
        Place::StageName => "stageName",
        Place::Field => "field",
        Place::FieldName => "fieldName",
        Place::Choice => "choice",
        Place::Currency => "currency",
        Place::Box => "box",
        Place::BoxName => "boxName",
        Place::Notes => "notes",
        Place::Value => "value",
        Place::Thread => "thread",
        Place::Email => "email",
        Place::MemberName => "memberName",
    }
    .to_owned()
}

fn first_stage(pipeline: PipelineId, records: &impl Records) -> Result<StageId, Failure> {
    let not_found = || refusal(&Refusal::NotFound(Place::Pipeline));
    let pipeline = records.pipeline(pipeline).ok_or_else(not_found)?;
    pipeline
        .stages_in_order()
        .first()
        .map(|(id, _)| *id)
        .ok_or_else(not_found)
}

fn conversation(input: ThreadInput) -> (ThreadId, Thread) {
    (
        ThreadId(input.id),
        Thread {
            subject: input.subject,
        },
    )
}

fn stage_spec(input: StageInput, fresh: &mut FreshIds) -> Result<StageSpec, Failure> {
    let colour: Colour = input.colour.parse().map_err(|_| {
        let mut failure = failure(FailureCode::Malformed, Some(Place::Stage));
        failure
            .params
            .insert("text".into(), input.colour.chars().take(20).collect());
        failure
    })?;
    let (now, random) = fresh.next();
    Ok(StageSpec {
        id: StageId::from_parts(now, random),
        name: input.name,
        colour,
    })
}

fn field_spec(input: FieldInput, fresh: &mut FreshIds) -> FieldSpec {
    let (now, random) = fresh.next();
    let id = FieldId::from_parts(now, random);
    let kind = match input.kind {
        KindInput::Text => FieldKind::Text,
        KindInput::Number => FieldKind::Number,
        KindInput::Currency { code } => FieldKind::Currency(code),
        KindInput::Date => FieldKind::Date,
        KindInput::Checkbox => FieldKind::Checkbox,
        KindInput::Person => FieldKind::Person,
        KindInput::Dropdown { choices } => FieldKind::Dropdown(
            choices
                .into_iter()
                .map(|name| {
                    let (now, random) = fresh.next();
                    Choice {
                        id: ChoiceId::from_parts(now, random),
                        name,
                    }
                })
                .collect(),
        ),
    };
    FieldSpec {
        id,
        name: input.name,
        kind,
    }
}
