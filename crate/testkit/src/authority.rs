//! The server's records in memory.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{
    BoxId, BoxRecord, ClientId, Clock, Member, Pipeline, PipelineId, Records, RecordsMut, Scope,
    State, UserId,
};
use boxwood_sync::{AuthorityStore, Client, LogEntry, RefusedSeq};

/// An [`AuthorityStore`] in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryAuthority {
    state: State,
    logs: BTreeMap<Scope, Vec<LogEntry>>,
    history: Vec<(Scope, LogEntry)>,
    clients: BTreeMap<ClientId, Client>,
    refusals: BTreeMap<ClientId, Vec<RefusedSeq>>,
    every_refusal: Vec<(ClientId, RefusedSeq)>,
    clock: Clock,
    hidden: BTreeSet<(UserId, Scope)>,
    /// After how many more writes one fails.
    failing: Option<u32>,
}

/// The store failed because a test told it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store failed as it was told to")]
pub struct StoreFailed;

impl MemoryAuthority {
    /// Does something as one transaction.
    ///
    /// # Errors
    /// Those of what is done; then nothing of it holds.
    pub fn transaction<T, E>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let before = self.clone();
        let outcome = work(self);
        if outcome.is_err() {
            *self = Self {
                failing: self.failing,
                ..before
            };
        }
        outcome
    }

    /// All records.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Every log entry that there ever was, in the order in which they came.
    #[must_use]
    pub fn history(&self) -> &[(Scope, LogEntry)] {
        &self.history
    }

    /// Every refusal that there ever was, forgotten ones too.
    #[must_use]
    pub fn every_refusal(&self) -> &[(ClientId, RefusedSeq)] {
        &self.every_refusal
    }

    /// What is known of a replica.
    #[must_use]
    pub fn known(&self, client: ClientId) -> Option<Client> {
        self.clients.get(&client).copied()
    }

    /// The version of a scope.
    #[must_use]
    pub fn head(&self, scope: Scope) -> u64 {
        self.logs.get(&scope).map_or(0, |log| log.len() as u64)
    }

    /// Hides a scope from a person, or shows it again.
    pub fn hide(&mut self, user: UserId, scope: Scope, hidden: bool) {
        if hidden {
            self.hidden.insert((user, scope));
        } else {
            self.hidden.remove(&(user, scope));
        }
    }

    /// The write after the next `writes` ones fails.
    pub const fn fail_after(&mut self, writes: u32) {
        self.failing = Some(writes);
    }

    /// No write fails any more.
    pub const fn mend(&mut self) {
        self.failing = None;
    }

    fn count_write(&mut self) -> Result<(), StoreFailed> {
        match self.failing {
            None => Ok(()),
            Some(0) => {
                self.failing = None;
                Err(StoreFailed)
            }
            Some(left) => {
                self.failing = Some(left - 1);
                Ok(())
            }
        }
    }
}

impl AuthorityStore for MemoryAuthority {
    type Error = StoreFailed;

    fn member(&mut self, id: UserId) -> Result<Option<Member>, StoreFailed> {
        Ok(self.state.member(id).cloned())
    }

    fn pipeline(&mut self, id: PipelineId) -> Result<Option<Pipeline>, StoreFailed> {
        Ok(self.state.pipeline(id).cloned())
    }

    fn box_record(&mut self, id: BoxId) -> Result<Option<BoxRecord>, StoreFailed> {
        Ok(self.state.box_record(id).cloned())
    }

    fn put(&mut self, changed: &State) -> Result<(), StoreFailed> {
        self.count_write()?;
        for member in changed.members.values() {
            self.state.insert_member(member.clone());
        }
        for pipeline in changed.pipelines.values() {
            self.state.insert_pipeline(pipeline.clone());
        }
        for record in changed.boxes.values() {
            self.state.insert_box(record.clone());
        }
        Ok(())
    }

    fn append(&mut self, scope: Scope, entry: &LogEntry) -> Result<u64, StoreFailed> {
        self.count_write()?;
        let log = self.logs.entry(scope).or_default();
        log.push(entry.clone());
        self.history.push((scope, entry.clone()));
        Ok(log.len() as u64)
    }

    fn entries(
        &mut self,
        scope: Scope,
        after: u64,
        most: usize,
    ) -> Result<Vec<LogEntry>, StoreFailed> {
        let log = self.logs.get(&scope).map_or(&[][..], Vec::as_slice);
        let after = usize::try_from(after).unwrap_or(usize::MAX).min(log.len());
        Ok(log[after..].iter().take(most).cloned().collect())
    }

    fn heads(&mut self, user: UserId) -> Result<Vec<(Scope, u64)>, StoreFailed> {
        let seen = |scope: &Scope| match scope {
            Scope::User(id) => *id == user,
            scope => !self.hidden.contains(&(user, *scope)),
        };
        let logs = self.logs.iter().filter(|(scope, _)| seen(scope));
        Ok(logs
            .map(|(scope, log)| (*scope, log.len() as u64))
            .collect())
    }

    fn client(&mut self, id: ClientId) -> Result<Option<Client>, StoreFailed> {
        Ok(self.clients.get(&id).copied())
    }

    fn put_client(&mut self, id: ClientId, client: &Client) -> Result<(), StoreFailed> {
        self.count_write()?;
        self.clients.insert(id, *client);
        Ok(())
    }

    fn put_refusal(&mut self, id: ClientId, refused: &RefusedSeq) -> Result<(), StoreFailed> {
        self.count_write()?;
        self.refusals.entry(id).or_default().push(refused.clone());
        self.every_refusal.push((id, refused.clone()));
        Ok(())
    }

    fn refusals(&mut self, id: ClientId, after: u64) -> Result<Vec<RefusedSeq>, StoreFailed> {
        let known = self.refusals.get(&id).map_or(&[][..], Vec::as_slice);
        let wanted = known.iter().filter(|refused| refused.seq > after);
        Ok(wanted.cloned().collect())
    }

    fn forget_refusals(&mut self, id: ClientId, up_to: u64) -> Result<(), StoreFailed> {
        if let Some(known) = self.refusals.get_mut(&id) {
            known.retain(|refused| refused.seq > up_to);
        }
        Ok(())
    }

    fn clock(&mut self) -> Result<Clock, StoreFailed> {
        Ok(self.clock)
    }

    fn put_clock(&mut self, clock: Clock) -> Result<(), StoreFailed> {
        self.count_write()?;
        self.clock = clock;
        Ok(())
    }
}
