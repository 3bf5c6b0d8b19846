//! Hello, push, pull and history: frames in, frames out.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use boxwood_sync::{
    Authority, AuthorityStore, FrameKind, Heads, Hello, HistoryRequest, PullRequest, PushRequest,
    ServerId, Submission, decode, encode,
};
use serde::Serialize;

use super::App;
use super::access::Caller;
use super::error::ApiError;
use crate::moment;
use crate::store::StoreError;

const FRAMES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// `GET /sync/v1/hello`: who am I, and which log is this.
pub(super) async fn hello(State(app): State<App>, caller: Caller) -> Result<Response, ApiError> {
    let user = caller.0.user;
    let member = app
        .readers
        .read(move |store| store.member(user))
        .await??
        .ok_or_else(ApiError::not_allowed)?;
    frame(
        FrameKind::Hello,
        &Hello {
            server: app.database.server(),
            team: app.database.team(),
            user,
            email: member.email,
            now: moment::now(),
        },
    )
}

/// `POST /sync/v1/push`: applies mutations, each once; answered when they are on the disk.
pub(super) async fn push(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let request: PushRequest = decode(FrameKind::PushRequest, &body.0)?;
    check_server(&app, request.server)?;
    if request.intents.len() > app.limits.mutations {
        let most = app.limits.mutations;
        return Err(ApiError::too_large(format!(
            "At most {most} mutations go into one push."
        )));
    }
    if request.first == 0
        || request
            .first
            .checked_add(request.intents.len() as u64)
            .is_none()
    {
        return Err(ApiError::malformed(
            "The numbers of the mutations cannot be.",
        ));
    }
    let user = caller.0.user;
    let reply = app
        .writer
        .run(move |store, now| Authority::new(store, now).push(user, &request))
        .await??;
    frame(FrameKind::PushReply, &reply)
}

/// `POST /sync/v1/pull`: what is new, from one snapshot.
pub(super) async fn pull(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let request: PullRequest = decode(FrameKind::PullRequest, &body.0)?;
    check_pull(&app, &request)?;
    let (user, most) = (caller.0.user, app.limits.entries);
    let (reply, to_forget) = app
        .readers
        .read(move |store| {
            let reply = Authority::new(store, moment::now()).pull(user, &request, most)?;
            Ok::<_, Submission<StoreError>>((reply, store.to_forget()))
        })
        .await??;
    if let Some((client, up_to)) = to_forget {
        // The answer does not depend on it, and the next pull asks for it again.
        tokio::spawn(async move {
            let forgotten = app
                .writer
                .run(move |store, _| {
                    store.forget_refusals(client, up_to)?;
                    Ok::<_, StoreError>(((), Heads::new()))
                })
                .await;
            match forgotten {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "refusals were not forgotten"),
                Err(error) => tracing::warn!(%error, "refusals were not forgotten"),
            }
        });
    }
    frame(FrameKind::PullReply, &reply)
}

/// `POST /sync/v1/history`: what happened to a record or in a scope, a page of it.
pub(super) async fn history(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let request: HistoryRequest = decode(FrameKind::HistoryRequest, &body.0)?;
    check_server(&app, request.server)?;
    let user = caller.0.user;
    let reply = app
        .readers
        .read(move |store| Authority::new(store, moment::now()).history(user, &request))
        .await??;
    frame(FrameKind::HistoryReply, &reply)
}

/// Whether a pull can be answered here.
pub(super) fn check_pull(app: &App, request: &PullRequest) -> Result<(), ApiError> {
    check_server(app, request.server)?;
    if request.cursors.len() > app.limits.cursors {
        let most = app.limits.cursors;
        return Err(ApiError::too_large(format!(
            "At most {most} cursors go into one pull."
        )));
    }
    Ok(())
}

/// Whether a request is for this log.
pub(super) fn check_server(app: &App, server: ServerId) -> Result<(), ApiError> {
    if server == app.database.server() {
        Ok(())
    } else {
        Err(ApiError::other_server())
    }
}

/// An answer.
pub(super) fn frame(kind: FrameKind, message: &impl Serialize) -> Result<Response, ApiError> {
    let bytes = encode(kind, message).map_err(StoreError::from)?;
    Ok(([(CONTENT_TYPE, FRAMES)], bytes).into_response())
}

/// A whole body of frames.
#[derive(Debug)]
pub(super) struct Body(pub(super) Bytes);

impl FromRequest<App> for Body {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        if request.headers().get(CONTENT_TYPE) != Some(&FRAMES) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "malformed",
                "The body must be of the type application/octet-stream.",
            ));
        }
        let body = tokio::time::timeout(app.limits.arrival, Bytes::from_request(request, app))
            .await
            .map_err(|_| ApiError::too_slow())?;
        body.map(Self).map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                let most = app.limits.body;
                ApiError::too_large(format!("A body has at most {most} bytes."))
            } else {
                ApiError::malformed("The body did not arrive whole.")
            }
        })
    }
}
