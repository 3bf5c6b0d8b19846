//! Rows in SQLite.

use boxwood_model::{ClientId, Key, Millis, UserId};
use boxwood_sync::Client;
use rusqlite::{OptionalExtension, Params, Row, params};

use crate::storage::{
    Batch, Binned, Connection, LogRow, Purpose, RecordAt, RecordKind, Result, key_from_columns,
    limit, to_column,
};

/// A connection to the file.
#[derive(Debug)]
pub(crate) struct SqliteConnection {
    inner: rusqlite::Connection,
    pub(super) team: [u8; 16],
    purpose: Purpose,
}

impl SqliteConnection {
    pub(super) const fn new(inner: rusqlite::Connection, team: [u8; 16], purpose: Purpose) -> Self {
        Self {
            inner,
            team,
            purpose,
        }
    }

    /// What is below.
    pub(super) const fn inner(&self) -> &rusqlite::Connection {
        &self.inner
    }

    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.inner.prepare_cached(sql)?.execute(params)?)
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.inner.prepare_cached(sql)?;
        Ok(statement.query_row(params, read).optional()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.inner.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(row)?);
        }
        Ok(all)
    }
}

impl Connection for SqliteConnection {
    fn begin(&mut self) -> Result<()> {
        let begin = match self.purpose {
            Purpose::Reading => "BEGIN",
            // Others may write to the file too: it is held from the start.
            Purpose::Writing => "BEGIN IMMEDIATE",
        };
        self.execute(begin, []).map(drop)
    }

    fn commit(&mut self) -> Result<()> {
        self.execute("COMMIT", []).map(drop)
    }

    fn roll_back(&mut self) -> Result<()> {
        if self.inner.is_autocommit() {
            return Ok(());
        }
        self.execute("ROLLBACK", []).map(drop)
    }

    fn is_broken(&self) -> bool {
        // Whatever failed, a file can be asked again.
        false
    }

    fn mark(&mut self) -> Result<()> {
        self.execute("SAVEPOINT job", []).map(drop)
    }

    fn unmark(&mut self) -> Result<()> {
        self.execute("RELEASE job", []).map(drop)
    }

    fn back_to_mark(&mut self) -> Result<()> {
        self.execute("ROLLBACK TO job", []).map(drop)
    }

    fn tidy(&mut self) -> Result<()> {
        // So that the file stands alone while no server runs.
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy: i64 = self.inner.query_row(checkpoint, [], |row| row.get(0))?;
        if busy != 0 {
            tracing::warn!(busy, "somebody reads; the write-ahead log stays");
        }
        Ok(())
    }

    fn announce(&mut self) -> Result<()> {
        Ok(())
    }

    fn changes(&mut self) -> Result<i64> {
        let version = self
            .inner
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(version)
    }

