//! A replica without a server: the authority runs beside it, over the replica's own records.
//!
//! What a person does is settled at once by the very rules of a server, and the answer is a journal
//! record as a server's would be. A crash between an intent and its answer leaves an intent that
//! waits; it is settled at the next start.

mod store;

use boxwood_model::{Key, Millis, Operation, Refusal, Role};
use serde::{Deserialize, Serialize};

use crate::authority::{Authority, operator};
use crate::chronicle::Told;
use crate::history::{HistoryReply, HistoryRequest};
use crate::journal::Journal;
use crate::protocol::{Hello, PullReply};
use crate::replica::Replica;
use store::AloneStore;

/// Mutations that one settlement holds at most, so that a journal record stays small.
const SETTLED_MOST: usize = 500;
/// Bytes of mutations that one settlement holds at most, unless it is a single one.
const SETTLED_BYTES: usize = 512 * 1024;

/// What the authority beside a replica says: what a server would answer, and what it would keep of
/// what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The answer.
    pub reply: PullReply,
    /// What happened.
    pub told: Vec<Told>,
}

impl Replica {
    /// Whether the authority over these records is here, and not a server's.
    #[must_use]
    pub const fn is_alone(&self) -> bool {
        self.has_no_server() && self.facts.access.is_none()
    }

    /// Whether these records are on their way to a server.
    #[must_use]
    pub const fn is_moving(&self) -> bool {
        self.has_no_server() && self.facts.access.is_some()
    }

    /// Whether these records never were a server's, or are not any more.
    #[must_use]
    pub const fn has_no_server(&self) -> bool {
        self.facts.identity.is_some() && self.facts.address.is_none()
    }

    /// Whether there is nothing here but the person, so that nothing is lost where it goes.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        let mut keys = self.confirmed.keys();
        self.facts.pending.is_empty()
            && keys.all(|key| match key {
                Key::Member(user) | Key::Settings(user) => Some(user) == self.user(),
                _ => false,
            })
    }

    /// The journal record with which the records here are a team of their own from now on, that of
    /// `hello`, who owns it. Where there are records already, `hello` names the same person.
    ///
    /// # Errors
    /// If the address or the name cannot be a person's.
    pub fn begin_alone(&self, hello: Hello, name: String, now: Millis) -> Result<Journal, Refusal> {
        let mut store = AloneStore::new(self, hello.user, self.facts.acked);
        let owner = Operation::AddMember {
            id: hello.user,
            email: hello.email.clone(),
            name,
            role: Role::Owner,
        };
        let Ok(owned) = Authority::new(&mut store, now).operate(operator(hello.server), owner);
        owned?;
        let settled = store.settled(self.facts.acked);
        Ok(Journal::Alone { hello, settled })
    }

    /// The journal record that settles what waits, or the first of it; none if nothing does, or the
    /// authority is a server.
    #[must_use]
    pub fn settle_alone(&self, now: Millis) -> Option<Journal> {
        if !self.is_alone() {
            return None;
        }
        let first = self.facts.pending.front()?.mutation.seq;
        let before = first.saturating_sub(1);
        let request = self.push_request(before, u64::MAX, SETTLED_MOST, SETTLED_BYTES)?;
        let last = request.mutations().map(|mutation| mutation.at.millis());
        // There is no other clock that this one could be ahead of.
        let now = last.max().unwrap_or(now).max(now);
        let user = self.user()?;
        let mut store = AloneStore::new(self, user, before);
        let (reply, _) = Authority::new(&mut store, now).push(user, &request).ok()?;
        Some(Journal::Settled(store.settled(reply.acked)))
    }

    /// What happened, as a server would tell it; nothing if the authority is a server.
    #[must_use]
    pub fn history_alone(&self, request: &HistoryRequest, now: Millis) -> HistoryReply {
        let told = self
            .user()
            .filter(|_| self.has_no_server())
            .and_then(|user| {
                let mut store = AloneStore::new(self, user, self.facts.acked);
                Authority::new(&mut store, now).history(user, request).ok()
            });
        told.unwrap_or(HistoryReply {
            happenings: Vec::new(),
            more: false,
        })
    }
}
