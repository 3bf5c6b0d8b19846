//! Who did what to accounts: kept in the very transaction that does it.

use boxwood_model::{Millis, UserId};

use crate::storage::AuditRow;
use crate::store::{Store, StoreError};

/// What can be done. The words are for ever: programs read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The first owner came.
    Founded,
    /// Whoever runs the server made a token for somebody.
    TokenMade,
    /// Whoever runs the server took somebody's access back.
    AccessRevoked,
    /// A device signed in.
    SessionBegun,
    /// A device was signed out.
    SessionRevoked,
    /// A refresh token came twice.
    RefreshReused,
    /// Somebody signed in by the issuer who is not let in.
    TurnedAway,
    /// An API key was made.
    KeyMade,
    /// An API key was revoked.
    KeyRevoked,
    /// An invitation was made.
    InvitationMade,
    /// An invitation was revoked.
    InvitationRevoked,
    /// Somebody joined by an invitation.
    Joined,
}

impl Deed {
    const fn word(self) -> &'static str {
        match self {
            Self::Founded => "team-founded",
            Self::TokenMade => "token-made",
            Self::AccessRevoked => "access-revoked",
            Self::SessionBegun => "session-begun",
            Self::SessionRevoked => "session-revoked",
            Self::RefreshReused => "refresh-reused",
            Self::TurnedAway => "turned-away",
            Self::KeyMade => "key-made",
            Self::KeyRevoked => "key-revoked",
            Self::InvitationMade => "invitation-made",
            Self::InvitationRevoked => "invitation-revoked",
            Self::Joined => "joined",
        }
    }
}

/// From where whoever runs the server does things.
pub(crate) const COMMAND_LINE: &str = "command line";

/// Keeps that somebody did something, to what, and from which address.
pub(crate) fn note(
    store: &mut Store<'_>,
    at: Millis,
    user: Option<UserId>,
    deed: Deed,
    about: impl Into<String>,
    origin: &str,
) -> Result<(), StoreError> {
    store.connection()?.note(&AuditRow {
        at,
        user,
        what: deed.word().to_owned(),
        about: about.into(),
        origin: origin.to_owned(),
    })
}
