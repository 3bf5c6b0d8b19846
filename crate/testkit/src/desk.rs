//! One browser profile: an engine, its disk, and what it asked of its host.

use std::collections::{BTreeMap, VecDeque};

use boxwood_core::Engine;
use boxwood_core::api::{Command, Query, Request, Response, Session, View};
use boxwood_core::host::{
    CallFailure, CallNumber, Effect, Endpoint, Event, Moment, Stored, Timer, Write,
};
use boxwood_model::Millis;

use crate::{MemoryDisk, MemoryServer, Random, server};

/// Rounds of questions and answers after which there must be nothing left to ask.
const ROUNDS: usize = 10_000;

/// A host for one engine. Nothing that the engine asks for is done until the test says so.
#[derive(Debug)]
pub struct Desk {
    /// The Gmail account.
    pub account: String,
    /// What survives the engine.
    pub disk: MemoryDisk,
    /// The clock on this desk's wall; not necessarily right.
    pub now: Millis,
    /// Writes that are not carried out yet, first to last.
    pub writes: VecDeque<(u64, Write)>,
    /// Questions to the server that are not answered yet.
    pub calls: VecDeque<Call>,
    /// The live connection.
    pub line: Line,
    /// How long the desk has been there, in milliseconds: what timers go by.
    pub uptime: Millis,
    /// At which uptime each running timer fires.
    pub timers: BTreeMap<Timer, Millis>,
    /// What was published, first to last.
    pub published: Vec<Published>,
    responses: BTreeMap<u64, Response>,
    engine: Option<Engine>,
    random: Random,
    next_number: u64,
}

/// A question to the server.
#[derive(Debug, Clone)]
pub struct Call {
    /// Names it.
    pub call: CallNumber,
    /// What is asked.
    pub endpoint: Endpoint,
    /// Where, and with which token.
    pub session: Session,
    /// The body.
    pub body: Option<Vec<u8>>,
}

/// The live connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// None, and none is wanted.
    Closed,
    /// Wanted, and not there yet.
    Wanted(Session),
    /// There.
    Open(Session),
}

/// A new answer of a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// To which screen.
    pub port: u32,
    /// Which subscription.
    pub subscription: u32,
    /// The answer.
    pub view: View,
}

impl Desk {
    /// A desk with an empty disk and the engine running.
    #[must_use]
    pub fn new(account: &str, now: Millis, seed: u64) -> Self {
        let mut desk = Self {
            account: account.to_owned(),
            disk: MemoryDisk::default(),
            now,
            writes: VecDeque::new(),
            calls: VecDeque::new(),
            line: Line::Closed,
            uptime: 0,
            timers: BTreeMap::new(),
            published: Vec::new(),
            responses: BTreeMap::new(),
            engine: None,
            random: Random::new(seed),
            next_number: 1,
        };
        desk.start();
        desk
    }

    /// Starts the engine with what is on disk; does nothing if it runs.
    pub fn start(&mut self) {
        let stored = self.disk.stored();
        self.start_with(|account, moment| Engine::open(account, &stored, moment));
    }

    /// Starts the engine in the way given; does nothing if it runs.
    pub fn start_with(&mut self, open: impl FnOnce(&str, Moment) -> (Engine, Vec<Effect>)) {
        if self.engine.is_none() {
            let moment = self.moment();
            let (engine, effects) = open(&self.account, moment);
            self.engine = Some(engine);
            self.carry_out(effects);
        }
    }

    /// The engine dies, and with it all that was not carried out yet. Of the writes on their way the
    /// first `landed` are still carried out.
    pub fn crash(&mut self, landed: usize) {
        for (_, write) in self.writes.drain(..).take(landed) {
            // Nobody is there to hear that it was refused.
            let _: Result<(), String> = self.disk.write(&write);
        }
        self.engine = None;
        self.writes.clear();
        self.calls.clear();
        self.timers.clear();
        self.responses.clear();
        self.published.clear();
        self.line = Line::Closed;
    }

    /// The engine dies and starts again; every write on its way is carried out before.
    pub fn restart(&mut self) {
        self.crash(usize::MAX);
        self.start();
    }

    /// The engine, while it runs.
    #[must_use]
    pub const fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// What the store holds.
    #[must_use]
    pub fn stored(&self) -> Stored {
        self.disk.stored()
    }

    /// Tells the engine what happened; nothing if it does not run.
    pub fn tell(&mut self, event: Event) {
        let moment = self.moment();
        if let Some(engine) = self.engine.as_mut() {
            let effects = engine.handle(event, moment);
            self.carry_out(effects);
        }
    }

    /// Asks the engine something as a page of the extension; returns the request's number.
    pub fn ask(&mut self, request: Request) -> u64 {
        self.ask_as(1, true, request)
    }

