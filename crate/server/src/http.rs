//! The server's pages and endpoints.

mod access;
mod adopt;
mod audit;
mod error;
mod exchange;
mod first_run;
mod guard;
mod health;
mod invitations;
mod join;
mod keys;
mod limit;
mod live;
mod peer;
mod request_log;
mod routes;
mod said;
mod sessions;
mod sign_in;
mod wait;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, Method};
use axum::middleware::{from_fn, from_fn_with_state};
use data_encoding::HEXLOWER;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::cors::{AllowOrigin, CorsLayer};

pub use access::Needs;
pub(crate) use limit::Throttle;
use routes::Reach;
pub use routes::{Endpoint, endpoints};
pub(crate) use sign_in::BACK;

use crate::config::{Limits, Origin};
use crate::news::Publisher;
use crate::oidc::Issuer;
use crate::readers::Readers;
use crate::storage::Database;
use crate::writer::Writer;

/// What every endpoint works with.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Which log and team.
    pub(crate) database: Arc<dyn Database>,
    /// Reads.
    pub(crate) readers: Readers,
    /// Writes.
    pub(crate) writer: Writer,
    /// What is new.
    pub(crate) news: Publisher,
    /// The address under which browsers reach the server.
    pub(crate) address: String,
    /// By whom people sign in.
    pub(crate) issuer: Option<Issuer>,
    /// The limits.
    pub(crate) limits: Limits,
    /// Who has asked how often of late.
    pub(crate) throttle: Throttle,
    /// The proxies that are believed whom they pass on.
    pub(crate) proxies: Vec<IpAddr>,
    /// Who may use the server from a browser.
    pub(crate) origins: Vec<Origin>,
    /// Cancelled when the server is told to stop.
    pub(crate) stopping: CancellationToken,
    /// Cancelled when what goes on is to be cut off.
    pub(crate) cut: CancellationToken,
    /// The live connections.
    pub(crate) live: TaskTracker,
}

/// [`Shared`], as the handlers take it.
pub(crate) type App = Arc<Shared>;

/// How long a browser may remember what it may do here.
const PREFLIGHT: Duration = Duration::from_secs(600);

/// Everything that the server answers.
pub(crate) fn router(app: App) -> Router {
    let origins = app.origins.iter().map(|origin| origin.header().clone());
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE])
        .expose_headers([RETRY_AFTER, HeaderName::from_static("x-request-id")])
        // A page of the open web asks for this before it reaches into a private network.
        .allow_private_network(true)
        .max_age(PREFLIGHT);
    let (mut shared, mut own) = (Router::new(), Router::new());
    for endpoint in endpoints() {
        let guard = from_fn_with_state((Arc::clone(&app), endpoint.needs), access::guard);
        let answer = endpoint.answer.route_layer(guard);
        match endpoint.reach {
            Reach::Shared => shared = shared.route(endpoint.path, answer),
            Reach::Own => own = own.route(endpoint.path, answer),
        }
    }
    let shared = shared
        // Before the layer: a fallback that is set later would answer preflights itself.
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(cors);
    own.merge(shared)
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(DefaultBodyLimit::max(app.limits.body))
        .layer(from_fn_with_state(Arc::clone(&app), guard::deadline))
        .layer(from_fn_with_state(
            Arc::clone(&app),
            guard::security_headers,
        ))
        .layer(from_fn(request_log::log))
        .with_state(app)
}

/// An id in a path, if it can be one.
fn id_in(text: &str) -> Option<[u8; 16]> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
    <[u8; 16]>::try_from(bytes).ok()
}
