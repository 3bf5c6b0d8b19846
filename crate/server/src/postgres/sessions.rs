//! Sessions in PostgreSQL.

use boxwood_model::{Millis, UserId};
use postgres::Row;

use super::connection::{PostgresConnection, hash, id};
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
             FROM session WHERE team_id = $1",
            $which
        )
    };
}
pub(super) use select;

/// A session in a row.
pub(super) fn session(row: &Row) -> Result<SessionRow> {
    let revoked: Option<i64> = row.try_get(5)?;
    let optional = |column| -> Result<Option<TokenHash>> {
        let there: Option<&[u8]> = row.try_get(column)?;
        there.map(|_| hash(row, column)).transpose()
    };
    Ok(SessionRow {
        id: SessionId(id(row, 0)?),
        user: UserId::from_bytes(id(row, 1)?),
        device: row.try_get(2)?,
        created: from_column(row.try_get(3)?)?,
        renewed: from_column(row.try_get(4)?)?,
        revoked: revoked.map(from_column).transpose()?,
        access: hash(row, 6)?,
        access_until: from_column(row.try_get(7)?)?,
        refresh: hash(row, 8)?,
        refresh_until: from_column(row.try_get(9)?)?,
        previous: optional(10)?,
        attempt: optional(11)?,
    })
}

/// A used refresh token in a row.
pub(super) fn spent(row: &Row) -> Result<SpentRow> {
    Ok(SpentRow {
        hash: hash(row, 0)?,
        session: SessionId(id(row, 1)?),
        at: from_column(row.try_get(2)?)?,
    })
}

impl PostgresConnection {
    fn one_session(&mut self, sql: &'static str, which: &[u8]) -> Result<Option<SessionRow>> {
        let team = self.team;
        let row = self.one(sql, &[&&team[..], &which])?;
        row.as_ref().map(session).transpose()
    }
}

impl SessionRows for PostgresConnection {
    fn put_session(&mut self, row: &SessionRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO session (team_id, id, user_id, device, created_at, renewed_at, revoked_at,
                 access, access_until, refresh, refresh_until, previous, attempt)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (team_id, id) DO UPDATE SET
             user_id = excluded.user_id, device = excluded.device,
             created_at = excluded.created_at, renewed_at = excluded.renewed_at,
             revoked_at = excluded.revoked_at,
             access = excluded.access, access_until = excluded.access_until,
             refresh = excluded.refresh, refresh_until = excluded.refresh_until,
             previous = excluded.previous, attempt = excluded.attempt",
            &[
                &&team[..],
                &&row.id.0[..],
                &&row.user.as_bytes()[..],
                &row.device,
                &to_column(row.created),
                &to_column(row.renewed),
                &row.revoked.map(to_column),
                &&row.access.bytes()[..],
                &to_column(row.access_until),
                &&row.refresh.bytes()[..],
                &to_column(row.refresh_until),
                &row.previous.as_ref().map(|hash| &hash.bytes()[..]),
                &row.attempt.as_ref().map(|hash| &hash.bytes()[..]),
            ],
        )
        .map(drop)
    }

    fn session(&mut self, id: SessionId) -> Result<Option<SessionRow>> {
        self.one_session(select!(" AND id = $2"), &id.0)
    }

    fn session_by_access(&mut self, hash: TokenHash) -> Result<Option<SessionRow>> {
        self.one_session(select!(" AND access = $2"), hash.bytes())
    }

    fn session_by_refresh(&mut self, hash: TokenHash) -> Result<Option<SessionRow>> {
        self.one_session(select!(" AND refresh = $2"), hash.bytes())
    }

    fn sessions_of(&mut self, user: UserId) -> Result<Vec<SessionRow>> {
        let team = self.team;
        self.all(
            select!(" AND user_id = $2 ORDER BY created_at, id"),
            &[&&team[..], &&user.as_bytes()[..]],
            session,
        )
    }

    fn revoke_sessions(&mut self, user: UserId, now: Millis) -> Result<usize> {
        let team = self.team;
        let revoked = self.execute(
            "UPDATE session SET revoked_at = $3
             WHERE team_id = $1 AND user_id = $2 AND revoked_at IS NULL",
            &[&&team[..], &&user.as_bytes()[..], &to_column(now)],
        )?;
        Ok(usize::try_from(revoked).unwrap_or(usize::MAX))
    }

    fn forget_sessions(&mut self, before: Millis) -> Result<()> {
        let team = self.team;
        self.execute(
            "DELETE FROM session WHERE team_id = $1 AND least(refresh_until, revoked_at) < $2",
            &[&&team[..], &to_column(before)],
        )
        .map(drop)
    }

    fn spend(&mut self, row: &SpentRow) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO spent (team_id, hash, session_id, spent_at) VALUES ($1, $2, $3, $4)",
            &[
                &&team[..],
                &&row.hash.bytes()[..],
                &&row.session.0[..],
                &to_column(row.at),
            ],
        )
        .map(drop)
    }

    fn spent(&mut self, hash: TokenHash) -> Result<Option<SessionId>> {
        let team = self.team;
        let row = self.one(
            "SELECT session_id FROM spent WHERE team_id = $1 AND hash = $2",
            &[&&team[..], &&hash.bytes()[..]],
        )?;
        row.map(|row| Ok(SessionId(id(&row, 0)?))).transpose()
    }

    fn forget_spent(&mut self, session: SessionId, before: Millis) -> Result<()> {
        let team = self.team;
        self.execute(
            "DELETE FROM spent WHERE team_id = $1 AND session_id = $2 AND spent_at < $3",
            &[&&team[..], &&session.0[..], &to_column(before)],
        )
        .map(drop)
    }
}
