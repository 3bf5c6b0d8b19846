//! The records, logs and cursors in a database: what the authority needs of a store.
//!
//! A [`Store`] is a view of one transaction of one team; who makes it begins and ends the
//! transaction. Most of what is written waits in memory until the transaction ends: many jobs that
//! change the same rows write them once, and a database that is far away is asked few questions.

mod history;
mod moving_in;
mod pending;
mod records;

use boxwood_model::{
    ClientId, Clock, Happening, Key, Member, Millis, PipelineId, Record, Scope, State, TeamId,
    UserId,
};
use boxwood_sync::{
    AuthorityStore, Client, FrameKind, Heads, LogEntry, RefusedSeq, decode, encode,
};

use crate::storage::{
    Binned, Connection, LogRow, RecordKind, RefusalRow, Result, key_columns, scope_from_bytes,
    scope_to_bytes,
};
use pending::Pending;

pub(crate) use crate::storage::StoreError;
pub(crate) use records::deleted_at;

/// How many bytes of entries one reading gives, about: what a browser takes in at once without
/// being busy for long.
const READING: usize = 4 << 20;

/// One transaction of one team.
#[derive(Debug)]
pub(crate) struct Store<'c> {
    connection: &'c mut dyn Connection,
    team: TeamId,
    /// How many bytes of entries may still be read.
    room: usize,
    mode: Mode,
    /// What waits to be written.
    pending: Pending,
    /// Whether the rights of somebody may have changed.
    access_changed: bool,
}

/// What may be done.
#[derive(Debug)]
enum Mode {
    /// Everything.
    Writing,
    /// A reader cannot delete: it keeps which refusals a writer shall forget.
    Reading(Option<(ClientId, u64)>),
}

impl<'c> Store<'c> {
    /// The store within a transaction that writes.
    pub(crate) fn writing(connection: &'c mut dyn Connection, team: TeamId) -> Self {
        Self {
            connection,
            team,
            room: READING,
            mode: Mode::Writing,
            pending: Pending::default(),
            access_changed: false,
        }
    }

    /// The store within a transaction that only reads.
    pub(crate) fn reading(connection: &'c mut dyn Connection, team: TeamId) -> Self {
        Self {
            connection,
            team,
            room: READING,
            mode: Mode::Reading(None),
            pending: Pending::default(),
            access_changed: false,
        }
    }

    /// The refusals that a writer shall forget, if this reader was told to and there are any.
    pub(crate) const fn to_forget(&self) -> Option<(ClientId, u64)> {
        match self.mode {
            Mode::Writing => None,
            Mode::Reading(which) => which,
        }
    }

    /// Whether the rights of somebody may have changed by what was written since the last job.
    pub(crate) const fn access_changed(&self) -> bool {
        self.access_changed
    }

    /// The rights of somebody may have changed by something that is not a record.
    pub(crate) fn access_may_have_changed(&mut self) {
        self.access_changed = true;
        self.pending.job.access += 1;
    }

    /// The connection, with everything written that was to be: for what is not the authority's.
    pub(crate) fn connection(&mut self) -> Result<&mut dyn Connection> {
        match self.mode {
            Mode::Writing => self.pending.write(self.connection)?,
            Mode::Reading(_) => {}
        }
        Ok(self.connection)
    }

    /// The version of every scope that has one.
    pub(crate) fn all_heads(&mut self) -> Result<Heads> {
        let heads = self.connection()?.heads()?;
        let heads = heads.into_iter();
        heads
            .map(|(scope, version)| Ok((scope_from_bytes(&scope)?, version)))
            .collect()
    }

    /// The next boxes behind `after`, at most so many, that were deleted at `before` or earlier.
    pub(crate) fn bin(
        &mut self,
        after: Binned,
        before: Millis,
        most: usize,
    ) -> Result<Vec<Binned>> {
        self.connection()?.binned(after, before, most)
    }

    /// What was done since the last job is to be kept.
    pub(crate) fn keep(&mut self) -> Result<()> {
        self.next();
        self.pending.keep(self.connection)
    }

    /// What was done since the last job is undone.
    pub(crate) fn undo(&mut self) -> Result<()> {
        self.next();
        self.pending.undo(self.connection)
    }

    /// Writes what is to be kept; the transaction can be committed then.
    pub(crate) fn finish(&mut self) -> Result<()> {
        match self.mode {
            Mode::Writing => self.pending.finish(self.connection),
            Mode::Reading(_) if self.pending.is_empty() => Ok(()),
            Mode::Reading(_) => Err(StoreError::ReadOnly),
        }
    }

    /// Ends the transaction, and begins the next one.
    #[cfg(test)]
    pub(crate) fn commit(&mut self) -> Result<()> {
        self.keep()?;
        self.finish()?;
        self.connection.commit()?;
        self.connection.begin()
    }

    const fn next(&mut self) {
        self.room = READING;
        self.access_changed = false;
    }
}

