//! Identities and codes in SQLite.

use boxwood_model::{Millis, UserId};
use rusqlite::{Row, params};

use super::connection::SqliteConnection;
use crate::storage::{CodeRow, IdentityRow, IdentityRows, Result, from_column, to_column};
use crate::token::TokenHash;

/// An identity in a row of `issuer, subject, user_id, linked_at`.
pub(super) fn identity(row: &Row<'_>) -> Result<IdentityRow> {
    Ok(IdentityRow {
        issuer: row.get(0)?,
        subject: row.get(1)?,
        user: UserId::from_bytes(row.get(2)?),
        linked: from_column(row.get(3)?)?,
    })
}

impl IdentityRows for SqliteConnection {
    fn put_identity(&mut self, row: &IdentityRow) -> Result<()> {
        self.execute(
            "INSERT INTO identity (team_id, issuer, subject, user_id, linked_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.team,
                row.issuer,
                row.subject,
                row.user.as_bytes(),
                to_column(row.linked)
            ],
        )
        .map(drop)
    }

    fn identity(&mut self, issuer: &str, subject: &str) -> Result<Option<IdentityRow>> {
        let found = self.all(
            "SELECT issuer, subject, user_id, linked_at FROM identity
             WHERE team_id = ?1 AND issuer = ?2 AND subject = ?3",
            params![self.team, issuer, subject],
            identity,
        )?;
        Ok(found.into_iter().next())
    }

    fn identities_of(&mut self, user: UserId) -> Result<Vec<IdentityRow>> {
        self.all(
            "SELECT issuer, subject, user_id, linked_at FROM identity
             WHERE team_id = ?1 AND user_id = ?2 ORDER BY issuer, subject",
            params![self.team, user.as_bytes()],
            identity,
        )
    }

    fn forget_identities(&mut self, user: UserId) -> Result<()> {
        self.execute(
            "DELETE FROM identity WHERE team_id = ?1 AND user_id = ?2",
            params![self.team, user.as_bytes()],
        )
        .map(drop)
    }

    fn put_code(&mut self, row: &CodeRow, now: Millis) -> Result<()> {
        self.execute(
            "DELETE FROM code WHERE team_id = ?1 AND until <= ?2",
            params![self.team, to_column(now)],
        )?;
        self.execute(
            "INSERT INTO code (team_id, hash, user_id, challenge, until)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.team,
                row.hash.bytes(),
                row.user.as_bytes(),
                row.challenge.bytes(),
                to_column(row.until)
            ],
        )
        .map(drop)
    }

    fn take_code(&mut self, hash: TokenHash) -> Result<Option<CodeRow>> {
        let found = self.all(
            "DELETE FROM code WHERE team_id = ?1 AND hash = ?2 RETURNING user_id, challenge, until",
            params![self.team, hash.bytes()],
            |row| {
                Ok(CodeRow {
                    hash,
                    user: UserId::from_bytes(row.get(0)?),
                    challenge: TokenHash::from_bytes(row.get(1)?),
                    until: from_column(row.get(2)?)?,
                })
            },
        )?;
        Ok(found.into_iter().next())
    }
}
