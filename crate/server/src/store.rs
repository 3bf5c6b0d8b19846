//! The records, logs and cursors in SQLite: what the authority needs of a store.
//!
//! A [`SqliteStore`] is a view of one transaction of one team; who makes it begins and ends the
//! transaction.

pub(crate) mod bin;
mod columns;
mod history;
mod records;

use boxwood_model::{
    ClientId, Clock, Happening, Key, Member, PipelineId, Record, Scope, State, TeamId, UserId,
};
use boxwood_sync::{
    AuthorityStore, Client, FrameError, FrameKind, Heads, LogEntry, RefusedSeq, decode, encode,
};
use rusqlite::{Connection, OptionalExtension, Params, params};

use crate::moment::for_sqlite;
use columns::{scope_from_bytes, scope_to_bytes};

/// How many bytes of entries one reading gives, about: what a browser takes in at once without
/// being busy for long.
const READING: usize = 4 << 20;

/// What went wrong in the store.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// SQLite failed.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// What is in the file cannot be read, or what should go there cannot be written.
    #[error("a frame in the database: {0}")]
    Frame(#[from] FrameError),
}

type Result<T> = std::result::Result<T, StoreError>;

/// One transaction of one team.
#[derive(Debug)]
pub(crate) struct SqliteStore<'c> {
    connection: &'c Connection,
    team: TeamId,
    /// How many bytes of entries may still be read.
    room: usize,
    forgetting: Forgetting,
    /// Whether the rights of somebody may have changed.
    access_changed: bool,
}

/// What becomes of the wish to forget refusals.
#[derive(Debug)]
enum Forgetting {
    /// They are deleted.
    Now,
    /// A reader cannot delete: it keeps what a writer shall delete.
    Later(Option<(ClientId, u64)>),
}

impl<'c> SqliteStore<'c> {
    /// The store within a transaction that writes.
    pub(crate) const fn writing(connection: &'c Connection, team: TeamId) -> Self {
        Self {
            connection,
            team,
            room: READING,
            forgetting: Forgetting::Now,
            access_changed: false,
        }
    }

    /// The store within a transaction that only reads.
    pub(crate) const fn reading(connection: &'c Connection, team: TeamId) -> Self {
        Self {
            connection,
            team,
            room: READING,
            forgetting: Forgetting::Later(None),
            access_changed: false,
        }
    }

    /// The refusals that a writer shall forget, if this reader was told to and there are any.
    pub(crate) const fn to_forget(&self) -> Option<(ClientId, u64)> {
        match self.forgetting {
            Forgetting::Now => None,
            Forgetting::Later(which) => which,
        }
    }

    /// The connection, for what is not the authority's.
    pub(crate) const fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// The team.
    pub(crate) const fn team(&self) -> TeamId {
        self.team
    }

    /// Whether the rights of somebody may have changed by what was written here.
    pub(crate) const fn access_changed(&self) -> bool {
        self.access_changed
    }

