//! The sessions of people's devices, in the port.

use boxwood_model::{Millis, UserId};
use serde::{Deserialize, Serialize};

use super::Result;
use crate::token::TokenHash;

/// Names a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct SessionId(pub(crate) [u8; 16]);

/// A session, as it is kept. The order of the fields is part of the format of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionRow {
    /// Which.
    pub(crate) id: SessionId,
    /// Whose.
    pub(crate) user: UserId,
    /// What the device calls itself.
    pub(crate) device: String,
    /// When it began.
    pub(crate) created: Millis,
    /// When its tokens were made.
    pub(crate) renewed: Millis,
    /// When it was revoked, if it was.
    pub(crate) revoked: Option<Millis>,
    /// The token for requests.
    pub(crate) access: TokenHash,
    /// Until when that one holds.
    pub(crate) access_until: Millis,
    /// The token for new tokens.
    pub(crate) refresh: TokenHash,
    /// Until when that one holds.
    pub(crate) refresh_until: Millis,
    /// The refresh token that was used last.
    pub(crate) previous: Option<TokenHash>,
    /// The name of the attempt that used it, if it had one.
    pub(crate) attempt: Option<TokenHash>,
}

/// A refresh token that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SpentRow {
    /// Which.
    pub(crate) hash: TokenHash,
    /// Of which session.
    pub(crate) session: SessionId,
    /// When.
    pub(crate) at: Millis,
}

/// The part of a [`Connection`](super::Connection) that keeps sessions.
pub(crate) trait SessionRows {
    /// Keeps a session, in the place of the one with this id if there is one.
    fn put_session(&mut self, row: &SessionRow) -> Result<()>;
    /// A session.
    fn session(&mut self, id: SessionId) -> Result<Option<SessionRow>>;
    /// The session with this token for requests.
    fn session_by_access(&mut self, hash: TokenHash) -> Result<Option<SessionRow>>;
    /// The session with this token for new tokens.
    fn session_by_refresh(&mut self, hash: TokenHash) -> Result<Option<SessionRow>>;
    /// All sessions of a person, the oldest first.
    fn sessions_of(&mut self, user: UserId) -> Result<Vec<SessionRow>>;
    /// Revokes all sessions of a person; says how many were not revoked before.
    fn revoke_sessions(&mut self, user: UserId, now: Millis) -> Result<usize>;
    /// Forgets the sessions that ended before a moment, by running out or by being revoked.
    fn forget_sessions(&mut self, before: Millis) -> Result<()>;
    /// Takes note that a refresh token was used.
    fn spend(&mut self, row: &SpentRow) -> Result<()>;
    /// The session that a used refresh token was of.
    fn spent(&mut self, hash: TokenHash) -> Result<Option<SessionId>>;
    /// Forgets which refresh tokens of a session were used before a moment.
    fn forget_spent(&mut self, session: SessionId, before: Millis) -> Result<()>;
}
