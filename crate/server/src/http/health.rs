//! `GET /healthz`: whether the server can do its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use boxwood_sync::{AuthorityStore, WIRE_OLDEST, WIRE_VERSION};
use serde_json::json;

use super::App;

pub(super) async fn health(State(app): State<App>) -> Response {
    // The clock is read on every push, so a database that has it can be worked with.
    let database = match app.readers.read(|store| store.clock()).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let (status, word) = match &database {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "failing")
        }
    };
    let body = json!({
        "status": word,
        "version": env!("CARGO_PKG_VERSION"),
        "wire": { "oldest": WIRE_OLDEST, "newest": WIRE_VERSION },
        "database": word,
    });
    (status, Json(body)).into_response()
}
