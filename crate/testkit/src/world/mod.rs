//! A world that one seed decides: people at their desks, a server, and all that can go wrong
//! between them.
//!
//! [`run`] lets it go wrong for a while, then lets everything work, and checks that what was
//! promised holds: every acknowledged intent is in the log once or was refused to its author's face
//! (I1), everybody has the records that they may see, and no others (I2), what is shown is what is confirmed with what waits on
//! top (I3), everybody sees their own writes, and the log has them in order (I4), a wrong clock wins
//! nothing for ever (I6), and a lost store loses only what was not sent (I7).

pub(crate) mod actions;
mod caller;
mod deeds;
mod network;
mod oracle;
mod peace;
mod scenario;
mod seat;

use std::collections::VecDeque;

use boxwood_core::api::{Command, Query, Request, Response, Session, View};
use boxwood_core::host::Event;
use boxwood_model::{Millis, Operation, Role, Scope, UserId};
use boxwood_sync::Hello;

use crate::{Damaged, Desk, MemoryServer, NotOperated, Random};
use caller::Caller;
use network::Network;
use oracle::Oracle;
pub use scenario::{Scenario, ScenarioError};
use seat::Seat;

/// The moment at which every world begins: 2026-11-23T00:00Z.
pub const BEGINNING: Millis = 1_795_392_000_000;

/// How much of what happened last a failure tells.
const TOLD: usize = 80;

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Commands that were acknowledged.
    pub intents: usize,
    /// Entries in the log.
    pub entries: usize,
    /// Of them, those in logs of people who see only what is assigned to them.
    pub assigned: usize,
    /// Mutations that the server refused.
    pub refused: usize,
    /// Mutations of programs that the server settled.
    pub calls: usize,
    /// Times that an engine died.
    pub crashes: usize,
    /// Replicas that the server heard of: desks, and each name that one of them took.
    pub names: usize,
}

impl std::ops::Add for Report {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            intents: self.intents + more.intents,
            entries: self.entries + more.entries,
            assigned: self.assigned + more.assigned,
            refused: self.refused + more.refused,
            calls: self.calls + more.calls,
            crashes: self.crashes + more.crashes,
            names: self.names + more.names,
        }
    }
}

/// What goes wrong in a world, besides what goes wrong in all of them: requests, answers and
/// notices that are lost, doubled, late or overtake each other, engines that die, and a server that
/// stops.
#[derive(Debug, Clone, Copy)]
struct Troubles {
    disks: bool,
    clocks: bool,
    people: bool,
    damage: bool,
}

/// A world under way.
#[derive(Debug)]
struct World {
    random: Random,
    troubles: Troubles,
    /// The true time.
    now: Millis,
    server: MemoryServer,
    server_up: bool,
    seats: Vec<Seat>,
    /// Programs that act for the same people.
    callers: Vec<Caller>,
    network: Network,
    oracle: Oracle,
    report: Report,
    told: VecDeque<String>,
}

/// Runs the world of a seed for so many steps, and then checks it.
///
/// # Errors
/// What does not hold, and what happened last.
pub fn run(seed: u64, steps: usize) -> Result<Report, String> {
    play(seed, std::iter::repeat_n(None, steps)).0
}

/// Runs the world of a seed. Each step begins at a position of the generator, or else where the one
/// before has left it; comes back with the positions of all steps that began.
fn play(
    seed: u64,
    steps: impl Iterator<Item = Option<u128>>,
) -> (Result<Report, String>, Vec<u128>) {
    let mut begun = Vec::new();
    let report = World::new(seed).and_then(|mut world| {
        let outcome = world.live(steps, &mut begun);
        outcome.map_err(|wrong| {
            let told: Vec<&str> = world.told.iter().map(String::as_str).collect();
            format!("seed {seed}: {wrong}\n{}", told.join("\n"))
        })?;
        Ok(world.report)
    });
    (report, begun)
}

