//! `GET /sync/v1/live`: a WebSocket that says when there is something to pull.
//!
//! The client's first message is its token, so that tokens are in no address and in no log. The
//! server answers `ready`; from then on nothing is committed that it does not give notice of.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use axum::response::Response;
use boxwood_model::{Member, Scope, UserId};
use boxwood_sync::{FrameKind, Heads, LiveNotice, encode};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::App;
use super::access;
use super::error::ApiError;
use super::peer::Peer;
use crate::credential;
use crate::moment;
use crate::news::News;
use crate::store::StoreError;
use crate::token::Holder;

/// Bytes that a client may say at once: a token is short.
const SAYING: usize = 4 << 10;
/// After so many pings without an answer a client is taken for dead.
const MISSED: u32 = 2;
/// How long a client may take to take what it is told.
const TAKING: Duration = Duration::from_secs(20);

/// Why a live connection ends, as its close frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The client went, or cannot be reached.
    Gone,
    /// No token, a wrong one, or one that does not hold any more.
    TokenRefused,
    /// The token of a session that has to be renewed.
    TokenExpired,
    /// Too many tokens that do not hold came from the same address.
    TooMany,
    /// The person is not in the team.
    NotAllowed,
    /// The server is stopping.
    Stopping,
    /// The server failed.
    Failed,
}

impl End {
    /// Why somebody who was not admitted goes.
    fn of(refusal: &ApiError) -> Self {
        match refusal.code() {
            "token-refused" => Self::TokenRefused,
            "token-expired" => Self::TokenExpired,
            "too-many-requests" => Self::TooMany,
            "not-allowed" => Self::NotAllowed,
            _ => Self::Failed,
        }
    }
}

pub(super) async fn live(
    State(app): State<App>,
    peer: Peer,
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
        .on_upgrade(move |socket| tracker.track_future(serve(app, socket, peer))))
}

