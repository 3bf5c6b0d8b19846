//! A body of JSON, as a request has it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::App;
use super::error::ApiError;

/// More bytes than anything has that is said in JSON here.
const MOST: usize = 64 << 10;

/// What a request says in JSON.
#[derive(Debug)]
pub(super) struct Said<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Said<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "malformed",
                "The body must be of the type application/json.",
            ));
        }
        let body = tokio::time::timeout(app.limits.arrival, Bytes::from_request(request, app))
            .await
            .map_err(|_| ApiError::too_slow())?
            .map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => too_large(),
                _ => ApiError::malformed("The body did not arrive whole."),
            })?;
        if body.len() > MOST {
            return Err(too_large());
        }
        serde_json::from_slice(&body)
            .map(Self)
            // Where, and what is wrong; a value that is quoted is the sender's own.
            .map_err(|error| ApiError::malformed(format!("The body cannot be read: {error}.")))
    }
}

fn too_large() -> ApiError {
    ApiError::too_large(format!("A body of JSON has at most {MOST} bytes."))
}
