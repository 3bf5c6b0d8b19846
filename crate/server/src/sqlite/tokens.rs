//! Tokens in SQLite.

use boxwood_model::{Millis, UserId};
use rusqlite::params;
use rusqlite::types::ValueRef;

use super::connection::SqliteConnection;
use crate::storage::{Result, TokenRow, TokenRows, from_column, to_column};
use crate::token::{Credential, Holder, TokenHash, TokenId};

impl TokenRows for SqliteConnection {
    fn keep_token(&mut self, user: UserId, hash: TokenHash, now: Millis) -> Result<()> {
        self.execute(
            "INSERT INTO token (team_id, user_id, hash, created_at) VALUES (?1, ?2, ?3, ?4)",
            params![self.team, user.as_bytes(), hash.bytes(), to_column(now)],
        )
        .map(drop)
    }

    fn holder(&mut self, hash: TokenHash) -> Result<Option<Holder>> {
        self.one(
            "SELECT id, user_id FROM token WHERE hash = ?1 AND team_id = ?2 AND revoked_at IS NULL",
            params![hash.bytes(), self.team],
            |row| {
                Ok(Holder {
                    credential: Credential::Token(row.get(0)?),
                    user: UserId::from_bytes(row.get(1)?),
                })
            },
        )
    }

    fn token_holds(&mut self, id: TokenId) -> Result<bool> {
        let holds = self.one(
            "SELECT 1 FROM token WHERE id = ?1 AND team_id = ?2 AND revoked_at IS NULL",
            params![id, self.team],
            |_| Ok(()),
        )?;
        Ok(holds.is_some())
    }

    fn token_count(&mut self) -> Result<(u64, u64)> {
        let count = self.one(
            "SELECT count(*), count(revoked_at) FROM token WHERE team_id = ?1",
            params![self.team],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(count.unwrap_or_default())
    }

    fn tokens(&mut self) -> Result<Vec<TokenRow>> {
        self.all(
            "SELECT id, user_id, created_at, revoked_at FROM token WHERE team_id = ?1 ORDER BY id",
            params![self.team],
            |row| {
                let revoked = match row.get_ref(3)? {
                    ValueRef::Null => None,
                    _ => Some(from_column(row.get(3)?)?),
                };
                Ok(TokenRow {
                    id: row.get(0)?,
                    user: UserId::from_bytes(row.get(1)?),
                    created: from_column(row.get(2)?)?,
                    revoked,
                })
            },
        )
    }

    fn revoke_token(&mut self, id: TokenId, now: Millis) -> Result<bool> {
        let revoked = self.execute(
            "UPDATE token SET revoked_at = ?3
             WHERE team_id = ?1 AND id = ?2 AND revoked_at IS NULL",
            params![self.team, id, to_column(now)],
        )?;
        Ok(revoked > 0)
    }

    fn revoke_tokens(&mut self, user: UserId, now: Millis) -> Result<usize> {
        self.execute(
            "UPDATE token SET revoked_at = ?3
             WHERE team_id = ?1 AND user_id = ?2 AND revoked_at IS NULL",
            params![self.team, user.as_bytes(), to_column(now)],
        )
    }
}
