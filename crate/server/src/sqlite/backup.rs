//! Every row of SQLite.

use boxwood_model::{Millis, UserId};
use rusqlite::{Row, params};

use super::accounts::{audit, key, link, select_key, select_link};
use super::connection::SqliteConnection;
use super::identities::identity;
use super::sessions::{select, session, spent};
use crate::storage::{BackupRow, BackupRows, Result, from_column, to_column};

impl SqliteConnection {
    fn hand_on(
        &self,
        sql: &str,
        keep: &mut dyn FnMut(BackupRow) -> Result<()>,
        mut read: impl FnMut(&Row<'_>) -> Result<BackupRow>,
    ) -> Result<()> {
        let mut statement = self.inner().prepare_cached(sql)?;
        let mut rows = statement.query(params![self.team])?;
        while let Some(row) = rows.next()? {
            keep(read(row)?)?;
        }
        Ok(())
    }
}

impl BackupRows for SqliteConnection {
    fn every_row(&mut self, keep: &mut dyn FnMut(BackupRow) -> Result<()>) -> Result<()> {
        self.hand_on(
            "SELECT clock, access FROM team WHERE id = ?1",
            keep,
            |row| {
                Ok(BackupRow::Team {
                    clock: row.get(0)?,
                    access: row.get(1)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT user_id, hash, created_at, revoked_at FROM token WHERE team_id = ?1 ORDER BY id",
            keep,
            |row| {
                let revoked: Option<i64> = row.get(3)?;
                Ok(BackupRow::Token {
                    user: row.get(0)?,
                    hash: row.get(1)?,
                    created: from_column(row.get(2)?)?,
                    revoked: revoked.map(from_column).transpose()?,
                })
            },
        )?;
        self.hand_on(
            "SELECT kind, id, scope, bytes, deleted_at FROM record WHERE team_id = ?1
             ORDER BY kind, id",
            keep,
            |row| {
                Ok(BackupRow::Record {
                    kind: row.get(0)?,
                    id: row.get(1)?,
                    scope: row.get(2)?,
                    bytes: row.get(3)?,
                    deleted_at: row.get(4)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT scope, version FROM head WHERE team_id = ?1 ORDER BY scope",
            keep,
            |row| {
                Ok(BackupRow::Head {
                    scope: row.get(0)?,
                    version: row.get(1)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT scope, version, bytes FROM log WHERE team_id = ?1 ORDER BY scope, version",
            keep,
            |row| {
                Ok(BackupRow::Log {
                    scope: row.get(0)?,
                    version: row.get(1)?,
                    bytes: row.get(2)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT scope, kind, id, bytes FROM happening WHERE team_id = ?1 ORDER BY number",
            keep,
            |row| {
                Ok(BackupRow::Happening {
                    scope: row.get(0)?,
                    kind: row.get(1)?,
                    id: row.get(2)?,
                    bytes: row.get(3)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT id, user_id, last_seq FROM client WHERE team_id = ?1 ORDER BY id",
            keep,
            |row| {
                Ok(BackupRow::Client {
                    id: row.get(0)?,
                    user: row.get(1)?,
                    last_seq: row.get(2)?,
                })
            },
        )?;
        self.hand_on(
            "SELECT client_id, seq, bytes FROM refusal WHERE team_id = ?1 ORDER BY client_id, seq",
            keep,
            |row| {
                Ok(BackupRow::Refusal {
                    client: row.get(0)?,
                    seq: row.get(1)?,
                    bytes: row.get(2)?,
                })
            },
        )?;
        self.hand_on(select!(" ORDER BY id"), keep, |row| {
            Ok(BackupRow::Session(session(row)?))
        })?;
        self.hand_on(
            "SELECT hash, session_id, spent_at FROM spent WHERE team_id = ?1 ORDER BY hash",
            keep,
            |row| Ok(BackupRow::Spent(spent(row)?)),
        )?;
        self.hand_on(
            "SELECT issuer, subject, user_id, linked_at FROM identity WHERE team_id = ?1
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
            "SELECT at, user_id, what, about, origin FROM audit WHERE team_id = ?1 ORDER BY number",
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
        self.execute(
            "INSERT INTO token (team_id, user_id, hash, created_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.team,
                user.as_bytes(),
                hash,
                to_column(created),
                revoked.map(to_column)
            ],
        )
        .map(drop)
    }
}
