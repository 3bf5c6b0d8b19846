//! Somebody who does things and looks at them, without a replica, a disk or a server.

use std::collections::BTreeSet;

use boxwood_model::{
    Action, Actor, ClientId, Context, Effect, Hlc, Key, Layered, Member, Register, Role, Stamp,
    State, UserId,
};
use boxwood_query::Now;
use boxwood_sync::{Damage, Done, Replica};

use crate::api::{
    Command, Connection, Failure, FieldInput, KindInput, PipelineView, Query, StageInput,
    StorageState, View,
};
use crate::files::Desktop;
use crate::history::Histories;
use crate::host::Moment;
use crate::index::Index;
use crate::status;
use crate::suggestions::Suggestions;
use crate::translate::{FreshIds, Seen, action, refusal};
use crate::views::Answering;

pub(super) const ANA: UserId = UserId::from_bytes([1; 16]);
pub(super) const BEN: UserId = UserId::from_bytes([2; 16]);
/// 2026-03-09T12:00Z.
pub(super) const NOON: u64 = 1_773_057_600_000;

pub(super) struct Desk {
    pub(super) state: State,
    pub(super) index: Index,
    pub(super) done: Done,
    histories: Histories,
    pub(super) now: u64,
    /// The replica that things are done on.
    pub(super) client: ClientId,
    commands: u8,
}

impl Desk {
    /// Ana's, who owns a team that Ben is in too.
    pub(super) fn new() -> Self {
        let mut state = State::default();
        let stamp = Stamp::new(Hlc::at(NOON), ClientId::from_bytes([9; 16]));
        for (id, name, role) in [(ANA, "Ana", Role::Owner), (BEN, "Ben", Role::Member)] {
            let member = Member {
                id,
                email: format!("{}@team.example", name.to_lowercase()),
                name: Register::new(name.to_owned(), stamp),
                role: Register::new(role, stamp),
            };
            state.members.insert(id, member);
        }
        Self {
            index: Index::new(&state),
            state,
            done: Done::default(),
            histories: Histories::default(),
            now: NOON,
            client: ClientId::from_bytes([9; 16]),
            commands: 0,
        }
    }

    /// The action that a command is for Ana.
    pub(super) fn action(&self, command: Command) -> Result<Action, Failure> {
        let moment = Moment {
            now: self.now,
            random: [self.commands; 16],
        };
        let seen = Seen {
            records: &self.state,
            index: &self.index,
            user: Some(ANA),
            now: self.now,
        };
        action(command, &mut FreshIds::new(moment), seen)
    }

    /// Does a command, a second after the one before; says what it made.
    pub(super) fn try_do(&mut self, command: Command) -> Result<String, Failure> {
        self.now += 1_000;
        self.commands += 1;
        let action = self.action(command)?;
        self.apply(&action)?;
        Ok(action.makes().map(Key::id_text).unwrap_or_default())
    }

    pub(super) fn apply(&mut self, action: &Action) -> Result<Stamp, Failure> {
        self.now += 1_000;
        let stamp = Stamp::new(Hlc::at(self.now), self.client);
        let effects = action.plan(self.context(stamp), &self.state);
        let effects = effects.map_err(|reason| refusal(&reason))?;
        for effect in &effects {
            effect.apply(stamp, &mut self.state);
        }
        let changed: BTreeSet<Key> = effects.iter().map(Effect::key).collect();
        self.index.update(&changed, &self.state, now(self.now));
        Ok(stamp)
    }

    pub(super) const fn context(&self, stamp: Stamp) -> Context {
        Context {
            actor: Actor::User(ANA),
            stamp,
        }
    }

    pub(super) fn do_it(&mut self, command: Command) -> String {
        self.try_do(command).unwrap()
    }

    pub(super) fn see(&mut self, query: &Query) -> View {
        self.try_see(query).unwrap()
    }

    pub(super) fn try_see(&mut self, query: &Query) -> Result<View, Failure> {
        let replica = Replica::new(ClientId::from_bytes([9; 16]));
        let nothing = State::default();
        let status = status::Facts {
            account: "ana@team.example",
            replica: &replica,
            connection: Connection::Online,
            moved: None,
            problem: None,
            clock_ahead: None,
            saving: false,
            storage: StorageState::Disk,
            damage: Damage::default(),
        };
        let mut answering = Answering {
            records: Layered {
                below: &self.state,
                top: &nothing,
            },
            confirmed: &self.state,
            waiting: &nothing,
            index: &mut self.index,
            status,
            user: Some(ANA),
            now: now(self.now),
            done: &self.done,
            histories: &mut self.histories,
            suggestions: &mut Suggestions::default(),
        };
        answering.answer(query)
    }

    /// What Ana makes files from.
    pub(super) fn desktop<'d>(&'d mut self, nothing: &'d State) -> Desktop<'d> {
        Desktop {
            records: Layered {
                below: &self.state,
                top: nothing,
            },
            index: &mut self.index,
            user: Some(ANA),
            now: now(self.now),
        }
    }

    /// A pipeline of two stages with these fields.
    pub(super) fn pipeline(&mut self, fields: &[(&str, KindInput)]) -> String {
        let stage = |name: &str| StageInput {
            name: name.to_owned(),
            colour: "#1a73e8".to_owned(),
        };
        let field = |(name, kind): &(&str, KindInput)| FieldInput {
            name: (*name).to_owned(),
            kind: kind.clone(),
        };
        self.do_it(Command::CreatePipeline {
            name: "Deals".to_owned(),
            stages: vec![stage("Open"), stage("Won")],
            fields: fields.iter().map(field).collect(),
        })
    }

    pub(super) fn make_box(&mut self, pipeline: &str, name: &str) -> String {
        self.do_it(Command::CreateBox {
            pipeline: pipeline.to_owned(),
            stage: None,
            name: name.to_owned(),
            thread: None,
        })
    }

    pub(super) fn shape(&mut self, pipeline: &str) -> PipelineView {
        let query = Query::Pipeline {
            pipeline: pipeline.to_owned(),
        };
        let View::Pipeline {
            pipeline: Some(view),
        } = self.see(&query)
        else {
            panic!("no such pipeline");
        };
        *view
    }

    /// The id of a field by its name.
    pub(super) fn field(&mut self, pipeline: &str, name: &str) -> String {
        let fields = self.shape(pipeline).fields;
        fields.into_iter().find(|f| f.name == name).unwrap().id
    }
}

/// The time, in Vienna's winter.
const fn now(millis: u64) -> Now {
    Now {
        millis,
        offset_minutes: 60,
    }
}
