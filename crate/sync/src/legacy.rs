//! Version 1 of the wire format: what records and messages looked like, and what they are now.
//!
//! Types that only grew new variants at their end read the old bytes as they are; these are the
//! others. Registers that version 1 did not have get the earliest stamp there is, which is the same
//! on every replica and earlier than whatever anybody says from now on.

use std::collections::{BTreeMap, VecDeque};

use boxwood_model::{
    Action, BoxChange, BoxId, BoxRecord, ClientId, Clock, Colour, Effect, Field, FieldId,
    FieldKind, Gather as _, Hlc, Key, LiteMap, Member, Millis, Mutation, Operation, OrderKey,
    Parts, Pipeline, PipelineId, Refusal, Register, Registers, Scope, SomeParts, Stage, StageId,
    Stamp, Thread, ThreadId, UserId, Value,
};
use serde::{Deserialize, Serialize};

use crate::checkpoint::{InManifest, Manifest, SegmentId, Shelf, Shelved};
use crate::journal::{Access, CommandId, Journal, PendingMutation, RefusedMutation};
use crate::protocol::{Hello, LogEntry, PullReply, PushRequest, RefusedSeq, ScopeDelta, ServerId};
use crate::replica::Facts;
use crate::undo::Done;

const BEFORE: Stamp = Stamp {
    at: Hlc::at(0),
    node: 0,
};

#[derive(Serialize, Deserialize)]
pub struct OldBox {
    id: BoxId,
    pipeline: PipelineId,
    created_at: Millis,
    created_by: UserId,
    name: Register<String>,
    notes: Register<String>,
    stage: Register<StageId>,
    values: Registers<FieldId, Value>,
    threads: Registers<ThreadId, Option<Thread>>,
    deleted: Register<bool>,
}

impl From<OldBox> for BoxRecord {
    fn from(old: OldBox) -> Self {
        let stage = old.stage.value;
        let mut record = Self::new(
            old.id,
            old.pipeline,
            stage,
            String::new(),
            old.created_by,
            BEFORE,
        );
        record.parts = SomeParts::from(Parts {
            threads: old.threads,
            ..Parts::default()
        });
        record.change(|head| {
            head.created_at = old.created_at;
            head.name = old.name;
            head.notes = old.notes;
            head.stage_history = std::iter::once((old.stage.stamp, stage)).collect();
            head.stage = old.stage;
            head.values = old.values;
            head.deleted = old.deleted;
        });
        record
    }
}

#[derive(Serialize, Deserialize)]
pub struct OldPipeline {
    id: PipelineId,
    created_at: Millis,
    created_by: UserId,
    name: Register<String>,
    stages: LiteMap<StageId, OldStage>,
    fields: LiteMap<FieldId, OldField>,
    deleted: Register<bool>,
}

#[derive(Serialize, Deserialize)]
struct OldStage {
    name: Register<String>,
    colour: Register<Colour>,
    order: Register<OrderKey>,
}

#[derive(Serialize, Deserialize)]
struct OldField {
    name: Register<String>,
    kind: Register<FieldKind>,
    order: Register<OrderKey>,
}

impl From<OldPipeline> for Pipeline {
    fn from(old: OldPipeline) -> Self {
        let stages = old.stages.into_iter().map(|(id, old)| {
            let stage = Stage {
                name: old.name,
                colour: old.colour,
                order: old.order,
                gone_into: Register::new(None, BEFORE),
            };
            (id, stage)
        });
        let fields = old.fields.into_iter().map(|(id, old)| {
            let field = Field {
                name: old.name,
                kind: old.kind,
                order: old.order,
                description: Register::new(String::new(), BEFORE),
                former_choices: Register::new(Vec::new(), BEFORE),
                deleted: Register::new(false, BEFORE),
            };
            (id, field)
        });
        Self {
            created_at: old.created_at,
            name: old.name,
            stages: stages.collect(),
            fields: fields.collect(),
            deleted: old.deleted,
            ..Self::new(old.id, String::new(), old.created_by, BEFORE)
        }
    }
}

#[derive(Serialize, Deserialize)]
pub enum OldEffect {
    PutMember(Member),
    CreatePipeline(OldPipeline),
    RenamePipeline {
        id: PipelineId,
        name: String,
    },
    CreateBox(OldBox),
    ChangeBox {
        id: BoxId,
        pipeline: PipelineId,
        change: BoxChange,
    },
}

impl From<OldEffect> for Effect {
    fn from(old: OldEffect) -> Self {
        match old {
            OldEffect::PutMember(member) => Self::PutMember(member),
            OldEffect::CreatePipeline(pipeline) => Self::CreatePipeline(Box::new(pipeline.into())),
            OldEffect::RenamePipeline { id, name } => Self::RenamePipeline { id, name },
            OldEffect::CreateBox(record) => Self::CreateBox(Box::new(record.into())),
            OldEffect::ChangeBox {
                id,
                pipeline,
                change,
            } => Self::ChangeBox {
                id,
                pipeline,
                change,
            },
        }
    }
}

#[derive(Serialize, Deserialize)]
pub struct OldEntry {
    client: ClientId,
    seq: u64,
    actor: Option<UserId>,
    stamp: Stamp,
    effects: Vec<OldEffect>,
}