impl World {
    fn new(seed: u64) -> Result<Self, String> {
        let mut random = Random::new(seed);
        let mut server = MemoryServer::new(random.bytes());
        server.pull_most = 1 + random.below(30);
        let mut seats = Vec::new();
        let mut callers = Vec::new();
        for (name, desks) in [("ann", 2), ("ben", 1 + random.below(2)), ("cem", 1)] {
            let user = UserId::from_bytes(random.bytes());
            let email = format!("{name}@boxwood.example");
            server
                .admit(user, &email, Role::Member, BEGINNING)
                .map_err(|refusal| refusal.to_string())?;
            for _ in 0..desks {
                let seed = random.below(usize::MAX) as u64;
                seats.push(Seat::new(user, Desk::new(&email, BEGINNING, seed)));
            }
            let hello = Hello {
                server: server.id,
                team: server.team,
                user,
                email,
                now: BEGINNING,
            };
            callers.push(Caller::new(user, hello, &mut random));
        }
        let troubles = Troubles {
            disks: random.chance(40),
            clocks: random.chance(40),
            people: random.chance(30),
            damage: random.chance(20),
        };
        Ok(Self {
            random,
            troubles,
            now: BEGINNING,
            server,
            server_up: true,
            seats,
            callers,
            network: Network::default(),
            oracle: Oracle::default(),
            report: Report::default(),
            told: VecDeque::new(),
        })
    }

    fn live(
        &mut self,
        steps: impl Iterator<Item = Option<u128>>,
        begun: &mut Vec<u128>,
    ) -> Result<(), String> {
        for at in 0..self.seats.len() {
            self.subscribe(at);
            self.sign_in(at)?;
        }
        if self.random.chance(80) {
            self.settle()?;
        }
        for step in steps {
            if let Some(position) = step {
                self.random.resume(position);
            }
            begun.push(self.random.position());
            self.step()?;
        }
        self.make_peace()?;
        self.check_all()?;
        self.check_clocks()?;
        let history = self.server.store.history();
        self.report.entries = history.len();
        let is_assigned = |scope: &Scope| matches!(scope, Scope::Assigned(..));
        self.report.assigned = history.iter().filter(|(s, _)| is_assigned(s)).count();
        let callers = self.callers.iter();
        let settled = callers.map(|it| usize::try_from(it.replica.acked()).unwrap_or(0));
        self.report.calls = settled.sum();
        self.report.refused = self.server.store.every_refusal().len();
        self.report.intents = self.oracle.acknowledged();
        self.report.names = self.oracle.names();
        Ok(())
    }

    fn step(&mut self) -> Result<(), String> {
        let millis = self.random.below(700) as Millis;
        self.pass(millis);
        let at = self.random.below(self.seats.len());
        match self.random.below(1_000) {
            0..200 => self.act(at)?,
            200..300 => {
                let caller = self.random.below(self.callers.len());
                self.call(caller)?;
            }
            300..480 => self.write(at)?,
            480..640 => self.deliver_letter()?,
            640..780 => self.deliver_reply()?,
            780..830 => self.deliver_notice()?,
            830..870 => self.connect(at)?,
            870..920 => self.fire(at)?,
            920..940 => self.crash_or_start(at)?,
            940..952 => self.turn_server()?,
            952..960 => self.turn_network(at)?,
            960..966 => self.fail_server(),
            966..976 if self.troubles.disks => self.turn_disk(at),
            976..984 if self.troubles.clocks => self.turn_clock(at),
            984..992 if self.troubles.people => self.turn_person(at)?,
            992..996 if self.troubles.damage => self.damage(at)?,
            _ => self.sign_in(at)?,
        }
        if self.random.chance(4) {
            self.check_shown(at)?;
        }
        Ok(())
    }

    fn tell(&mut self, what: impl FnOnce() -> String) {
        if self.told.len() == TOLD {
            self.told.pop_front();
        }
        self.told.push_back(what());
    }

