//! The one place where plain data crosses between Rust and JavaScript.

mod reader;

use boxwood_core::api::{Failure, FailureCode, Params, Request, Response, View};
use js_sys::{Array, Object, Reflect};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use reader::Reader;

/// How deep a request may be nested: the deepest that there is has six levels.
const DEPTH: u32 = 16;
/// How many values a request may hold.
const VALUES: u32 = 20_000;
/// How much is said of what is wrong with a request, in characters.
const DETAIL: usize = 200;

/// What the core tells the page without being asked.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Message<'a> {
    /// A subscription has a new answer.
    Published {
        port: u32,
        subscription: u32,
        view: &'a View,
    },
    /// The core panicked.
    Stopped { detail: &'a str },
}

/// Plain data as `JSON.parse` would give it: plain objects, `null` for what is missing.
///
/// Cannot fail for the types that cross here, which have text for keys and no number over 2^53.
/// Should one ever, the page gets the error in place of the value.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or_else(|error| error.into())
}

/// What the page asks for.
///
/// # Errors
///
/// The answer to give where it asks for nothing that there is.
pub(crate) fn request(value: JsValue) -> Result<Request, Box<Response>> {
    let mut left = VALUES;
    if !is_bounded(&value, DEPTH, &mut left) {
        return Err(malformed("nested too deep, or too long"));
    }
    Request::deserialize(Reader(value)).map_err(|error| malformed(&error.to_string()))
}

fn malformed(detail: &str) -> Box<Response> {
    let detail: String = detail.chars().take(DETAIL).collect();
    Box::new(failed(
        FailureCode::Malformed,
        Some("request"),
        Params::from([("detail".to_owned(), detail)]),
    ))
}

/// The answer to every request after the core was closed.
pub(crate) fn closed() -> Response {
    failed(FailureCode::CoreStopped, None, Params::new())
}

fn failed(code: FailureCode, place: Option<&str>, params: Params) -> Response {
    Response::Failed {
        failure: Failure {
            code,
            place: place.map(str::to_owned),
            params,
        },
    }
}

/// Whether a value is small enough to be read recursively: one that holds itself has no end.
fn is_bounded(value: &JsValue, depth: u32, left: &mut u32) -> bool {
    let Some(rest) = left.checked_sub(1) else {
        return false;
    };
    *left = rest;
    if let Some(items) = value.dyn_ref::<Array>() {
        return depth > 0
            && items.length() <= *left
            && items.iter().all(|item| is_bounded(&item, depth - 1, left));
    }
    let Some(object) = value.dyn_ref::<Object>() else {
        return true;
    };
    let keys = Object::keys(object);
    depth > 0
        && keys.length() <= *left
        && keys.iter().all(|key| {
            Reflect::get(object, &key).is_ok_and(|item| is_bounded(&item, depth - 1, left))
        })
}
