//! `GET /sync/v1/live`: a WebSocket that says when there is something to pull.
//!
//! The client's first message is its token, so that tokens are in no address and in no log. The
//! server answers `ready`; from then on nothing is committed that it does not give notice of.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use axum::response::Response;
use boxwood_model::{Member, UserId};
use boxwood_sync::{AuthorityStore, FrameKind, Heads, LiveNotice, encode};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::App;
use super::error::ApiError;
use super::exchange::look_up;
use crate::access;
use crate::news::News;
use crate::store::StoreError;
use crate::token::{self, Holder};

/// Bytes that a client may say at once: a token is short.
const SAYING: usize = 4 << 10;
/// After so many pings without an answer a client is taken for dead.
const MISSED: u32 = 2;
/// How long a client may take to take what it is told.
const TAKING: Duration = Duration::from_secs(20);

/// Why a live connection ends, as its close frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The client went, or cannot be reached.
    Gone,
    /// No token, a wrong one, or one that does not hold any more.
    TokenRefused,
    /// The person is not in the team.
    NotAllowed,
    /// The server is stopping.
    Stopping,
    /// The server failed.
    Failed,
}

pub(super) async fn live(
    State(app): State<App>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    // Browsers do not hold WebSockets to CORS, so the server looks for itself.
    if let Some(origin) = headers.get(ORIGIN)
        && !app.origins.iter().any(|allowed| allowed.header() == origin)
    {
        return Err(ApiError::origin_not_allowed());
    }
    let upgrade = upgrade.map_err(|rejection| ApiError::malformed(rejection.body_text()))?;
    let tracker = app.live.clone();
    Ok(upgrade
        .max_message_size(SAYING)
        .max_frame_size(SAYING)
        .on_upgrade(move |socket| tracker.track_future(serve(app, socket))))
}

async fn serve(app: App, mut socket: WebSocket) {
    let cut = app.cut.clone();
    let talk = async {
        let end = talk(&app, &mut socket).await;
        tracing::info!(?end, "a live connection ended");
        let (code, reason) = match end {
            End::Gone => return,
            End::TokenRefused => (close_code::POLICY, "token-refused"),
            End::NotAllowed => (close_code::POLICY, "not-allowed"),
            End::Stopping => (close_code::AWAY, "stopping"),
            End::Failed => (close_code::ERROR, "internal"),
        };
        let reason = Utf8Bytes::from_static(reason);
        let close = Message::Close(Some(CloseFrame { code, reason }));
        if say(&mut socket, close).await.is_ok() {
            // The client's own close frame ends a connection properly; one that sends none is left.
            let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
            let _ = timeout(Duration::from_secs(1), rest).await;
        }
    };
    tokio::select! {
        () = talk => {}
        () = cut.cancelled() => {}
    }
}

async fn talk(app: &App, socket: &mut WebSocket) -> End {
    let first = tokio::select! {
        first = timeout(app.limits.live_token, socket.recv()) => first,
        () = app.stopping.cancelled() => return End::Stopping,
    };
    let text = match first {
        Ok(Some(Ok(Message::Text(text)))) => text,
        Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return End::Gone,
        Ok(Some(Ok(_))) | Err(_) => return End::TokenRefused,
    };
    // Before the token is looked up: what changes after that is noticed.
    let mut news = app.news.subscribe();
    let News {
        heads: mut told,
        mut access,
    } = news.borrow_and_update().clone();
    let holder = match look_up(app, text.trim()).await {
        Ok(Some(holder)) => holder,
        Ok(None) => return End::TokenRefused,
        Err(_) => return End::Failed,
    };
    if let Err(end) = still_welcome(app, holder).await {
        return end;
    }
    if say(socket, Message::Text(Utf8Bytes::from_static("ready")))
        .await
        .is_err()
    {
        return End::Gone;
    }
    let mut ping = interval(app.limits.live_ping);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut unanswered = 0;
    loop {
        tokio::select! {
            changed = news.changed() => {
                if changed.is_err() {
                    return End::Stopping;
                }
                let (moved, access_now) = take(&mut news, &mut told, holder.user);
                if access_now != access {
                    if let Err(end) = still_welcome(app, holder).await {
                        return end;
                    }
                    access = access_now;
                }
                if moved.is_empty() {
                    continue;
                }
                let notice = LiveNotice { heads: moved.into_iter().collect() };
                let Ok(bytes) = encode(FrameKind::LiveNotice, &notice) else {
                    return End::Failed;
                };
                if say(socket, Message::Binary(bytes.into())).await.is_err() {
                    return End::Gone;
                }
            }
            said = socket.recv() => match said {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return End::Gone,
                // Whatever it says shows that it is there; pings are answered by the library.
                Some(Ok(_)) => unanswered = 0,
            },
            _ = ping.tick() => {
                if unanswered == MISSED {
                    return End::Gone;
                }
                unanswered += 1;
                if say(socket, Message::Ping(Default::default())).await.is_err() {
                    return End::Gone;
                }
            }
            () = app.stopping.cancelled() => return End::Stopping,
        }
    }
}

/// The versions that this person may see and was not told, and the number of the last change of
/// access.
fn take(news: &mut watch::Receiver<News>, told: &mut Heads, user: UserId) -> (Heads, u64) {
    let news = news.borrow_and_update();
    let moved: Heads = news
        .heads
        .iter()
        .filter(|(scope, version)| told.get(scope).is_none_or(|told| told < version))
        .map(|(scope, version)| (*scope, *version))
        .filter(|(scope, _)| access::may_read(user, *scope))
        .collect();
    told.extend(moved.iter().map(|(scope, version)| (*scope, *version)));
    (moved, news.access)
}

/// Whether the token still holds, and its person is still in the team.
async fn still_welcome(app: &App, holder: Holder) -> Result<(), End> {
    let read = app.readers.read(move |store| {
        let holds = token::holds(store.connection(), store.team(), holder.token)?;
        let active = store
            .member(holder.user)?
            .is_some_and(|member: Member| member.is_active());
        Ok::<_, StoreError>((holds, active))
    });
    match read.await {
        Ok(Ok((true, true))) => Ok(()),
        Ok(Ok((true, false))) => Err(End::NotAllowed),
        Ok(Ok((false, _))) => Err(End::TokenRefused),
        Ok(Err(error)) => {
            tracing::error!(%error, "the store failed");
            Err(End::Failed)
        }
        Err(error) => {
            tracing::error!(%error, "a reading failed");
            Err(End::Failed)
        }
    }
}

async fn say(socket: &mut WebSocket, message: Message) -> Result<(), ()> {
    match timeout(TAKING, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(()),
    }
}
