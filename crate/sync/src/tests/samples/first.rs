//! The operations of version 1, and the records that it had of them.

use boxwood_model::{
    Action, BoxChange, BoxRecord, Choice, Colour, Date, Decimal, Effect, FieldId, FieldKind,
    FieldSpec, Hlc, LiteMap, Operation, Pipeline, PipelineId, PipelineRole, Place, Problem,
    Refusal, Register, Role, Scope, Sharing, StageSpec, Stamp, State, Theme, ThreadId, Value,
};

use super::{ANN, BOX, CHOICE, PIPELINE, STAGE, at, thread};
use crate::{LogEntry, PullReply, RefusedSeq};

/// One of every operation, with every kind of field and value among them.
pub(in crate::tests) fn operations() -> Vec<Operation> {
    let field = |n: u8, kind| FieldSpec {
        id: FieldId::from_bytes([n; 16]),
        name: format!("Field {n}"),
        kind,
    };
    let choice = Choice {
        id: CHOICE,
        name: "High".to_owned(),
    };
    let (thread, about) = thread();
    let mut operations = vec![
        Operation::AddMember {
            id: ANN,
            email: "ann@boxwood.example".to_owned(),
            name: "Ann".to_owned(),
            role: Role::Owner,
        },
        Operation::CreatePipeline {
            id: PIPELINE,
            name: "Sales".to_owned(),
            stages: vec![StageSpec {
                id: STAGE,
                name: "Lead".to_owned(),
                colour: Colour::from_hex(0x1a_73_e8),
            }],
            fields: vec![
                field(30, FieldKind::Text),
                field(31, FieldKind::Number),
                field(32, FieldKind::Currency("EUR".to_owned())),
                field(33, FieldKind::Date),
                field(34, FieldKind::Checkbox),
                field(35, FieldKind::Dropdown(vec![choice])),
                field(36, FieldKind::Person),
            ],
        },
        Operation::RenamePipeline {
            id: PIPELINE,
            name: "שלום".to_owned(),
        },
        Operation::CreateBox {
            id: BOX,
            pipeline: PIPELINE,
            stage: STAGE,
            name: "Acme 🙂".to_owned(),
            thread: Some((thread.clone(), about.clone())),
        },
        Operation::RenameBox {
            id: BOX,
            name: "Acme Ltd".to_owned(),
        },
        Operation::SetNotes {
            id: BOX,
            notes: "one\ntwo".to_owned(),
        },
        Operation::MoveBox {
            id: BOX,
            stage: STAGE,
        },
        Operation::AddThread {
            id: BOX,
            thread: thread.clone(),
            about,
        },
        Operation::RemoveThread { id: BOX, thread },
        Operation::DeleteBox { id: BOX },
        Operation::RestoreBox { id: BOX },
    ];
    let values = [
        (30, Value::Text("text".to_owned())),
        (31, Value::Number(Decimal::new(-123_456, 3))),
        (32, Value::Empty),
        (33, Value::Date(Date::new(2026, 11, 23).unwrap())),
        (34, Value::Checkbox(true)),
        (35, Value::Choice(CHOICE)),
        (36, Value::Person(ANN)),
    ];
    for (field, value) in values {
        operations.push(Operation::SetField {
            id: BOX,
            field: FieldId::from_bytes([field; 16]),
            value,
        });
    }
    operations
}

pub(in crate::tests) fn intents() -> Vec<(Hlc, Action)> {
    let actions = operations().into_iter().map(Action::from);
    (1..).map(at).zip(actions).collect()
}

/// What the operations do today.
pub(in crate::tests) fn log() -> (Vec<LogEntry>, State) {
    super::log_of(intents())
}

/// What version 1 had of that: the registers that it did not know are older than everything.
pub(in crate::tests) fn old_log() -> (Vec<LogEntry>, State) {
    let (mut entries, mut state) = log();
    for effect in entries.iter_mut().flat_map(|entry| &mut entry.effects) {
        match effect {
            Effect::CreatePipeline(pipeline) => forget_in_pipeline(pipeline),
            Effect::CreateBox(record) => forget_in_box(record),
            _ => {}
        }
    }
    state.pipelines.values_mut().for_each(forget_in_pipeline);
    state.boxes.values_mut().for_each(forget_in_box);
    (entries, state)
}

