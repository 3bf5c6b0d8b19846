//! One of every message, and records for them.

pub(super) mod first;
pub(super) mod operations;

use std::collections::BTreeMap;

use boxwood_model::{
    Action, Actor, BoxChange, BoxId, BoxOperation, ChoiceId, ClientId, Clock, Context, Effect, Hlc,
    Key, Limits, Operation, PipelineId, Place, Problem, Record, Refusal, Scope, StageId, Stamp,
    State, TeamId, Thread, ThreadId, UserId, happenings,
};

use crate::{
    Access, Adoption, AdoptionReply, Hello, HistoryReply, HistoryRequest, Journal, LiveNotice,
    LogEntry, PendingMutation, PullReply, PullRequest, PushReply, PushRequest, RefusedSeq,
    ScopeDelta, ServerId, Settled, StateHash, Step, Subject, Told, Turn,
};

pub(super) const SERVER: ServerId = ServerId([7; 16]);
pub(super) const TEAM: TeamId = TeamId::from_bytes([8; 16]);
pub(super) const ANN: UserId = UserId::from_bytes([1; 16]);
pub(super) const CLIENT: ClientId = ClientId::from_bytes([9; 16]);
pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
pub(super) const STAGE: StageId = StageId::from_bytes([20; 16]);
pub(super) const CHOICE: ChoiceId = ChoiceId::from_bytes([40; 16]);
pub(super) const BOX: BoxId = BoxId::from_bytes([50; 16]);
const BEN: UserId = UserId::from_bytes([2; 16]);
pub(super) const OTHER: PipelineId = PipelineId::from_bytes([12; 16]);
const OTHER_STAGE: StageId = StageId::from_bytes([22; 16]);
const OTHER_BOX: BoxId = BoxId::from_bytes([51; 16]);
const COPY: BoxId = BoxId::from_bytes([52; 16]);

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

/// A conversation.
fn thread() -> (ThreadId, Thread) {
    let subject = "Re: <img onerror=alert(1)> 🙂".to_owned();
    (ThreadId("18f2a".to_owned()), Thread { subject })
}

/// One of every operation, with every kind of field and value among them.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = first::operations();
    all.extend(operations::team());
    all.extend(operations::pipelines());
    all.extend(operations::address_book());
    all.extend(operations::boxes());
    all.extend(operations::views());
    all
}

/// When, and what: each operation alone, then some of them together, one that undoes what others
/// did, and one that waits for thirty days.
pub(super) fn intents() -> Vec<(Hlc, Action)> {
    let alone = operations().into_iter().map(Action::from);
    let mut intents: Vec<(Hlc, Action)> = (1..).map(at).zip(alone).collect();
    let rename = |name: &str| Operation::RenameBox {
        id: COPY,
        name: name.to_owned(),
    };
    let both = Action {
        operations: vec![
            rename("Gamma"),
            Operation::SetNotes {
                id: COPY,
                notes: "both or neither".to_owned(),
            },
        ],
        undoes: None,
    };
    let n = intents.len() as u64 + 1;
    let undo = Action {
        operations: vec![rename("Acme again")],
        undoes: Some(Stamp::new(at(n), CLIENT)),
    };
    intents.push((at(n), both));
    intents.push((at(n + 1), undo));
    intents.push((at(n + 2), Operation::DeleteBox { id: COPY }.into()));
    let later = at(n + 2 + Limits::BIN);
    intents.push((later, Operation::Box(COPY, BoxOperation::Forget).into()));
    intents
}

/// What all the intents do, one log entry each, and the records that come of it.
pub(super) fn log() -> (Vec<LogEntry>, State) {
    log_of(intents())
}

