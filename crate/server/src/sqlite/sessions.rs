//! Sessions in SQLite.

use boxwood_model::{Millis, UserId};
use rusqlite::{Row, params};

use super::connection::SqliteConnection;
use crate::storage::{
    Result, SessionId, SessionRow, SessionRows, SpentRow, from_column, to_column,
};
use crate::token::TokenHash;

/// The columns of a session, in the order in which [`session`] reads them.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, user_id, device, created_at, renewed_at, revoked_at, access, access_until,
                 refresh, refresh_until, previous, attempt
             FROM session WHERE team_id = ?1",
            $which
        )
    };
}
pub(super) use select;

/// A session in a row.
pub(super) fn session(row: &Row<'_>) -> Result<SessionRow> {
    let hash = |column| -> Result<Option<TokenHash>> {
        let bytes: Option<[u8; 32]> = row.get(column)?;
        Ok(bytes.map(TokenHash::from_bytes))
    };
    let revoked: Option<i64> = row.get(5)?;
    Ok(SessionRow {
        id: SessionId(row.get(0)?),
        user: UserId::from_bytes(row.get(1)?),
        device: row.get(2)?,
        created: from_column(row.get(3)?)?,
        renewed: from_column(row.get(4)?)?,
        revoked: revoked.map(from_column).transpose()?,
        access: TokenHash::from_bytes(row.get(6)?),
        access_until: from_column(row.get(7)?)?,
        refresh: TokenHash::from_bytes(row.get(8)?),
        refresh_until: from_column(row.get(9)?)?,
        previous: hash(10)?,
        attempt: hash(11)?,
    })
}

/// A used refresh token in a row.
pub(super) fn spent(row: &Row<'_>) -> Result<SpentRow> {
    Ok(SpentRow {
        hash: TokenHash::from_bytes(row.get(0)?),
        session: SessionId(row.get(1)?),
        at: from_column(row.get(2)?)?,
    })
}

impl SessionRows for SqliteConnection {
    fn put_session(&mut self, row: &SessionRow) -> Result<()> {
        self.execute(
            "INSERT INTO session (team_id, id, user_id, device, created_at, renewed_at, revoked_at,
                 access, access_until, refresh, refresh_until, previous, attempt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (team_id, id) DO UPDATE SET
             user_id = excluded.user_id, device = excluded.device,
             created_at = excluded.created_at, renewed_at = excluded.renewed_at,
             revoked_at = excluded.revoked_at,
             access = excluded.access, access_until = excluded.access_until,
             refresh = excluded.refresh, refresh_until = excluded.refresh_until,
             previous = excluded.previous, attempt = excluded.attempt",
            params![
                self.team,
                row.id.0,
                row.user.as_bytes(),
                row.device,
                to_column(row.created),
                to_column(row.renewed),
                row.revoked.map(to_column),
                row.access.bytes(),
                to_column(row.access_until),
                row.refresh.bytes(),
                to_column(row.refresh_until),
                row.previous.as_ref().map(TokenHash::bytes),
                row.attempt.as_ref().map(TokenHash::bytes),
            ],
        )
        .map(drop)
    }

    fn session(&mut self, id: SessionId) -> Result<Option<SessionRow>> {
        let found = self.all(select!(" AND id = ?2"), params![self.team, id.0], session)?;
        Ok(found.into_iter().next())
    }

    fn session_by_access(&mut self, hash: TokenHash) -> Result<Option<SessionRow>> {
        let sql = select!(" AND access = ?2");
        let found = self.all(sql, params![self.team, hash.bytes()], session)?;
        Ok(found.into_iter().next())
    }

    fn session_by_refresh(&mut self, hash: TokenHash) -> Result<Option<SessionRow>> {
        let sql = select!(" AND refresh = ?2");
        let found = self.all(sql, params![self.team, hash.bytes()], session)?;
        Ok(found.into_iter().next())
    }

    fn sessions_of(&mut self, user: UserId) -> Result<Vec<SessionRow>> {
        let sql = select!(" AND user_id = ?2 ORDER BY created_at, id");
        self.all(sql, params![self.team, user.as_bytes()], session)
    }

    fn revoke_sessions(&mut self, user: UserId, now: Millis) -> Result<usize> {
        self.execute(
            "UPDATE session SET revoked_at = ?3
             WHERE team_id = ?1 AND user_id = ?2 AND revoked_at IS NULL",
            params![self.team, user.as_bytes(), to_column(now)],
        )
    }

    fn forget_sessions(&mut self, before: Millis) -> Result<()> {
        self.execute(
            "DELETE FROM session
             WHERE team_id = ?1 AND min(refresh_until, coalesce(revoked_at, refresh_until)) < ?2",
            params![self.team, to_column(before)],
        )
        .map(drop)
    }

    fn spend(&mut self, row: &SpentRow) -> Result<()> {
        self.execute(
            "INSERT INTO spent (team_id, hash, session_id, spent_at) VALUES (?1, ?2, ?3, ?4)",
            params![
                self.team,
                row.hash.bytes(),
                row.session.0,
                to_column(row.at)
            ],
        )
        .map(drop)
    }

    fn spent(&mut self, hash: TokenHash) -> Result<Option<SessionId>> {
        self.one(
            "SELECT session_id FROM spent WHERE team_id = ?1 AND hash = ?2",
            params![self.team, hash.bytes()],
            |row| Ok(SessionId(row.get(0)?)),
        )
    }

    fn forget_spent(&mut self, session: SessionId, before: Millis) -> Result<()> {
        self.execute(
            "DELETE FROM spent WHERE team_id = ?1 AND session_id = ?2 AND spent_at < ?3",
            params![self.team, session.0, to_column(before)],
        )
        .map(drop)
    }
}
