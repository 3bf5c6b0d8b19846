//! What whoever runs the server does: take people into the team, give them tokens, revoke those.

use boxwood_model::{Member, Millis, Operation, Refusal, Role, UserId};
use boxwood_sync::{Authority, Heads, ServerId, operator};

use crate::store::{Store, StoreError};
use crate::token::{Kind, Token};

/// Why somebody gets no token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JoinError {
    /// The address or the name is not acceptable.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody is in the team already.
    #[error("somebody is in the team already")]
    NotFirst,
    /// The system has no randomness.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who got a token.
#[derive(Debug)]
pub struct Joined {
    /// The token; nobody can show it again.
    pub token: Token,
    /// Whose it is.
    pub member: Member,
    /// Whether the person was not in the team before.
    pub is_new: bool,
}

/// The team's person with this address, one who was removed too.
pub(crate) fn find(store: &mut Store<'_>, email: &str) -> Result<Option<Member>, StoreError> {
    // The form in which the model keeps addresses.
    let email = email.trim().to_lowercase();
    store.member_of(&email)
}

/// Whether nobody is in the team yet.
pub(crate) fn is_empty(store: &mut Store<'_>) -> Result<bool, StoreError> {
    Ok(!store.people()?.iter().any(Member::is_active))
}

/// Gives a person a token, and takes the person into the team if need be; the first one owns it.
pub(crate) fn join(
    store: &mut Store<'_>,
    server: ServerId,
    now: Millis,
    email: &str,
    name: Option<&str>,
) -> Result<(Joined, Heads), JoinError> {
    let role = if is_empty(store)? {
        Role::Owner
    } else {
        Role::Member
    };
    let (member, is_new, heads) = take_in(store, server, now, email, name, role)?;
    let token = give_token(store, now, member.id)?;
    let joined = Joined {
        token,
        member,
        is_new,
    };
    Ok((joined, heads))
}

/// Takes a person into the team, as what; whoever is there already stays what they are. Says whether
/// they were not.
pub(crate) fn take_in(
    store: &mut Store<'_>,
    server: ServerId,
    now: Millis,
    email: &str,
    name: Option<&str>,
    role: Role,
) -> Result<(Member, bool, Heads), JoinError> {
    let known = find(store, email)?;
    let is_new = !known.as_ref().is_some_and(Member::is_active);
    let role = match &known {
        Some(member) if member.is_active() => member.role.value,
        _ => role,
    };
    let id = match &known {
        Some(member) => member.id,
        None => new_id(now)?,
    };
    let mut heads = Heads::new();
    if is_new || name.is_some() {
        let name = match (name, &known) {
            (Some(name), _) => name.to_owned(),
            (None, Some(member)) => member.name.value.clone(),
            (None, None) => name_from(email),
        };
        let operation = Operation::AddMember {
            id,
            email: email.to_owned(),
            name,
            role,
        };
        heads = Authority::new(store, now).operate(operator(server), operation)??;
    }
    let member = store.member(id)?.ok_or(Refusal::NotAllowed)?;
    Ok((member, is_new, heads))
}

/// Makes a token for a person.
pub(crate) fn give_token(
    store: &mut Store<'_>,
    now: Millis,
    user: UserId,
) -> Result<Token, JoinError> {
    let token = Token::random(Kind::Lasting)?;
    store.connection()?.keep_token(user, token.hash(), now)?;
    Ok(token)
}

/// As [`join`], for the very first person only.
pub(crate) fn found(
    store: &mut Store<'_>,
    server: ServerId,
    now: Millis,
    email: &str,
    name: Option<&str>,
) -> Result<(Joined, Heads), JoinError> {
    if !is_empty(store)? {
        return Err(JoinError::NotFirst);
    }
    join(store, server, now, email, name)
}

fn new_id(now: Millis) -> Result<UserId, getrandom::Error> {
    let mut random = [0; 10];
    getrandom::fill(&mut random)?;
    Ok(UserId::from_parts(now, random))
}

/// What to call somebody of whom only the address is known.
fn name_from(email: &str) -> String {
    let email = email.trim();
    email
        .rsplit_once('@')
        .map_or(email, |(user, _)| user)
        .to_owned()
}