async fn serve(app: App, mut socket: WebSocket, peer: Peer) {
    let cut = app.cut.clone();
    let talk = async {
        let end = talk(&app, &mut socket, peer).await;
        tracing::info!(?end, "a live connection ended");
        let (code, reason) = match end {
            End::Gone => return,
            End::TokenRefused => (close_code::POLICY, "token-refused"),
            End::TokenExpired => (close_code::POLICY, "token-expired"),
            End::TooMany => (close_code::AGAIN, "too-many-requests"),
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

async fn talk(app: &App, socket: &mut WebSocket, peer: Peer) -> End {
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
    let start = news.borrow_and_update().clone();
    let holder = match access::admit(app, Some(text.trim()), peer).await {
        Ok((holder, _)) => holder,
        Err(refusal) => return End::of(&refusal),
    };
    let mut listener = Listener::new(holder.user);
    let scopes = listener.scopes_of(&start);
    match still_welcome(app, holder, scopes).await {
        Ok(readable) => listener.begin(&start, readable),
        Err(end) => return end,
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
                let latest = listener.take_new(&news.borrow_and_update());
                if let Some(scopes) = latest {
                    match still_welcome(app, holder, scopes).await {
                        Ok(readable) => listener.reads(readable),
                        Err(end) => return end,
                    }
                }
                let moved = listener.moved(&news.borrow());
                if moved.is_empty() {
                    continue;
                }
                let notice = LiveNotice { heads: moved };
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

/// What one who listens may know and has been told. Who may read what is asked of the store only
/// when somebody's access may have changed, or a scope has appeared that may be theirs.
pub(super) struct Listener {
    user: UserId,
    /// The number of the last change of access that was looked at.
    access: u64,
    /// How many scopes may be theirs, as far as they were looked at; scopes never go away.
    looked_at: usize,
    /// The versions that were told of the scopes that the person may read.
    told: Heads,
    /// Scopes that the person could read until just now: they are told of the change that ended it,
    /// so that their copy goes too, and nothing of them after that.
    lost: Heads,
}

impl Listener {
    pub(super) const fn new(user: UserId) -> Self {
        Self {
            user,
            access: 0,
            looked_at: 0,
            told: Heads::new(),
            lost: Heads::new(),
        }
    }

    /// The scopes that may be this person's.
    pub(super) fn scopes_of(&self, news: &News) -> Vec<Scope> {
        let scopes = news.heads.keys().copied();
        scopes.filter(|scope| self.may_be_theirs(*scope)).collect()
    }

    fn may_be_theirs(&self, scope: Scope) -> bool {
        match scope {
            Scope::Team | Scope::Pipeline(_) => true,
            Scope::User(user) | Scope::Assigned(_, user) => user == self.user,
        }
    }

    /// What the news were when the person came: told by whatever they pull first.
    fn begin(&mut self, news: &News, readable: BTreeSet<Scope>) {
        self.access = news.access;
        self.looked_at = self.scopes_of(news).len();
        let version = |scope: Scope| news.heads.get(&scope).copied().unwrap_or_default();
        let told = readable.into_iter().map(|scope| (scope, version(scope)));
        self.told = told.collect();
    }

    /// As [`Listener::begin`], for somebody who was told of these versions before.
    pub(super) fn go_on(&mut self, news: &News, readable: BTreeSet<Scope>, told: Heads) {
        self.access = news.access;
        self.looked_at = self.scopes_of(news).len();
        self.told = told;
        self.reads(readable);
        // In which nothing happened yet: looked at when something does.
        self.told.retain(|scope, _| news.heads.contains_key(scope));
    }

    /// The scopes to look at anew, if access may have changed or one has appeared.
    pub(super) fn take_new(&mut self, news: &News) -> Option<Vec<Scope>> {
        let count = news.heads.keys();
        let count = count.filter(|scope| self.may_be_theirs(**scope)).count();
        if news.access == self.access && count == self.looked_at {
            return None;
        }
        self.access = news.access;
        self.looked_at = count;
        Some(self.scopes_of(news))
    }

    /// The scopes that the person may read from now on.
    pub(super) fn reads(&mut self, readable: BTreeSet<Scope>) {
        let before = std::mem::take(&mut self.told);
        for (scope, version) in before {
            if readable.contains(&scope) {
                self.told.insert(scope, version);
            } else {
                self.lost.insert(scope, version);
            }
        }
        for scope in readable {
            self.told.entry(scope).or_default();
        }
    }

    /// What the person was not told yet.
    pub(super) fn moved(&mut self, news: &News) -> Vec<(Scope, u64)> {
        let mut moved = Vec::new();
        for (scope, told) in &mut self.told {
            if let Some(version) = news.heads.get(scope)
                && version > told
            {
                *told = *version;
                moved.push((*scope, *version));
            }
        }
        for (scope, told) in std::mem::take(&mut self.lost) {
            // One step at least, since the change that ended it is in this log.
            let version = news.heads.get(&scope).copied().unwrap_or_default();
            moved.push((scope, version.max(told.saturating_add(1))));
        }
        moved
    }
}

/// Which of some scopes the person reads, if the token still holds and the person is in the team.
pub(super) async fn still_welcome(
    app: &App,
    holder: Holder,
    scopes: Vec<Scope>,
) -> Result<BTreeSet<Scope>, End> {
    let read = app.readers.read(move |store| {
        let holds = credential::still_holds(store, holder, moment::now())?;
        let active = store
            .member(holder.user)?
            .is_some_and(|member: Member| member.is_active());
        let readable = store.readable(holder.user, scopes)?;
        Ok::<_, StoreError>((holds, active, readable))
    });
    match read.await {
        Ok(Ok((true, true, readable))) => Ok(readable),
        Ok(Ok((true, false, _))) => Err(End::NotAllowed),
        Ok(Ok((false, _, _))) => Err(End::TokenRefused),
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
