//! The confirmed records of a replica as the store of an authority.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use boxwood_model::{
    ClientId, Clock, Happening, Key, Layered, PipelineId, Record, Records as _, Scope, State,
    UserId,
};

use super::Settled;
use crate::authority::{AuthorityStore, Client};
use crate::chronicle::Told;
use crate::protocol::{LogEntry, PullReply, RefusedSeq, ScopeDelta};
use crate::replica::Replica;

/// One transaction: what is written lies beside the replica, which takes it in as an answer.
///
/// Nobody else asks for this log, so that of each entry the number is kept, and the entry itself
/// only for the answer.
pub(super) struct AloneStore<'r> {
    replica: &'r Replica,
    user: UserId,
    /// The replica's mutations are settled up to here.
    acked: u64,
    changed: State,
    gone: BTreeSet<Key>,
    entries: BTreeMap<Scope, Vec<LogEntry>>,
    told: Vec<Told>,
    refused: Vec<RefusedSeq>,
}

type Result<T> = std::result::Result<T, Infallible>;

impl<'r> AloneStore<'r> {
    pub(super) fn new(replica: &'r Replica, user: UserId, acked: u64) -> Self {
        Self {
            replica,
            user,
            acked,
            changed: State::default(),
            gone: BTreeSet::new(),
            entries: BTreeMap::new(),
            told: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// What the replica takes in, with its mutations settled up to `acked`.
    ///
    /// No scope is ever lost, whatever the person's rights: there is no other copy.
    pub(super) fn settled(self, acked: u64) -> Settled {
        let cursors = self.replica.cursors();
        let deltas = self.entries.into_iter().map(|(scope, entries)| ScopeDelta {
            scope,
            from: cursors.get(&scope).copied().unwrap_or(0),
            entries,
        });
        let reply = PullReply {
            deltas: deltas.collect(),
            lost: Vec::new(),
            acked,
            refused: self.refused,
            more: false,
        };
        Settled {
            reply,
            told: self.told,
        }
    }

    fn records(&self) -> Layered<'_, &State> {
        Layered {
            below: self.replica.confirmed(),
            top: &self.changed,
        }
    }

    fn keys_of(&self, scope: Scope) -> BTreeSet<Key> {
        let below = self.replica.confirmed().keys_of(scope).into_iter();
        let mut keys: BTreeSet<Key> = below
            // One that changed may be elsewhere by now.
            .filter(|key| self.changed.get(*key).is_none())
            .chain(self.changed.keys_of(scope))
            .collect();
        keys.retain(|key| !self.gone.contains(key));
        keys
    }

    fn read(&self, key: Key) -> Option<Record> {
        if self.gone.contains(&key) {
            return None;
        }
        let changed = self.changed.get(key);
        changed.or_else(|| self.replica.confirmed().get(key))
    }

    /// Whether the log of a scope goes on here: not those logs in which people get what is assigned
    /// to them, since everything is here.
    fn is_kept(&self, scope: Scope) -> bool {
        match scope {
            Scope::Team | Scope::Pipeline(_) => true,
            Scope::User(user) => user == self.user,
            Scope::Assigned(..) => false,
        }
    }
}

impl AuthorityStore for AloneStore<'_> {
    type Error = Infallible;

    fn record(&mut self, key: Key) -> Result<Option<Record>> {
        Ok(self.read(key))
    }

    fn member_by_email(&mut self, email: &str) -> Result<Option<UserId>> {
        Ok(self.records().member_by_email(email))
    }

    fn owners(&mut self) -> Result<usize> {
        Ok(self.records().owners())
    }

    fn members(&mut self) -> Result<Vec<UserId>> {
        let below = self.replica.confirmed().members.keys();
        let all: BTreeSet<UserId> = below.chain(self.changed.members.keys()).copied().collect();
        Ok(all.into_iter().collect())
    }