impl From<OldEntry> for LogEntry {
    fn from(old: OldEntry) -> Self {
        Self {
            client: old.client,
            seq: old.seq,
            actor: old.actor,
            stamp: old.stamp,
            effects: old.effects.into_iter().map(Effect::from).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub struct OldPullReply {
    deltas: Vec<OldDelta>,
    lost: Vec<Scope>,
    acked: u64,
    refused: Vec<RefusedSeq>,
    more: bool,
}

#[derive(Serialize, Deserialize)]
struct OldDelta {
    scope: Scope,
    from: u64,
    entries: Vec<OldEntry>,
}

impl From<OldPullReply> for PullReply {
    fn from(old: OldPullReply) -> Self {
        let deltas = old.deltas.into_iter().map(|old| ScopeDelta {
            scope: old.scope,
            from: old.from,
            entries: old.entries.into_iter().map(LogEntry::from).collect(),
        });
        Self {
            deltas: deltas.collect(),
            lost: old.lost,
            acked: old.acked,
            refused: old.refused,
            more: old.more,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub struct OldPushRequest {
    server: ServerId,
    client: ClientId,
    first: u64,
    intents: Vec<(Hlc, Operation)>,
}

impl From<OldPushRequest> for PushRequest {
    fn from(old: OldPushRequest) -> Self {
        let intents = old.intents.into_iter();
        Self {
            server: old.server,
            client: old.client,
            first: old.first,
            intents: intents
                .map(|(at, operation)| (at, Action::from(operation)))
                .collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct OldMutation {
    client: ClientId,
    seq: u64,
    at: Hlc,
    operation: Operation,
}

impl From<OldMutation> for Mutation {
    fn from(old: OldMutation) -> Self {
        Self {
            client: old.client,
            seq: old.seq,
            at: old.at,
            action: old.operation.into(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub struct OldPending {
    command: CommandId,
    mutation: OldMutation,
}

impl From<OldPending> for PendingMutation {
    fn from(old: OldPending) -> Self {
        Self {
            command: old.command,
            mutation: old.mutation.into(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct OldRefused {
    number: u64,
    mutation: OldMutation,
    reason: Refusal,
}

impl From<OldRefused> for RefusedMutation {
    fn from(old: OldRefused) -> Self {
        Self {
            number: old.number,
            mutation: old.mutation.into(),
            reason: old.reason,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub enum OldJournal {
    Intended(OldPending),
    Absorbed(OldPullReply),
    SignedIn { access: Access, hello: Hello },
    SignedOut,
    Dismissed { number: u64 },
    Renamed { client: ClientId },
}

impl From<OldJournal> for Journal {
    fn from(old: OldJournal) -> Self {
        match old {
            OldJournal::Intended(pending) => Self::Intended(pending.into()),
            OldJournal::Absorbed(reply) => Self::Absorbed(reply.into()),
            OldJournal::SignedIn { access, hello } => Self::SignedIn { access, hello },
            OldJournal::SignedOut => Self::SignedOut,
            OldJournal::Dismissed { number } => Self::Dismissed { number },
            OldJournal::Renamed { client } => Self::Renamed { client },
        }
    }
}

#[derive(Serialize, Deserialize)]
struct OldFacts {
    client: ClientId,
    access: Option<Access>,
    address: Option<String>,
    identity: Option<Hello>,
    cursors: BTreeMap<Scope, u64>,
    pending: VecDeque<OldPending>,
    refused: Vec<OldRefused>,
    refusals: u64,
    commands: VecDeque<(CommandId, Option<Key>)>,
    last_seq: u64,
    acked: u64,
    clock: Clock,
}

impl From<OldFacts> for Facts {
    fn from(old: OldFacts) -> Self {
        Self {
            client: old.client,
            access: old.access,
            address: old.address,
            identity: old.identity,
            cursors: old.cursors,
            pending: old.pending.into_iter().map(PendingMutation::from).collect(),
            refused: old.refused.into_iter().map(RefusedMutation::from).collect(),
            refusals: old.refusals,
            commands: old.commands,
            last_seq: old.last_seq,
            acked: old.acked,
            clock: old.clock,
            done: Done::default(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct OldManifest {
    facts: OldFacts,
    members: Vec<Member>,
    pipelines: Vec<OldPipeline>,
    segments: Vec<(BoxId, SegmentId)>,
    next: SegmentId,
    journal: u64,
}

impl From<OldManifest> for Manifest {
    fn from(old: OldManifest) -> Self {
        let mut records = InManifest::default();
        let members = old.members.into_iter().map(|member| (member.id, member));
        records.members = members.gather();
        let pipelines = old.pipelines.into_iter().map(Pipeline::from);
        records.pipelines = pipelines.map(|pipeline| (pipeline.id, pipeline)).gather();
        let segments = old.segments.into_iter();
        Self {
            facts: old.facts.into(),
            records,
            segments: segments
                .map(|(id, segment)| (Shelf::Boxes, *id.as_bytes(), segment))
                .collect(),
            next: old.next,
            journal: old.journal,
        }
    }
}

/// The boxes of a segment: version 1 had no other segments.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct OldBoxes(Vec<OldBox>);

impl From<OldBoxes> for Shelved<BoxRecord> {
    fn from(old: OldBoxes) -> Self {
        Self(old.0.into_iter().map(BoxRecord::from).collect())
    }
}
