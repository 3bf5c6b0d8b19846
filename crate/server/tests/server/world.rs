//! A server of a test's own, and people who use it.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use boxwood_model::{
    BoxId, ClientId, Clock, Hlc, Operation, PipelineId, Scope, StageId, StageSpec, TEMPLATES,
    UserId,
};
use boxwood_server::{Config, Operator, Running, Server};
use boxwood_sync::{
    FrameKind, Framed, Hello, PullReply, PullRequest, PushReply, PushRequest, ServerId, decode,
    encode,
};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::TcpStream;

use crate::ground::Ground;

/// Nothing here takes this long; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits, and fails where it takes too long.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .expect("this should have happened by now")
}

/// A server, and the place that it keeps its data in.
pub(crate) struct World {
    pub(crate) ground: Ground,
    running: Option<Running>,
    set: Box<dyn Fn(&mut Config) + Send + Sync>,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(set: impl Fn(&mut Config) + Send + Sync + 'static) -> Self {
        let mut world = Self {
            ground: Ground::new(),
            running: None,
            set: Box::new(set),
        };
        world.go_on().await;
        world
    }

    /// Starts the server again, on a new port.
    pub(crate) async fn go_on(&mut self) {
        let mut config = Config::new(self.ground.place());
        (self.set)(&mut config);
        self.running = Some(Server::start(config).await.unwrap());
    }

    pub(crate) async fn stop(&mut self) {
        soon(self.running.take().unwrap().stop()).await;
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.running.as_ref().unwrap().addr()
    }

    /// Does something as the operator. On a thread of its own: it waits for the database.
    pub(crate) fn operate<T: Send>(&self, work: impl FnOnce(&mut Operator) -> T + Send) -> T {
        let place = self.ground.place();
        std::thread::scope(|scope| {
            let working = scope.spawn(|| work(&mut Operator::open(place).unwrap()));
            working.join().unwrap()
        })
    }

    /// A person with a token and a replica.
    pub(crate) async fn person(&self, email: &str) -> Person {
        let joined = self.operate(|it| it.new_token(email, None).unwrap());
        let person = person_at(self.addr(), joined.token.reveal()).await;
        assert_eq!(person.user, joined.member.id);
        person
    }
}

/// The person of a token, with a new replica.
pub(crate) async fn person_at(addr: SocketAddr, token: &str) -> Person {
    let hello: Hello = call(addr, "GET", "/sync/v1/hello", &bearer(token), b"")
        .await
        .frame(FrameKind::Hello);
    Person {
        addr,
        token: token.to_owned(),
        user: hello.user,
        server: hello.server,
        client: ClientId::from_bytes(fresh()),
        seq: 0,
        cursors: Vec::new(),
        settled: 0,
    }
}

/// A moment after all others that this gave: what is pushed later wins.
pub(crate) fn later() -> Hlc {
    static CLOCK: Mutex<Option<Clock>> = Mutex::new(None);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut clock = CLOCK.lock().unwrap();
    clock
        .get_or_insert_default()
        .tick(now.as_millis().try_into().unwrap())
}

/// Sixteen bytes that no other caller in this process got.
pub(crate) fn fresh() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// Somebody with a token and one replica.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) addr: SocketAddr,
    pub(crate) token: String,
    pub(crate) user: UserId,
    pub(crate) server: ServerId,
    pub(crate) client: ClientId,
    /// The last mutation that was made.
    pub(crate) seq: u64,
    pub(crate) cursors: Vec<(Scope, u64)>,
    pub(crate) settled: u64,
}

impl Person {
    /// The next push of these operations; each call goes on where the last one ended.
    pub(crate) fn next_push(&mut self, operations: Vec<Operation>) -> PushRequest {
        let first = self.seq + 1;
        self.seq += operations.len() as u64;
        PushRequest {
            server: self.server,
            client: self.client,
            first,
            intents: operations
                .into_iter()
                .map(|operation| (later(), operation.into()))
                .collect(),
        }
    }

    pub(crate) async fn send(&self, request: &PushRequest) -> Answer {
        let body = encode(FrameKind::PushRequest, request).unwrap();
        self.post("/sync/v1/push", &body).await
    }

