//! What the server does not do, and how it says so.

use std::time::Duration;

use boxwood_model::{Operation, Role};
use boxwood_server::Which;
use boxwood_sync::{FrameKind, Hello, PullReply, ServerId, encode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::{World, bearer, call, fresh, new_pipeline, of_version, soon};

#[tokio::test]
async fn a_token_is_needed_that_holds() {
    let world = World::start().await;
    let ann = world.person("ann@example.com").await;
    let wrong = [
        Vec::new(),
        bearer(""),
        bearer("bxw_0000"),
        bearer(&ann.token[..ann.token.len() - 1]),
        bearer(&ann.token.to_uppercase()),
        vec![("authorization", format!("Basic {}", ann.token))],
        vec![("authorization", ann.token.clone())],
    ];
    for headers in wrong {
        for (method, path) in [
            ("GET", "/sync/v1/hello"),
            ("POST", "/sync/v1/push"),
            ("POST", "/sync/v1/pull"),
        ] {
            let answer = call(world.addr(), method, path, &headers, b"").await;
            let refusal = (401, "token-refused".to_owned());
            assert_eq!(answer.refusal(), refusal, "{path} {headers:?}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
    }
}

#[tokio::test]
async fn a_revoked_token_is_refused_at_the_next_request() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut other = ann.clone();
    other.token = world
        .operate(|it| it.new_token("ann@example.com", None))
        .unwrap()
        .token
        .reveal()
        .to_owned();
    ann.push(vec![new_pipeline("Kept").2]).await;

    assert_eq!(world.operate(|it| it.revoke(&Which::Id(1))).unwrap(), 1);
    let refused = ann.ask(&ann.next_pull()).await;
    assert_eq!(refused.refusal(), (401, "token-refused".to_owned()));
    let request = ann.next_push(vec![new_pipeline("Refused").2]);
    assert_eq!(ann.send(&request).await.refusal().0, 401);

    // The other one holds, and what was pushed is there.
    assert_eq!(other.pull().await.acked, 1);
    let all = Which::Email("ann@example.com".to_owned());
    assert_eq!(world.operate(|it| it.revoke(&all)).unwrap(), 1);
    assert_eq!(other.ask(&other.next_pull()).await.refusal().0, 401);

    assert!(
        world.operate(|it| it.revoke(&Which::Id(1))).is_err(),
        "again"
    );
    assert!(world.operate(|it| it.revoke(&Which::Id(99))).is_err());
    let nobody = Which::Email("nobody@example.com".to_owned());
    assert!(world.operate(|it| it.revoke(&nobody)).is_err());
}

#[tokio::test]
async fn who_was_removed_may_do_nothing_until_taken_in_again() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    ben.push(vec![new_pipeline("Ben's").2]).await;
    ann.push(vec![Operation::AddMember {
        id: ben.user,
        email: "ben@example.com".to_owned(),
        name: "Ben".to_owned(),
        role: Role::Removed,
    }])
    .await;
    let not_allowed = (403, "not-allowed".to_owned());
    let request = ben.next_push(vec![new_pipeline("Refused").2]);
    assert_eq!(ben.send(&request).await.refusal(), not_allowed);
    assert_eq!(ben.ask(&ben.next_pull()).await.refusal(), not_allowed);
    let headers = bearer(&ben.token);
    let hello = call(world.addr(), "GET", "/sync/v1/hello", &headers, b"").await;
    assert_eq!(hello.refusal(), not_allowed);

    let back = world
        .operate(|it| it.new_token("ben@example.com", None))
        .unwrap();
    assert_eq!((back.member.id, back.is_new), (ben.user, true));
    assert_eq!(back.member.role.value, Role::Member);
    assert_eq!(ben.send(&request).await.status.as_u16(), 200);
}

#[tokio::test]
async fn nobody_speaks_for_anothers_replica() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    ann.push(vec![new_pipeline("Ann's").2]).await;
    ben.client = ann.client;
    ben.seq = ann.seq;
    let not_allowed = (403, "not-allowed".to_owned());
    let request = ben.next_push(vec![new_pipeline("Refused").2]);
    assert_eq!(ben.send(&request).await.refusal(), not_allowed);
    assert_eq!(ben.ask(&ben.next_pull()).await.refusal(), not_allowed);
}

#[tokio::test]
async fn a_replica_of_another_server_is_turned_away() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let server = ann.server;
    ann.server = ServerId(fresh());
    let other = (409, "other-server".to_owned());
    let request = ann.next_push(vec![new_pipeline("Elsewhere").2]);
    assert_eq!(ann.send(&request).await.refusal(), other);
    assert_eq!(ann.ask(&ann.next_pull()).await.refusal(), other);
    ann.server = server;
    let reply: PullReply = ann.ask(&ann.next_pull()).await.frame(FrameKind::PullReply);
    assert_eq!(reply.acked, 0);
}

#[tokio::test]
async fn another_wire_version_is_told_which_ones_there_are() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let request = ann.next_push(vec![new_pipeline("Sales").2]);
    let body = of_version(
        boxwood_sync::WIRE_VERSION + 1,
        FrameKind::PushRequest,
        &request,
    );
    let (status, error) = ann.post("/sync/v1/push", &body).await.error();
    assert_eq!((status, &error["code"]), (426, &"wire-version".into()));
    let speaks = serde_json::json!({
        "oldest": boxwood_sync::WIRE_OLDEST,
        "newest": boxwood_sync::WIRE_VERSION,
    });
    assert_eq!(error["speaks"], speaks);
}

