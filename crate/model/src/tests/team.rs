//! A small team to try operations on.

use crate::{
    Actor, BoxId, Choice, ChoiceId, ClientId, Colour, Context, Effect, FieldId, FieldKind,
    FieldSpec, Hlc, Operation, PipelineId, Refusal, Role, StageId, StageSpec, Stamp, State, Thread,
    ThreadId, UserId,
};

pub(super) const OWNER: UserId = UserId::from_bytes([1; 16]);
pub(super) const MEMBER: UserId = UserId::from_bytes([2; 16]);
pub(super) const REMOVED: UserId = UserId::from_bytes([3; 16]);
pub(super) const STRANGER: UserId = UserId::from_bytes([4; 16]);

pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
pub(super) const FIRST: StageId = StageId::from_bytes([20; 16]);
pub(super) const SECOND: StageId = StageId::from_bytes([21; 16]);
pub(super) const TEXT: FieldId = FieldId::from_bytes([30; 16]);
pub(super) const NUMBER: FieldId = FieldId::from_bytes([31; 16]);
pub(super) const MONEY: FieldId = FieldId::from_bytes([32; 16]);
pub(super) const DATE: FieldId = FieldId::from_bytes([33; 16]);
pub(super) const CHECK: FieldId = FieldId::from_bytes([34; 16]);
pub(super) const CHOICE: FieldId = FieldId::from_bytes([35; 16]);
pub(super) const PERSON: FieldId = FieldId::from_bytes([36; 16]);
pub(super) const LOW: ChoiceId = ChoiceId::from_bytes([40; 16]);
pub(super) const HIGH: ChoiceId = ChoiceId::from_bytes([41; 16]);
pub(super) const BOX: BoxId = BoxId::from_bytes([50; 16]);
pub(super) const GONE: BoxId = BoxId::from_bytes([51; 16]);

/// The stamp of this millisecond of 2026, from the replica of this number.
pub(super) fn stamp(millis: u64, replica: u8) -> Stamp {
    let client = ClientId::from_bytes([replica; 16]);
    Stamp::new(Hlc::at(1_800_000_000_000 + millis), client)
}

pub(super) fn thread(id: &str, subject: &str) -> (ThreadId, Thread) {
    let subject = subject.to_owned();
    (ThreadId(id.to_owned()), Thread { subject })
}

pub(super) fn stage(id: StageId, name: &str) -> StageSpec {
    StageSpec {
        id,
        name: name.to_owned(),
        colour: Colour::from_hex(0x1a_73_e8),
    }
}

pub(super) fn field(id: FieldId, name: &str, kind: FieldKind) -> FieldSpec {
    FieldSpec {
        id,
        name: name.to_owned(),
        kind,
    }
}

/// Does what an operation does, as the actor at that time.
pub(super) fn perform(
    state: &mut State,
    actor: Actor,
    stamp: Stamp,
    operation: &Operation,
) -> Result<Vec<Effect>, Refusal> {
    let effects = operation.plan(Context { actor, stamp }, state)?;
    for effect in &effects {
        effect.apply(stamp, state);
    }
    Ok(effects)
}

/// What the operation is refused for, by the owner's leave.
pub(super) fn refusal(state: &State, operation: &Operation) -> Option<Refusal> {
    let actor = Actor::User(OWNER);
    let stamp = stamp(9_000, 9);
    operation.plan(Context { actor, stamp }, state).err()
}

pub(super) fn add(id: UserId, email: &str, role: Role) -> Operation {
    Operation::AddMember {
        id,
        email: email.to_owned(),
        name: email.to_owned(),
        role,
    }
}

pub(super) fn create_pipeline() -> Operation {
    let choice = |id, name: &str| Choice {
        id,
        name: name.to_owned(),
    };
    let choices = vec![choice(LOW, "low"), choice(HIGH, "high")];
    Operation::CreatePipeline {
        id: PIPELINE,
        name: "Sales".to_owned(),
        stages: vec![stage(FIRST, "Lead"), stage(SECOND, "Won")],
        fields: vec![
            field(TEXT, "Text", FieldKind::Text),
            field(NUMBER, "Number", FieldKind::Number),
            field(MONEY, "Money", FieldKind::Currency("EUR".to_owned())),
            field(DATE, "Date", FieldKind::Date),
            field(CHECK, "Check", FieldKind::Checkbox),
            field(CHOICE, "Choice", FieldKind::Dropdown(choices)),
            field(PERSON, "Person", FieldKind::Person),
        ],
    }
}

pub(super) fn create_box(id: BoxId, name: &str) -> Operation {
    Operation::CreateBox {
        id,
        pipeline: PIPELINE,
        stage: FIRST,
        name: name.to_owned(),
        thread: Some(thread("18f", "Hello")),
    }
}

/// An owner, a member, somebody who was one, a pipeline, a box and a deleted box.
pub(super) fn team() -> State {
    let mut state = State::default();
    let operator = [
        add(OWNER, "ann@boxwood.example", Role::Owner),
        add(MEMBER, "ben@boxwood.example", Role::Member),
        add(REMOVED, "cem@boxwood.example", Role::Removed),
    ];
    let owner = [
        create_pipeline(),
        create_box(BOX, "Acme"),
        create_box(GONE, "Gone"),
        Operation::DeleteBox { id: GONE },
    ];
    for (n, operation) in (0..).zip(&operator) {
        let done = perform(&mut state, Actor::Operator, stamp(n, 1), operation);
        assert!(done.is_ok(), "{operation:?}: {done:?}");
    }
    for (n, operation) in (100..).zip(&owner) {
        let done = perform(&mut state, Actor::User(OWNER), stamp(n, 1), operation);
        assert!(done.is_ok(), "{operation:?}: {done:?}");
    }
    state
}

/// One of every operation, each of which the owner may do in [`team`].
pub(super) fn every_operation() -> Vec<Operation> {
    let (thread, about) = thread("18e", "Again");
    let other = PipelineId::from_bytes([11; 16]);
    vec![
        add(STRANGER, "dora@boxwood.example", Role::Member),
        Operation::CreatePipeline {
            id: other,
            name: "Hiring".to_owned(),
            stages: vec![stage(FIRST, "Applied")],
            fields: vec![],
        },
        Operation::RenamePipeline {
            id: PIPELINE,
            name: "Deals".to_owned(),
        },
        create_box(BoxId::from_bytes([52; 16]), "New"),
        Operation::RenameBox {
            id: BOX,
            name: "Acme Ltd".to_owned(),
        },
        Operation::SetNotes {
            id: BOX,
            notes: "first\n\tsecond\r\n".to_owned(),
        },
        Operation::MoveBox {
            id: BOX,
            stage: SECOND,
        },
        Operation::SetField {
            id: BOX,
            field: TEXT,
            value: crate::Value::Text("hello".to_owned()),
        },
        Operation::AddThread {
            id: BOX,
            thread,
            about,
        },
        Operation::RemoveThread {
            id: BOX,
            thread: ThreadId("18f".to_owned()),
        },
        Operation::DeleteBox { id: BOX },
        Operation::RestoreBox { id: GONE },
    ]
}
