//! Tokens: how they are made, and what is kept of them.

use std::fmt;

use boxwood_model::{Millis, TeamId, UserId};
use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::moment::for_sqlite;

/// What every token begins with, so that one that got into a wrong place is recognised there.
const PREFIX: &str = "bxw_";

/// A new token: 256 random bits. Whoever has it is its person; it is shown once and kept by nobody
/// else.
pub struct Token(String);

impl Token {
    /// A token that nobody had before.
    ///
    /// # Errors
    /// If the system has no randomness.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self(format!("{PREFIX}{}", HEXLOWER.encode(&secret))))
    }

    /// The token's text, for the one who is to have it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 of a token's text. A token has 256 random bits, so neither salt nor slowness would
/// add anything; and looking up a hash takes the same time whatever was wrong with the token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of what somebody presented as a token.
    pub(crate) fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

/// Names a token, in lists and logs.
pub(crate) type TokenId = i64;

/// A token that holds, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    /// Which token.
    pub(crate) token: TokenId,
    /// Whose.
    pub(crate) user: UserId,
}

/// A token as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedToken {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user: UserId,
    /// When it was made, as `YYYY-MM-DDTHH:MM:SSZ`.
    pub created: String,
    /// When it was revoked, if it was.
    pub revoked: Option<String>,
}

/// Keeps a token.
pub(crate) fn keep(
    connection: &Connection,
    team: TeamId,
    user: UserId,
    hash: TokenHash,
    now: Millis,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO token (team_id, user_id, hash, created_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            team.as_bytes(),
            user.as_bytes(),
            hash.0,
            for_sqlite(now)
        ])?;
    Ok(())
}

/// Whose token it is, if it is one that holds.
pub(crate) fn holder(
    connection: &Connection,
    team: TeamId,
    hash: TokenHash,
) -> rusqlite::Result<Option<Holder>> {
    connection
        .prepare_cached(
            "SELECT id, user_id FROM token WHERE hash = ?1 AND team_id = ?2 AND revoked_at IS NULL",
        )?
        .query_row(params![hash.0, team.as_bytes()], |row| {
            Ok(Holder {
                token: row.get(0)?,
                user: UserId::from_bytes(row.get(1)?),
            })
        })
        .optional()
}

/// Whether a token was not revoked.
pub(crate) fn holds(connection: &Connection, team: TeamId, id: TokenId) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM token
             WHERE id = ?1 AND team_id = ?2 AND revoked_at IS NULL)",
        )?
        .query_row(params![id, team.as_bytes()], |row| row.get(0))
}

/// How many tokens there ever were, and how many of them were revoked: both only ever grow.
pub(crate) fn count(connection: &Connection, team: TeamId) -> rusqlite::Result<(u64, u64)> {
    connection
        .prepare_cached("SELECT count(*), count(revoked_at) FROM token WHERE team_id = ?1")?
        .query_row(params![team.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
}

/// Every token there ever was, oldest first.
pub(crate) fn list(connection: &Connection, team: TeamId) -> rusqlite::Result<Vec<ListedToken>> {
    connection
        .prepare_cached(
            "SELECT id, user_id,
                 strftime('%Y-%m-%dT%H:%M:%SZ', created_at / 1000, 'unixepoch'),
                 strftime('%Y-%m-%dT%H:%M:%SZ', revoked_at / 1000, 'unixepoch')
             FROM token WHERE team_id = ?1 ORDER BY id",
        )?
        .query_map(params![team.as_bytes()], |row| {
            Ok(ListedToken {
                id: row.get(0)?,
                user: UserId::from_bytes(row.get(1)?),
                created: row.get(2)?,
                revoked: row.get(3)?,
            })
        })?
        .collect()
}

/// Revokes one token; says whether there was one that held.
pub(crate) fn revoke(
    connection: &Connection,
    team: TeamId,
    id: TokenId,
    now: Millis,
) -> rusqlite::Result<bool> {
    let revoked = connection.execute(
        "UPDATE token SET revoked_at = ?3 WHERE team_id = ?1 AND id = ?2 AND revoked_at IS NULL",
        params![team.as_bytes(), id, for_sqlite(now)],
    )?;
    Ok(revoked > 0)
}

/// Revokes all tokens of a person; says how many held.
pub(crate) fn revoke_all(
    connection: &Connection,
    team: TeamId,
    user: UserId,
    now: Millis,
) -> rusqlite::Result<usize> {
    connection.execute(
        "UPDATE token SET revoked_at = ?3 WHERE team_id = ?1 AND user_id = ?2 AND revoked_at IS NULL",
        params![team.as_bytes(), user.as_bytes(), for_sqlite(now)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_and_its_own() {
        let (one, other) = (Token::random().unwrap(), Token::random().unwrap());
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(one.reveal().len(), PREFIX.len() + 64);
        assert!(one.reveal().starts_with(PREFIX));
        assert!(one.hash() == TokenHash::of(one.reveal()));
        assert!(one.hash() != other.hash());
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let token = Token::random().unwrap();
        assert!(!format!("{token:?}").contains(&token.reveal()[PREFIX.len()..]));
    }
}