    fn write(&mut self, batch: &Batch) -> Result<()> {
        let team = &self.team;
        for (at, row) in &batch.records {
            match row {
                Some(row) => self.execute(
                    "INSERT INTO record (team_id, kind, id, scope, bytes, deleted_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (team_id, kind, id) DO UPDATE SET
                     scope = excluded.scope, bytes = excluded.bytes,
                     deleted_at = excluded.deleted_at",
                    params![
                        team,
                        at.kind.number(),
                        at.id,
                        row.scope,
                        row.bytes,
                        row.deleted_at
                    ],
                )?,
                None => self.execute(
                    "DELETE FROM record WHERE team_id = ?1 AND kind = ?2 AND id = ?3",
                    params![team, at.kind.number(), at.id],
                )?,
            };
        }
        for (scope, version) in &batch.heads {
            self.execute(
                "INSERT INTO head (team_id, scope, version) VALUES (?1, ?2, ?3)
                 ON CONFLICT (team_id, scope) DO UPDATE SET version = excluded.version",
                params![team, scope, version],
            )?;
        }
        for row in &batch.log {
            self.execute(
                "INSERT INTO log (team_id, scope, version, bytes) VALUES (?1, ?2, ?3, ?4)",
                params![team, row.scope, row.version, row.bytes],
            )?;
        }
        for row in &batch.happenings {
            self.execute(
                "INSERT INTO happening (team_id, scope, kind, id, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    team,
                    row.scope,
                    row.about.kind.number(),
                    row.about.id,
                    row.bytes
                ],
            )?;
        }
        for (id, client) in &batch.clients {
            self.execute(
                "INSERT INTO client (team_id, id, user_id, last_seq) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (team_id, id) DO UPDATE SET
                 user_id = excluded.user_id, last_seq = excluded.last_seq",
                params![team, id.as_bytes(), client.user.as_bytes(), client.last_seq],
            )?;
        }
        for row in &batch.refusals {
            self.execute(
                "INSERT INTO refusal (team_id, client_id, seq, bytes) VALUES (?1, ?2, ?3, ?4)",
                params![team, row.client.as_bytes(), row.seq, row.bytes],
            )?;
        }
        if batch.clock.is_some() || batch.access > 0 {
            self.execute(
                "UPDATE team SET clock = coalesce(?2, clock), access = access + ?3 WHERE id = ?1",
                params![team, batch.clock, batch.access],
            )?;
        }
        Ok(())
    }

    fn record(&mut self, at: RecordAt) -> Result<Option<Vec<u8>>> {
        self.one(
            "SELECT bytes FROM record WHERE team_id = ?1 AND kind = ?2 AND id = ?3",
            params![self.team, at.kind.number(), at.id],
            |row| row.get(0),
        )
    }

    fn ids(&mut self, kind: RecordKind) -> Result<Vec<[u8; 16]>> {
        self.all(
            "SELECT id FROM record WHERE team_id = ?1 AND kind = ?2 ORDER BY id",
            params![self.team, kind.number()],
            |row| Ok(row.get(0)?),
        )
    }

    fn records_of_kind(&mut self, kind: RecordKind) -> Result<Vec<Vec<u8>>> {
        self.all(
            "SELECT bytes FROM record WHERE team_id = ?1 AND kind = ?2 ORDER BY id",
            params![self.team, kind.number()],
            |row| Ok(row.get(0)?),
        )
    }

    fn records_in(&mut self, scope: &[u8]) -> Result<Vec<(Key, Vec<u8>)>> {
        self.all(
            "SELECT kind, id, bytes FROM record WHERE team_id = ?1 AND scope = ?2",
            params![self.team, scope],
            |row| {
                let key = key_from_columns(row.get(0)?, row.get(1)?)?;
                Ok((key, row.get(2)?))
            },
        )
    }

    fn binned(&mut self, after: Binned, before: Millis, most: usize) -> Result<Vec<Binned>> {
        self.all(
            "SELECT deleted_at, id FROM record
             WHERE team_id = ?1 AND deleted_at <= ?2 AND (deleted_at, id) > (?3, ?4)
             ORDER BY deleted_at, id LIMIT ?5",
            params![
                self.team,
                to_column(before),
                after.deleted_at,
                after.id,
                limit(most)
            ],
            |row| {
                Ok(Binned {
                    deleted_at: row.get(0)?,
                    id: row.get(1)?,
                })
            },
        )
    }

    fn head(&mut self, scope: &[u8]) -> Result<u64> {
        let version = self.one(
            "SELECT version FROM head WHERE team_id = ?1 AND scope = ?2",
            params![self.team, scope],
            |row| row.get(0),
        )?;
        Ok(version.unwrap_or_default())
    }

    fn heads(&mut self) -> Result<Vec<(Vec<u8>, u64)>> {
        self.all(
            "SELECT scope, version FROM head WHERE team_id = ?1",
            params![self.team],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    fn entries(
        &mut self,
        scope: &[u8],
        after: u64,
        most: usize,
        mut room: usize,
        mut anyway: bool,
    ) -> Result<Vec<Vec<u8>>> {
        let mut statement = self.inner.prepare_cached(
            "SELECT bytes FROM log WHERE team_id = ?1 AND scope = ?2 AND version > ?3
             ORDER BY version LIMIT ?4",
        )?;
        let mut rows = statement.query(params![self.team, scope, to_column(after), limit(most)])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            if bytes.len() > room && !std::mem::take(&mut anyway) {
                break;
            }
            anyway = false;
            room = room.saturating_sub(bytes.len());
            entries.push(bytes.to_vec());
        }
        Ok(entries)
    }

    fn replace_entry(&mut self, row: &LogRow) -> Result<()> {
        self.execute(
            "UPDATE log SET bytes = ?4 WHERE team_id = ?1 AND scope = ?2 AND version = ?3",
            params![self.team, row.scope, row.version, row.bytes],
        )
        .map(drop)
    }

    fn happenings(
        &mut self,
        scopes: &[Vec<u8>],
        about: Option<RecordAt>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>> {
        let (before, most) = (to_column(before), limit(most));
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let mut found = Vec::new();
        // A person sees few scopes, and nearly every record was in one only.
        for scope in scopes {
            found.extend(match about {
                Some(at) => self.all(
                    "SELECT number, bytes FROM happening
                     WHERE team_id = ?1 AND kind = ?2 AND id = ?3 AND scope = ?4 AND number < ?5
                     ORDER BY number DESC LIMIT ?6",
                    params![self.team, at.kind.number(), at.id, scope, before, most],
                    read,
                )?,
                None => self.all(
                    "SELECT number, bytes FROM happening
                     WHERE team_id = ?1 AND scope = ?2 AND number < ?3
                     ORDER BY number DESC LIMIT ?4",
                    params![self.team, scope, before, most],
                    read,
                )?,
            });
        }
        Ok(found)
    }

    fn client(&mut self, id: ClientId) -> Result<Option<Client>> {
        self.one(
            "SELECT user_id, last_seq FROM client WHERE team_id = ?1 AND id = ?2",
            params![self.team, id.as_bytes()],
            |row| {
                Ok(Client {
                    user: UserId::from_bytes(row.get(0)?),
                    last_seq: row.get(1)?,
                })
            },
        )
    }

    fn refusals(&mut self, id: ClientId, after: u64) -> Result<Vec<Vec<u8>>> {
        self.all(
            "SELECT bytes FROM refusal WHERE team_id = ?1 AND client_id = ?2 AND seq > ?3
             ORDER BY seq",
            params![self.team, id.as_bytes(), to_column(after)],
            |row| Ok(row.get(0)?),
        )
    }

    fn has_refusals(&mut self, id: ClientId, up_to: u64) -> Result<bool> {
        let any = self.one(
            "SELECT 1 FROM refusal WHERE team_id = ?1 AND client_id = ?2 AND seq <= ?3 LIMIT 1",
            params![self.team, id.as_bytes(), to_column(up_to)],
            |_| Ok(()),
        )?;
        Ok(any.is_some())
    }

    fn forget_refusals(&mut self, id: ClientId, up_to: u64) -> Result<()> {
        self.execute(
            "DELETE FROM refusal WHERE team_id = ?1 AND client_id = ?2 AND seq <= ?3",
            params![self.team, id.as_bytes(), to_column(up_to)],
        )
        .map(drop)
    }

    fn vacate(&mut self, from: UserId, to: UserId) -> Result<()> {
        for sql in [
            "DELETE FROM record WHERE team_id = ?1",
            "DELETE FROM happening WHERE team_id = ?1",
            "DELETE FROM client WHERE team_id = ?1",
            "DELETE FROM refusal WHERE team_id = ?1",
        ] {
            self.execute(sql, params![self.team])?;
        }
        for sql in [
            "UPDATE token SET user_id = ?3 WHERE team_id = ?1 AND user_id = ?2",
            "UPDATE session SET user_id = ?3 WHERE team_id = ?1 AND user_id = ?2",
            "UPDATE identity SET user_id = ?3 WHERE team_id = ?1 AND user_id = ?2",
            "UPDATE code SET user_id = ?3 WHERE team_id = ?1 AND user_id = ?2",
            "UPDATE api_key SET user_id = ?3 WHERE team_id = ?1 AND user_id = ?2",
            "UPDATE invitation SET created_by = ?3 WHERE team_id = ?1 AND created_by = ?2",
        ] {
            self.execute(sql, params![self.team, from.as_bytes(), to.as_bytes()])?;
        }
        Ok(())
    }

    fn clock(&mut self) -> Result<Option<Vec<u8>>> {
        let clock = self.one(
            "SELECT clock FROM team WHERE id = ?1",
            params![self.team],
            |row| row.get(0),
        )?;
        Ok(clock.flatten())
    }

    fn access_count(&mut self) -> Result<u64> {
        let count = self.one(
            "SELECT access FROM team WHERE id = ?1",
            params![self.team],
            |row| row.get(0),
        )?;
        Ok(count.unwrap_or_default())
    }
}
