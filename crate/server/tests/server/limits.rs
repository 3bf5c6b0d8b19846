//! How often somebody may ask, and from where; and TLS.

use std::sync::Arc;

use boxwood_server::{Rate, TlsFiles};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring::default_provider};

use crate::world::{Answer, World, bearer, call, soon};

const HELLO: &str = "/sync/v1/hello";

async fn hello(world: &World, token: &str, forwarded: Option<&str>) -> Answer {
    let mut headers = bearer(token);
    headers.extend(forwarded.map(|said| ("x-forwarded-for", said.to_owned())));
    call(world.addr(), "GET", HELLO, &headers, b"").await
}

fn slow(config: &mut boxwood_server::Config) {
    let rate = Rate {
        per_second: 1,
        burst: 3,
    };
    config.limits.known = rate;
    config.limits.strangers = rate;
}

/// Asks until it is too often; how often it was not.
async fn until_too_often(world: &World, token: &str, forwarded: Option<&str>) -> usize {
    for asked in 0..20 {
        let answer = hello(world, token, forwarded).await;
        if answer.status.as_u16() == 429 {
            assert_eq!(answer.refusal(), (429, "too-many-requests".to_owned()));
            let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=2).contains(&wait), "{wait}");
            return asked;
        }
    }
    panic!("it is never too often");
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let world = World::start_with(slow).await;
    let ann = world.operate(|it| it.new_token("ann@example.com", None).unwrap());
    let ben = world.operate(|it| it.new_token("ben@example.com", None).unwrap());
    let (ann, ben) = (ann.token.reveal(), ben.token.reveal());
    assert!((3..6).contains(&until_too_often(&world, ann, None).await));
    // One person's haste is nobody else's delay.
    assert_eq!(hello(&world, ben, None).await.status.as_u16(), 200);
}

#[tokio::test]
async fn who_guesses_does_not_guess_for_long() {
    let world = World::start_with(slow).await;
    let ann = world.operate(|it| it.new_token("ann@example.com", None).unwrap());
    assert!((3..6).contains(&until_too_often(&world, "bxw_guess", None).await));
    // Whoever has a token that holds is not kept out by it.
    let answer = hello(&world, ann.token.reveal(), None).await;
    assert_eq!(answer.status.as_u16(), 200);
    // What a proxy says that nobody trusts does not make a guesser another one.
    let answer = hello(&world, "bxw_guess", Some("192.0.2.7")).await;
    assert_eq!(answer.status.as_u16(), 429);
}

#[tokio::test]
async fn behind_a_trusted_proxy_everybody_is_counted_for_themselves() {
    let world = World::start_with(|config| {
        slow(config);
        config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    })
    .await;
    until_too_often(&world, "bxw_guess", Some("192.0.2.7")).await;
    let other = hello(&world, "bxw_guess", Some("192.0.2.8")).await;
    assert_eq!(other.status.as_u16(), 401);
}

fn files() -> TlsFiles {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");
    TlsFiles {
        certificate: format!("{folder}/certificate.pem").into(),
        key: format!("{folder}/key.pem").into(),
    }
}

#[tokio::test]
async fn it_speaks_tls_by_itself() {
    let world = World::start_with(|config| config.tls = Some(files())).await;
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_file(files().certificate).unwrap();
    roots.add(certificate).unwrap();
    let trusting = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(trusting));
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let stream = TcpStream::connect(world.addr()).await.unwrap();
    let stream = soon(connector.connect(name, stream)).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let request = hyper::Request::get("/healthz")
        .header("host", world.addr().to_string())
        .body(String::new())
        .unwrap();
    let response = soon(sender.send_request(request)).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let policy = &response.headers()["strict-transport-security"];
    assert!(policy.to_str().unwrap().starts_with("max-age="));

    // Who speaks plain HTTP there is not answered.
    let mut stream = TcpStream::connect(world.addr()).await.unwrap();
    let mut answer = Vec::new();
    soon(async {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        // It may be cut off in the middle, which is as good.
        let _ = stream.read_to_end(&mut answer).await;
    })
    .await;
    assert!(!answer.starts_with(b"HTTP/"));
}
