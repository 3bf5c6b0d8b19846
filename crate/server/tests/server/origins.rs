//! Which web pages may use the server from a browser.

use boxwood_server::EXTENSION_ORIGIN;

use crate::world::{World, bearer, call};

const OURS: &str = "https://crm.example.com";

async fn world() -> World {
    World::start_with(|config| config.allowed_origins = vec![OURS.parse().unwrap()]).await
}

fn preflight(origin: &str) -> Vec<(&'static str, String)> {
    vec![
        ("origin", origin.to_owned()),
        ("access-control-request-method", "POST".to_owned()),
        (
            "access-control-request-headers",
            "authorization,content-type".to_owned(),
        ),
    ]
}

#[tokio::test]
async fn the_extension_and_configured_origins_are_let_in() {
    let world = world().await;
    for origin in [EXTENSION_ORIGIN, OURS] {
        for path in ["/sync/v1/push", "/sync/v1/pull"] {
            let answer = call(world.addr(), "OPTIONS", path, &preflight(origin), b"").await;
            assert_eq!(answer.status.as_u16(), 200);
            assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
            let headers = answer.header("access-control-allow-headers").unwrap();
            assert!(headers.contains("authorization") && headers.contains("content-type"));
            let methods = answer.header("access-control-allow-methods").unwrap();
            assert!(methods.contains("POST"), "{methods}");
        }
        let mut headers = bearer("wrong");
        headers.push(("origin", origin.to_owned()));
        let answer = call(world.addr(), "GET", "/sync/v1/hello", &headers, b"").await;
        assert_eq!(answer.status.as_u16(), 401, "refusals can be read as well");
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}

#[tokio::test]
async fn other_origins_are_not() {
    let world = world().await;
    for origin in [
        "https://evil.example.com",
        "http://crm.example.com",
        "https://mail.google.com",
        "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "null",
    ] {
        let answer = call(
            world.addr(),
            "OPTIONS",
            "/sync/v1/push",
            &preflight(origin),
            b"",
        )
        .await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
        let mut headers = bearer("wrong");
        headers.push(("origin", origin.to_owned()));
        let answer = call(world.addr(), "GET", "/sync/v1/hello", &headers, b"").await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn the_page_and_health_are_for_no_other_origin() {
    let world = world().await;
    for path in ["/", "/healthz"] {
        let origin = vec![("origin", EXTENSION_ORIGIN.to_owned())];
        let answer = call(world.addr(), "GET", path, &origin, b"").await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}
