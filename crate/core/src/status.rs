//! How things stand, in the words of views; and what is checked when somebody signs in.

use boxwood_model::{Operation, Records};
use boxwood_sync::{CommandId, Damage, Hello, PendingMutation, Replica};

use crate::api::{
    Connection, Failure, FailureCode, ProgressView, RefusedView, Saving, Session, StatusView,
    StorageState,
};
use crate::refused;
use crate::translate::{failure, refusal};
use crate::views::member;

/// What the status is made of.
pub(crate) struct Facts<'e> {
    pub(crate) account: &'e str,
    pub(crate) replica: &'e Replica,
    pub(crate) connection: Connection,
    pub(crate) problem: Option<&'e Failure>,
    pub(crate) clock_ahead: Option<u64>,
    pub(crate) saving: bool,
    pub(crate) storage: StorageState,
    pub(crate) damage: Damage,
    pub(crate) moved: Option<ProgressView>,
}

/// The status line's content.
pub(crate) fn view(facts: &Facts<'_>) -> StatusView {
    let replica = facts.replica;
    let shown = replica.shown();
    let me = replica
        .identity()
        .and_then(|hello| shown.member(hello.user))
        .map(member);
    let damaged = facts.damage != Damage::default();
    let seconds = |ms: u64| u32::try_from(ms / 1_000).unwrap_or(u32::MAX);
    StatusView {
        account: facts.account.to_owned(),
        me,
        server: {
            let access = replica.access().map(|access| &*access.address);
            replica.address().or(access).map(str::to_owned)
        },
        connection: facts.connection,
        waiting: u32::try_from(replica.pending().filter(is_a_change).count()).unwrap_or(u32::MAX),
        saving: if facts.saving {
            Saving::Saving
        } else {
            Saving::Saved
        },
        storage: facts.storage,
        storage_damaged: damaged,
        refused: replica
            .refused()
            .iter()
            .map(|denied| RefusedView {
                seq: u32::try_from(denied.number).unwrap_or(u32::MAX),
                command: refused::command(&denied.mutation.action).to_owned(),
                subject: refused::subject(&denied.mutation.action, &shown),
                typed: refused::typed(&denied.mutation.action),
                failure: refusal(&denied.reason),
            })
            .collect(),
        problem: facts.problem.cloned(),
        moved: facts.moved,
        clock_ahead_seconds: facts.clock_ahead.map(seconds),
    }
}

/// Where and with which token somebody wants to sign in, as it is kept.
///
/// What no token is made of is refused here as every server would: it could not even be sent.
pub(crate) fn checked_session(session: &Session) -> Result<Session, Failure> {
    let server = checked_address(&session.server)?;
    let token = session.token.trim();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(failure(FailureCode::TokenRefused, None));
    }
    let token = token.to_owned();
    Ok(Session { server, token })
}

/// The address of a server as it is kept: without a path or a slash at the end.
///
/// A token must not travel in the clear, so that plain HTTP is for one's own machine only.
fn checked_address(address: &str) -> Result<String, Failure> {
    let malformed = || {
        let mut failure = failure(FailureCode::Malformed, None);
        failure.place = Some("server".to_owned());
        failure
            .params
            .insert("text".to_owned(), address.chars().take(80).collect());
        failure
    };
    let address = address.trim().trim_end_matches('/');
    let (scheme, rest) = address.split_once("://").ok_or_else(malformed)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    if rest.is_empty() || rest.len() > 253 || !rest.chars().all(plain) {
        return Err(malformed());
    }
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    if host.is_empty() || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err(malformed());
    }
    let own_machine = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    match scheme {
        "https" => Ok(address.to_owned()),
        "http" if own_machine => Ok(address.to_owned()),
        _ => Err(malformed()),
    }
}

/// Refuses a sign-in as somebody else than the Gmail account, or to another log than the records
/// came from.
pub(crate) fn checked_identity(
    hello: &Hello,
    known: Option<&Hello>,
    account: &str,
) -> Result<(), Failure> {
    if !hello.email.eq_ignore_ascii_case(account) {
        let mut failure = failure(FailureCode::OtherAccount, None);
        failure
            .params
            .insert("email".to_owned(), hello.email.clone());
        failure
            .params
            .insert("account".to_owned(), account.to_owned());
        return Err(failure);
    }
    match known {
        // Another log of the same team is the one that was put back from a backup.
        Some(known) if known.team != hello.team || known.user != hello.user => {
            Err(failure(FailureCode::OtherServer, None))
        }
        _ => Ok(()),
    }
}

/// The bytes of a command's name, which a screen makes up as a UUID.
pub(crate) fn command_id(text: &str) -> Result<CommandId, Failure> {
    // Any of the id types reads a UUID.
    let id: Result<boxwood_model::BoxId, _> = text.parse();
    id.map(|id| *id.as_bytes()).map_err(|error| {
        let mut failure = failure(FailureCode::Malformed, None);
        failure.place = Some("commandId".to_owned());
        failure.params.insert("text".to_owned(), error.text);
        failure
    })
}

/// Whether it is something that a person knows of: what is learnt from mail is sent without a word.
fn is_a_change(waiting: &&PendingMutation) -> bool {
    let mut operations = waiting.mutation.action.operations.iter();
    operations.any(|operation| !matches!(operation, Operation::Learn { .. }))
}
