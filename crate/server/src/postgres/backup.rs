//! Every row of PostgreSQL.

use boxwood_model::{Millis, UserId};
use postgres::Row;
use postgres::fallible_iterator::FallibleIterator as _;

use super::accounts::{audit, key, link, select_key, select_link};
use super::connection::{PostgresConnection, hash, id};
use super::identities::identity;
use super::sessions::{select, session, spent};
use crate::storage::{BackupRow, BackupRows, Result, from_column, to_column};

impl PostgresConnection {
    /// Row by row: the tables need not fit into memory.
    fn hand_on(
        &mut self,
        sql: &'static str,
        keep: &mut dyn FnMut(BackupRow) -> Result<()>,
        read: impl Fn(&Row) -> Result<BackupRow>,
    ) -> Result<()> {
        let team = self.team;
        let statement = self.prepared(sql)?;
        let client = self.client()?;
        let mut rows = client.query_raw(&statement, [&team[..]])?;
        while let Some(row) = rows.next()? {
            keep(read(&row)?)?;
        }
        Ok(())
    }
}

impl BackupRows for PostgresConnection {
    fn every_row(&mut self, keep: &mut dyn FnMut(BackupRow) -> Result<()>) -> Result<()> {
        self.hand_on(
            "SELECT clock, access FROM team WHERE id = $1",
            keep,
            |row| {
                Ok(BackupRow::Team {
                    clock: row.try_get(0)?,
                    access: from_column(row.try_get(1)?)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT user_id, hash, created_at, revoked_at FROM token WHERE team_id = $1 ORDER BY id",
            keep,
            |row| {
                let revoked: Option<i64> = row.try_get(3)?;
                Ok(BackupRow::Token {
                    user: id(row, 0)?,
                    hash: *hash(row, 1)?.bytes(),
                    created: from_column(row.try_get(2)?)?,
                    revoked: revoked.map(from_column).transpose()?,
                })
            },
        )?;
        self.hand_on(
            "SELECT kind, id, scope, bytes, deleted_at FROM record WHERE team_id = $1
             ORDER BY kind, id",
            keep,
            |row| {
                Ok(BackupRow::Record {
                    kind: row.try_get::<_, i16>(0)?.into(),
                    id: id(row, 1)?,
                    scope: row.try_get(2)?,
                    bytes: row.try_get(3)?,
                    deleted_at: row.try_get(4)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT scope, version FROM head WHERE team_id = $1 ORDER BY scope",
            keep,
            |row| {
                Ok(BackupRow::Head {
                    scope: row.try_get(0)?,
                    version: from_column(row.try_get(1)?)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT scope, version, bytes FROM log WHERE team_id = $1 ORDER BY scope, version",
            keep,
            |row| {
                Ok(BackupRow::Log {
                    scope: row.try_get(0)?,
                    version: from_column(row.try_get(1)?)?,
                    bytes: row.try_get(2)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT scope, kind, id, bytes FROM happening WHERE team_id = $1 ORDER BY number",
            keep,
            |row| {
                Ok(BackupRow::Happening {
                    scope: row.try_get(0)?,
                    kind: row.try_get::<_, i16>(1)?.into(),
                    id: id(row, 2)?,
                    bytes: row.try_get(3)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT id, user_id, last_seq FROM client WHERE team_id = $1 ORDER BY id",
            keep,
            |row| {
                Ok(BackupRow::Client {
                    id: id(row, 0)?,
                    user: id(row, 1)?,
                    last_seq: from_column(row.try_get(2)?)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT client_id, seq, bytes FROM refusal WHERE team_id = $1 ORDER BY client_id, seq",
            keep,
            |row| {
                Ok(BackupRow::Refusal {
                    client: id(row, 0)?,
                    seq: from_column(row.try_get(1)?)?,
                    bytes: row.try_get(2)?,
                })
            },
        )?;
        self.hand_on(select!(" ORDER BY id"), keep, |row| {
            Ok(BackupRow::Session(session(row)?))
        })?;
        self.hand_on(
            "SELECT hash, session_id, spent_at FROM spent WHERE team_id = $1 ORDER BY hash",
            keep,
            |row| Ok(BackupRow::Spent(spent(row)?)),
        )?;
        self.hand_on(
            "SELECT issuer, subject, user_id, linked_at FROM identity WHERE team_id = $1
             ORDER BY issuer, subject",
            keep,
            |row| Ok(BackupRow::Identity(identity(row)?)),
        )?;
        self.hand_on(select_key!(" ORDER BY id"), keep, |row| {
            Ok(BackupRow::Key(key(row)?))
        })?;
        self.hand_on(select_link!(" ORDER BY id"), keep, |row| {
            Ok(BackupRow::Link(link(row)?))
        })?;
        self.hand_on(
            "SELECT at, user_id, what, about, origin FROM audit WHERE team_id = $1 ORDER BY number",
            keep,
            |row| Ok(BackupRow::Audit(audit(row, 0)?)),
        )
    }

    fn put_token_back(
        &mut self,
        user: UserId,
        hash: &[u8; 32],
        created: Millis,
        revoked: Option<Millis>,
    ) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO token (team_id, user_id, hash, created_at, revoked_at)
             VALUES ($1, $2, $3, $4, $5)",
            &[
                &&team[..],
                &&user.as_bytes()[..],
                &&hash[..],
                &to_column(created),
                &revoked.map(to_column),
            ],
        )
        .map(drop)
    }
}
