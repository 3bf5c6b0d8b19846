//! Rows in PostgreSQL.

use std::collections::HashMap;
use std::fmt;

use boxwood_model::{ClientId, Key, Millis, TeamId, UserId};
use boxwood_sync::Client as Replica;
use data_encoding::HEXLOWER;
use postgres::error::Severity;
use postgres::types::ToSql;
use postgres::{Client, Row, Statement};

use crate::storage::{
    Batch, Binned, Connection, LogRow, Purpose, RecordAt, RecordKind, Result, StoreError,
    from_column, key_from_columns, limit, to_column,
};
use crate::token::TokenHash;

/// Values for a statement.
type Values<'v> = &'v [&'v (dyn ToSql + Sync)];

/// A connection to the database.
pub(crate) struct PostgresConnection {
    /// There until this is dropped.
    client: Option<Client>,
    pub(super) team: [u8; 16],
    begin: String,
    /// Announces something to other servers. A statement of its own, because PostgreSQL holds a lock
    /// on the whole database from a notification to the end of its transaction: so it ends at once,
    /// and waits for no disk.
    notify: String,
    /// Whether a transaction was begun and not ended.
    within: bool,
    /// Whether a statement of the transaction failed: nothing of it holds then, and PostgreSQL would
    /// undo it at its end without a word.
    failed: bool,
    /// Whether the database has ended the connection, or it broke.
    broken: bool,
    statements: HashMap<&'static str, Statement>,
}

impl fmt::Debug for PostgresConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresConnection")
            .field("within", &self.within)
            .finish_non_exhaustive()
    }
}

impl Drop for PostgresConnection {
    fn drop(&mut self) {
        if let Some(client) = self.client.take()
            && tokio::runtime::Handle::try_current().is_ok()
        {
            // Saying goodbye blocks, which may not be where tasks run. A client that is not let go of
            // in order, for want of a thread, is found out by the database.
            let goodbye = std::thread::Builder::new().spawn(move || drop(client));
            if let Err(error) = goodbye {
                tracing::warn!(%error, "a connection was not closed in order");
            }
        }
    }
}

impl PostgresConnection {
    pub(super) fn new(client: Client, team: TeamId, purpose: Purpose) -> Self {
        let begin = match purpose {
            Purpose::Reading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
            // Whoever has the team's row is the one who writes; each question after that sees all
            // that was committed before.
            Purpose::Writing => format!(
                "BEGIN ISOLATION LEVEL READ COMMITTED;
                 SELECT FROM team WHERE id = '\\x{}' FOR UPDATE",
                HEXLOWER.encode(team.as_bytes())
            ),
        };
        Self {
            client: Some(client),
            team: *team.as_bytes(),
            begin,
            notify: format!("NOTIFY {}", super::listening::channel(team)),
            within: false,
            failed: false,
            broken: false,
            statements: HashMap::new(),
        }
    }

    /// The client.
    pub(super) fn client(&mut self) -> Result<&mut Client> {
        self.client.as_mut().ok_or(StoreError::Aborted)
    }

    /// Asks the client; takes note if that fails.
    fn ask<T>(
        &mut self,
        question: impl FnOnce(&mut Client) -> std::result::Result<T, postgres::Error>,
    ) -> Result<T> {
        let answer = question(self.client()?);
        if let Err(error) = &answer {
            self.failed = true;
            // What the database says of one statement does not end the connection.
            self.broken |= error.as_db_error().is_none_or(|error| {
                matches!(
                    error.parsed_severity(),
                    Some(Severity::Fatal | Severity::Panic)
                )
            });
        }
        Ok(answer?)
    }

