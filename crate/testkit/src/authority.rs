//! The server's records in memory.

use std::collections::BTreeMap;

use boxwood_model::{
    ClientId, Clock, Happening, Key, PipelineId, Record, Records as _, RecordsMut as _, Scope,
    State, UserId,
};
use boxwood_sync::{AuthorityStore, Client, LogEntry, RefusedSeq, deciding_pipeline, may_read};

/// An [`AuthorityStore`] in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryAuthority {
    state: State,
    logs: BTreeMap<Scope, Vec<LogEntry>>,
    history: Vec<(Scope, LogEntry)>,
    told: Vec<(Scope, Happening)>,
    clients: BTreeMap<ClientId, Client>,
    refusals: BTreeMap<ClientId, Vec<RefusedSeq>>,
    every_refusal: Vec<(ClientId, RefusedSeq)>,
    clock: Clock,
    /// Who goes by another id since records moved in.
    renamed: BTreeMap<UserId, UserId>,
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

    /// The id that a person goes by, who may have had another before.
    #[must_use]
    pub fn goes_by(&self, user: UserId) -> UserId {
        self.renamed.get(&user).copied().unwrap_or(user)
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

    fn record(&mut self, key: Key) -> Result<Option<Record>, StoreFailed> {
        Ok(self.state.get(key))
    }

    fn member_by_email(&mut self, email: &str) -> Result<Option<UserId>, StoreFailed> {
        Ok(self.state.member_by_email(email))
    }

    fn owners(&mut self) -> Result<usize, StoreFailed> {
        Ok(self.state.owners())
    }

    fn members(&mut self) -> Result<Vec<UserId>, StoreFailed> {
        Ok(self.state.members.keys().copied().collect())
    }

    fn pipelines(&mut self) -> Result<Vec<PipelineId>, StoreFailed> {
        Ok(self.state.pipelines.keys().copied().collect())
    }

    fn records_of(&mut self, pipeline: PipelineId) -> Result<Vec<Record>, StoreFailed> {
        let keys = self.state.keys_of(Scope::Pipeline(pipeline));
        Ok(keys
            .into_iter()
            .filter_map(|key| self.state.get(key))
            .collect())
    }

    fn put(&mut self, changed: &State) -> Result<(), StoreFailed> {
        self.count_write()?;
        for record in changed.records() {
            self.state.insert(record);
        }
        Ok(())
    }

    fn remove(&mut self, key: Key) -> Result<(), StoreFailed> {
        self.count_write()?;
        self.state.remove(key);
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

    fn tell(&mut self, scope: Scope, happenings: &[Happening]) -> Result<(), StoreFailed> {
        self.count_write()?;
        for happening in happenings {
            self.told.push((scope, happening.clone()));
        }
        Ok(())
    }

    fn told(
        &mut self,
        scopes: &[Scope],
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Happening)>, StoreFailed> {
        let numbered = (1..).zip(&self.told);
        let mut wanted: Vec<(u64, Happening)> = numbered
            .filter(|(number, (scope, happening))| {
                *number < before
                    && scopes.contains(scope)
                    && about.is_none_or(|key| happening.about == key)
            })
            .map(|(number, (_, happening))| (number, happening.clone()))
            .collect();
        wanted.reverse();
        wanted.truncate(most);
        Ok(wanted)
    }

    fn heads(&mut self, user: UserId) -> Result<Vec<(Scope, u64)>, StoreFailed> {
        // Everybody has these two, even before anything happened in them.
        let mut heads = BTreeMap::from([(Scope::Team, 0), (Scope::User(user), 0)]);
        let logs = self.logs.iter();
        heads.extend(logs.map(|(scope, log)| (*scope, log.len() as u64)));
        heads.retain(|scope, _| {
            let pipeline = deciding_pipeline(*scope);
            let pipeline = pipeline.and_then(|id| self.state.pipeline(id));
            may_read(user, *scope, pipeline)
        });
        Ok(heads.into_iter().collect())
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

    fn vacate(&mut self, from: UserId, to: UserId) -> Result<(), StoreFailed> {
        self.count_write()?;
        self.state = State::default();
        let logs = self.logs.values_mut().flatten();
        for entry in logs.chain(self.history.iter_mut().map(|(_, entry)| entry)) {
            entry.effects.clear();
        }
        self.told.clear();
        self.clients.clear();
        self.refusals.clear();
        self.renamed.insert(from, to);
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
