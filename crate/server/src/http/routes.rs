//! The list of all that the server answers: what is asked for, and who may.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, post};

use super::access::Needs;
use super::{
    App, adopt, audit, exchange, first_run, health, invitations, join, keys, live, sessions,
    sign_in, wait,
};

/// Whether pages of other origins than the server's own may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The extension and the configured origins.
    Shared,
    /// The server's own pages.
    Own,
}

/// Something that the server answers.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// The path, with `{names}` for what differs.
    pub path: &'static str,
    /// Who may ask.
    pub needs: Needs,
    pub(super) reach: Reach,
    pub(super) answer: MethodRouter<App>,
}

/// All that the server answers: the router is made of it, so there is nothing else.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    let shared = |method, path, needs, answer| Endpoint {
        method,
        path,
        needs,
        reach: Reach::Shared,
        answer,
    };
    let own = |method, path, answer| Endpoint {
        method,
        path,
        needs: Needs::Nothing,
        reach: Reach::Own,
        answer,
    };
    use Needs::{Member, Nothing, Owner, Person, Said};
    let (read, write, end) = (Method::GET, Method::POST, Method::DELETE);
    vec![
        shared(read.clone(), "/sync/v1/hello", Member, get(exchange::hello)),
        shared(write.clone(), "/sync/v1/push", Member, post(exchange::push)),
        shared(write.clone(), "/sync/v1/pull", Member, post(exchange::pull)),
        shared(
            write.clone(),
            "/sync/v1/history",
            Member,
            post(exchange::history),
        ),
        shared(write.clone(), "/sync/v1/adopt", Owner, post(adopt::adopt)),
        shared(write.clone(), "/sync/v1/wait", Member, post(wait::wait)),
        shared(read.clone(), "/sync/v1/live", Said, get(live::live)),
        shared(
            read.clone(),
            "/account/v1/sessions",
            Person,
            get(sessions::list),
        ),
        shared(
            write.clone(),
            "/account/v1/sessions",
            Person,
            post(sessions::begin),
        ),
        shared(
            write.clone(),
            "/account/v1/sessions/renew",
            Nothing,
            post(sessions::renew),
        ),
        shared(
            end.clone(),
            "/account/v1/sessions/{session}",
            Person,
            delete(sessions::revoke),
        ),
        shared(
            read.clone(),
            "/account/v1/ways",
            Nothing,
            get(sign_in::ways),
        ),
        shared(
            write.clone(),
            "/account/v1/sign-in/finish",
            Nothing,
            post(sign_in::finish),
        ),
        shared(write.clone(), "/account/v1/keys", Person, post(keys::make)),
        shared(read.clone(), "/account/v1/keys", Person, get(keys::list)),
        shared(
            end.clone(),
            "/account/v1/keys/{key}",
            Person,
            delete(keys::revoke),
        ),
        shared(
            write.clone(),
            "/account/v1/invitations",
            Owner,
            post(invitations::make),
        ),
        shared(
            read.clone(),
            "/account/v1/invitations",
            Owner,
            get(invitations::list),
        ),
        shared(
            end.clone(),
            "/account/v1/invitations/{invitation}",
            Owner,
            delete(invitations::revoke),
        ),
        shared(read.clone(), "/account/v1/audit", Owner, get(audit::list)),
        own(read.clone(), "/join/{secret}", get(join::page)),
        own(write.clone(), "/join/{secret}", post(join::submit)),
        own(read.clone(), "/account/v1/sign-in", get(sign_in::begin)),
        own(read.clone(), sign_in::BACK, get(sign_in::back)),
        own(read.clone(), "/healthz", get(health::health)),
        own(read.clone(), "/", get(first_run::page)),
        own(write, "/", post(first_run::submit)),
        own(read, "/page.css", get(first_run::style)),
    ]
}
