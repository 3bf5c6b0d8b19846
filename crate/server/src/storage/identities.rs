//! Who people are to issuers, and the codes of those who have just signed in, in the port.

use boxwood_model::{Millis, UserId};
use serde::{Deserialize, Serialize};

use super::Result;
use crate::token::TokenHash;

/// Who a person is to an issuer. The order of the fields is part of the format of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IdentityRow {
    /// The issuer's address.
    pub(crate) issuer: String,
    /// The issuer's name for the person.
    pub(crate) subject: String,
    /// The person.
    pub(crate) user: UserId,
    /// Since when it is known.
    pub(crate) linked: Millis,
}

/// A code that stands for somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodeRow {
    /// Which.
    pub(crate) hash: TokenHash,
    /// Who.
    pub(crate) user: UserId,
    /// The hash of what has to be shown with it.
    pub(crate) challenge: TokenHash,
    /// Until when it is taken.
    pub(crate) until: Millis,
}

/// The part of a [`Connection`](super::Connection) that keeps identities and codes. Codes live for
/// minutes, and are in no backup.
pub(crate) trait IdentityRows {
    /// Keeps an identity.
    fn put_identity(&mut self, row: &IdentityRow) -> Result<()>;
    /// Whom an issuer means.
    fn identity(&mut self, issuer: &str, subject: &str) -> Result<Option<IdentityRow>>;
    /// Who a person is to issuers.
    fn identities_of(&mut self, user: UserId) -> Result<Vec<IdentityRow>>;
    /// Forgets who a person is to issuers.
    fn forget_identities(&mut self, user: UserId) -> Result<()>;
    /// Keeps a code, and forgets those that are not taken any more at a moment.
    fn put_code(&mut self, row: &CodeRow, now: Millis) -> Result<()>;
    /// A code, which is gone with this.
    fn take_code(&mut self, hash: TokenHash) -> Result<Option<CodeRow>>;
}
