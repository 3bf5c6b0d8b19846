//! One of every message, and records for them.

use boxwood_model::{
    Actor, BoxChange, BoxId, Choice, ChoiceId, ClientId, Clock, Colour, Context, Date, Decimal,
    Effect, FieldId, FieldKind, FieldSpec, Hlc, Operation, PipelineId, Place, Problem, Refusal,
    Role, Scope, StageId, StageSpec, Stamp, State, TeamId, Thread, ThreadId, UserId, Value,
};

use crate::{
    Access, Hello, Journal, LiveNotice, LogEntry, PendingMutation, PullReply, PullRequest,
    PushReply, PushRequest, RefusedSeq, ScopeDelta, ServerId,
};

pub(super) const SERVER: ServerId = ServerId([7; 16]);
pub(super) const TEAM: TeamId = TeamId::from_bytes([8; 16]);
pub(super) const ANN: UserId = UserId::from_bytes([1; 16]);
pub(super) const CLIENT: ClientId = ClientId::from_bytes([9; 16]);
pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
pub(super) const STAGE: StageId = StageId::from_bytes([20; 16]);
pub(super) const CHOICE: ChoiceId = ChoiceId::from_bytes([40; 16]);
pub(super) const BOX: BoxId = BoxId::from_bytes([50; 16]);

pub(super) fn at(millis: u64) -> Hlc {
    Hlc::at(1_800_000_000_000 + millis).next()
}

pub(super) fn hello() -> Hello {
    Hello {
        server: SERVER,
        team: TEAM,
        user: ANN,
        email: "ann@boxwood.example".to_owned(),
        now: 1_800_000_000_000,
    }
}

pub(super) fn access() -> Access {
    Access {
        address: "https://boxwood.example".to_owned(),
        token: "secret".to_owned(),
    }
}

fn thread() -> (ThreadId, Thread) {
    let subject = "Re: <img onerror=alert(1)> 🙂".to_owned();
    (ThreadId("18f2a".to_owned()), Thread { subject })
}

/// One of every operation, with every kind of field and value among them.
pub(super) fn operations() -> Vec<Operation> {
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

/// What all the operations do, one log entry each, and the records that come of it.
pub(super) fn log() -> (Vec<LogEntry>, State) {
    let mut state = State::default();
    let mut entries = Vec::new();
    for (seq, operation) in (1..).zip(operations()) {
        let stamp = Stamp::new(at(seq), CLIENT);
        let operator = matches!(operation, Operation::AddMember { .. });
        let actor = if operator {
            Actor::Operator
        } else {
            Actor::User(ANN)
        };
        // Threads and boxes are taken out and put back on the way: what cannot be is left out.
        let context = Context { actor, stamp };
        let Ok(effects) = operation.plan(context, &state) else {
            continue;
        };
        for effect in &effects {
            effect.apply(stamp, &mut state);
        }
        entries.push(LogEntry {
            client: CLIENT,
            seq,
            actor: (!operator).then_some(ANN),
            stamp,
            effects,
        });
    }
    (entries, state)
}

pub(super) fn push_request() -> PushRequest {
    PushRequest {
        server: SERVER,
        client: CLIENT,
        first: 300,
        intents: (0..).map(at).zip(operations()).collect(),
    }
}

pub(super) fn pull_request() -> PullRequest {
    PullRequest {
        server: SERVER,
        client: CLIENT,
        cursors: vec![
            (Scope::Team, 3),
            (Scope::Pipeline(PIPELINE), 70_000),
            (Scope::User(ANN), 0),
        ],
        settled: 299,
    }
}

/// The log in its scopes, and a refusal of every kind.
pub(super) fn pull_reply() -> PullReply {
    let (entries, _) = log();
    let (team, rest): (Vec<_>, Vec<_>) = entries.into_iter().partition(|e| e.actor.is_none());
    let delta = |scope, entries| ScopeDelta {
        scope,
        from: 0,
        entries,
    };
    PullReply {
        deltas: vec![
            delta(Scope::Team, team),
            delta(Scope::Pipeline(PIPELINE), rest),
        ],
        lost: vec![Scope::Pipeline(PipelineId::from_bytes([11; 16]))],
        acked: 301,
        refused: refusals(),
        more: false,
    }
}

pub(super) fn refusals() -> Vec<RefusedSeq> {
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

pub(super) fn push_reply() -> PushReply {
    PushReply {
        acked: 310,
        clock_ahead: Some(86_400_000),
    }
}

pub(super) fn live_notice() -> LiveNotice {
    LiveNotice {
        heads: vec![(Scope::Team, 4), (Scope::Pipeline(PIPELINE), 70_001)],
    }
}

/// One journal record of every kind.
pub(super) fn journal() -> Vec<Journal> {
    let mutation = push_request().mutations().next().unwrap();
    vec![
        Journal::Intended(PendingMutation {
            command: [6; 16],
            mutation,
        }),
        Journal::Absorbed(pull_reply()),
        Journal::SignedIn {
            access: access(),
            hello: hello(),
        },
        Journal::SignedOut,
        Journal::Dismissed { number: 2 },
        Journal::Renamed {
            client: ClientId::from_bytes([19; 16]),
        },
    ]
}

/// One effect of every kind, alone.
pub(super) fn effects() -> Vec<Effect> {
    let (entries, _) = log();
    let mut effects: Vec<Effect> = entries.into_iter().flat_map(|e| e.effects).collect();
    effects.push(Effect::ChangeBox {
        id: BOX,
        pipeline: PIPELINE,
        change: BoxChange::Thread(ThreadId("18f2a".to_owned()), None),
    });
    effects
}

pub(super) fn clock() -> Clock {
    let mut clock = Clock::default();
    clock.observe(at(5));
    clock
}
