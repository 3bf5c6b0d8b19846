//! Sessions: a device that signed in, with a short-lived token for its requests and a longer one that
//! renews both, once.
//!
//! A refresh token that comes a second time was copied: nobody can tell which of the two who have it
//! is the person, so the whole session ends. One who is the person may have to come a second time all
//! the same, because the answer to the first was lost; such a one names its attempt, and the same
//! attempt is answered again as long as nothing came of the first.

use std::time::Duration;

use boxwood_model::{Millis, UserId};

use crate::storage::{SessionId, SessionRow, SpentRow};
use crate::store::{Store, StoreError};
use crate::token::{Kind, Token, TokenHash};

/// How many sessions a person may have; the one that was renewed longest ago makes room.
const MOST: usize = 50;
/// How long sessions that are over, and refresh tokens that were used, are remembered.
const REMEMBERED: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// How many characters of a device's name are kept.
const DEVICE: usize = 200;

/// How long tokens hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lifetimes {
    /// The token for requests.
    pub(crate) access: Duration,
    /// The token for new tokens.
    pub(crate) refresh: Duration,
}

/// A session, in the hands of its device.
#[derive(Debug)]
pub(crate) struct Issued {
    /// The token for requests; nobody can show it again.
    pub(crate) access: Token,
    /// The token for new tokens; nobody can show it again.
    pub(crate) refresh: Token,
    /// What is kept.
    pub(crate) row: SessionRow,
}

/// What comes of a refresh token.
#[derive(Debug)]
pub(crate) enum Renewal {
    /// New tokens.
    Issued(Box<Issued>),
    /// There is no such session, or it was revoked, or it ran out.
    Refused,
    /// The token was used before: its session has ended now.
    Reused(Box<SessionRow>),
}

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SessionError {
    /// The system has no randomness.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Begins a session of a person.
pub(crate) fn begin(
    store: &mut Store<'_>,
    now: Millis,
    lifetimes: Lifetimes,
    user: UserId,
    device: &str,
) -> Result<Issued, SessionError> {
    let connection = store.connection()?;
    connection.forget_sessions(now.saturating_sub(millis(REMEMBERED)))?;
    let mut holding = connection.sessions_of(user)?;
    holding.retain(|row| holds(row, now));
    holding.sort_by_key(|row| std::cmp::Reverse(row.renewed));
    for surplus in holding.iter().skip(MOST - 1) {
        end(store, surplus.clone(), now)?;
    }
    let mut id = [0; 16];
    getrandom::fill(&mut id)?;
    let (access, refresh) = (Token::random(Kind::Access)?, Token::random(Kind::Refresh)?);
    let row = SessionRow {
        id: SessionId(id),
        user,
        device: device.trim().chars().take(DEVICE).collect(),
        created: now,
        renewed: now,
        revoked: None,
        access: access.hash(),
        access_until: now.saturating_add(millis(lifetimes.access)),
        refresh: refresh.hash(),
        refresh_until: now.saturating_add(millis(lifetimes.refresh)),
        previous: None,
        attempt: None,
    };
    store.connection()?.put_session(&row)?;
    Ok(Issued {
        access,
        refresh,
        row,
    })
}

/// Renews the session of a refresh token. The attempt's name is the device's: random, on its disk
/// before it asks, and another one for each refresh token.
pub(crate) fn renew(
    store: &mut Store<'_>,
    now: Millis,
    lifetimes: Lifetimes,
    refresh: &str,
    attempt: Option<&str>,
) -> Result<Renewal, SessionError> {
    let presented = TokenHash::of(refresh);
    let attempt = attempt.map(TokenHash::of);
    let connection = store.connection()?;
    let row = match connection.session_by_refresh(presented)? {
        Some(row) => row,
        None => {
            let Some(id) = connection.spent(presented)? else {
                return Ok(Renewal::Refused);
            };
            let Some(row) = connection.session(id)? else {
                return Ok(Renewal::Refused);
            };
            let again = row.previous == Some(presented) && attempt.is_some();
            if !again || row.attempt != attempt {
                end(store, row.clone(), now)?;
                return Ok(Renewal::Reused(Box::new(row)));
            }
            row
        }
    };
    if !holds(&row, now) {
        return Ok(Renewal::Refused);
    }
    let (access, next) = (Token::random(Kind::Access)?, Token::random(Kind::Refresh)?);
    let connection = store.connection()?;
    // Of an attempt that comes again, the tokens of the first answer are spent too: whoever shows
    // them has not got them from here.
    connection.spend(&SpentRow {
        hash: row.refresh,
        session: row.id,
        at: now,
    })?;
    connection.forget_spent(row.id, now.saturating_sub(millis(REMEMBERED)))?;
    let row = SessionRow {
        renewed: now,
        access: access.hash(),
        access_until: now.saturating_add(millis(lifetimes.access)),
        refresh: next.hash(),
        refresh_until: now.saturating_add(millis(lifetimes.refresh)),
        previous: Some(presented),
        attempt,
        ..row
    };
    connection.put_session(&row)?;
    Ok(Renewal::Issued(Box::new(Issued {
        access,
        refresh: next,
        row,
    })))
}

/// Revokes a session of a person; says whether there was one that held.
pub(crate) fn revoke(
    store: &mut Store<'_>,
    now: Millis,
    user: UserId,
    id: SessionId,
) -> Result<bool, StoreError> {
    match store.connection()?.session(id)? {
        Some(row) if row.user == user && holds(&row, now) => {
            end(store, row, now)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// The sessions of a person that hold, the oldest first.
pub(crate) fn of(
    store: &mut Store<'_>,
    now: Millis,
    user: UserId,
) -> Result<Vec<SessionRow>, StoreError> {
    let mut rows = store.connection()?.sessions_of(user)?;
    rows.retain(|row| holds(row, now));
    Ok(rows)
}

/// Whether a session was neither revoked nor ran out.
pub(crate) const fn holds(row: &SessionRow, now: Millis) -> bool {
    row.revoked.is_none() && now < row.refresh_until
}

fn end(store: &mut Store<'_>, row: SessionRow, now: Millis) -> Result<(), StoreError> {
    if row.revoked.is_some() {
        return Ok(());
    }
    let revoked = Some(now);
    store
        .connection()?
        .put_session(&SessionRow { revoked, ..row })?;
    // So that its live connections end.
    store.access_may_have_changed();
    Ok(())
}

fn millis(duration: Duration) -> Millis {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
