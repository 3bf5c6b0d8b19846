//! Sessions over HTTP: begun, renewed, listed, revoked.

use std::time::Duration;

use serde_json::{Value, json};

use crate::live::Live;
use crate::world::{Answer, Person, World, bearer, call, person_at};

/// A session's tokens, as the server tells them.
struct Session {
    id: String,
    access: String,
    refresh: String,
}

async fn post(world: &World, token: Option<&str>, path: &str, body: &Value) -> Answer {
    let mut headers = token.map(bearer).unwrap_or_default();
    headers.push(("content-type", "application/json".to_owned()));
    let body = serde_json::to_vec(body).unwrap();
    call(world.addr(), "POST", path, &headers, &body).await
}

fn read(answer: &Answer) -> Session {
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    assert!(body["access_until"].as_u64().unwrap() >= body["now"].as_u64().unwrap());
    Session {
        id: text("session"),
        access: text("access"),
        refresh: text("refresh"),
    }
}

async fn begin(world: &World, token: &str) -> Session {
    let device = json!({ "device": "Firefox on Ann's laptop" });
    read(&post(world, Some(token), "/account/v1/sessions", &device).await)
}

async fn renew(world: &World, refresh: &str) -> Answer {
    let body = json!({ "refresh": refresh, "attempt": "one" });
    post(world, None, "/account/v1/sessions/renew", &body).await
}

async fn list(world: &World, token: &str) -> Vec<Value> {
    let answer = call(
        world.addr(),
        "GET",
        "/account/v1/sessions",
        &bearer(token),
        b"",
    )
    .await;
    answer.json()["sessions"].as_array().unwrap().clone()
}

async fn revoke(world: &World, token: &str, id: &str) -> Answer {
    let path = format!("/account/v1/sessions/{id}");
    call(world.addr(), "DELETE", &path, &bearer(token), b"").await
}

async fn ann(world: &World) -> (Person, Session) {
    let ann = world.person("ann@example.com").await;
    let session = begin(world, &ann.token).await;
    (ann, session)
}

#[tokio::test]
async fn a_session_does_what_its_person_may() {
    let world = World::start().await;
    let (ann, session) = ann(&world).await;
    let device = person_at(world.addr(), &session.access).await;
    assert_eq!(device.user, ann.user);
    let listed = list(&world, &session.access).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["device"], "Firefox on Ann's laptop");
    assert_eq!(listed[0]["current"], true);
    assert_eq!(list(&world, &ann.token).await[0]["current"], false);
    // Nothing that is listed lets anybody in.
    let shown = serde_json::to_string(&listed).unwrap();
    assert!(!shown.contains("bxa_") && !shown.contains("bxr_"));
}

#[tokio::test]
async fn a_session_that_ran_out_is_renewed_and_goes_on() {
    let world = World::start_with(|config| config.limits.access = Duration::ZERO).await;
    let (ann, session) = ann(&world).await;
    let headers = bearer(&session.access);
    let hello = call(world.addr(), "GET", "/sync/v1/hello", &headers, b"").await;
    assert_eq!(hello.refusal(), (401, "token-expired".to_owned()));
    let renewed = read(&renew(&world, &session.refresh).await);
    assert_eq!(renewed.id, session.id);
    assert_ne!(renewed.access, session.access);
    assert_eq!(list(&world, &ann.token).await.len(), 1);
    // The same attempt again, as if the answer had been lost.
    let again = read(&renew(&world, &session.refresh).await);
    assert_eq!(again.id, session.id);
    assert_ne!(again.refresh, renewed.refresh);
}

#[tokio::test]
async fn a_copied_refresh_token_ends_the_session_and_its_live_connection() {
    let world = World::start().await;
    let (ann, session) = ann(&world).await;
    let device = person_at(world.addr(), &session.access).await;
    let mut live = Live::open(&world, &device).await;
    let second = read(&renew(&world, &session.refresh).await);
    // Renewing is no reason to cut a live connection off.
    let third = read(&renew(&world, &second.refresh).await);
    let stolen = renew(&world, &session.refresh).await;
    assert_eq!(stolen.refusal(), (401, "refresh-reused".to_owned()));
    assert_eq!(live.end().await, Some((1008, "token-refused".to_owned())));
    for refresh in [&second.refresh, &third.refresh] {
        assert_eq!(renew(&world, refresh).await.refusal().0, 401);
    }
    assert!(list(&world, &ann.token).await.is_empty());
}

#[tokio::test]
async fn revoking_is_for_ones_own_sessions() {
    let world = World::start().await;
    let (_, session) = ann(&world).await;
    let ben = world.person("ben@example.com").await;
    let not_found = (404, "not-found".to_owned());
    for id in [session.id.as_str(), "00", "x", &"0".repeat(32)] {
        assert_eq!(revoke(&world, &ben.token, id).await.refusal(), not_found);
    }
    let answer = revoke(&world, &session.access, &session.id).await;
    assert_eq!(answer.status.as_u16(), 204);
    assert_eq!(
        renew(&world, &session.refresh).await.refusal(),
        (401, "refresh-refused".to_owned())
    );
    let after = revoke(&world, &session.access, &session.id).await;
    assert_eq!(after.refusal(), (401, "token-refused".to_owned()));
}

#[tokio::test]
async fn the_operator_revokes_the_sessions_of_a_person_too() {
    let world = World::start().await;
    let (_, session) = ann(&world).await;
    let device = person_at(world.addr(), &session.access).await;
    let mut live = Live::open(&world, &device).await;
    let all = boxwood_server::Which::Email("ann@example.com".to_owned());
    assert_eq!(world.operate(|it| it.revoke(&all)).unwrap(), 2);
    assert_eq!(live.end().await, Some((1008, "token-refused".to_owned())));
    assert_eq!(renew(&world, &session.refresh).await.refusal().0, 401);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_words() {
    let world = World::start().await;
    let ann = world.person("ann@example.com").await;
    let path = "/account/v1/sessions";
    for body in [
        json!({}),
        json!({ "device": 1 }),
        json!({ "device": "x", "admin": true }),
        json!([]),
    ] {
        let answer = post(&world, Some(&ann.token), path, &body).await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{body}");
    }
    let headers = bearer(&ann.token);
    let answer = call(world.addr(), "POST", path, &headers, b"{\"device\":\"x\"}").await;
    assert_eq!(answer.refusal(), (415, "malformed".to_owned()));
    let large = json!({ "device": "x".repeat(70_000) });
    let answer = post(&world, Some(&ann.token), path, &large).await;
    assert_eq!(answer.refusal(), (413, "too-large".to_owned()));
}
