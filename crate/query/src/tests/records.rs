//! Records to make tables of, without the rules that make them in earnest.

use boxwood_model::{
    BoxId, BoxRecord, Choice, ChoiceId, ClientId, Colour, Field, FieldId, FieldKind, Hlc, LiteMap,
    Member, OrderKey, Pipeline, PipelineId, Register, Role, Stage, StageId, Stamp, State, UserId,
    Value,
};

pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
pub(super) const ELSEWHERE: PipelineId = PipelineId::from_bytes([11; 16]);
pub(super) const TEXT: FieldId = FieldId::from_bytes([30; 16]);
pub(super) const NUMBER: FieldId = FieldId::from_bytes([31; 16]);
pub(super) const DATE: FieldId = FieldId::from_bytes([32; 16]);
pub(super) const CHECK: FieldId = FieldId::from_bytes([33; 16]);
pub(super) const CHOICE: FieldId = FieldId::from_bytes([34; 16]);
pub(super) const PERSON: FieldId = FieldId::from_bytes([35; 16]);

pub(super) const STAGES: [StageId; 3] = [
    StageId::from_bytes([22; 16]),
    StageId::from_bytes([20; 16]),
    StageId::from_bytes([21; 16]),
];
/// The choices in the field's order, which is not that of their ids.
pub(super) const CHOICES: [ChoiceId; 3] = [
    ChoiceId::from_bytes([42; 16]),
    ChoiceId::from_bytes([40; 16]),
    ChoiceId::from_bytes([41; 16]),
];
/// Zoe, adam and Mia: by name the second is first.
pub(super) const PEOPLE: [UserId; 3] = [
    UserId::from_bytes([1; 16]),
    UserId::from_bytes([2; 16]),
    UserId::from_bytes([3; 16]),
];

pub(super) fn stamp() -> Stamp {
    Stamp::new(Hlc::at(1_000), ClientId::from_bytes([1; 16]))
}

fn register<T: PartialOrd>(value: T) -> Register<T> {
    Register::new(value, stamp())
}

pub(super) fn id(n: u64) -> BoxId {
    BoxId::from_parts(n, [0; 10])
}

pub(super) fn record(n: u64, stage: usize, name: &str) -> BoxRecord {
    BoxRecord {
        id: id(n),
        pipeline: PIPELINE,
        created_at: n,
        created_by: PEOPLE[0],
        name: register(name.to_owned()),
        notes: register(String::new()),
        stage: register(STAGES[stage % STAGES.len()]),
        values: LiteMap::new(),
        threads: LiteMap::new(),
        deleted: register(false),
    }
}

pub(super) fn with(mut record: BoxRecord, field: FieldId, value: Value) -> BoxRecord {
    record.values.insert(field, register(value));
    record
}

pub(super) fn pipeline() -> Pipeline {
    let kinds = [
        (TEXT, FieldKind::Text),
        (NUMBER, FieldKind::Number),
        (DATE, FieldKind::Date),
        (CHECK, FieldKind::Checkbox),
        (
            CHOICE,
            FieldKind::Dropdown(
                CHOICES
                    .into_iter()
                    .map(|id| Choice {
                        id,
                        name: id.to_string(),
                    })
                    .collect(),
            ),
        ),
        (PERSON, FieldKind::Person),
    ];
    let fields = kinds.into_iter().map(|(id, kind)| {
        let field = Field {
            name: register("Field".to_owned()),
            kind: register(kind),
            order: register(OrderKey::default()),
        };
        (id, field)
    });
    let stages = STAGES.into_iter().map(|id| {
        let stage = Stage {
            name: register("Stage".to_owned()),
            colour: register(Colour::from_hex(0)),
            order: register(OrderKey::default()),
        };
        (id, stage)
    });
    Pipeline {
        id: PIPELINE,
        created_at: 0,
        created_by: PEOPLE[0],
        name: register("Pipeline".to_owned()),
        stages: stages.collect(),
        fields: fields.collect(),
        deleted: register(false),
    }
}

/// The pipeline, the people, and these boxes.
pub(super) fn state(boxes: impl IntoIterator<Item = BoxRecord>) -> State {
    let mut state = State::default();
    state.pipelines.insert(PIPELINE, pipeline());
    for (id, name) in PEOPLE.into_iter().zip(["Zoe", "adam", "Mia"]) {
        let member = Member {
            id,
            email: format!("{name}@boxwood.example"),
            name: register(name.to_owned()),
            role: register(Role::Member),
        };
        state.members.insert(id, member);
    }
    state.boxes = boxes.into_iter().map(|b| (b.id, b)).collect();
    state
}
