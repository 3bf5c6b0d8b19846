//! The tokens with which people sign in, in the port.

use boxwood_model::{Millis, UserId};

use super::Result;
use crate::token::{Holder, TokenHash, TokenId};

/// A token, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenRow {
    /// Its number.
    pub(crate) id: TokenId,
    /// Whose it is.
    pub(crate) user: UserId,
    /// When it was made.
    pub(crate) created: Millis,
    /// When it was revoked, if it was.
    pub(crate) revoked: Option<Millis>,
}

/// The part of a [`Connection`](super::Connection) that keeps tokens.
pub(crate) trait TokenRows {
    /// Keeps a token.
    fn keep_token(&mut self, user: UserId, hash: TokenHash, now: Millis) -> Result<()>;
    /// Whose token it is, if it is one that holds.
    fn holder(&mut self, hash: TokenHash) -> Result<Option<Holder>>;
    /// Whether a token was not revoked.
    fn token_holds(&mut self, id: TokenId) -> Result<bool>;
    /// How many tokens there ever were, and how many of them were revoked: both only ever grow.
    fn token_count(&mut self) -> Result<(u64, u64)>;
    /// Every token there ever was, oldest first.
    fn tokens(&mut self) -> Result<Vec<TokenRow>>;
    /// Revokes one token; says whether there was one that held.
    fn revoke_token(&mut self, id: TokenId, now: Millis) -> Result<bool>;
    /// Revokes all tokens of a person; says how many held.
    fn revoke_tokens(&mut self, user: UserId, now: Millis) -> Result<usize>;
}