    pub(super) fn prepared(&mut self, sql: &'static str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.ask(|client| client.prepare(sql))?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }

    pub(super) fn execute(&mut self, sql: &'static str, values: Values<'_>) -> Result<u64> {
        let statement = self.prepared(sql)?;
        self.ask(|client| client.execute(&statement, values))
    }

    pub(super) fn one(&mut self, sql: &'static str, values: Values<'_>) -> Result<Option<Row>> {
        let statement = self.prepared(sql)?;
        self.ask(|client| client.query_opt(&statement, values))
    }

    pub(super) fn all<T>(
        &mut self,
        sql: &'static str,
        values: Values<'_>,
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let statement = self.prepared(sql)?;
        let rows = self.ask(|client| client.query(&statement, values))?;
        rows.iter().map(read).collect()
    }

    /// Something was written that other servers should look at.
    pub(super) fn touch(&mut self) -> Result<()> {
        let team = self.team;
        let sql = "UPDATE team SET changes = changes + 1 WHERE id = $1";
        self.execute(sql, &[&&team[..]]).map(drop)
    }
}

impl Connection for PostgresConnection {
    fn begin(&mut self) -> Result<()> {
        self.failed = false;
        self.within = true;
        let begin = self.begin.clone();
        self.ask(|client| client.batch_execute(&begin))
    }

    fn commit(&mut self) -> Result<()> {
        if self.failed {
            return Err(StoreError::Aborted);
        }
        self.ask(|client| client.batch_execute("COMMIT"))?;
        self.within = false;
        Ok(())
    }

    fn roll_back(&mut self) -> Result<()> {
        if std::mem::take(&mut self.within) && !self.is_broken() {
            self.ask(|client| client.batch_execute("ROLLBACK"))?;
        }
        Ok(())
    }

    fn is_broken(&self) -> bool {
        self.broken || self.client.as_ref().is_none_or(Client::is_closed)
    }

    fn mark(&mut self) -> Result<()> {
        self.ask(|client| client.batch_execute("SAVEPOINT job"))
    }

    fn unmark(&mut self) -> Result<()> {
        self.ask(|client| client.batch_execute("RELEASE job"))
    }

    fn back_to_mark(&mut self) -> Result<()> {
        self.ask(|client| client.batch_execute("ROLLBACK TO job"))?;
        // What failed was behind the mark.
        self.failed = false;
        Ok(())
    }

    fn tidy(&mut self) -> Result<()> {
        Ok(())
    }

    fn announce(&mut self) -> Result<()> {
        let notify = self.notify.clone();
        self.ask(|client| client.batch_execute(&notify))
    }

    fn changes(&mut self) -> Result<i64> {
        let team = self.team;
        let row = self.one("SELECT changes FROM team WHERE id = $1", &[&&team[..]])?;
        match row {
            Some(row) => Ok(row.try_get(0)?),
            None => Err(StoreError::Nonsense("no such team any more")),
        }
    }

    fn write(&mut self, batch: &Batch) -> Result<()> {
        self.write_batch(batch)
    }