    fn pass(&mut self, millis: Millis) {
        self.now += millis;
        for seat in &mut self.seats {
            seat.desk.pass(millis);
        }
    }

    /// Tells an engine what happened, and takes note of what it makes of it.
    fn happen(&mut self, at: usize, event: Event) -> Result<(), String> {
        self.seats[at].desk.tell(event);
        self.observe(at)
    }

    /// A person does something, or reads, or takes note of a refusal.
    fn act(&mut self, at: usize) -> Result<(), String> {
        if self.seats[at].desk.engine().is_none() {
            return Ok(());
        }
        if self.random.chance(8) {
            return self.dismiss(at);
        }
        let number = self.oracle.next_number();
        let Some(command) = deeds::some(&mut self.random, &self.seats[at], number) else {
            return Ok(());
        };
        self.command(at, command)
    }

    fn write(&mut self, at: usize) -> Result<(), String> {
        if self.seats[at].desk.write_one() {
            self.observe(at)?;
        }
        Ok(())
    }

    fn fire(&mut self, at: usize) -> Result<(), String> {
        let timers: Vec<_> = self.seats[at].desk.timers.keys().copied().collect();
        let Some(timer) = self.random.pick(&timers).copied() else {
            return Ok(());
        };
        let due = self.seats[at].desk.timers[&timer];
        self.pass(due.saturating_sub(self.seats[at].desk.uptime));
        self.seats[at].desk.fire(timer);
        self.observe(at)
    }

    fn crash_or_start(&mut self, at: usize) -> Result<(), String> {
        if self.seats[at].desk.engine().is_none() {
            return self.start(at);
        }
        self.crash(at)?;
        if self.random.chance(70) {
            self.start(at)?;
        }
        Ok(())
    }

    fn crash(&mut self, at: usize) -> Result<(), String> {
        let safe = self.is_all_safe(at);
        let landed = self.random.below(self.seats[at].desk.writes.len() + 1);
        let power = self.random.chance(30);
        self.tell(|| format!("desk {at} dies, {landed} writes land, power lost: {power}"));
        self.report.crashes += 1;
        if !safe {
            self.oracle.only_in_memory_at_risk(at);
        }
        self.oracle.new_life(at, self.server.taken());
        let seat = &mut self.seats[at];
        seat.desk.crash(landed);
        if power {
            seat.desk.disk.lose_power();
        }
        seat.life += 1;
        Ok(())
    }

    fn start(&mut self, at: usize) -> Result<(), String> {
        self.tell(|| format!("desk {at} starts"));
        self.seats[at].desk.start();
        self.observe(at)?;
        self.subscribe(at);
        // A screen sends again what it has no answer to.
        let unanswered = std::mem::take(&mut self.seats[at].unanswered);
        for asked in unanswered {
            self.send(at, asked.intent, asked.command_id, asked.command)?;
        }
        Ok(())
    }

    fn subscribe(&mut self, at: usize) {
        let seat = &mut self.seats[at];
        let number = seat.desk.ask(Request::Subscribe {
            subscription: 1,
            query: Query::Nav,
        });
        seat.watched = match seat.desk.answer(number) {
            Some(Response::View { view }) => Some(view),
            _ => None,
        };
    }

    fn turn_server(&mut self) -> Result<(), String> {
        self.server_up = !self.server_up;
        let up = self.server_up;
        self.tell(|| format!("the server is up: {up}"));
        if !self.server_up {
            for at in 0..self.seats.len() {
                self.break_line(at)?;
            }
        }
        Ok(())
    }

    fn turn_network(&mut self, at: usize) -> Result<(), String> {
        let online = self.random.chance(60);
        self.happen(at, Event::Network { online })
    }

    /// The server's store fails soon.
    fn fail_server(&mut self) {
        let writes = u32::try_from(self.random.below(6)).unwrap_or(0);
        self.server.store.fail_after(writes);
    }

