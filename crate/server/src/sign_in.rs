//! From who somebody is, as an issuer says, to a session of a person of the team.

use std::time::Duration;

use boxwood_model::{Member, Millis, UserId};

use crate::oidc::Person;
use crate::session::{self, Issued, Lifetimes, SessionError};
use crate::storage::{CodeRow, IdentityRow};
use crate::store::Store;
use crate::team;
use crate::token::{Kind, Token, TokenHash};

/// How long a code is taken: a browser hands it in at once.
const CODE: Duration = Duration::from_secs(60);

/// Why somebody who has signed in is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unwelcome {
    /// Nobody in the team has this address.
    #[error("nobody in the team has this address")]
    NotInTheTeam,
    /// The address is a teammate's, but the issuer used to mean somebody else by it: it was given to
    /// another person.
    #[error("the address is known as another person's")]
    OtherPerson,
}

/// A code for somebody who has signed in.
#[derive(Debug)]
pub(crate) struct Welcome {
    /// The code.
    pub(crate) code: Token,
    /// Who.
    pub(crate) user: UserId,
}

/// Finds the person of the team, and makes a code for them. An issuer's own name for a person counts;
/// the address only says who is meant the first time.
pub(crate) fn welcome(
    store: &mut Store<'_>,
    now: Millis,
    issuer: &str,
    person: &Person,
    challenge: TokenHash,
) -> Result<Result<Welcome, Unwelcome>, SessionError> {
    let known = store.connection()?.identity(issuer, &person.subject)?;
    let member = match &known {
        Some(identity) => store.member(identity.user)?,
        None => team::find(store, &person.email)?,
    };
    let Some(member) = member.filter(Member::is_active) else {
        return Ok(Err(Unwelcome::NotInTheTeam));
    };
    let user = member.id;
    let connection = store.connection()?;
    if known.is_none() {
        let others = connection.identities_of(user)?;
        if others.iter().any(|other| other.issuer == issuer) {
            return Ok(Err(Unwelcome::OtherPerson));
        }
        connection.put_identity(&IdentityRow {
            issuer: issuer.to_owned(),
            subject: person.subject.clone(),
            user,
            linked: now,
        })?;
    }
    let code = Token::random(Kind::Code)?;
    let row = CodeRow {
        hash: code.hash(),
        user,
        challenge,
        until: now.saturating_add(u64::try_from(CODE.as_millis()).unwrap_or(u64::MAX)),
    };
    connection.put_code(&row, now)?;
    Ok(Ok(Welcome { code, user }))
}

/// A session for a code, if it comes from the one who began to sign in. A code is gone with the first
/// who shows it.
pub(crate) fn hand_in(
    store: &mut Store<'_>,
    now: Millis,
    lifetimes: Lifetimes,
    code: &str,
    verifier: &str,
    device: &str,
) -> Result<Option<Issued>, SessionError> {
    let Some(row) = store.connection()?.take_code(TokenHash::of(code))? else {
        return Ok(None);
    };
    let member = store.member(row.user)?;
    let holds = now < row.until
        && TokenHash::of(verifier) == row.challenge
        && member.as_ref().is_some_and(Member::is_active);
    if !holds {
        return Ok(None);
    }
    session::begin(store, now, lifetimes, row.user, device).map(Some)
}
