//! Tokens: how they are made, and what is kept of them.

use std::fmt;

use boxwood_model::{Millis, UserId};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::storage::{KeyId, SessionId, TokenRow};

/// What a token is for. Its first letters say so, and that it is one of ours: one that got into a
/// wrong place is recognised there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Speaks for a person until it is revoked; made by whoever runs the server.
    Lasting,
    /// Speaks for a person in one of their sessions, for a short while.
    Access,
    /// Renews a session, once.
    Refresh,
    /// Is traded for a session by a browser that has just signed in.
    Code,
    /// Speaks for a person in a program, with less than the person may.
    Key,
    /// Lets somebody join the team, once.
    Invitation,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Lasting,
        Self::Access,
        Self::Refresh,
        Self::Code,
        Self::Key,
        Self::Invitation,
    ];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Lasting => "bxw_",
            Self::Access => "bxa_",
            Self::Refresh => "bxr_",
            Self::Code => "bxc_",
            Self::Key => "bxk_",
            Self::Invitation => "bxi_",
        }
    }

    /// What somebody presented, if it begins as a token does.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| text.starts_with(kind.prefix()))
    }
}

/// A new token: 256 random bits. Whoever has it is its person; it is shown once and kept by nobody
/// else.
pub struct Token(String);

impl Token {
    /// A token that nobody had before.
    ///
    /// # Errors
    /// If the system has no randomness.
    pub(crate) fn random(kind: Kind) -> Result<Self, getrandom::Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self(format!(
            "{}{}",
            kind.prefix(),
            HEXLOWER.encode(&secret)
        )))
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of what somebody presented as a token.
    pub(crate) fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// The hash that was kept as these bytes.
    pub(crate) const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// As it is kept.
    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Names a token, in lists and logs.
pub(crate) type TokenId = i64;

/// By what somebody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Credential {
    /// A lasting token.
    Token(TokenId),
    /// A session.
    Session(SessionId),
    /// An API key.
    Key(KeyId),
}

/// What holds, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    /// By what the person is known.
    pub(crate) credential: Credential,
    /// Who.
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

impl From<TokenRow> for ListedToken {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id,
            user: row.user,
            created: in_words(row.created),
            revoked: row.revoked.map(in_words),
        }
    }
}

/// A moment as `YYYY-MM-DDTHH:MM:SSZ`.
fn in_words(millis: Millis) -> String {
    let seconds = i64::try_from(millis / 1_000).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    format!("{moment:.0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_and_its_own() {
        for kind in Kind::ALL {
            let (one, other) = (Token::random(kind).unwrap(), Token::random(kind).unwrap());
            assert_ne!(one.reveal(), other.reveal());
            assert_eq!(one.reveal().len(), 4 + 64);
            assert_eq!(Kind::of(one.reveal()), Some(kind));
            assert_eq!(one.hash(), TokenHash::of(one.reveal()));
            assert_ne!(one.hash(), other.hash());
        }
        assert_eq!(Kind::of("bxw"), None);
    }

    #[test]
    fn moments_are_read_by_people() {
        assert_eq!(in_words(1_700_000_000_999), "2023-11-14T22:13:20Z");
        assert_eq!(in_words(0), "1970-01-01T00:00:00Z");
        assert!(in_words(u64::MAX).starts_with("9999-"));
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let token = Token::random(Kind::Lasting).unwrap();
        assert!(!format!("{token:?}").contains(&token.reveal()[4..]));
    }
}
