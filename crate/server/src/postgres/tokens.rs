//! Tokens in PostgreSQL.

use boxwood_model::{Millis, UserId};

use super::connection::{PostgresConnection, id};
use crate::storage::{Result, TokenRow, TokenRows, from_column, to_column};
use crate::token::{Credential, Holder, TokenHash, TokenId};

impl TokenRows for PostgresConnection {
    fn keep_token(&mut self, user: UserId, hash: TokenHash, now: Millis) -> Result<()> {
        let team = self.team;
        self.execute(
            "INSERT INTO token (team_id, user_id, hash, created_at) VALUES ($1, $2, $3, $4)",
            &[
                &&team[..],
                &&user.as_bytes()[..],
                &&hash.bytes()[..],
                &to_column(now),
            ],
        )?;
        self.touch()
    }

    fn holder(&mut self, hash: TokenHash) -> Result<Option<Holder>> {
        let team = self.team;
        let row = self.one(
            "SELECT id, user_id FROM token
             WHERE team_id = $1 AND hash = $2 AND revoked_at IS NULL",
            &[&&team[..], &&hash.bytes()[..]],
        )?;
        row.map(|row| {
            Ok(Holder {
                credential: Credential::Token(row.try_get(0)?),
                user: UserId::from_bytes(id(&row, 1)?),
            })
        })
        .transpose()
    }

    fn token_holds(&mut self, token: TokenId) -> Result<bool> {
        let team = self.team;
        let holds = self.one(
            "SELECT 1 FROM token WHERE team_id = $1 AND id = $2 AND revoked_at IS NULL",
            &[&&team[..], &token],
        )?;
        Ok(holds.is_some())
    }

    fn token_count(&mut self) -> Result<(u64, u64)> {
        let team = self.team;
        let row = self.one(
            "SELECT count(*), count(revoked_at) FROM token WHERE team_id = $1",
            &[&&team[..]],
        )?;
        row.map_or(Ok((0, 0)), |row| {
            Ok((from_column(row.try_get(0)?)?, from_column(row.try_get(1)?)?))
        })
    }

    fn tokens(&mut self) -> Result<Vec<TokenRow>> {
        let team = self.team;
        self.all(
            "SELECT id, user_id, created_at, revoked_at FROM token WHERE team_id = $1 ORDER BY id",
            &[&&team[..]],
            |row| {
                let revoked: Option<i64> = row.try_get(3)?;
                Ok(TokenRow {
                    id: row.try_get(0)?,
                    user: UserId::from_bytes(id(row, 1)?),
                    created: from_column(row.try_get(2)?)?,
                    revoked: revoked.map(from_column).transpose()?,
                })
            },
        )
    }

    fn revoke_token(&mut self, token: TokenId, now: Millis) -> Result<bool> {
        let team = self.team;
        let revoked = self.execute(
            "UPDATE token SET revoked_at = $3
             WHERE team_id = $1 AND id = $2 AND revoked_at IS NULL",
            &[&&team[..], &token, &to_column(now)],
        )?;
        self.touch()?;
        Ok(revoked > 0)
    }

    fn revoke_tokens(&mut self, user: UserId, now: Millis) -> Result<usize> {
        let team = self.team;
        let revoked = self.execute(
            "UPDATE token SET revoked_at = $3
             WHERE team_id = $1 AND user_id = $2 AND revoked_at IS NULL",
            &[&&team[..], &&user.as_bytes()[..], &to_column(now)],
        )?;
        self.touch()?;
        Ok(usize::try_from(revoked).unwrap_or(usize::MAX))
    }
}