    fn turn_disk(&mut self, at: usize) {
        let disk = &mut self.seats[at].desk.disk;
        match self.random.below(4) {
            0 => disk.refuse_next("QuotaExceededError"),
            1 => disk.refuse_all("UnknownError"),
            _ => disk.mend(),
        }
    }

    fn turn_clock(&mut self, at: usize) {
        const YEAR: i64 = 365 * 86_400_000;
        let skews = [10 * YEAR, -10 * YEAR, YEAR, 61_000, 59_000, -3_600_000, 0];
        let skew = self.random.pick(&skews).copied().unwrap_or(0);
        self.seats[at].desk.now = self.now.saturating_add_signed(skew);
    }

    fn turn_person(&mut self, at: usize) -> Result<(), String> {
        let user = self.seats[at].user;
        match self.random.below(3) {
            0 => self.server.revoke(user),
            way => {
                let role = if way == 1 {
                    Role::Removed
                } else {
                    Role::Member
                };
                self.admit(at, role)?;
            }
        }
        Ok(())
    }

    fn admit(&mut self, at: usize, role: Role) -> Result<(), String> {
        let (user, email) = (self.seats[at].user, self.seats[at].desk.account.clone());
        let name = email.split('@').next().unwrap_or("").to_owned();
        let operation = Operation::AddMember {
            id: user,
            email,
            name,
            role,
        };
        match self.server.operate(operation, self.now) {
            Ok(heads) => self.announce(&heads),
            Err(NotOperated::Failed(_)) => {}
            Err(NotOperated::Refused(refusal)) => return Err(refusal.to_string()),
        }
        Ok(())
    }

    /// While an engine is down its store is spoiled or thrown away.
    fn damage(&mut self, at: usize) -> Result<(), String> {
        if self.seats[at].desk.engine().is_some() {
            self.crash(at)?;
        }
        self.oracle.all_at_risk(at);
        // What was under way when the store was spoiled does not come in after days.
        self.network.forget(at);
        let disk = &mut self.seats[at].desk.disk;
        let stored = disk.stored();
        let what = match self.random.below(4) {
            0 => {
                disk.evict();
                return Ok(());
            }
            1 => Damaged::Manifest,
            2 => Damaged::Segment(self.random.below(stored.segments.len())),
            _ => Damaged::Record(self.random.below(stored.journal.len())),
        };
        let torn = self.random.chance(50);
        let place = self.random.below(1_000);
        let found = disk.damage(what, |bytes| {
            if torn {
                bytes.truncate(bytes.len() * place / 1_000);
            } else if let Some(byte) = {
                let at = bytes.len() * place / 1_000;
                bytes.get_mut(at)
            } {
                *byte ^= 0x40;
            }
        });
        self.tell(|| format!("desk {at} has a spoiled store: {what:?} {found}"));
        Ok(())
    }

    /// Signs a desk in, if it needs to.
    fn sign_in(&mut self, at: usize) -> Result<(), String> {
        let seat = &mut self.seats[at];
        if seat
            .desk
            .engine()
            .is_none_or(|e| e.replica().access().is_some())
        {
            return Ok(());
        }
        let token = self.server.issue(seat.user);
        let server = "https://boxwood.example".to_owned();
        seat.desk.ask(Request::SignIn {
            session: Session { server, token },
        });
        self.tell(|| format!("desk {at} signs in"));
        self.observe(at)
    }

    fn dismiss(&mut self, at: usize) -> Result<(), String> {
        let Some(View::Status { status }) = self.seats[at].desk.read(Query::Status) else {
            return Err("no status".to_owned());
        };
        self.observe(at)?;
        let Some(refused) = self.random.pick(&status.refused).cloned() else {
            return Ok(());
        };
        self.oracle.dismissed(at, &self.seats[at], refused.seq);
        let command = Command::DismissRefused { seq: refused.seq };
        let command_id = self.seats[at].desk.command_id();
        self.seats[at].desk.ask(Request::Do {
            command_id,
            command,
        });
        self.observe(at)
    }
}
