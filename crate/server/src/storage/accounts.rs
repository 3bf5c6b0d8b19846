//! API keys, invitations by link, and who did what to accounts, in the port.

use boxwood_model::{Millis, UserId};
use serde::{Deserialize, Serialize};

use super::Result;
use crate::token::TokenHash;

/// Names an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct KeyId(pub(crate) [u8; 16]);

/// An API key, as it is kept. The order of the fields is part of the format of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyRow {
    /// Which.
    pub(crate) id: KeyId,
    /// In whose name it works.
    pub(crate) user: UserId,
    /// What it is for.
    pub(crate) name: String,
    /// What is kept of it.
    pub(crate) hash: TokenHash,
    /// When it was made.
    pub(crate) created: Millis,
    /// When it was revoked, if it was.
    pub(crate) revoked: Option<Millis>,
}

/// Names an invitation by link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LinkId(pub(crate) [u8; 16]);

/// An invitation by link, as it is kept. The order of the fields is part of the format of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LinkRow {
    /// Which.
    pub(crate) id: LinkId,
    /// What is kept of the link's secret.
    pub(crate) hash: TokenHash,
    /// Whether whoever joins by it owns the team.
    pub(crate) owner: bool,
    /// The one address that it is for, in lower case; none if it is for any.
    pub(crate) email: Option<String>,
    /// Who made it.
    pub(crate) by: UserId,
    /// When it was made.
    pub(crate) created: Millis,
    /// Until when it holds.
    pub(crate) until: Millis,
    /// Who joined by it, if somebody did.
    pub(crate) used: Option<UserId>,
    /// When it was revoked, if it was.
    pub(crate) revoked: Option<Millis>,
}

/// What somebody did to accounts. The order of the fields is part of the format of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditRow {
    /// When.
    pub(crate) at: Millis,
    /// Who; none for whoever runs the server, and for somebody who is not known.
    pub(crate) user: Option<UserId>,
    /// What, as a word that never changes.
    pub(crate) what: String,
    /// To what or whom. Never a secret.
    pub(crate) about: String,
    /// From which address.
    pub(crate) origin: String,
}

/// The part of a [`Connection`](super::Connection) that keeps keys, links and the audit log.
pub(crate) trait AccountRows {
    /// Keeps a key, in the place of the one with this id if there is one.
    fn put_key(&mut self, row: &KeyRow) -> Result<()>;
    /// A key.
    fn key(&mut self, id: KeyId) -> Result<Option<KeyRow>>;
    /// The key with this hash.
    fn key_by_hash(&mut self, hash: TokenHash) -> Result<Option<KeyRow>>;
    /// All keys, the oldest first.
    fn keys(&mut self) -> Result<Vec<KeyRow>>;
    /// Keeps an invitation, in the place of the one with this id if there is one.
    fn put_link(&mut self, row: &LinkRow) -> Result<()>;
    /// An invitation.
    fn link(&mut self, id: LinkId) -> Result<Option<LinkRow>>;
    /// The invitation with this hash.
    fn link_by_hash(&mut self, hash: TokenHash) -> Result<Option<LinkRow>>;
    /// All invitations, the oldest first.
    fn links(&mut self) -> Result<Vec<LinkRow>>;
    /// Keeps what somebody did.
    fn note(&mut self, row: &AuditRow) -> Result<()>;
    /// What was done before the one with this number, at most so many, the newest first.
    fn noted(&mut self, before: u64, most: usize) -> Result<Vec<(u64, AuditRow)>>;
}