fn log_of(intents: Vec<(Hlc, Action)>) -> (Vec<LogEntry>, State) {
    let mut state = State::default();
    let mut entries = Vec::new();
    for (seq, (at, action)) in (1..).zip(intents) {
        let stamp = Stamp::new(at, CLIENT);
        let operator = matches!(action.operations[..], [Operation::AddMember { .. }]);
        let actor = if operator {
            Actor::Operator
        } else {
            Actor::User(ANN)
        };
        let effects = action.plan(Context { actor, stamp }, &state);
        let effects = effects.unwrap_or_else(|refusal| panic!("{action:?}: {refusal}"));
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

/// Log entries, each taken apart into its scopes.
fn deltas(entries: &[LogEntry]) -> Vec<ScopeDelta> {
    let mut deltas: BTreeMap<Scope, Vec<LogEntry>> = BTreeMap::new();
    for entry in entries {
        let mut parts: BTreeMap<Scope, Vec<Effect>> = BTreeMap::new();
        for effect in &entry.effects {
            let part = parts.entry(effect.scope()).or_default();
            part.push(effect.clone());
        }
        for (scope, effects) in parts {
            let part = LogEntry {
                effects,
                ..entry.clone()
            };
            deltas.entry(scope).or_default().push(part);
        }
    }
    let deltas = deltas.into_iter().map(|(scope, entries)| ScopeDelta {
        scope,
        from: 0,
        entries,
    });
    deltas.collect()
}

pub(super) fn push_request() -> PushRequest {
    PushRequest {
        server: SERVER,
        client: CLIENT,
        first: 300,
        intents: intents(),
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
            (Scope::Assigned(OTHER, ANN), 1),
        ],
        settled: 299,
    }
}

/// The log in its scopes, and a refusal of every kind.
pub(super) fn pull_reply() -> PullReply {
    PullReply {
        deltas: deltas(&log().0),
        lost: vec![
            Scope::Pipeline(PipelineId::from_bytes([11; 16])),
            Scope::Assigned(PIPELINE, ANN),
        ],
        acked: 301,
        refused: refusals(),
        more: false,
    }
}

/// A refusal of every kind, at every place.
pub(super) fn refusals() -> Vec<RefusedSeq> {
    let places = [
        Place::TeamName,
        Place::Role,
        Place::Invitation,
        Place::PipelineRole,
        Place::PermissionSet,
        Place::PermissionSetName,
        Place::Description,
        Place::Icon,
        Place::Assignee,
        Place::Follower,
        Place::Link,
        Place::Mail,
        Place::Task,
        Place::TaskText,
        Place::Due,
        Place::Comment,
        Place::CommentText,
        Place::Mention,
        Place::Reaction,
        Place::Meeting,
        Place::File,
        Place::FileName,
        Place::Url,
        Place::Contact,
        Place::ContactName,
        Place::Phone,
        Place::Address,
        Place::Handle,
        Place::Organization,
        Place::OrganizationName,
        Place::Domain,
        Place::Snippet,
        Place::SnippetName,
        Place::SnippetText,
        Place::Shortcut,
        Place::View,
        Place::ViewName,
        Place::ViewShape,
        Place::Formula,
        Place::Setting,
        Place::Action,
    ];
    let problems = [
        Problem::Last,
        Problem::NotHere,
        Problem::TooEarly { days: 30 },
    ];
    let mut reasons: Vec<Refusal> = first::refusals().into_iter().map(|r| r.reason).collect();
    reasons.extend(places.map(Refusal::NotFound));
    reasons.extend(problems.map(|problem| Refusal::Invalid {
        place: Place::BoxName,
        problem,
    }));
    reasons.push(Refusal::NothingToUndo);
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
        heads: vec![
            (Scope::Team, 4),
            (Scope::Pipeline(PIPELINE), 70_001),
            (Scope::Assigned(OTHER, ANN), 2),
        ],
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
        did(),
    ]
}

/// One record and one happening that move to a server.
pub(super) fn adoption() -> Adoption {
    let (_, state) = log();
    let records: Vec<Record> = state.records().take(1).collect();
    let mut hash = StateHash::default();
    for record in &records {
        hash.add(record).expect("a record that can be written");
    }
    let told = history_reply().happenings.into_iter();
    Adoption {
        server: SERVER,
        name: ClientId::from_bytes([29; 16]),
        user: ANN,
        piece: 1,
        pieces: 2,
        heads: vec![(Scope::Team, 1)],
        records,
        told: told.map(|(_, told)| (Scope::Team, told)).collect(),
        hash,
        replica: (CLIENT, 4),
        at: at(5),
    }
}

pub(super) fn adoption_reply() -> AdoptionReply {
    AdoptionReply {
        next: 2,
        applied: true,
        heads: vec![(Scope::Team, 2)],
    }
}

/// What a replica without a server notes down.
pub(super) fn alone() -> [Journal; 4] {
    let told = history_reply().happenings.into_iter();
    let told = told.map(|(number, happening)| Told {
        number,
        scope: Scope::Team,
        happening,
    });
    let settled = Settled {
        reply: pull_reply(),
        told: told.collect(),
    };
    [
        Journal::Alone {
            hello: hello(),
            settled: settled.clone(),
        },
        Journal::Settled(settled),
        Journal::Moving { access: access() },
        Journal::Moved {
            hello: hello(),
            cursors: Some(vec![(Scope::Team, 3), (Scope::Pipeline(PIPELINE), 9)]),
        },
    ]
}

/// An intent that can be undone.
fn did() -> Journal {
    let mutation = push_request().mutations().nth(1);
    let mutation = mutation.expect("a second intent");
    let action = Action {
        operations: operations().into_iter().take(1).collect(),
        undoes: Some(Stamp::new(mutation.at, mutation.client)),
    };
    let pending = PendingMutation {
        command: [7; 16],
        mutation,
    };
    Journal::Did {
        pending,
        turn: Turn::Do,
        back: Some(Step::new("renameBox".to_owned(), action)),
    }
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

/// Asks what happened to a box.
pub(super) fn history_request() -> HistoryRequest {
    HistoryRequest {
        server: SERVER,
        subject: Subject::Record(Key::Box(BOX)),
        before: Some(70_000),
        most: 50,
    }
}

/// What the sample effects do, in people's terms, and an edit that lost.
pub(super) fn history_reply() -> HistoryReply {
    let mut told = Vec::new();
    let mut state = State::default();
    for entry in log().0 {
        told.extend(happenings(&entry.effects, entry.stamp, entry.actor, &state));
        for effect in &entry.effects {
            effect.apply(entry.stamp, &mut state);
        }
    }
    let late = Effect::ChangeBox {
        id: BOX,
        pipeline: state.boxes[&BOX].pipeline(),
        change: BoxChange::Name("Too late".to_owned()),
    };
    told.extend(happenings(&[late], Stamp::default(), Some(ANN), &state));
    HistoryReply {
        happenings: (1..).zip(told).collect(),
        more: true,
    }
}
