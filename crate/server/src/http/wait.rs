//! `POST /sync/v1/wait`: answers when there is something to pull. For those whom no live connection
//! reaches, such as through a proxy that does not let WebSockets pass.

use axum::extract::State;
use axum::response::Response;
use boxwood_sync::{FrameKind, Heads, LiveNotice, PullRequest, decode};
use tokio::time::{Instant, sleep_until};

use super::App;
use super::access::Caller;
use super::error::ApiError;
use super::exchange::{Body, check_pull, frame};
use super::live::{End, Listener, still_welcome};

pub(super) async fn wait(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let request: PullRequest = decode(FrameKind::PullRequest, &body.0)?;
    check_pull(&app, &request)?;
    let until = Instant::now() + app.limits.wait;
    let mut news = app.news.subscribe();
    let start = news.borrow_and_update().clone();
    let mut listener = Listener::new(caller.0.user);
    let told: Heads = request.cursors.into_iter().collect();
    let mut scopes = listener.scopes_of(&start);
    scopes.extend(told.keys());
    let readable = still_welcome(&app, caller.0, scopes).await?;
    listener.go_on(&start, readable, told);
    let mut heads = listener.moved(&start);
    while heads.is_empty() {
        tokio::select! {
            changed = news.changed() => if changed.is_err() { break },
            () = app.stopping.cancelled() => break,
            () = sleep_until(until) => break,
        }
        let latest = listener.take_new(&news.borrow_and_update());
        if let Some(scopes) = latest {
            listener.reads(still_welcome(&app, caller.0, scopes).await?);
        }
        heads = listener.moved(&news.borrow());
    }
    frame(FrameKind::LiveNotice, &LiveNotice { heads })
}

impl From<End> for ApiError {
    fn from(end: End) -> Self {
        match end {
            End::TokenRefused => Self::token_refused(),
            End::TokenExpired => Self::token_expired(),
            End::NotAllowed => Self::not_allowed(),
            End::Gone | End::TooMany | End::Stopping | End::Failed => Self::internal(),
        }
    }
}