    /// Counts up whenever the rights of anybody may have changed.
    pub(crate) fn access_count(&self) -> Result<u64> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT access FROM team WHERE id = ?1")?;
        Ok(statement.query_row(params![self.team.as_bytes()], |row| row.get(0))?)
    }

    /// The version of every scope that has one.
    pub(crate) fn all_heads(&self) -> Result<Heads> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT scope, version FROM head WHERE team_id = ?1")?;
        let rows = statement.query_map(params![self.team.as_bytes()], |row| {
            Ok((scope_from_bytes(row.get_ref(0)?)?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn execute(&self, sql: &str, params: impl Params) -> Result<()> {
        self.connection.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }
}

impl AuthorityStore for SqliteStore<'_> {
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
        let ids = self.ids(columns::RecordKind::Member)?;
        Ok(ids.into_iter().map(UserId::from_bytes).collect())
    }

    fn pipelines(&mut self) -> Result<Vec<PipelineId>> {
        let ids = self.ids(columns::RecordKind::Pipeline)?;
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
            self.access_changed = true;
            self.execute(
                "UPDATE team SET access = access + 1 WHERE id = ?1",
                params![self.team.as_bytes()],
            )?;
        }
        Ok(())
    }

    fn remove(&mut self, key: Key) -> Result<()> {
        let (kind, id) = columns::key_columns(key, self.team);
        self.execute(
            "DELETE FROM record WHERE team_id = ?1 AND kind = ?2 AND id = ?3",
            params![self.team.as_bytes(), kind, id],
        )
    }

    fn append(&mut self, scope: Scope, entry: &LogEntry) -> Result<u64> {
        let bytes = encode(FrameKind::Entry, entry)?;
        let scope = scope_to_bytes(scope);
        let version: u64 = self
            .connection
            .prepare_cached(
                "INSERT INTO head (team_id, scope, version) VALUES (?1, ?2, 1)
                 ON CONFLICT (team_id, scope) DO UPDATE SET version = version + 1
                 RETURNING version",
            )?
            .query_row(params![self.team.as_bytes(), scope], |row| row.get(0))?;
        self.execute(
            "INSERT INTO log (team_id, scope, version, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![self.team.as_bytes(), scope, version, bytes],
        )?;
        Ok(version)
    }

    fn entries(&mut self, scope: Scope, after: u64, most: usize) -> Result<Vec<LogEntry>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes FROM log WHERE team_id = ?1 AND scope = ?2 AND version > ?3
             ORDER BY version LIMIT ?4",
        )?;
        let scope = scope_to_bytes(scope);
        let mut rows = statement.query(params![
            self.team.as_bytes(),
            scope,
            for_sqlite(after),
            i64::try_from(most).unwrap_or(i64::MAX)
        ])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            // One that is larger than all the room still goes, when it is the first of the reading.
            if bytes.len() > self.room && self.room < READING {
                self.room = 0;
                break;
            }
            self.room = self.room.saturating_sub(bytes.len());
            entries.push(decode(FrameKind::Entry, bytes)?);
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
        let mut statement = self.connection.prepare_cached(
            "SELECT user_id, last_seq FROM client WHERE team_id = ?1 AND id = ?2",
        )?;
        let found = statement.query_row(params![self.team.as_bytes(), id.as_bytes()], |row| {
            Ok(Client {
                user: UserId::from_bytes(row.get(0)?),
                last_seq: row.get(1)?,
            })
        });
        Ok(found.optional()?)
    }

    fn put_client(&mut self, id: ClientId, client: &Client) -> Result<()> {
        self.execute(
            "INSERT INTO client (team_id, id, user_id, last_seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (team_id, id) DO UPDATE SET user_id = excluded.user_id, last_seq = excluded.last_seq",
            params![
                self.team.as_bytes(),
                id.as_bytes(),
                client.user.as_bytes(),
                client.last_seq
            ],
        )
    }

    fn put_refusal(&mut self, id: ClientId, refused: &RefusedSeq) -> Result<()> {
        self.execute(
            "INSERT INTO refusal (team_id, client_id, seq, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![
                self.team.as_bytes(),
                id.as_bytes(),
                refused.seq,
                encode(FrameKind::Refusal, refused)?
            ],
        )
    }

    fn refusals(&mut self, id: ClientId, after: u64) -> Result<Vec<RefusedSeq>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes FROM refusal WHERE team_id = ?1 AND client_id = ?2 AND seq > ?3 ORDER BY seq",
        )?;
        let mut rows = statement.query(params![
            self.team.as_bytes(),
            id.as_bytes(),
            for_sqlite(after)
        ])?;
        let mut refusals = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            refusals.push(decode(FrameKind::Refusal, bytes)?);
        }
        Ok(refusals)
    }

    fn forget_refusals(&mut self, id: ClientId, up_to: u64) -> Result<()> {
        let which = params![self.team.as_bytes(), id.as_bytes(), for_sqlite(up_to)];
        match &mut self.forgetting {
            Forgetting::Now => self.execute(
                "DELETE FROM refusal WHERE team_id = ?1 AND client_id = ?2 AND seq <= ?3",
                which,
            ),
            Forgetting::Later(later) => {
                let any: bool = self
                    .connection
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM refusal
                         WHERE team_id = ?1 AND client_id = ?2 AND seq <= ?3)",
                    )?
                    .query_row(which, |row| row.get(0))?;
                if any {
                    *later = Some((id, up_to));
                }
                Ok(())
            }
        }
    }

    fn clock(&mut self) -> Result<Clock> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT clock FROM team WHERE id = ?1")?;
        let bytes: Option<Vec<u8>> =
            statement.query_row(params![self.team.as_bytes()], |row| row.get(0))?;
        match bytes {
            Some(bytes) => Ok(decode(FrameKind::Record, &bytes)?),
            None => Ok(Clock::default()),
        }
    }

    fn put_clock(&mut self, clock: Clock) -> Result<()> {
        self.execute(
            "UPDATE team SET clock = ?2 WHERE id = ?1",
            params![self.team.as_bytes(), encode(FrameKind::Record, &clock)?],
        )
    }
}

#[cfg(test)]
mod tests;