    fn record(&mut self, at: RecordAt) -> Result<Option<Vec<u8>>> {
        let team = self.team;
        let row = self.one(
            "SELECT bytes FROM record WHERE team_id = $1 AND kind = $2 AND id = $3",
            &[&&team[..], &number(at.kind), &&at.id[..]],
        )?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    fn ids(&mut self, kind: RecordKind) -> Result<Vec<[u8; 16]>> {
        let team = self.team;
        self.all(
            "SELECT id FROM record WHERE team_id = $1 AND kind = $2 ORDER BY id",
            &[&&team[..], &number(kind)],
            |row| id(row, 0),
        )
    }

    fn records_of_kind(&mut self, kind: RecordKind) -> Result<Vec<Vec<u8>>> {
        let team = self.team;
        self.all(
            "SELECT bytes FROM record WHERE team_id = $1 AND kind = $2 ORDER BY id",
            &[&&team[..], &number(kind)],
            |row| Ok(row.try_get(0)?),
        )
    }

    fn records_in(&mut self, scope: &[u8]) -> Result<Vec<(Key, Vec<u8>)>> {
        let team = self.team;
        self.all(
            "SELECT kind, id, bytes FROM record WHERE team_id = $1 AND scope = $2",
            &[&&team[..], &scope],
            |row| {
                let kind: i16 = row.try_get(0)?;
                let key = key_from_columns(kind.into(), id(row, 1)?)?;
                Ok((key, row.try_get(2)?))
            },
        )
    }

    fn binned(&mut self, after: Binned, before: Millis, most: usize) -> Result<Vec<Binned>> {
        let team = self.team;
        self.all(
            "SELECT deleted_at, id FROM record
             WHERE team_id = $1 AND deleted_at <= $2 AND (deleted_at, id) > ($3, $4)
             ORDER BY deleted_at, id LIMIT $5",
            &[
                &&team[..],
                &to_column(before),
                &after.deleted_at,
                &&after.id[..],
                &limit(most),
            ],
            |row| {
                Ok(Binned {
                    deleted_at: row.try_get(0)?,
                    id: id(row, 1)?,
                })
            },
        )
    }

    fn head(&mut self, scope: &[u8]) -> Result<u64> {
        let team = self.team;
        let row = self.one(
            "SELECT version FROM head WHERE team_id = $1 AND scope = $2",
            &[&&team[..], &scope],
        )?;
        row.map_or(Ok(0), |row| from_column(row.try_get(0)?))
    }

    fn heads(&mut self) -> Result<Vec<(Vec<u8>, u64)>> {
        let team = self.team;
        self.all(
            "SELECT scope, version FROM head WHERE team_id = $1",
            &[&&team[..]],
            |row| Ok((row.try_get(0)?, from_column(row.try_get(1)?)?)),
        )
    }

    fn entries(
        &mut self,
        scope: &[u8],
        after: u64,
        most: usize,
        room: usize,
        anyway: bool,
    ) -> Result<Vec<Vec<u8>>> {
        let team = self.team;
        self.all(
            "SELECT bytes FROM (
                 SELECT version, bytes, octet_length(bytes) AS size,
                     sum(octet_length(bytes)) OVER (ORDER BY version) AS total
                 FROM log WHERE team_id = $1 AND scope = $2 AND version > $3
                 ORDER BY version LIMIT $4
             ) AS next
             WHERE total <= $5 OR ($6 AND total = size)
             ORDER BY version",
            &[
                &&team[..],
                &scope,
                &to_column(after),
                &limit(most),
                &limit(room),
                &anyway,
            ],
            |row| Ok(row.try_get(0)?),
        )
    }

    fn replace_entry(&mut self, row: &LogRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "UPDATE log SET bytes = $4 WHERE team_id = $1 AND scope = $2 AND version = $3",
            &[
                &&team[..],
                &&row.scope[..],
                &to_column(row.version),
                &&row.bytes[..],
            ],
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
        let team = self.team;
        let (before, most) = (to_column(before), limit(most));
        let read = |row: &Row| Ok((from_column(row.try_get(0)?)?, row.try_get(1)?));
        match about {
            Some(at) => self.all(
                "SELECT number, bytes FROM happening
                 WHERE team_id = $1 AND kind = $2 AND id = $3 AND scope = ANY ($4)
                     AND number < $5
                 ORDER BY number DESC LIMIT $6",
                &[
                    &&team[..],
                    &number(at.kind),
                    &&at.id[..],
                    &scopes,
                    &before,
                    &most,
                ],
                read,
            ),
            None => self.all(
                "SELECT number, bytes FROM happening
                 WHERE team_id = $1 AND scope = ANY ($2) AND number < $3
                 ORDER BY number DESC LIMIT $4",
                &[&&team[..], &scopes, &before, &most],
                read,
            ),
        }
    }

    fn client(&mut self, client: ClientId) -> Result<Option<Replica>> {
        let team = self.team;
        let row = self.one(
            "SELECT user_id, last_seq FROM client WHERE team_id = $1 AND id = $2",
            &[&&team[..], &&client.as_bytes()[..]],
        )?;
        row.map(|row| {
            Ok(Replica {
                user: UserId::from_bytes(id(&row, 0)?),
                last_seq: from_column(row.try_get(1)?)?,
            })
        })
        .transpose()
    }

