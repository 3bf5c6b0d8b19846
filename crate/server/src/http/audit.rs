//! `GET /account/v1/audit`: who did what to accounts, for the team's owners.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::App;
use super::error::ApiError;

/// How much is said at once.
const PAGE: usize = 100;

#[derive(Debug, Deserialize)]
pub(super) struct Page {
    /// Only what came before the one with this number.
    before: Option<u64>,
}

/// The newest first; `before` the last number of a page begins the next one.
pub(super) async fn list(
    State(app): State<App>,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(page) = query.map_err(|error| ApiError::malformed(error.body_text()))?;
    let before = page.before.unwrap_or(u64::MAX);
    let rows = app
        .readers
        .read(move |store| store.connection()?.noted(before, PAGE))
        .await??;
    let deeds: Vec<Value> = rows
        .iter()
        .map(|(number, row)| {
            json!({
                "number": number,
                "at": row.at,
                "user": row.user,
                "what": row.what,
                "about": row.about,
                "from": row.origin,
            })
        })
        .collect();
    Ok(Json(json!({ "deeds": deeds })).into_response())
}