impl AuthorityStore for Store<'_> {
    type Error = StoreError;

    fn record(&mut self, key: Key) -> Result<Option<Record>> {
        self.read_record(key)
    }

    fn member_by_email(&mut self, email: &str) -> Result<Option<UserId>> {
        // Asked when somebody joins, which is seldom.
        Ok(self.member_of(email)?.map(|member| member.id))
    }

    fn owners(&mut self) -> Result<usize> {
        let is_owner = |member: &&Member| member.role.value == boxwood_model::Role::Owner;
        Ok(self.people()?.iter().filter(is_owner).count())
    }

    fn members(&mut self) -> Result<Vec<UserId>> {
        let ids = self.connection()?.ids(RecordKind::Member)?;
        Ok(ids.into_iter().map(UserId::from_bytes).collect())
    }

    fn pipelines(&mut self) -> Result<Vec<PipelineId>> {
        let ids = self.connection()?.ids(RecordKind::Pipeline)?;
        Ok(ids.into_iter().map(PipelineId::from_bytes).collect())
    }

    fn records_of(&mut self, pipeline: PipelineId) -> Result<Vec<Record>> {
        self.records_in(Scope::Pipeline(pipeline))
    }

    fn put(&mut self, changed: &State) -> Result<()> {
        for record in changed.records() {
            self.put_record(&record)?;
        }
        if !changed.members.is_empty() || !changed.pipelines.is_empty() {
            self.access_may_have_changed();
        }
        Ok(())
    }

    fn remove(&mut self, key: Key) -> Result<()> {
        let at = key_columns(key, self.team);
        self.pending.job.records.insert(at, None);
        Ok(())
    }

    fn append(&mut self, scope: Scope, entry: &LogEntry) -> Result<u64> {
        let bytes = encode(FrameKind::Entry, entry)?;
        let scope = scope_to_bytes(scope);
        let version = 1 + match self.pending.head(&scope) {
            Some(version) => version,
            None => self.connection.head(&scope)?,
        };
        let job = &mut self.pending.job;
        job.heads.insert(scope.clone(), version);
        job.log.push(LogRow {
            scope,
            version,
            bytes,
        });
        Ok(version)
    }

    fn entries(&mut self, scope: Scope, after: u64, most: usize) -> Result<Vec<LogEntry>> {
        let (room, scope) = (self.room, scope_to_bytes(scope));
        // One that is larger than all the room still goes, when it is the first of the reading.
        let anyway = room == READING;
        let frames = self
            .connection()?
            .entries(&scope, after, most, room, anyway)?;
        let mut entries = Vec::with_capacity(frames.len());
        for bytes in frames {
            self.room = self.room.saturating_sub(bytes.len());
            entries.push(decode(FrameKind::Entry, &bytes)?);
        }
        Ok(entries)
    }

    fn tell(&mut self, scope: Scope, happenings: &[Happening]) -> Result<()> {
        self.keep_happenings(scope, happenings)
    }

    fn told(
        &mut self,
        scopes: &[Scope],
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Happening)>> {
        self.happenings(scopes, about, before, most)
    }

    fn heads(&mut self, user: UserId) -> Result<Vec<(Scope, u64)>> {
        let mut heads = self.all_heads()?;
        // Everybody has these two, even before anything happened in them.
        heads.entry(Scope::Team).or_default();
        heads.entry(Scope::User(user)).or_default();
        let readable = self.readable(user, heads.keys().copied())?;
        heads.retain(|scope, _| readable.contains(scope));
        Ok(heads.into_iter().collect())
    }

    fn client(&mut self, id: ClientId) -> Result<Option<Client>> {
        match self.pending.client(id) {
            Some(client) => Ok(Some(client)),
            None => self.connection.client(id),
        }
    }

    fn put_client(&mut self, id: ClientId, client: &Client) -> Result<()> {
        self.pending.job.clients.insert(id, *client);
        Ok(())
    }

    fn put_refusal(&mut self, id: ClientId, refused: &RefusedSeq) -> Result<()> {
        let bytes = encode(FrameKind::Refusal, refused)?;
        self.pending.job.refusals.push(RefusalRow {
            client: id,
            seq: refused.seq,
            bytes,
        });
        Ok(())
    }

    fn refusals(&mut self, id: ClientId, after: u64) -> Result<Vec<RefusedSeq>> {
        let frames = self.connection()?.refusals(id, after)?;
        let refusals = frames.iter();
        let refusals = refusals.map(|bytes| decode(FrameKind::Refusal, bytes));
        Ok(refusals.collect::<std::result::Result<_, _>>()?)
    }

    fn forget_refusals(&mut self, id: ClientId, up_to: u64) -> Result<()> {
        match &mut self.mode {
            Mode::Writing => self.connection()?.forget_refusals(id, up_to),
            Mode::Reading(later) => {
                if self.connection.has_refusals(id, up_to)? {
                    *later = Some((id, up_to));
                }
                Ok(())
            }
        }
    }

    fn vacate(&mut self, from: UserId, to: UserId) -> Result<()> {
        self.make_room(from, to)
    }

    fn clock(&mut self) -> Result<Clock> {
        if let Some(bytes) = self.pending.clock() {
            return Ok(decode(FrameKind::Record, bytes)?);
        }
        match self.connection.clock()? {
            Some(bytes) => Ok(decode(FrameKind::Record, &bytes)?),
            None => Ok(Clock::default()),
        }
    }

    fn put_clock(&mut self, clock: Clock) -> Result<()> {
        self.pending.job.clock = Some(encode(FrameKind::Record, &clock)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
