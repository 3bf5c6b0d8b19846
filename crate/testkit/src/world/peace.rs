//! Everything works again, and what was promised is checked.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_core::api::{Command, Connection, Query, Saving, StorageState, View};
use boxwood_core::host::{Event, Timer};
use boxwood_model::{
    Actor, BoxId, BoxRecord, ClientId, Context, Key, Records as _, Role, Scope, Stamp, State,
    has_element,
};
use boxwood_sync::{LogEntry, Replica};

use super::World;
use crate::{Line, visible};

/// Rounds in which everything that is due happens, after which nothing may be left to do.
const ROUNDS: usize = 400;

impl World {
    /// Mends everything, and lets everything that is due happen until nothing is.
    pub(super) fn make_peace(&mut self) -> Result<(), String> {
        self.tell(|| "everything works again".to_owned());
        self.server_up = true;
        self.server.store.mend();
        self.server.pull_most = crate::PULL_MOST;
        for at in 0..self.seats.len() {
            self.admit(at, Role::Member)?;
            self.seats[at].desk.disk.mend();
            if self.seats[at].desk.engine().is_none() {
                self.start(at)?;
            }
            self.happen(at, Event::Network { online: true })?;
        }
        self.settle()?;
        self.finish_calls()?;
        self.settle()?;
        // What desks sent last is news for programs.
        self.finish_calls()
    }

    pub(super) fn settle(&mut self) -> Result<(), String> {
        for _ in 0..ROUNDS {
            self.pass(100);
            for at in 0..self.seats.len() {
                while self.seats[at].desk.write_one() {
                    self.observe(at)?;
                }
                self.sign_in(at)?;
                if let Line::Wanted(session) = self.seats[at].desk.line.clone() {
                    if self.server.user(&session.token).is_ok() {
                        self.seats[at].desk.line = Line::Open(session);
                        self.happen(at, Event::LiveOpened)?;
                    } else {
                        self.break_line(at)?;
                    }
                }
            }
            self.deliver_all()?;
            if self.is_quiet()? {
                return Ok(());
            }
            if self.network.is_empty() {
                self.fire_next()?;
            }
        }
        let waiting: Vec<String> = self
            .seats
            .iter_mut()
            .map(|seat| format!("{:?}", seat.desk.read(Query::Status)))
            .collect();
        Err(format!("never at rest: {}", waiting.join("\n")))
    }

