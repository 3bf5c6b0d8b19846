//! Calls to the server, against a stand-in for it and against none.

use boxwood_core::host::{CALL_DEADLINE, CallFailure, Endpoint};
use boxwood_wasm::network::call;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::platform::{Fetch, script, script_async};
use super::scripted::session;

type Outcome = Result<Vec<u8>, CallFailure>;

async fn answer(server: &str, respond: &str) -> Outcome {
    let _server = Fetch::respond(server, respond);
    call(
        Endpoint::Push,
        &session(server),
        Some(vec![1, 2]),
        CALL_DEADLINE,
    )
    .await
}

fn status(outcome: &Outcome) -> Option<(u16, Option<&str>)> {
    match outcome {
        Err(CallFailure::Status { status, code }) => Some((*status, code.as_deref())),
        _ => None,
    }
}

fn detail(outcome: &Outcome) -> &str {
    match outcome {
        Err(CallFailure::Unreachable { detail }) => detail,
        _ => "",
    }
}

#[wasm_bindgen_test]
async fn a_good_answer_is_its_bytes() {
    let respond = "return new Response(new Uint8Array([7, 8]))";
    assert_eq!(answer("http://good.example", respond).await, Ok(vec![7, 8]));
    let pieces = "return new Response(new ReadableStream({
        start(out) {
            for (let i = 0; i < 300; i++) out.enqueue(new Uint8Array(1000).fill(i));
            out.close();
        },
    }))";
    let bytes = answer("http://pieces.example", pieces).await;
    let expected: Vec<u8> = (0..300_000_u32)
        .map(|i| (i / 1000).to_le_bytes()[0])
        .collect();
    assert_eq!(bytes, Ok(expected));
    let nothing = answer("http://nothing.example", "return new Response(null)").await;
    assert_eq!(nothing, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn the_server_gets_the_token_and_the_body_and_nothing_else() {
    let respond = "const body = [...new Uint8Array(await request.arrayBuffer())];
        return new Response(JSON.stringify({
            url: request.url, method: request.method, body, headers: [...request.headers],
            credentials: request.credentials, redirect: request.redirect,
            referrer: request.referrerPolicy, cache: request.cache,
        }))";
    let server = "https://mirror.example";
    let token = ["authorization", "Bearer bx_secret"];
    let kind = ["content-type", "application/octet-stream"];
    let expected = |url: &str, method: &str, headers: &[[&str; 2]], body: &[u8]| {
        serde_json::json!({
            "url": url,
            "method": method,
            "body": body,
            "headers": headers,
            "credentials": "omit",
            "redirect": "error",
            "referrer": "no-referrer",
            "cache": "default",
        })
    };
    let said = |outcome: Outcome| -> serde_json::Value {
        outcome
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    };
    assert_eq!(
        said(answer(server, respond).await),
        expected(
            "https://mirror.example/sync/v1/push",
            "POST",
            &[token, kind],
            &[1, 2]
        )
    );
    let _server = Fetch::respond(server, respond);
    let hello = call(Endpoint::Hello, &session(server), None, CALL_DEADLINE).await;
    assert_eq!(
        said(hello),
        expected("https://mirror.example/sync/v1/hello", "GET", &[token], &[])
    );
}

#[wasm_bindgen_test]
async fn a_bad_answer_is_its_status_and_its_code() {
    for (body, expected) in [
        (
            r#"{"error":{"code":"token-revoked"}}"#,
            Some("token-revoked"),
        ),
        (r#"{"error":{"code":7}}"#, None),
        (r#"{"error":"words"}"#, None),
        ("null", None),
        ("<html>Bad Gateway", None),
        ("", None),
    ] {
        let respond = format!("return new Response('{body}', {{ status: 401 }})");
        let outcome = answer("http://bad.example", &respond).await;
        assert_eq!(status(&outcome), Some((401, expected)), "{body}");
    }
    let not_text = "return new Response(new Uint8Array([0xff, 0xfe]), { status: 502 })";
    let outcome = answer("http://bad.example", not_text).await;
    assert_eq!(status(&outcome), Some((502, None)));
    let odd = "return new Response(null, { status: 204 })";
    let outcome = answer("http://bad.example", odd).await;
    assert_eq!(status(&outcome), Some((204, None)));
}

#[wasm_bindgen_test]
async fn an_endless_problem_is_not_read_to_its_end() {
    let respond = "globalThis.ended = new Promise((resolve) => {
            globalThis.endless = new ReadableStream({
                pull(out) { out.enqueue(new Uint8Array(50_000)); },
                cancel: resolve,
            });
            request.signal.addEventListener('abort', resolve);
        });
        return new Response(endless, { status: 500 })";
    let outcome = answer("http://endless.example", respond).await;
    assert_eq!(status(&outcome), Some((500, None)));
    script_async("return ended", &JsValue::NULL).await;
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_off_is_no_answer() {
    let respond = "return new Response(new ReadableStream({
        start(out) { out.enqueue(new Uint8Array(5)); },
        pull(out) { out.error(new TypeError('cut off')); },
    }))";
    let outcome = answer("http://cut.example", respond).await;
    assert_eq!(detail(&outcome), "cut off");
}

#[wasm_bindgen_test]
async fn a_server_that_hangs_is_given_up() {
    let server = "http://hangs.example";
    let respond = "globalThis.aborted = new Promise((done) => {
            request.signal.addEventListener('abort', done);
        });
        return new Promise(() => {})";
    let _server = Fetch::respond(server, respond);
    let outcome = call(Endpoint::Pull, &session(server), None, 50).await;
    assert_eq!(detail(&outcome), "no answer within 0.05 s");
    script_async("return aborted", &JsValue::NULL).await;
}

#[wasm_bindgen_test]
async fn where_there_is_no_server_nothing_is_reached() {
    let nobody = session("http://127.0.0.1:1");
    let outcome = call(Endpoint::Hello, &nobody, None, CALL_DEADLINE).await;
    assert_eq!(detail(&outcome), "Failed to fetch");
    let nowhere = session("javascript:alert(1)");
    let outcome = call(Endpoint::Hello, &nowhere, None, CALL_DEADLINE).await;
    assert!(!detail(&outcome).is_empty());
}

#[wasm_bindgen_test]
async fn a_token_that_cannot_be_sent_is_not_sent() {
    let server = "http://token.example";
    script("globalThis.asked = 0", &JsValue::NULL);
    let _server = Fetch::respond(server, "asked++; return new Response('')");
    for token in ["bx\r\nCookie: a=b", "bx secret", "bx_\u{1f511}", "bx\0"] {
        let mut session = session(server);
        token.clone_into(&mut session.token);
        let outcome = call(Endpoint::Hello, &session, None, CALL_DEADLINE).await;
        assert!(!detail(&outcome).is_empty(), "{token:?}");
    }
    assert_eq!(script("return asked", &JsValue::NULL), 0);
}