#[tokio::test]
async fn nonsense_is_called_so() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let request = ann.next_push(vec![new_pipeline("Sales").2]);
    let good = encode(FrameKind::PushRequest, &request).unwrap();
    let mut damaged = good.clone();
    damaged[10] ^= 1;
    let hello = Hello {
        server: ann.server,
        team: boxwood_model::TeamId::from_bytes([0; 16]),
        user: ann.user,
        email: String::new(),
        now: 0,
    };
    let mut impossible = request.clone();
    impossible.first = u64::MAX;
    let mut before_the_first = request.clone();
    before_the_first.first = 0;
    for body in [
        Vec::new(),
        b"hello".to_vec(),
        vec![0; 1_000],
        good[..good.len() - 1].to_vec(),
        damaged,
        encode(FrameKind::Hello, &hello).unwrap(),
        encode(FrameKind::PushRequest, &impossible).unwrap(),
        encode(FrameKind::PushRequest, &before_the_first).unwrap(),
    ] {
        let answer = ann.post("/sync/v1/push", &body).await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{body:?}");
    }
    // And in its own clothes it is taken.
    assert_eq!(ann.post("/sync/v1/push", &good).await.status.as_u16(), 200);

    let mut headers = bearer(&ann.token);
    headers.push(("content-type", "text/plain".to_owned()));
    let answer = call(ann.addr, "POST", "/sync/v1/push", &headers, &good).await;
    assert_eq!(answer.refusal(), (415, "malformed".to_owned()));
}

#[tokio::test]
async fn there_is_only_so_much_at_once() {
    let world = World::start_with(|config| {
        config.limits.body = 4_096;
        config.limits.mutations = 2;
        config.limits.cursors = 1;
    })
    .await;
    let mut ann = world.person("ann@example.com").await;
    let too_large = (413, "too-large".to_owned());
    let request = ann.next_push((0..3).map(|_| new_pipeline("Sales").2).collect());
    assert_eq!(ann.send(&request).await.refusal(), too_large);
    let answer = ann.post("/sync/v1/push", &[0; 5_000]).await;
    assert_eq!(answer.refusal(), too_large);
    let mut pull = ann.next_pull();
    pull.cursors = vec![(boxwood_model::Scope::Team, 0); 2];
    assert_eq!(ann.ask(&pull).await.refusal(), too_large);
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_same_way() {
    let world = World::start().await;
    let answer = call(world.addr(), "GET", "/sync/v9/hello", &[], b"").await;
    assert_eq!(answer.refusal(), (404, "not-found".to_owned()));
    let answer = call(world.addr(), "DELETE", "/sync/v1/push", &[], b"").await;
    assert_eq!(answer.refusal(), (405, "method-not-allowed".to_owned()));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let answer = call(world.addr(), "GET", "/sync/v1/live", &[], b"").await;
    assert_eq!(answer.refusal(), (400, "malformed".to_owned()));
}

#[tokio::test]
async fn a_push_that_is_cut_in_the_middle_changes_nothing() {
    let mut world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let request = ann.next_push(vec![new_pipeline("Whole").2]);
    let body = encode(FrameKind::PushRequest, &request).unwrap();
    let head = format!(
        "POST /sync/v1/push HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/octet-stream\r\ncontent-length: {}\r\n\r\n",
        ann.addr,
        ann.token,
        body.len()
    );
    for cut in [0, 1, body.len() / 2, body.len() - 1] {
        let mut stream = TcpStream::connect(ann.addr).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&body[..cut]).await.unwrap();
        stream.shutdown().await.unwrap();
        // Whatever it says, it has then taken note of the end.
        let mut answer = Vec::new();
        soon(stream.read_to_end(&mut answer)).await.unwrap();
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "cut after {cut}");
    }
    // Everything that could still be under way is over once it has stopped.
    world.stop().await;
    world.go_on().await;
    ann.addr = world.addr();
    let news = ann.pull().await;
    assert_eq!(news.acked, 0);
    assert_eq!(ann.send(&request).await.status.as_u16(), 200);
    assert_eq!(ann.pull().await.acked, 1);
}

#[tokio::test]
async fn a_request_that_does_not_arrive_is_given_up() {
    let world = World::start_with(|config| {
        config.limits.arrival = Duration::from_millis(500);
        config.limits.head = Duration::from_millis(500);
    })
    .await;
    let ann = world.person("ann@example.com").await;
    let head = format!(
        "POST /sync/v1/pull HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/octet-stream\r\ncontent-length: 100\r\n\r\n",
        ann.addr, ann.token,
    );
    let mut answer = Vec::new();
    let mut stream = TcpStream::connect(ann.addr).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    soon(stream.read_to_end(&mut answer)).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("too-slow"), "{answer}");

    let mut stream = TcpStream::connect(ann.addr).await.unwrap();
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nho")
        .await
        .unwrap();
    let mut answer = Vec::new();
    soon(stream.read_to_end(&mut answer)).await.unwrap();
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn what_is_under_way_is_cut_off_when_it_takes_too_long_to_stop() {
    let mut world =
        World::start_with(|config| config.limits.stop = Duration::from_millis(50)).await;
    let ann = world.person("ann@example.com").await;
    let mut stream = TcpStream::connect(ann.addr).await.unwrap();
    let head = format!(
        "POST /sync/v1/pull HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/octet-stream\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n",
        ann.addr, ann.token,
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // It says "continue" when it has begun to read: then it is under way.
    let mut begun = [0; 21];
    soon(stream.read_exact(&mut begun)).await.unwrap();
    assert!(begun.starts_with(b"HTTP/1.1 100"));
    world.stop().await;
    let mut rest = Vec::new();
    let ended = soon(stream.read_to_end(&mut rest)).await;
    assert!(ended.is_err() || rest.is_empty() || !rest.starts_with(b"HTTP/1.1 200"));
}
