//! What the server says when it does not do what it was asked.

use std::time::Duration;

use axum::Json;
use axum::http::header::{RETRY_AFTER, UPGRADE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use boxwood_sync::{FrameError, Submission};
use serde_json::{Value, json};

use crate::readers::ReadError;
use crate::store::StoreError;
use crate::writer::WriteError;

/// In how many seconds to try again when the server is busy.
const RETRY: HeaderValue = HeaderValue::from_static("1");

/// A refusal, as `{"error":{"code":…,"message":…}}`. A client goes by the status and the code; the
/// message is for whoever looks into it, and says nothing of the server's inside.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    more: Vec<(&'static str, Value)>,
    /// In how many seconds to try again.
    retry: Option<HeaderValue>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            more: Vec::new(),
            retry: (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY),
        }
    }

    /// No token, a wrong one, or one that was revoked: which, only its holder knows.
    pub(crate) fn token_refused() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "token-refused",
            "A token is needed that this server made and that was not revoked.",
        )
    }

    /// A session's token for requests that has run out.
    pub(crate) fn token_expired() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "token-expired",
            "This token has run out; its session can be renewed.",
        )
    }

    /// No token for new tokens, a wrong one, or one whose session has ended.
    pub(crate) fn refresh_refused() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "refresh-refused",
            "The session has ended; sign in again.",
        )
    }

    /// A token for new tokens that was used before.
    pub(crate) fn refresh_reused() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "refresh-reused",
            "This token was used before, so the session has been ended; sign in again.",
        )
    }

    /// Not for this person.
    pub(crate) fn not_allowed() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "not-allowed",
            "This is not for the person whose token this is.",
        )
    }

    /// Not for a program that works in somebody's name.
    pub(crate) fn not_for_keys() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "not-for-keys",
            "This is for people, not for API keys.",
        )
    }

    /// Not for a page of this origin.
    pub(crate) fn origin_not_allowed() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "origin-not-allowed",
            "Pages of this origin may not use this server.",
        )
    }

    /// The client is a replica of another log.
    pub(crate) fn other_server() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "other-server",
            "This is not the server, or not the database, that the request is for.",
        )
    }

    /// Nonsense.
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", message)
    }

    /// More than fits.
    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message)
    }

    /// The request did not arrive in time.
    pub(crate) fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            "The request did not arrive in time.",
        )
    }

    /// Later: somebody asks more often than is good for the others.
    pub(crate) fn too_many(wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let mut error = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-requests",
            format!("Too many requests; try again in {seconds} s."),
        );
        error.retry = Some(HeaderValue::from(seconds));
        error
    }

    /// Later, please.
    pub(crate) fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "The server has too much to do; try again.",
        )
    }

    /// Something failed that is none of the client's business.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The server failed; its log says why.",
        )
    }

    /// What a client goes by.
    pub(crate) const fn code(&self) -> &'static str {
        self.code
    }

    fn with(mut self, name: &'static str, value: Value) -> Self {
        self.more.push((name, value));
        self
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut error = json!({ "code": self.code, "message": self.message });
        for (name, value) in self.more {
            error[name] = value;
        }
        let mut response = (self.status, Json(json!({ "error": error }))).into_response();
        let headers = response.headers_mut();
        match self.status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::UPGRADE_REQUIRED => {
                headers.insert(UPGRADE, HeaderValue::from_static("boxwood-wire"));
            }
            _ => {}
        }
        if let Some(retry) = self.retry {
            headers.insert(RETRY_AFTER, retry);
        }
        response
    }
}

impl From<FrameError> for ApiError {
    fn from(error: FrameError) -> Self {
        let message = error.to_string();
        match error {
            FrameError::OtherVersion { oldest, newest, .. } => {
                Self::new(StatusCode::UPGRADE_REQUIRED, "wire-version", message)
                    .with("speaks", json!({ "oldest": oldest, "newest": newest }))
            }
            _ => Self::malformed(message),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::internal()
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        tracing::error!(%error, "a reading failed");
        Self::internal()
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy => Self::busy(),
            WriteError::Stopping => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "stopping",
                "The server is stopping.",
            ),
            // The writer has logged it. A full disk or a held lock may pass: the same again later.
            WriteError::Failed(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "not-written",
                "The server could not write; its log says why. Nothing of the request holds.",
            ),
        }
    }
}

impl From<Submission<StoreError>> for ApiError {
    fn from(error: Submission<StoreError>) -> Self {
        match error {
            Submission::NotAllowed => Self::not_allowed(),
            Submission::Gap { expected, .. } => {
                Self::new(StatusCode::CONFLICT, "gap", error.to_string())
                    .with("expected", json!(expected))
            }
            Submission::NotEmpty => Self::new(
                StatusCode::CONFLICT,
                "not-empty",
                "The team has records already; others cannot move in.",
            ),
            Submission::Differs => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "differs",
                "What came is not what was sent, by its hash. Nothing of it holds.",
            ),
            Submission::Store(error) => error.into(),
        }
    }
}

/// Where nothing is.
pub(super) async fn not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not-found", "There is nothing here.")
}

/// Where something is, but not for this method.
pub(super) async fn method_not_allowed() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "This cannot be asked for with this method.",
    )
}