/// Earlier than whatever anybody says.
const LONG_AGO: Stamp = Stamp {
    at: Hlc::at(0),
    node: 0,
};

fn forget_in_box(record: &mut BoxRecord) {
    record.change(|head| {
        head.pipeline = Register::new(PIPELINE, LONG_AGO);
        head.stage_history = std::iter::once((head.stage.stamp, STAGE)).collect();
        head.position = Register::new(None, LONG_AGO);
        head.archived = Register::new(false, LONG_AGO);
        head.merged_into = Register::new(None, LONG_AGO);
    });
    assert!(record.assignees.is_empty() && record.followers.is_empty());
}

fn forget_in_pipeline(pipeline: &mut Pipeline) {
    pipeline.description = Register::new(String::new(), LONG_AGO);
    pipeline.icon = Register::new(String::new(), LONG_AGO);
    pipeline.theme = Register::new(Theme::Default, LONG_AGO);
    pipeline.sharing = Register::new(Sharing::Team(PipelineRole::Editor), LONG_AGO);
    let admin = Register::new(Some(PipelineRole::Admin), LONG_AGO);
    pipeline.members = LiteMap::new();
    pipeline.members.insert(ANN, admin);
    for stage in pipeline.stages.values_mut() {
        stage.gone_into = Register::new(None, LONG_AGO);
    }
    for field in pipeline.fields.values_mut() {
        field.description = Register::new(String::new(), LONG_AGO);
        field.former_choices = Register::new(Vec::new(), LONG_AGO);
        field.deleted = Register::new(false, LONG_AGO);
    }
}

/// One effect of every kind, alone.
pub(in crate::tests) fn old_effects() -> Vec<Effect> {
    let (entries, _) = old_log();
    let mut effects: Vec<Effect> = entries.into_iter().flat_map(|e| e.effects).collect();
    effects.push(Effect::ChangeBox {
        id: BOX,
        pipeline: PIPELINE,
        change: BoxChange::Thread(ThreadId("18f2a".to_owned()), None),
    });
    effects
}

/// The log in its scopes, as it comes today.
pub(in crate::tests) fn pull_reply() -> PullReply {
    reply(&log().0)
}

/// The log in its scopes, as version 1 had it.
pub(in crate::tests) fn old_pull_reply() -> PullReply {
    reply(&old_log().0)
}

fn reply(entries: &[LogEntry]) -> PullReply {
    PullReply {
        deltas: super::deltas(entries),
        lost: vec![Scope::Pipeline(PipelineId::from_bytes([11; 16]))],
        acked: 301,
        refused: refusals(),
        more: false,
    }
}

pub(in crate::tests) fn refusals() -> Vec<RefusedSeq> {
    let places = [
        Place::Member,
        Place::Pipeline,
        Place::PipelineName,
        Place::Stage,
        Place::StageName,
        Place::Field,
        Place::FieldName,
        Place::Choice,
        Place::Currency,
        Place::Box,
        Place::BoxName,
        Place::Notes,
        Place::Value,
        Place::Thread,
        Place::Email,
        Place::MemberName,
    ];
    let problems = [
        Problem::Empty,
        Problem::TooLong {
            most: 1_000,
            has: 10_000,
        },
        Problem::TooMany { most: 1, has: 2 },
        Problem::ControlCharacter { code: 0x1b },
        Problem::WrongType,
        Problem::Malformed,
        Problem::Duplicate,
    ];
    let mut reasons = vec![Refusal::NotAllowed];
    reasons.extend(places.map(Refusal::NotFound));
    reasons.extend(places.map(Refusal::AlreadyExists));
    reasons.extend(problems.map(|problem| Refusal::Invalid {
        place: Place::BoxName,
        problem,
    }));
    let refused = (300..).zip(reasons);
    refused
        .map(|(seq, reason)| RefusedSeq { seq, reason })
        .collect()
}
