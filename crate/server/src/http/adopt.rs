//! A team that had no server moves in.

use axum::extract::State;
use axum::response::Response;
use boxwood_sync::{Adoption, Authority, FrameKind, decode};

use super::App;
use super::access::Caller;
use super::error::ApiError;
use super::exchange::{Body, check_server, frame};

/// `POST /sync/v1/adopt`: takes a piece of the records that move in; answered when it is on the disk.
pub(super) async fn adopt(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let request: Adoption = decode(FrameKind::Adoption, &body.0)?;
    check_server(&app, request.server)?;
    let user = caller.0.user;
    let reply = app
        .writer
        .run(move |store, now| Authority::new(store, now).adopt(user, &request))
        .await??;
    frame(FrameKind::AdoptionReply, &reply)
}
