//! Invitations by link: whoever has the link joins the team, once and for a while.

use std::time::Duration;

use boxwood_model::{Member, Millis, Role, UserId};
use boxwood_sync::{Heads, ServerId};

use crate::session::SessionError;
use crate::storage::{LinkId, LinkRow};
use crate::store::{Store, StoreError};
use crate::team::{self, JoinError};
use crate::token::{Kind, Token, TokenHash};

/// How long a link may hold at most.
pub(crate) const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// An invitation in the hands of whoever made it; nobody can show the secret again.
#[derive(Debug)]
pub(crate) struct Made {
    /// What the link holds.
    pub(crate) secret: Token,
    /// What is kept of it.
    pub(crate) row: LinkRow,
}

/// What somebody is invited as.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    /// Whether they own the team.
    pub(crate) owner: bool,
    /// The one address that it is for; none if it is for any.
    pub(crate) email: Option<String>,
    /// How long it holds.
    pub(crate) holds: Duration,
}

/// Why somebody does not join by a link.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AcceptError {
    /// There is no such invitation, or it was used, revoked, or ran out.
    #[error("the invitation does not hold")]
    Over,
    /// It is for another address.
    #[error("the invitation is for another address")]
    OtherAddress,
    /// Whoever has this address is in the team, or was: a link lets nobody in as somebody else.
    #[error("whoever has this address is in the team, or was")]
    Known,
    /// The address or name is not acceptable, or something failed.
    #[error(transparent)]
    Join(#[from] JoinError),
}

impl From<StoreError> for AcceptError {
    fn from(error: StoreError) -> Self {
        Self::Join(error.into())
    }
}

/// Makes an invitation.
pub(crate) fn make(
    store: &mut Store<'_>,
    now: Millis,
    by: UserId,
    terms: Terms,
) -> Result<Made, SessionError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id)?;
    let secret = Token::random(Kind::Invitation)?;
    let holds = u64::try_from(terms.holds.min(LONGEST).as_millis()).unwrap_or(u64::MAX);
    let row = LinkRow {
        id: LinkId(id),
        hash: secret.hash(),
        owner: terms.owner,
        // The form in which the model keeps addresses.
        email: terms.email.map(|email| email.trim().to_lowercase()),
        by,
        created: now,
        until: now.saturating_add(holds),
        used: None,
        revoked: None,
    };
    store.connection()?.put_link(&row)?;
    Ok(Made { secret, row })
}

/// The invitation that a secret stands for, if it holds.
pub(crate) fn find(
    store: &mut Store<'_>,
    now: Millis,
    secret: &str,
) -> Result<Option<LinkRow>, StoreError> {
    let row = store.connection()?.link_by_hash(TokenHash::of(secret))?;
    Ok(row.filter(|row| holds(row, now)))
}

/// All invitations that hold, the oldest first.
pub(crate) fn all(store: &mut Store<'_>, now: Millis) -> Result<Vec<LinkRow>, StoreError> {
    let mut rows = store.connection()?.links()?;
    rows.retain(|row| holds(row, now));
    Ok(rows)
}

/// Revokes an invitation that holds; says whether there was one.
pub(crate) fn revoke(store: &mut Store<'_>, now: Millis, id: LinkId) -> Result<bool, StoreError> {
    let row = store.connection()?.link(id)?;
    let Some(row) = row.filter(|row| holds(row, now)) else {
        return Ok(false);
    };
    let revoked = Some(now);
    store.connection()?.put_link(&LinkRow { revoked, ..row })?;
    Ok(true)
}

/// Takes somebody into the team by an invitation, which is used up by it. `proven` says that the
/// address was shown to be theirs.
pub(crate) fn accept(
    store: &mut Store<'_>,
    server: ServerId,
    now: Millis,
    secret: &str,
    (email, proven): (&str, bool),
    name: Option<&str>,
) -> Result<(Member, Heads), AcceptError> {
    let row = find(store, now, secret)?.ok_or(AcceptError::Over)?;
    let address = email.trim().to_lowercase();
    if row.email.as_ref().is_some_and(|only| *only != address) {
        return Err(AcceptError::OtherAddress);
    }
    let sure = proven || row.email.is_some();
    match team::find(store, email)? {
        Some(known) if known.is_active() => return Err(AcceptError::Known),
        // Whose own records would be the newcomer's.
        Some(_) if !sure => return Err(AcceptError::Known),
        _ => {}
    }
    let role = if row.owner { Role::Owner } else { Role::Member };
    let (member, _, heads) = team::take_in(store, server, now, email, name, role)?;
    let used = Some(member.id);
    store.connection()?.put_link(&LinkRow { used, ..row })?;
    Ok((member, heads))
}

fn holds(row: &LinkRow, now: Millis) -> bool {
    row.used.is_none() && row.revoked.is_none() && now < row.until
}
