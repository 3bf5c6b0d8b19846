//! Tests of timelines.

mod deriving;
mod folding;

use crate::{
    Action, Actor, BoxId, ClientId, Colour, Context, FieldId, FieldKind, FieldSpec, Happening, Hlc,
    Operation, PipelineId, Role, StageId, StageSpec, Stamp, State, UserId, happenings,
};

const ANN: UserId = UserId::from_bytes([1; 16]);
const BEN: UserId = UserId::from_bytes([2; 16]);
const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
const OTHER: PipelineId = PipelineId::from_bytes([11; 16]);
const LEAD: StageId = StageId::from_bytes([20; 16]);
const WON: StageId = StageId::from_bytes([21; 16]);
const TEXT: FieldId = FieldId::from_bytes([30; 16]);
const BOX: BoxId = BoxId::from_bytes([50; 16]);
const SECOND: BoxId = BoxId::from_bytes([51; 16]);

const MINUTE: u64 = 60_000;
const START: u64 = 1_800_000_000_000;

/// A team of two with a pipeline, and what happened since.
struct Story {
    state: State,
    told: Vec<Happening>,
}

/// The stamp of this minute of the story, of an intent of this person.
fn stamp(minute: u64, person: UserId) -> Stamp {
    let client = ClientId::from_bytes(*person.as_bytes());
    Stamp::new(Hlc::at(START + minute * MINUTE), client)
}

fn pipeline(id: PipelineId, field: FieldKind) -> Operation {
    let stage = |id, name: &str| StageSpec {
        id,
        name: name.to_owned(),
        colour: Colour::from_hex(0x1a_73_e8),
    };
    Operation::CreatePipeline {
        id,
        name: "Sales".to_owned(),
        stages: vec![stage(LEAD, "Lead"), stage(WON, "Won")],
        fields: vec![FieldSpec {
            id: TEXT,
            name: "City".to_owned(),
            kind: field,
        }],
    }
}

fn create(id: BoxId, name: &str) -> Operation {
    Operation::CreateBox {
        id,
        pipeline: PIPELINE,
        stage: LEAD,
        name: name.to_owned(),
        thread: None,
    }
}

impl Story {
    fn new() -> Self {
        let mut story = Self {
            state: State::default(),
            told: Vec::new(),
        };
        for (id, name) in [(ANN, "ann"), (BEN, "ben")] {
            let add = Operation::AddMember {
                id,
                email: format!("{name}@boxwood.example"),
                name: name.to_owned(),
                role: Role::Member,
            };
            story.act(Actor::Operator, stamp(0, id), add.into());
        }
        story.does(ANN, 0, pipeline(PIPELINE, FieldKind::Text));
        story.does(ANN, 0, create(BOX, "Acme"));
        story.told.clear();
        story
    }

    /// Somebody does something at this minute; returns what happened.
    fn does(&mut self, person: UserId, minute: u64, action: impl Into<Action>) -> Vec<Happening> {
        self.act(Actor::User(person), stamp(minute, person), action.into())
    }

    fn act(&mut self, actor: Actor, stamp: Stamp, action: Action) -> Vec<Happening> {
        let context = Context { actor, stamp };
        let effects = action.plan(context, &self.state).unwrap();
        let by = match actor {
            Actor::User(person) => Some(person),
            Actor::Operator => None,
        };
        let told = happenings(&effects, stamp, by, &self.state);
        for effect in &effects {
            effect.apply(stamp, &mut self.state);
        }
        self.told.extend(told.clone());
        told
    }
}