    fn refusals(&mut self, client: ClientId, after: u64) -> Result<Vec<Vec<u8>>> {
        let team = self.team;
        self.all(
            "SELECT bytes FROM refusal WHERE team_id = $1 AND client_id = $2 AND seq > $3
             ORDER BY seq",
            &[&&team[..], &&client.as_bytes()[..], &to_column(after)],
            |row| Ok(row.try_get(0)?),
        )
    }

    fn has_refusals(&mut self, client: ClientId, up_to: u64) -> Result<bool> {
        let team = self.team;
        let any = self.one(
            "SELECT 1 FROM refusal WHERE team_id = $1 AND client_id = $2 AND seq <= $3 LIMIT 1",
            &[&&team[..], &&client.as_bytes()[..], &to_column(up_to)],
        )?;
        Ok(any.is_some())
    }

    fn forget_refusals(&mut self, client: ClientId, up_to: u64) -> Result<()> {
        let team = self.team;
        self.execute(
            "DELETE FROM refusal WHERE team_id = $1 AND client_id = $2 AND seq <= $3",
            &[&&team[..], &&client.as_bytes()[..], &to_column(up_to)],
        )
        .map(drop)
    }

    fn vacate(&mut self, from: UserId, to: UserId) -> Result<()> {
        let team = self.team;
        for sql in [
            "DELETE FROM record WHERE team_id = $1",
            "DELETE FROM happening WHERE team_id = $1",
            "DELETE FROM client WHERE team_id = $1",
            "DELETE FROM refusal WHERE team_id = $1",
        ] {
            self.execute(sql, &[&&team[..]])?;
        }
        for sql in [
            "UPDATE token SET user_id = $3 WHERE team_id = $1 AND user_id = $2",
            "UPDATE session SET user_id = $3 WHERE team_id = $1 AND user_id = $2",
            "UPDATE identity SET user_id = $3 WHERE team_id = $1 AND user_id = $2",
            "UPDATE code SET user_id = $3 WHERE team_id = $1 AND user_id = $2",
            "UPDATE api_key SET user_id = $3 WHERE team_id = $1 AND user_id = $2",
            "UPDATE invitation SET created_by = $3 WHERE team_id = $1 AND created_by = $2",
        ] {
            let values: [&(dyn ToSql + Sync); 3] =
                [&&team[..], &&from.as_bytes()[..], &&to.as_bytes()[..]];
            self.execute(sql, &values)?;
        }
        self.touch()
    }

    fn clock(&mut self) -> Result<Option<Vec<u8>>> {
        let team = self.team;
        let row = self.one("SELECT clock FROM team WHERE id = $1", &[&&team[..]])?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.flatten())
    }

    fn access_count(&mut self) -> Result<u64> {
        let team = self.team;
        let row = self.one("SELECT access FROM team WHERE id = $1", &[&&team[..]])?;
        row.map_or(Ok(0), |row| from_column(row.try_get(0)?))
    }
}

/// An id in a column.
pub(super) fn id(row: &Row, column: usize) -> Result<[u8; 16]> {
    let bytes: &[u8] = row.try_get(column)?;
    <[u8; 16]>::try_from(bytes).map_err(|_| StoreError::Nonsense("an id that is not of 16 bytes"))
}

/// A hash in a column.
pub(super) fn hash(row: &Row, column: usize) -> Result<TokenHash> {
    let bytes: &[u8] = row.try_get(column)?;
    <[u8; 32]>::try_from(bytes)
        .map(TokenHash::from_bytes)
        .map_err(|_| StoreError::Nonsense("a hash that is not of 32 bytes"))
}

/// A kind of records in a column.
pub(super) fn number(kind: RecordKind) -> i16 {
    kind as i16
}
