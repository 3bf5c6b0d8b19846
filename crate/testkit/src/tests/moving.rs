//! Browsers that begin without a server and move to one, while they and their machines die, answers
//! are lost or come twice, and the server's store fails: nothing is lost and nothing doubled.
//!
//! `BOXWOOD_SEEDS=5000` runs more of these worlds, `BOXWOOD_SEED=17` only that one.

use std::collections::BTreeMap;

use boxwood_core::api::{Command, Connection, Query, Request, Response, Session, StageInput, View};
use boxwood_core::host::{CallFailure, Timer};
use boxwood_model::{Role, Scope, UserId, What};
use boxwood_sync::{Authority, HistoryRequest, StateHash, Subject};

use crate::world::BEGINNING;
use crate::{Desk, MemoryServer, Random};

/// How many seeds run where nothing else is asked for.
const SEEDS: u64 = 150;
/// How much happens before everything works again.
const STEPS: usize = 150;
const OWNER: UserId = UserId::from_bytes([1; 16]);
const ACCOUNT: &str = "ann@boxwood.example";

/// A browser on its way, and what it was told that it has done.
struct Travel {
    random: Random,
    desk: Desk,
    server: MemoryServer,
    token: String,
    pipeline: String,
    /// Each box's name as it was set last, and how many were set.
    names: BTreeMap<String, (String, usize)>,
    /// What a screen asked and has no answer to.
    unanswered: Option<(u64, String, Command)>,
    leaves: usize,
    moves: usize,
}

