//! By what somebody is known: from the text of a token to the person, whatever kind of token it is.

use boxwood_model::{Millis, Role};

use crate::session;
use crate::store::{Store, StoreError};
use crate::token::{Credential, Holder, Kind, TokenHash};

/// What a text that somebody presents is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presented {
    /// It speaks for somebody who is in the team.
    Holds(Holder, Role),
    /// It speaks for somebody who is not in the team any more, or reads nothing of it.
    NotAllowed,
    /// It did hold, and its session can be renewed.
    Expired,
    /// Nothing of ours, or revoked: which, only its holder knows.
    Refused,
}

/// Looks up a text that somebody presents.
pub(crate) fn look_up(
    store: &mut Store<'_>,
    text: &str,
    now: Millis,
) -> Result<Presented, StoreError> {
    let hash = TokenHash::of(text);
    let connection = store.connection()?;
    let holder = match Kind::of(text) {
        Some(Kind::Lasting) => connection.holder(hash)?,
        Some(Kind::Access) => match connection.session_by_access(hash)? {
            Some(row) if !session::holds(&row, now) => None,
            Some(row) if now >= row.access_until => return Ok(Presented::Expired),
            Some(row) => Some(Holder {
                credential: Credential::Session(row.id),
                user: row.user,
            }),
            None => None,
        },
        Some(Kind::Key) => {
            let row = connection.key_by_hash(hash)?;
            row.filter(|row| row.revoked.is_none()).map(|row| Holder {
                credential: Credential::Key(row.id),
                user: row.user,
            })
        }
        Some(Kind::Refresh | Kind::Code | Kind::Invitation) | None => None,
    };
    let Some(holder) = holder else {
        return Ok(Presented::Refused);
    };
    let member = store.member(holder.user)?;
    Ok(match member.filter(boxwood_model::Member::is_active) {
        Some(member) => Presented::Holds(holder, member.role.value),
        None => Presented::NotAllowed,
    })
}

/// Whether what somebody was let in by would let them in again. A session that is live goes on while
/// it was not revoked: that its device has a newer token by now is no reason to cut it off.
pub(crate) fn still_holds(
    store: &mut Store<'_>,
    holder: Holder,
    now: Millis,
) -> Result<bool, StoreError> {
    let connection = store.connection()?;
    match holder.credential {
        Credential::Token(id) => connection.token_holds(id),
        Credential::Session(id) => {
            let row = connection.session(id)?;
            Ok(row.is_some_and(|row| session::holds(&row, now)))
        }
        Credential::Key(id) => {
            let row = connection.key(id)?;
            Ok(row.is_some_and(|row| row.revoked.is_none()))
        }
    }
}
