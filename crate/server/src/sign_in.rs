//! From who somebody is, as an issuer says, to a session of a person of the team.

use std::time::Duration;

use boxwood_model::{Member, Millis, UserId};
use boxwood_sync::{Heads, ServerId};

use crate::invitation::{self, AcceptError};
use crate::oidc::Person;
use crate::session::{self, Issued, Lifetimes, SessionError};
use crate::storage::{CodeRow, IdentityRow};
use crate::store::Store;
use crate::team::{self, JoinError};
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
    /// The invitation does not hold, or is for another address.
    #[error("the invitation does not hold for this address")]
    Invitation,
}

/// A code for somebody who has signed in.
#[derive(Debug)]
pub(crate) struct Welcome {
    /// The code.
    pub(crate) code: Token,
    /// Who.
    pub(crate) user: UserId,
    /// Whether they joined the team by this.
    pub(crate) joined: bool,
}

/// Somebody who has signed in.
#[derive(Debug)]
pub(crate) struct Guest<'g> {
    /// Whose word it is.
    pub(crate) issuer: &'g str,
    /// Who it is, by that word.
    pub(crate) person: &'g Person,
    /// The secret of an invitation that they brought.
    pub(crate) invitation: Option<&'g str>,
}

/// Finds the person of the team, or takes them in by their invitation, and makes a code for them. An
/// issuer's own name for a person counts; the address only says who is meant the first time.
pub(crate) fn welcome(
    store: &mut Store<'_>,
    server: ServerId,
    now: Millis,
    guest: &Guest<'_>,
    challenge: TokenHash,
) -> Result<(Result<Welcome, Unwelcome>, Heads), SessionError> {
    let Guest {
        issuer,
        person,
        invitation,
    } = *guest;
    let known = store.connection()?.identity(issuer, &person.subject)?;
    let by_address = team::find(store, &person.email)?;
    let meant = match &known {
        Some(identity) => store.member(identity.user)?,
        None => by_address.clone(),
    };
    if known.is_none()
        && let Some(member) = &meant
    {
        // Whom the issuer means by this address was somebody else before.
        let known = store.connection()?.identities_of(member.id)?;
        if known.iter().any(|other| other.issuer == issuer) {
            return Ok((Err(Unwelcome::OtherPerson), Heads::new()));
        }
    }
    let mut heads = Heads::new();
    let (user, joined) = match (meant, invitation) {
        (Some(member), _) if member.is_active() => (member.id, false),
        (_, None) => return Ok((Err(Unwelcome::NotInTheTeam), heads)),
        (_, Some(secret)) => {
            let user = by_address.as_ref().map(|member| member.id);
            if known.as_ref().is_some_and(|known| Some(known.user) != user) {
                return Ok((Err(Unwelcome::OtherPerson), heads));
            }
            let address = (person.email.as_str(), true);
            let name = person.name.as_deref();
            match invitation::accept(store, server, now, secret, address, name) {
                Ok((member, moved)) => {
                    heads = moved;
                    (member.id, true)
                }
                Err(AcceptError::Join(JoinError::Store(error))) => return Err(error.into()),
                Err(AcceptError::Join(JoinError::Random(error))) => return Err(error.into()),
                Err(_) => return Ok((Err(Unwelcome::Invitation), heads)),
            }
        }
    };
    let connection = store.connection()?;
    if known.is_none() {
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
    let welcome = Welcome { code, user, joined };
    Ok((Ok(welcome), heads))
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