    /// Asks the engine something as some screen; returns the request's number.
    pub fn ask_as(&mut self, port: u32, trusted: bool, request: Request) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        self.tell(Event::Request {
            port,
            number,
            trusted,
            request,
        });
        number
    }

    /// The answer to a request, once.
    pub fn answer(&mut self, number: u64) -> Option<Response> {
        self.responses.remove(&number)
    }

    /// The answer to a question about records, if there is one.
    pub fn read(&mut self, query: Query) -> Option<View> {
        let number = self.ask(Request::Read { query });
        match self.answer(number) {
            Some(Response::View { view }) => Some(view),
            _ => None,
        }
    }

    /// Does a command under a fresh name, carries all writes out, and gives the answer.
    pub fn perform(&mut self, command: Command) -> Option<Response> {
        let command_id = self.command_id();
        let number = self.ask(Request::Do {
            command_id,
            command,
        });
        self.write_all();
        self.answer(number)
    }

    /// A fresh name for a command.
    pub fn command_id(&mut self) -> String {
        boxwood_model::BoxId::from_bytes(self.random.bytes()).to_string()
    }

    /// Carries the oldest write out; says whether there was one.
    pub fn write_one(&mut self) -> bool {
        let Some((ticket, write)) = self.writes.pop_front() else {
            return false;
        };
        let outcome = self.disk.write(&write);
        self.tell(Event::Written { ticket, outcome });
        true
    }

    /// Carries out writes until there are none.
    pub fn write_all(&mut self) {
        while self.write_one() {}
    }

    /// Answers the oldest call by `reply`; says whether there was one.
    pub fn reply_one(&mut self, reply: impl FnOnce(&Call) -> Result<Vec<u8>, CallFailure>) -> bool {
        let Some(call) = self.calls.pop_front() else {
            return false;
        };
        let outcome = reply(&call);
        let call = call.call;
        self.tell(Event::Called { call, outcome });
        true
    }

    /// Lets disk, server and live connection do all that there is to do now, in order.
    ///
    /// # Panics
    /// If there is no end to it.
    pub fn settle(&mut self, server: &mut MemoryServer) {
        for round in 0.. {
            assert!(round < ROUNDS, "the engine never stops asking");
            self.write_all();
            if let Line::Wanted(session) = self.line.clone() {
                if server.user(&session.token).is_ok() {
                    self.line = Line::Open(session);
                    self.tell(Event::LiveOpened);
                } else {
                    self.line = Line::Closed;
                    self.tell(Event::LiveClosed);
                }
                continue;
            }
            let now = self.now;
            let mut heads = boxwood_sync::Heads::new();
            let asked = self.reply_one(|call| {
                let (token, body) = (&call.session.token, call.body.as_deref());
                let (outcome, news) = server.call(call.endpoint, token, body, now);
                heads = news;
                outcome
            });
            if !heads.is_empty() {
                self.hear(server, &heads);
            }
            if !asked && self.writes.is_empty() {
                break;
            }
        }
    }

    /// Tells the engine over the live connection that scopes have news, if it stands.
    pub fn hear(&mut self, server: &mut MemoryServer, heads: &boxwood_sync::Heads) {
        if let Line::Open(session) = &self.line
            && let Ok(user) = server.user(&session.token)
        {
            let bytes = server::notice(&server.may_see(user, heads));
            self.tell(Event::LiveSaid { bytes });
        }
    }

    /// Lets the clock run on to when this timer fires, and fires it; says whether it ran.
    pub fn fire(&mut self, timer: Timer) -> bool {
        let Some(at) = self.timers.remove(&timer) else {
            return false;
        };
        self.pass(at.saturating_sub(self.uptime));
        self.tell(Event::TimerFired { timer });
        true
    }

    /// Lets time pass; no timer is fired.
    pub const fn pass(&mut self, millis: Millis) {
        self.now = self.now.saturating_add(millis);
        self.uptime = self.uptime.saturating_add(millis);
    }

    fn moment(&mut self) -> Moment {
        Moment {
            now: self.now,
            random: self.random.bytes(),
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Respond {
                    number, response, ..
                } => {
                    let before = self.responses.insert(number, response);
                    assert!(before.is_none(), "request {number} was answered twice");
                }
                Effect::Publish {
                    port,
                    subscription,
                    view,
                } => self.published.push(Published {
                    port,
                    subscription,
                    view,
                }),
                Effect::Write { ticket, write } => self.writes.push_back((ticket, write)),
                Effect::Call {
                    call,
                    endpoint,
                    session,
                    body,
                } => self.calls.push_back(Call {
                    call,
                    endpoint,
                    session,
                    body,
                }),
                Effect::OpenLive { session } => self.line = Line::Wanted(session),
                Effect::CloseLive => self.line = Line::Closed,
                Effect::StartTimer { timer, after } => {
                    let at = self.uptime.saturating_add(u64::from(after));
                    self.timers.insert(timer, at);
                }
            }
        }
    }
}
