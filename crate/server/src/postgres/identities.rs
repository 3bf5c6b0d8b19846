//! Identities and codes in PostgreSQL.

use boxwood_model::{Millis, UserId};
use postgres::Row;

use super::connection::{PostgresConnection, hash, id};
use crate::storage::{CodeRow, IdentityRow, IdentityRows, Result, from_column, to_column};
use crate::token::TokenHash;

/// An identity in a row of `issuer, subject, user_id, linked_at`.
pub(super) fn identity(row: &Row) -> Result<IdentityRow> {
    Ok(IdentityRow {
        issuer: row.try_get(0)?,
        subject: row.try_get(1)?,
        user: UserId::from_bytes(id(row, 2)?),
        linked: from_column(row.try_get(3)?)?,
    })
}

impl IdentityRows for PostgresConnection {
    fn put_identity(&mut self, row: &IdentityRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO identity (team_id, issuer, subject, user_id, linked_at)
             VALUES ($1, $2, $3, $4, $5)",
            &[
                &&team[..],
                &row.issuer,
                &row.subject,
                &&row.user.as_bytes()[..],
                &to_column(row.linked),
            ],
        )
        .map(drop)
    }

    fn identity(&mut self, issuer: &str, subject: &str) -> Result<Option<IdentityRow>> {
        let team = self.team;
        let row = self.one(
            "SELECT issuer, subject, user_id, linked_at FROM identity
             WHERE team_id = $1 AND issuer = $2 AND subject = $3",
            &[&&team[..], &issuer, &subject],
        )?;
        row.as_ref().map(identity).transpose()
    }

    fn identities_of(&mut self, user: UserId) -> Result<Vec<IdentityRow>> {
        let team = self.team;
        self.all(
            "SELECT issuer, subject, user_id, linked_at FROM identity
             WHERE team_id = $1 AND user_id = $2 ORDER BY issuer, subject",
            &[&&team[..], &&user.as_bytes()[..]],
            identity,
        )
    }

    fn forget_identities(&mut self, user: UserId) -> Result<()> {
        let team = self.team;
        self.execute(
            "DELETE FROM identity WHERE team_id = $1 AND user_id = $2",
            &[&&team[..], &&user.as_bytes()[..]],
        )
        .map(drop)
    }

    fn put_code(&mut self, row: &CodeRow, now: Millis) -> Result<()> {
        let team = self.team;
        self.execute(
            "DELETE FROM code WHERE team_id = $1 AND until <= $2",
            &[&&team[..], &to_column(now)],
        )?;
        self.execute(
            "INSERT INTO code (team_id, hash, user_id, challenge, until)
             VALUES ($1, $2, $3, $4, $5)",
            &[
                &&team[..],
                &&row.hash.bytes()[..],
                &&row.user.as_bytes()[..],
                &&row.challenge.bytes()[..],
                &to_column(row.until),
            ],
        )
        .map(drop)
    }

    fn take_code(&mut self, which: TokenHash) -> Result<Option<CodeRow>> {
        let team = self.team;
        let row = self.one(
            "DELETE FROM code WHERE team_id = $1 AND hash = $2 RETURNING user_id, challenge, until",
            &[&&team[..], &&which.bytes()[..]],
        )?;
        row.map(|row| {
            Ok(CodeRow {
                hash: which,
                user: UserId::from_bytes(id(&row, 0)?),
                challenge: hash(&row, 1)?,
                until: from_column(row.try_get(2)?)?,
            })
        })
        .transpose()
    }
}
