//! One line in the log for each request: what was asked, how it went, how long it took. Never a
//! header, a query or a body: tokens and people's words are in those.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// Names the request, in the log and in the answer.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

static COUNT: AtomicU64 = AtomicU64::new(1);

pub(super) async fn log(request: Request, next: Next) -> Response {
    let id = COUNT.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    // The route, not the path: a path is whatever somebody typed.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let span = tracing::info_span!("request", id, %method, route);
    async move {
        let begun = Instant::now();
        let mut response = next.run(request).await;
        response
            .headers_mut()
            .insert(REQUEST_ID, HeaderValue::from(id));
        let status = response.status().as_u16();
        let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        if status >= 500 {
            tracing::error!(status, micros, "answered");
        } else {
            tracing::info!(status, micros, "answered");
        }
        response
    }
    .instrument(span)
    .await
}
