//! Who may ask for what: the one place where that is decided, before anything else of a request is
//! looked at.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use boxwood_model::Role;

use super::App;
use super::error::ApiError;
use super::peer::Peer;
use crate::credential::{self, Presented};
use crate::moment;
use crate::store::Store;
use crate::token::{Credential, Holder};

/// Who may ask for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody; what it needs is in the request itself, if it needs anything.
    Nothing,
    /// Somebody of the team who says so once the connection stands: browsers give a WebSocket no
    /// header.
    Said,
    /// Somebody of the team, or a program in their name.
    Member,
    /// Somebody of the team themself: an API key will not do.
    Person,
    /// An owner of the team, themself.
    Owner,
}

/// The one who calls, and what they are in the team, as [`guard`] found out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller(pub(super) Holder, pub(super) Role);

/// Lets those through who may ask for something. Looked up at every request: what was revoked stops
/// at once, whoever revoked it.
pub(super) async fn guard(
    State((app, needs)): State<(App, Needs)>,
    peer: Peer,
    mut request: Request,
    next: Next,
) -> Response {
    match needs {
        Needs::Said => return next.run(request).await,
        Needs::Nothing => {
            return match app.throttle.stranger(peer.0) {
                Ok(()) => next.run(request).await,
                Err(refusal) => refusal.into_response(),
            };
        }
        Needs::Member | Needs::Person | Needs::Owner => {}
    }
    let admitted = admit(&app, bearer(request.headers()), peer).await;
    match admitted.and_then(|(holder, role)| {
        enough(needs, holder, role)?;
        Ok(Caller(holder, role))
    }) {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Whether somebody of the team is as much as is needed.
fn enough(needs: Needs, holder: Holder, role: Role) -> Result<(), ApiError> {
    let is_key = matches!(holder.credential, Credential::Key(_));
    match needs {
        Needs::Nothing | Needs::Said | Needs::Member => Ok(()),
        Needs::Person | Needs::Owner if is_key => Err(ApiError::not_for_keys()),
        Needs::Owner if !role.manages_team() => Err(ApiError::not_allowed()),
        Needs::Person | Needs::Owner => Ok(()),
    }
}

/// Who somebody is that presents this text as a token, if they may be here.
pub(super) async fn admit(
    app: &App,
    text: Option<&str>,
    peer: Peer,
) -> Result<(Holder, Role), ApiError> {
    let presented = match text.map(str::to_owned) {
        Some(text) => {
            let look_up =
                move |store: &mut Store<'_>| credential::look_up(store, &text, moment::now());
            app.readers.read(look_up).await??
        }
        None => Presented::Refused,
    };
    if !matches!(presented, Presented::Holds(..)) {
        // Whoever guesses does not guess for long.
        app.throttle.stranger(peer.0)?;
    }
    match presented {
        Presented::Holds(holder, role) => {
            app.throttle.known(holder.credential)?;
            Ok((holder, role))
        }
        Presented::NotAllowed => Err(ApiError::not_allowed()),
        Presented::Expired => Err(ApiError::token_expired()),
        Presented::Refused => Err(ApiError::token_refused()),
    }
}

/// The token in the header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        // None only where an endpoint that needs nobody asks who it is: a mistake of ours.
        parts
            .extensions
            .get()
            .copied()
            .ok_or_else(ApiError::internal)
    }
}
