//! API keys, invitations by link and the audit log in PostgreSQL.

use boxwood_model::UserId;
use postgres::Row;

use super::connection::{PostgresConnection, hash, id};
use crate::storage::{
    AccountRows, AuditRow, KeyId, KeyRow, LinkId, LinkRow, Result, from_column, limit, to_column,
};
use crate::token::TokenHash;

/// The columns of a key, in the order in which [`key`] reads them.
macro_rules! select_key {
    ($which:literal) => {
        concat!(
            "SELECT id, user_id, name, hash, created_at, revoked_at FROM api_key WHERE team_id = $1",
            $which
        )
    };
}
/// The columns of an invitation, in the order in which [`link`] reads them.
macro_rules! select_link {
    ($which:literal) => {
        concat!(
            "SELECT id, hash, owner, email, created_by, created_at, until, used_by, revoked_at
             FROM invitation WHERE team_id = $1",
            $which
        )
    };
}
pub(super) use {select_key, select_link};

/// A person in a column that may be empty.
fn person(row: &Row, column: usize) -> Result<Option<UserId>> {
    let there: Option<&[u8]> = row.try_get(column)?;
    let bytes = there.map(|_| id(row, column)).transpose()?;
    Ok(bytes.map(UserId::from_bytes))
}

/// A key in a row.
pub(super) fn key(row: &Row) -> Result<KeyRow> {
    let revoked: Option<i64> = row.try_get(5)?;
    Ok(KeyRow {
        id: KeyId(id(row, 0)?),
        user: UserId::from_bytes(id(row, 1)?),
        name: row.try_get(2)?,
        hash: hash(row, 3)?,
        created: from_column(row.try_get(4)?)?,
        revoked: revoked.map(from_column).transpose()?,
    })
}

/// An invitation in a row.
pub(super) fn link(row: &Row) -> Result<LinkRow> {
    let revoked: Option<i64> = row.try_get(8)?;
    Ok(LinkRow {
        id: LinkId(id(row, 0)?),
        hash: hash(row, 1)?,
        owner: row.try_get(2)?,
        email: row.try_get(3)?,
        by: UserId::from_bytes(id(row, 4)?),
        created: from_column(row.try_get(5)?)?,
        until: from_column(row.try_get(6)?)?,
        used: person(row, 7)?,
        revoked: revoked.map(from_column).transpose()?,
    })
}

/// What somebody did, in a row that has it from a column on.
pub(super) fn audit(row: &Row, from: usize) -> Result<AuditRow> {
    Ok(AuditRow {
        at: from_column(row.try_get(from)?)?,
        user: person(row, from + 1)?,
        what: row.try_get(from + 2)?,
        about: row.try_get(from + 3)?,
        origin: row.try_get(from + 4)?,
    })
}

impl AccountRows for PostgresConnection {
    fn put_key(&mut self, row: &KeyRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO api_key (team_id, id, user_id, name, hash, created_at, revoked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (team_id, id) DO UPDATE SET
             user_id = excluded.user_id, name = excluded.name, hash = excluded.hash,
             created_at = excluded.created_at, revoked_at = excluded.revoked_at",
            &[
                &&team[..],
                &&row.id.0[..],
                &&row.user.as_bytes()[..],
                &row.name,
                &&row.hash.bytes()[..],
                &to_column(row.created),
                &row.revoked.map(to_column),
            ],
        )
        .map(drop)
    }

    fn key(&mut self, which: KeyId) -> Result<Option<KeyRow>> {
        let team = self.team;
        let row = self.one(select_key!(" AND id = $2"), &[&&team[..], &&which.0[..]])?;
        row.as_ref().map(key).transpose()
    }

    fn key_by_hash(&mut self, hash: TokenHash) -> Result<Option<KeyRow>> {
        let team = self.team;
        let sql = select_key!(" AND hash = $2");
        let row = self.one(sql, &[&&team[..], &&hash.bytes()[..]])?;
        row.as_ref().map(key).transpose()
    }

    fn keys(&mut self) -> Result<Vec<KeyRow>> {
        let team = self.team;
        self.all(select_key!(" ORDER BY created_at, id"), &[&&team[..]], key)
    }

    fn put_link(&mut self, row: &LinkRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO invitation (team_id, id, hash, owner, email, created_by, created_at,
                 until, used_by, revoked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (team_id, id) DO UPDATE SET
             hash = excluded.hash, owner = excluded.owner, email = excluded.email,
             created_by = excluded.created_by, created_at = excluded.created_at,
             until = excluded.until, used_by = excluded.used_by,
             revoked_at = excluded.revoked_at",
            &[
                &&team[..],
                &&row.id.0[..],
                &&row.hash.bytes()[..],
                &row.owner,
                &row.email,
                &&row.by.as_bytes()[..],
                &to_column(row.created),
                &to_column(row.until),
                &row.used.as_ref().map(|user| &user.as_bytes()[..]),
                &row.revoked.map(to_column),
            ],
        )
        .map(drop)
    }

    fn link(&mut self, which: LinkId) -> Result<Option<LinkRow>> {
        let team = self.team;
        let row = self.one(select_link!(" AND id = $2"), &[&&team[..], &&which.0[..]])?;
        row.as_ref().map(link).transpose()
    }

    fn link_by_hash(&mut self, hash: TokenHash) -> Result<Option<LinkRow>> {
        let team = self.team;
        let sql = select_link!(" AND hash = $2");
        let row = self.one(sql, &[&&team[..], &&hash.bytes()[..]])?;
        row.as_ref().map(link).transpose()
    }

    fn links(&mut self) -> Result<Vec<LinkRow>> {
        let team = self.team;
        self.all(
            select_link!(" ORDER BY created_at, id"),
            &[&&team[..]],
            link,
        )
    }

    fn note(&mut self, row: &AuditRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO audit (team_id, at, user_id, what, about, origin)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                &&team[..],
                &to_column(row.at),
                &row.user.as_ref().map(|user| &user.as_bytes()[..]),
                &row.what,
                &row.about,
                &row.origin,
            ],
        )
        .map(drop)
    }

    fn noted(&mut self, before: u64, most: usize) -> Result<Vec<(u64, AuditRow)>> {
        let team = self.team;
        self.all(
            "SELECT number, at, user_id, what, about, origin FROM audit
             WHERE team_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3",
            &[&&team[..], &to_column(before), &limit(most)],
            |row| Ok((from_column(row.try_get(0)?)?, audit(row, 1)?)),
        )
    }
}
