//! A person's sessions: begun, renewed, listed, revoked.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use boxwood_model::{Millis, UserId};
use boxwood_sync::Heads;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::App;
use super::access::Caller;
use super::error::{ApiError, not_found};
use super::peer::Peer;
use super::said::Said;
use crate::audit::{self, Deed};
use crate::moment;
use crate::session::{self, Issued, Lifetimes, Renewal, SessionError};
use crate::storage::SessionId;
use crate::store::{Store, StoreError};
use crate::token::Credential;

/// What a session's device gets to know.
#[derive(Debug, Serialize)]
struct Tokens<'t> {
    session: String,
    user: UserId,
    /// For requests.
    access: &'t str,
    /// Until when, in milliseconds since 1970 by the server's clock.
    access_until: u64,
    /// For new tokens, once.
    refresh: &'t str,
    refresh_until: u64,
    /// The server's clock.
    now: u64,
}

/// The answer that a session's device gets.
pub(super) fn tokens(issued: &Issued) -> Response {
    let row = &issued.row;
    Json(Tokens {
        session: HEXLOWER.encode(&row.id.0),
        user: row.user,
        access: issued.access.reveal(),
        access_until: row.access_until,
        refresh: issued.refresh.reveal(),
        refresh_until: row.refresh_until,
        now: row.renewed,
    })
    .into_response()
}

/// Keeps that a device signed in.
pub(super) fn note_begun(
    store: &mut Store<'_>,
    now: Millis,
    issued: &Issued,
    peer: Peer,
) -> Result<(), StoreError> {
    let (user, about) = (Some(issued.row.user), HEXLOWER.encode(&issued.row.id.0));
    audit::note(store, now, user, Deed::SessionBegun, about, &peer.text())
}

/// How long tokens hold here.
pub(super) fn lifetimes(app: &App) -> Lifetimes {
    Lifetimes {
        access: app.limits.access,
        refresh: app.limits.refresh,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beginning {
    /// What the device calls itself.
    device: String,
}

/// `POST /account/v1/sessions`: a session of the caller's for another device.
pub(super) async fn begin(
    State(app): State<App>,
    caller: Caller,
    peer: Peer,
    Said(said): Said<Beginning>,
) -> Result<Response, ApiError> {
    let (lifetimes, user) = (lifetimes(&app), caller.0.user);
    let issued = app
        .writer
        .run(move |store, now| {
            let issued = session::begin(store, now, lifetimes, user, &said.device)?;
            note_begun(store, now, &issued, peer)?;
            Ok::<_, SessionError>((issued, Heads::new()))
        })
        .await??;
    tracing::info!(%user, "a session began");
    Ok(tokens(&issued))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Renewing {
    /// The token for new tokens.
    refresh: String,
    /// The attempt's name: random, and kept by the device before it asks.
    attempt: Option<String>,
}

/// `POST /account/v1/sessions/renew`: new tokens for a refresh token, which is used up by it.
pub(super) async fn renew(
    State(app): State<App>,
    peer: Peer,
    Said(said): Said<Renewing>,
) -> Result<Response, ApiError> {
    let lifetimes = lifetimes(&app);
    let renewal = app
        .writer
        .run(move |store, now| {
            let attempt = said.attempt.as_deref();
            let renewal = session::renew(store, now, lifetimes, &said.refresh, attempt)?;
            if let Renewal::Reused(row) = &renewal {
                let (user, about) = (Some(row.user), HEXLOWER.encode(&row.id.0));
                audit::note(store, now, user, Deed::RefreshReused, about, &peer.text())?;
            }
            Ok::<_, SessionError>((renewal, Heads::new()))
        })
        .await??;
    match renewal {
        Renewal::Issued(issued) => Ok(tokens(&issued)),
        Renewal::Refused => Err(ApiError::refresh_refused()),
        Renewal::Reused(row) => {
            tracing::warn!(user = %row.user, "a refresh token came twice; its session has ended");
            Err(ApiError::refresh_reused())
        }
    }
}

/// `GET /account/v1/sessions`: the caller's sessions that hold.
pub(super) async fn list(State(app): State<App>, caller: Caller) -> Result<Response, ApiError> {
    let user = caller.0.user;
    let rows = app
        .readers
        .read(move |store| session::of(store, moment::now(), user))
        .await??;
    let sessions: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "session": HEXLOWER.encode(&row.id.0),
                "device": row.device,
                "created": row.created,
                "renewed": row.renewed,
                "until": row.refresh_until,
                "current": caller.0.credential == Credential::Session(row.id),
            })
        })
        .collect();
    Ok(Json(json!({ "sessions": sessions })).into_response())
}

/// `DELETE /account/v1/sessions/{session}`: ends a session of the caller's. What is not theirs is not
/// found.
pub(super) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    peer: Peer,
    Path(session): Path<String>,
) -> Result<Response, ApiError> {
    let Some(id) = super::id_in(&session) else {
        return Err(not_found().await);
    };
    let user = caller.0.user;
    let revoked = app
        .writer
        .run(move |store, now| {
            let revoked = session::revoke(store, now, user, SessionId(id))?;
            if revoked {
                let (who, from) = (Some(user), peer.text());
                audit::note(store, now, who, Deed::SessionRevoked, session, &from)?;
            }
            Ok::<_, SessionError>((revoked, Heads::new()))
        })
        .await??;
    if !revoked {
        return Err(not_found().await);
    }
    tracing::info!(%user, "a session was revoked");
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl From<SessionError> for ApiError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => error.into(),
            SessionError::Random(error) => {
                tracing::error!(%error, "no token could be made");
                Self::internal()
            }
        }
    }
}
