//! Calls to the server.

use std::pin::pin;

use boxwood_core::api::Session;
use boxwood_core::host::{CallFailure, Endpoint};
use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCredentials};
use web_sys::{ReferrerPolicy, RequestRedirect};

use crate::address;

/// The longest good answer that is read, in bytes. The server cuts a pull into pieces far below.
const ANSWER_MOST: usize = 64 * 1024 * 1024;
/// The longest bad answer that is read for its code.
const PROBLEM_MOST: usize = 64 * 1024;

/// Asks the server, and gives up after `patience` milliseconds.
///
/// # Errors
///
/// When there is no answer in time, or one with a status other than 200.
pub async fn call(
    endpoint: Endpoint,
    session: &Session,
    body: Option<Vec<u8>>,
    patience: u32,
) -> Result<Vec<u8>, CallFailure> {
    let exchange = pin!(exchange(endpoint, session, body));
    match select(exchange, TimeoutFuture::new(patience)).await {
        Either::Left((outcome, _)) => outcome,
        // The exchange is dropped with this, and that aborts it.
        Either::Right(_) => Err(unreachable(format!(
            "no answer within {} s",
            f64::from(patience) / 1000.0
        ))),
    }
}

async fn exchange(
    endpoint: Endpoint,
    session: &Session,
    body: Option<Vec<u8>>,
) -> Result<Vec<u8>, CallFailure> {
    let url = address::call(&session.server, endpoint.path()).map_err(unreachable)?;
    // The platform throws for a header that cannot be, and nothing could be done about it then.
    if !session.token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(unreachable("the token holds characters that no token has"));
    }
    let abort = AbortOnDrop(AbortController::new().map_err(|error| thrown(&error))?);
    let builder = RequestBuilder::new(&url)
        .method(match endpoint {
            Endpoint::Hello => Method::GET,
            Endpoint::Push
            | Endpoint::Pull
            | Endpoint::History
            | Endpoint::Wait
            | Endpoint::Adopt
            | Endpoint::Renew => Method::POST,
        })
        .header("Authorization", &format!("Bearer {}", session.token))
        // The token is all that says who asks, and nobody else is to get it.
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        // The cache mode stays the default: any other makes the browser ask before each request
        // whether it may make it, and the answers forbid keeping them themselves.
        .abort_signal(Some(&abort.0.signal()));
    let request = match body {
        Some(bytes) => builder
            .header("Content-Type", endpoint.content_type())
            .body(Uint8Array::from(bytes.as_slice())),
        None => builder.build(),
    };
    let response = match request {
        Ok(request) => request.send().await,
        Err(error) => Err(error),
    }
    .map_err(|error| match error {
        gloo_net::Error::JsError(error) => unreachable(error.message),
        error => unreachable(error.to_string()),
    })?;
    match response.status() {
        200 => read(&response, ANSWER_MOST)
            .await?
            .ok_or_else(|| unreachable(format!("an answer of more than {ANSWER_MOST} bytes"))),
        status => {
            let body = read(&response, PROBLEM_MOST).await?;
            let code = body.and_then(|body| problem_code(&body));
            Err(CallFailure::Status { status, code })
        }
    }
}

/// Ends an exchange that nobody waits for any more.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The body of an answer; none if it has more than `most` bytes.
async fn read(response: &Response, most: usize) -> Result<Option<Vec<u8>>, CallFailure> {
    let Some(stream) = response.body() else {
        return Ok(Some(Vec::new()));
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let step = JsFuture::from(reader.read())
            .await
            .map_err(|error| thrown(&error))?;
        let part = property(&step, "value");
        let Some(part) = part.dyn_ref::<Uint8Array>() else {
            return Ok(Some(body));
        };
        let from = body.len();
        let to = from + part.length() as usize;
        if to > most {
            return Ok(None);
        }
        body.resize(to, 0);
        if let Some(room) = body.get_mut(from..) {
            part.copy_to(room);
        }
    }
}

/// `error.code` of a JSON body.
fn problem_code(body: &[u8]) -> Option<String> {
    let value = JSON::parse(std::str::from_utf8(body).ok()?).ok()?;
    property(&property(&value, "error"), "code").as_string()
}

/// A property; `undefined` where there is none.
fn property(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or_default()
}

fn unreachable(detail: impl Into<String>) -> CallFailure {
    let detail = detail.into();
    CallFailure::Unreachable { detail }
}

fn thrown(error: &JsValue) -> CallFailure {
    let said = property(error, "message").as_string();
    unreachable(said.unwrap_or_else(|| "the browser gave no reason".to_owned()))
}