    fn is_quiet(&mut self) -> Result<bool, String> {
        if !self.network.is_empty() {
            return Ok(false);
        }
        for at in 0..self.seats.len() {
            let desk = &mut self.seats[at].desk;
            let Some(View::Status { status }) = desk.read(Query::Status) else {
                return Err("no status".to_owned());
            };
            let quiet = status.waiting == 0
                && status.connection == Connection::Online
                && status.storage == StorageState::Disk
                && status.saving == Saving::Saved
                && desk.writes.is_empty()
                && desk.calls.is_empty()
                && matches!(desk.line, Line::Open(_));
            self.observe(at)?;
            if !quiet || !self.network.is_empty() || !self.seats[at].unanswered.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The timer that is due next fires.
    fn fire_next(&mut self) -> Result<(), String> {
        let mut next: Option<(u64, usize, Timer)> = None;
        for (at, seat) in self.seats.iter().enumerate() {
            for (timer, due) in &seat.desk.timers {
                let wait = due.saturating_sub(seat.desk.uptime);
                if next.is_none_or(|(least, _, _)| wait < least) {
                    next = Some((wait, at, *timer));
                }
            }
        }
        if let Some((wait, at, timer)) = next {
            self.pass(wait);
            self.seats[at].desk.fire(timer);
            self.observe(at)?;
        }
        Ok(())
    }

    fn replicas(&self) -> Vec<&Replica> {
        let engines = self.seats.iter().filter_map(|seat| seat.desk.engine());
        engines.map(boxwood_core::Engine::replica).collect()
    }

    /// All that must hold when everything is at rest.
    pub(super) fn check_all(&mut self) -> Result<(), String> {
        let store = &self.server.store;
        // What goes to single people is made of what goes to everybody who sees a pipeline.
        let history = store.history().iter();
        let history = history.filter(|(scope, _)| !matches!(scope, Scope::Assigned(..)));
        let history: Vec<&(Scope, LogEntry)> = history.collect();
        let users = history.iter().filter(|(_, entry)| entry.actor.is_some());
        let users: Vec<&(Scope, LogEntry)> = users.copied().collect();
        self.oracle
            .check(&users, self.server.taken(), &self.replicas())?;

        let mut replayed = State::default();
        for (_, entry) in &history {
            for effect in &entry.effects {
                effect.apply(entry.stamp, &mut replayed);
            }
        }
        if replayed != *store.state() {
            let differ = difference(&replayed, store.state());
            return Err(format!(
                "I2: the log does not give the server's records: {differ}"
            ));
        }
        let seats = self.seats.iter().enumerate().filter_map(|(at, seat)| {
            let replica = seat.desk.engine()?.replica();
            Some((format!("desk {at}"), seat.user, replica))
        });
        let callers = self.callers.iter().enumerate();
        let callers = callers.map(|(at, it)| (format!("caller {at}"), it.user, &it.replica));
        for (who, user, replica) in seats.chain(callers) {
            let theirs = visible(store.state(), user);
            if *replica.confirmed() != theirs {
                let differ = difference(replica.confirmed(), &theirs);
                return Err(format!("I2: {who} has other records: {differ}"));
            }
            if *replica.waiting_records() != State::default() {
                return Err(format!("I3: {who} shows more than what is confirmed"));
            }
            for (scope, version) in replica.cursors() {
                if *version != store.head(*scope) {
                    return Err(format!("I2: {who} is not up to date in {scope:?}"));
                }
            }
        }
        let mut last: BTreeMap<ClientId, u64> = BTreeMap::new();
        for (_, entry) in &users {
            // One mutation may be in several scopes.
            let before = last.insert(entry.client, entry.seq).unwrap_or(0);
            if entry.seq < before {
                return Err(format!("I4: {entry:?} comes after number {before}"));
            }
            if entry.stamp.at.millis() > self.now + 60_000 {
                return Err(format!("I6: {entry:?} is from the future"));
            }
        }
        for at in 0..self.seats.len() {
            self.check_shown(at)?;
            let said = self.seats[at].desk.read(Query::Nav);
            let watched = &self.seats[at].watched;
            if watched.is_some() && *watched != said {
                return Err(format!("desk {at} was not told of {said:?}"));
            }
        }
        Ok(())
    }

    /// I3: what is shown is what is confirmed with what waits done again on top, one by one.
    pub(super) fn check_shown(&self, at: usize) -> Result<(), String> {
        let Some(engine) = self.seats[at].desk.engine() else {
            return Ok(());
        };
        let replica = engine.replica();
        let same = is_naive(replica);
        if same {
            Ok(())
        } else {
            Err(format!("I3: desk {at} shows something else than it has"))
        }
    }

    /// I4: who has just named something sees that name.
    pub(super) fn check_own_write(&self, at: usize, command: &Command) -> Result<(), String> {
        let (Command::RenameBox { id, name }, Some(engine)) =
            (command, self.seats[at].desk.engine())
        else {
            return Ok(());
        };
        let id: BoxId = id.parse().map_err(|_| "not an id")?;
        let shown = engine.replica().shown();
        let seen = shown.box_record(id).map(|record| record.name());
        if seen == Some(name) {
            Ok(())
        } else {
            Err(format!("I4: desk {at} wrote {name} and sees {seen:?}"))
        }
    }

    fn everybody_edits(&self, record: &BoxRecord) -> bool {
        let home = self.server.store.state().pipeline(record.pipeline());
        !record.deleted()
            && home.is_some_and(|home| {
                let mut seats = self.seats.iter();
                !home.deleted.value
                    && seats.all(|seat| {
                        let rights = home.rights_of(seat.user);
                        let is_theirs = has_element(&record.assignees, &seat.user);
                        rights.view.min(rights.edit).covers(is_theirs)
                    })
            })
    }

    /// I6: whatever clocks said, an edit of somebody whose clock is right is what everybody sees, and
    /// so is one of somebody whose clock is not, when it comes after.
    pub(super) fn check_clocks(&mut self) -> Result<(), String> {
        let live = self.server.store.state().boxes.values();
        let mut live = live.filter(|record| self.everybody_edits(record));
        let Some(id) = live.next().map(|record| record.id) else {
            return Ok(());
        };
        for round in 0..self.seats.len() {
            if round % 2 == 0 {
                self.seats[round].desk.now = self.now;
            }
            let name = format!("the last word of desk {round}");
            let command = Command::RenameBox {
                id: id.to_string(),
                name: name.clone(),
            };
            self.command(round, command)?;
            self.settle()?;
            self.finish_calls()?;
            for (at, replica) in self.replicas().into_iter().enumerate() {
                let record = replica.shown().box_record(id).cloned();
                let seen = record.map(|record| record.name().to_owned());
                if seen.as_ref() != Some(&name) {
                    return Err(format!("I6: desk {at} sees {seen:?} instead of {name}"));
                }
            }
        }
        self.check_all()?;
        let head = self.server.store.head(Scope::Team);
        if head == 0 {
            return Err("the team's scope has no log".to_owned());
        }
        Ok(())
    }
}

/// Whether a replica shows what is confirmed with what waits done on top.
fn is_naive(replica: &Replica) -> bool {
    let mut naive = replica.confirmed().clone();
    if let Some(hello) = replica.identity() {
        for pending in replica.pending() {
            let mutation = &pending.mutation;
            let stamp = Stamp::new(mutation.at, mutation.client);
            let actor = Actor::User(hello.user);
            let context = Context { actor, stamp };
            if let Ok(effects) = mutation.action.plan(context, &naive) {
                for effect in effects {
                    effect.apply(stamp, &mut naive);
                }
            }
        }
    }
    let layers = replica.shown();
    let keys = layers.below.keys().chain(layers.top.keys());
    let mut shown = State::default();
    for key in keys.collect::<BTreeSet<Key>>() {
        shown.copy(key, &layers);
    }
    shown == naive
}

/// The first record that is not the same in both.
fn difference(ours: &State, theirs: &State) -> String {
    let keys: BTreeSet<Key> = ours.keys().chain(theirs.keys()).collect();
    for key in keys {
        let (ours, theirs) = (ours.get(key), theirs.get(key));
        if ours != theirs {
            return format!("{ours:?}\ninstead of {theirs:?}");
        }
    }
    "none".to_owned()
}
