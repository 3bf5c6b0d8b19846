//! API keys, invitations by link and the audit log in SQLite.

use boxwood_model::UserId;
use rusqlite::{Row, params};

use super::connection::SqliteConnection;
use crate::storage::{
    AccountRows, AuditRow, KeyId, KeyRow, LinkId, LinkRow, Result, from_column, limit, to_column,
};
use crate::token::TokenHash;

/// The columns of a key, in the order in which [`key`] reads them.
macro_rules! select_key {
    ($which:literal) => {
        concat!(
            "SELECT id, user_id, name, hash, created_at, revoked_at FROM api_key WHERE team_id = ?1",
            $which
        )
    };
}
/// The columns of an invitation, in the order in which [`link`] reads them.
macro_rules! select_link {
    ($which:literal) => {
        concat!(
            "SELECT id, hash, owner, email, created_by, created_at, until, used_by, revoked_at
             FROM invitation WHERE team_id = ?1",
            $which
        )
    };
}
pub(super) use {select_key, select_link};

/// A key in a row.
pub(super) fn key(row: &Row<'_>) -> Result<KeyRow> {
    let revoked: Option<i64> = row.get(5)?;
    Ok(KeyRow {
        id: KeyId(row.get(0)?),
        user: UserId::from_bytes(row.get(1)?),
        name: row.get(2)?,
        hash: TokenHash::from_bytes(row.get(3)?),
        created: from_column(row.get(4)?)?,
        revoked: revoked.map(from_column).transpose()?,
    })
}

/// An invitation in a row.
pub(super) fn link(row: &Row<'_>) -> Result<LinkRow> {
    let used: Option<[u8; 16]> = row.get(7)?;
    let revoked: Option<i64> = row.get(8)?;
    Ok(LinkRow {
        id: LinkId(row.get(0)?),
        hash: TokenHash::from_bytes(row.get(1)?),
        owner: row.get(2)?,
        email: row.get(3)?,
        by: UserId::from_bytes(row.get(4)?),
        created: from_column(row.get(5)?)?,
        until: from_column(row.get(6)?)?,
        used: used.map(UserId::from_bytes),
        revoked: revoked.map(from_column).transpose()?,
    })
}

/// What somebody did, in a row that has it from a column on.
pub(super) fn audit(row: &Row<'_>, from: usize) -> Result<AuditRow> {
    let user: Option<[u8; 16]> = row.get(from + 1)?;
    Ok(AuditRow {
        at: from_column(row.get(from)?)?,
        user: user.map(UserId::from_bytes),
        what: row.get(from + 2)?,
        about: row.get(from + 3)?,
        origin: row.get(from + 4)?,
    })
}

impl AccountRows for SqliteConnection {
    fn put_key(&mut self, row: &KeyRow) -> Result<()> {
        self.execute(
            "INSERT INTO api_key (team_id, id, user_id, name, hash, created_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (team_id, id) DO UPDATE SET
             user_id = excluded.user_id, name = excluded.name, hash = excluded.hash,
             created_at = excluded.created_at, revoked_at = excluded.revoked_at",
            params![
                self.team,
                row.id.0,
                row.user.as_bytes(),
                row.name,
                row.hash.bytes(),
                to_column(row.created),
                row.revoked.map(to_column)
            ],
        )
        .map(drop)
    }

    fn key(&mut self, id: KeyId) -> Result<Option<KeyRow>> {
        let found = self.all(select_key!(" AND id = ?2"), params![self.team, id.0], key)?;
        Ok(found.into_iter().next())
    }

    fn key_by_hash(&mut self, hash: TokenHash) -> Result<Option<KeyRow>> {
        let sql = select_key!(" AND hash = ?2");
        let found = self.all(sql, params![self.team, hash.bytes()], key)?;
        Ok(found.into_iter().next())
    }

    fn keys(&mut self) -> Result<Vec<KeyRow>> {
        self.all(
            select_key!(" ORDER BY created_at, id"),
            params![self.team],
            key,
        )
    }

    fn put_link(&mut self, row: &LinkRow) -> Result<()> {
        self.execute(
            "INSERT INTO invitation (team_id, id, hash, owner, email, created_by, created_at,
                 until, used_by, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (team_id, id) DO UPDATE SET
             hash = excluded.hash, owner = excluded.owner, email = excluded.email,
             created_by = excluded.created_by, created_at = excluded.created_at,
             until = excluded.until, used_by = excluded.used_by,
             revoked_at = excluded.revoked_at",
            params![
                self.team,
                row.id.0,
                row.hash.bytes(),
                row.owner,
                row.email,
                row.by.as_bytes(),
                to_column(row.created),
                to_column(row.until),
                row.used.as_ref().map(UserId::as_bytes),
                row.revoked.map(to_column)
            ],
        )
        .map(drop)
    }

    fn link(&mut self, id: LinkId) -> Result<Option<LinkRow>> {
        let found = self.all(select_link!(" AND id = ?2"), params![self.team, id.0], link)?;
        Ok(found.into_iter().next())
    }

    fn link_by_hash(&mut self, hash: TokenHash) -> Result<Option<LinkRow>> {
        let sql = select_link!(" AND hash = ?2");
        let found = self.all(sql, params![self.team, hash.bytes()], link)?;
        Ok(found.into_iter().next())
    }

    fn links(&mut self) -> Result<Vec<LinkRow>> {
        self.all(
            select_link!(" ORDER BY created_at, id"),
            params![self.team],
            link,
        )
    }

    fn note(&mut self, row: &AuditRow) -> Result<()> {
        self.execute(
            "INSERT INTO audit (team_id, at, user_id, what, about, origin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                self.team,
                to_column(row.at),
                row.user.as_ref().map(UserId::as_bytes),
                row.what,
                row.about,
                row.origin
            ],
        )
        .map(drop)
    }

    fn noted(&mut self, before: u64, most: usize) -> Result<Vec<(u64, AuditRow)>> {
        self.all(
            "SELECT number, at, user_id, what, about, origin FROM audit
             WHERE team_id = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3",
            params![self.team, to_column(before), limit(most)],
            |row| Ok((from_column(row.get(0)?)?, audit(row, 1)?)),
        )
    }
}