    pub(crate) async fn push(&mut self, operations: Vec<Operation>) -> PushReply {
        let request = self.next_push(operations);
        self.send(&request).await.frame(FrameKind::PushReply)
    }

    pub(crate) fn next_pull(&self) -> PullRequest {
        PullRequest {
            server: self.server,
            client: self.client,
            cursors: self.cursors.clone(),
            settled: self.settled,
        }
    }

    pub(crate) async fn ask(&self, request: &PullRequest) -> Answer {
        let body = encode(FrameKind::PullRequest, request).unwrap();
        self.post("/sync/v1/pull", &body).await
    }

    /// What is new since the last time; fails where versions have gaps.
    pub(crate) async fn pull(&mut self) -> PullReply {
        let reply: PullReply = self
            .ask(&self.next_pull())
            .await
            .frame(FrameKind::PullReply);
        self.cursors
            .retain(|(scope, _)| !reply.lost.contains(scope));
        for delta in &reply.deltas {
            let known = self
                .cursors
                .iter_mut()
                .find(|(scope, _)| *scope == delta.scope);
            let to = delta.from + delta.entries.len() as u64;
            match known {
                Some((_, version)) => {
                    assert_eq!(*version, delta.from);
                    *version = to;
                }
                None => {
                    assert_eq!(delta.from, 0);
                    self.cursors.push((delta.scope, to));
                }
            }
        }
        reply
    }

    pub(crate) async fn post(&self, path: &str, body: &[u8]) -> Answer {
        let mut headers = bearer(&self.token);
        headers.push((CONTENT_TYPE.as_str(), "application/octet-stream".to_owned()));
        call(self.addr, "POST", path, &headers, body).await
    }
}

pub(crate) fn bearer(token: &str) -> Vec<(&'static str, String)> {
    vec![(AUTHORIZATION.as_str(), format!("Bearer {token}"))]
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn frame<T: Framed>(&self, kind: FrameKind) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        decode(kind, &self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body of a good answer in JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The status and the `error` of the body.
    pub(crate) fn error(&self) -> (u16, serde_json::Value) {
        let body: serde_json::Value = serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: {}", self.status, self.text()));
        let error = body["error"].clone();
        assert!(error["message"].is_string(), "{body}");
        (self.status.as_u16(), error)
    }

    /// The status and the code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let (status, error) = self.error();
        (status, error["code"].as_str().unwrap().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// One request on a connection of its own.
pub(crate) async fn call(
    addr: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Answer {
    soon(async {
        let stream = TcpStream::connect(addr).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        let driven = tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == HOST.as_str()) {
            request = request.header(HOST, addr.to_string());
        }
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request
            .body(Full::new(Bytes::copy_from_slice(body)))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        drop(sender);
        driven.await.unwrap().unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    })
    .await
}

/// A message's frame, said to be of another wire version.
pub(crate) fn of_version(version: u8, kind: FrameKind, message: &impl Serialize) -> Vec<u8> {
    let mut bytes = encode(kind, message).unwrap();
    bytes[3] = version;
    bytes
}

/// A pipeline with one stage, and that stage.
pub(crate) fn new_pipeline(name: &str) -> (PipelineId, StageId, Operation) {
    let (id, stage) = (
        PipelineId::from_bytes(fresh()),
        StageId::from_bytes(fresh()),
    );
    let operation = Operation::CreatePipeline {
        id,
        name: name.to_owned(),
        stages: vec![StageSpec {
            id: stage,
            name: "Lead".to_owned(),
            colour: TEMPLATES[0].stages[0].colour,
        }],
        fields: Vec::new(),
    };
    (id, stage, operation)
}

pub(crate) fn new_box(pipeline: PipelineId, stage: StageId, name: &str) -> (BoxId, Operation) {
    let id = BoxId::from_bytes(fresh());
    let operation = Operation::CreateBox {
        id,
        pipeline,
        stage,
        name: name.to_owned(),
        thread: None,
    };
    (id, operation)
}