impl Travel {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut server = MemoryServer::new(random.bytes());
        server
            .admit(OWNER, ACCOUNT, Role::Owner, BEGINNING)
            .unwrap();
        let token = server.issue(OWNER);
        let desk = Desk::new(ACCOUNT, BEGINNING, seed);
        let mut travel = Self {
            random,
            desk,
            server,
            token,
            pipeline: String::new(),
            names: BTreeMap::new(),
            unanswered: None,
            leaves: 0,
            moves: 0,
        };
        travel.desk.ask(Request::StartAlone);
        travel.desk.write_all();
        let stages = vec![StageInput {
            name: "Lead".to_owned(),
            colour: "#1a73e8".to_owned(),
        }];
        let made = travel.desk.perform(Command::CreatePipeline {
            name: "Sales".to_owned(),
            stages,
            fields: Vec::new(),
        });
        travel.pipeline = made_by(made);
        travel
    }

    fn connection(&mut self) -> Connection {
        match self.desk.read(Query::Status) {
            Some(View::Status { status }) => status.connection,
            other => panic!("{other:?}"),
        }
    }

    fn step(&mut self) {
        let pause = self.random.below(700) as u64;
        self.desk.pass(pause);
        match self.random.below(100) {
            0..30 => self.act(),
            30..55 => {
                self.desk.write_one();
                self.listen();
            }
            55..80 => self.reply(),
            80..86 => self.die(),
            86..90 => {
                self.desk.fire(Timer::Retry);
            }
            90..93 => {
                let writes = u32::try_from(self.random.below(5)).unwrap();
                self.server.store.fail_after(writes);
            }
            93..97 => self.connect(),
            _ => self.give_up(),
        }
    }

    /// A person makes a box or gives one another name, and waits for the answer.
    fn act(&mut self) {
        if self.unanswered.is_some() {
            return;
        }
        let known: Vec<String> = self.names.keys().cloned().collect();
        let known = self.random.pick(&known).cloned();
        let name = format!("name {}", self.random.below(1_000_000_000));
        let command = match known {
            Some(id) if self.random.chance(60) => Command::RenameBox { id, name },
            _ => Command::CreateBox {
                pipeline: self.pipeline.clone(),
                stage: None,
                name,
                thread: None,
            },
        };
        let command_id = self.desk.command_id();
        self.ask(command_id, command);
    }

    fn ask(&mut self, command_id: String, command: Command) {
        let number = self.desk.ask(Request::Do {
            command_id: command_id.clone(),
            command: command.clone(),
        });
        self.unanswered = Some((number, command_id, command));
        self.listen();
    }

    /// Takes note of the answer to what was asked, if it is there.
    fn listen(&mut self) {
        let Some((number, command_id, command)) = self.unanswered.take() else {
            return;
        };
        match self.desk.answer(number) {
            None => self.unanswered = Some((number, command_id, command)),
            Some(Response::Done { created, .. }) => match command {
                Command::CreateBox { name, .. } => {
                    let id = created.expect("a box has an id");
                    self.names.insert(id, (name, 1));
                }
                Command::RenameBox { id, name } => {
                    let known = self.names.get_mut(&id).expect("a box that was made");
                    *known = (name, known.1 + 1);
                }
                other => panic!("{other:?}"),
            },
            Some(other) => panic!("{other:?} to {command:?}"),
        }
    }

    /// The server answers; or the answer is lost, or the question, or it comes twice.
    fn reply(&mut self) {
        let fate = self.random.below(10);
        let Self { desk, server, .. } = self;
        let now = desk.now;
        desk.reply_one(|call| {
            let mut take = || {
                let body = call.body.as_deref();
                server.call(call.endpoint, &call.session.token, body, now).0
            };
            let lost = Err(CallFailure::Unreachable {
                detail: "lost".to_owned(),
            });
            match fate {
                0 => lost,
                1 => {
                    let _unheard = take();
                    lost
                }
                2 => {
                    let _first = take();
                    take()
                }
                _ => take(),
            }
        });
        self.listen();
    }

    fn die(&mut self) {
        let landed = self.random.below(self.desk.writes.len() + 1);
        self.desk.crash(landed);
        if self.random.chance(40) {
            self.desk.disk.lose_power();
        }
        self.desk.start();
        // A screen without an answer asks again.
        if let Some((_, command_id, command)) = self.unanswered.take() {
            self.ask(command_id, command);
        }
    }

    fn connect(&mut self) {
        if self.connection() == Connection::Alone {
            self.moves += 1;
            self.desk.ask(Request::SignIn {
                session: Session {
                    server: "https://boxwood.example".to_owned(),
                    token: self.token.clone(),
                },
            });
        }
    }

    /// Gives moving up where the server has nothing yet: later it would have another copy.
    fn give_up(&mut self) {
        let untouched = self.server.store.state().pipelines.is_empty();
        if self.connection() == Connection::Moving && untouched && self.desk.calls.is_empty() {
            self.leaves += 1;
            self.desk.ask(Request::StartAlone);
        }
    }

    /// Everything works again, until the server has everything.
    fn arrive(&mut self) {
        self.server.store.mend();
        for _ in 0..50 {
            self.desk.settle(&mut self.server);
            self.listen();
            match self.connection() {
                Connection::Online if self.desk.calls.is_empty() => return,
                Connection::Alone => self.connect(),
                _ => {
                    self.desk.fire(Timer::Retry);
                }
            }
        }
        panic!("never there: {:?}", self.desk.read(Query::Status));
    }

    fn check(&mut self) {
        assert!(self.unanswered.is_none(), "{:?}", self.unanswered);
        let replica = self.desk.engine().unwrap().replica();
        assert_eq!(replica.pending().len(), 0);
        assert_eq!(replica.refused(), []);
        assert_eq!(replica.confirmed(), self.server.store.state());
        let hash = StateHash::of(replica.confirmed());
        assert_eq!(hash, StateHash::of(self.server.store.state()));
        for (scope, version) in replica.cursors() {
            assert_eq!(*version, self.server.store.head(*scope), "{scope:?}");
        }
        let boxes = self.server.store.state().boxes.values();
        let there: BTreeMap<String, String> = boxes
            .map(|record| (record.id.to_string(), record.name().to_owned()))
            .collect();
        let wanted = self.names.iter();
        let wanted: BTreeMap<String, String> = wanted
            .map(|(id, (name, _))| (id.clone(), name.clone()))
            .collect();
        assert_eq!(there, wanted);
        self.check_history();
    }

    /// All that was done was told, and once.
    fn check_history(&mut self) {
        let user = self
            .desk
            .engine()
            .unwrap()
            .replica()
            .identity()
            .unwrap()
            .user;
        let pipeline = *self.server.store.state().pipelines.keys().next().unwrap();
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        let mut before = None;
        loop {
            let request = HistoryRequest {
                server: self.server.id,
                subject: Subject::Scope(Scope::Pipeline(pipeline)),
                before,
                most: 500,
            };
            let mut authority = Authority::new(&mut self.server.store, BEGINNING);
            let page = authority.history(user, &request).unwrap();
            for (number, happening) in &page.happenings {
                before = Some(*number);
                if matches!(happening.what, What::Made { .. } | What::Set { .. }) {
                    *told.entry(happening.about.id_text()).or_default() += 1;
                }
            }
            if !page.more {
                break;
            }
        }
        told.remove(&self.pipeline);
        let wanted = self
            .names
            .iter()
            .map(|(id, (_, times))| (id.clone(), *times));
        assert_eq!(told, wanted.collect());
    }
}

fn made_by(response: Option<Response>) -> String {
    match response {
        Some(Response::Done {
            created: Some(id), ..
        }) => id,
        other => panic!("{other:?}"),
    }
}

fn travel(seed: u64) -> (usize, usize) {
    let mut travel = Travel::new(seed);
    for _ in 0..STEPS {
        travel.step();
    }
    travel.arrive();
    travel.check();
    (travel.moves, travel.leaves)
}

#[test]
fn nothing_is_lost_or_doubled_on_the_way_to_a_server() {
    let number = |name: &str| -> Option<u64> { std::env::var(name).ok()?.parse().ok() };
    if let Some(seed) = number("BOXWOOD_SEED") {
        travel(seed);
        return;
    }
    let (mut moves, mut leaves) = (0, 0);
    for seed in 1..=number("BOXWOOD_SEEDS").unwrap_or(SEEDS) {
        let outcome = std::panic::catch_unwind(|| travel(seed));
        let (moved, left) = outcome.unwrap_or_else(|_| panic!("seed {seed}"));
        moves += moved;
        leaves += left;
    }
    assert!(
        moves > 100 && leaves > 0,
        "{moves} moves, {leaves} given up"
    );
}