    fn pipelines(&mut self) -> Result<Vec<PipelineId>> {
        let below = self.replica.confirmed().pipelines.keys();
        let above = self.changed.pipelines.keys();
        let all: BTreeSet<PipelineId> = below.chain(above).copied().collect();
        Ok(all.into_iter().collect())
    }

    fn records_of(&mut self, pipeline: PipelineId) -> Result<Vec<Record>> {
        let keys = self.keys_of(Scope::Pipeline(pipeline));
        Ok(keys.into_iter().filter_map(|key| self.read(key)).collect())
    }

    fn put(&mut self, changed: &State) -> Result<()> {
        for record in changed.records() {
            self.gone.remove(&record.key());
            self.changed.insert(record);
        }
        Ok(())
    }

    fn remove(&mut self, key: Key) -> Result<()> {
        self.gone.insert(key);
        Ok(())
    }

    fn append(&mut self, scope: Scope, entry: &LogEntry) -> Result<u64> {
        let from = self.replica.cursors().get(&scope).copied().unwrap_or(0);
        if !self.is_kept(scope) {
            return Ok(from);
        }
        let log = self.entries.entry(scope).or_default();
        log.push(entry.clone());
        Ok(from.saturating_add(log.len() as u64))
    }

    fn entries(&mut self, scope: Scope, after: u64, most: usize) -> Result<Vec<LogEntry>> {
        let from = self.replica.cursors().get(&scope).copied().unwrap_or(0);
        let log = self.entries.get(&scope).map_or(&[][..], Vec::as_slice);
        let known = usize::try_from(after.saturating_sub(from)).unwrap_or(usize::MAX);
        Ok(log.iter().skip(known).take(most).cloned().collect())
    }

    fn tell(&mut self, scope: Scope, happenings: &[Happening]) -> Result<()> {
        let next = self.replica.chronicle.next();
        for happening in happenings {
            self.told.push(Told {
                number: next.saturating_add(self.told.len() as u64),
                scope,
                happening: happening.clone(),
            });
        }
        Ok(())
    }

    fn told(
        &mut self,
        scopes: &[Scope],
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Happening)>> {
        let wanted = |scope| scopes.contains(&scope);
        Ok(self.replica.chronicle.told(wanted, about, before, most))
    }

    fn heads(&mut self, user: UserId) -> Result<Vec<(Scope, u64)>> {
        let mut heads = BTreeMap::from([(Scope::Team, 0), (Scope::User(user), 0)]);
        heads.extend(self.replica.cursors());
        for (scope, entries) in &self.entries {
            *heads.entry(*scope).or_default() += entries.len() as u64;
        }
        Ok(heads.into_iter().collect())
    }

    fn client(&mut self, id: ClientId) -> Result<Option<Client>> {
        let known = Client {
            user: self.user,
            last_seq: self.acked,
        };
        Ok((id == self.replica.client()).then_some(known))
    }

    fn put_client(&mut self, _: ClientId, client: &Client) -> Result<()> {
        self.acked = client.last_seq;
        Ok(())
    }

    fn put_refusal(&mut self, _: ClientId, refused: &RefusedSeq) -> Result<()> {
        self.refused.push(refused.clone());
        Ok(())
    }

    fn refusals(&mut self, _: ClientId, after: u64) -> Result<Vec<RefusedSeq>> {
        let known = self.refused.iter().filter(|refused| refused.seq > after);
        Ok(known.cloned().collect())
    }

    fn forget_refusals(&mut self, _: ClientId, up_to: u64) -> Result<()> {
        self.refused.retain(|refused| refused.seq > up_to);
        Ok(())
    }

    fn vacate(&mut self, _: UserId, _: UserId) -> Result<()> {
        // Nothing moves in here: these records move out.
        Ok(())
    }

    fn clock(&mut self) -> Result<Clock> {
        Ok(self.replica.facts.clock)
    }

    fn put_clock(&mut self, _: Clock) -> Result<()> {
        // The replica's clock is the authority's, and hears of what was settled.
        Ok(())
    }
}
