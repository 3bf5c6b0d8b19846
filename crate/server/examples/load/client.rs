//! One replica and its connection.

use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use boxwood_model::{BoxId, ClientId, Clock, Colour, Operation, PipelineId, StageId, StageSpec};
use boxwood_sync::{FrameKind, Hello, PushReply, PushRequest, ServerId, decode, encode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A replica that pushes over a connection of its own.
pub(crate) struct Replica {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    bearer: String,
    server: ServerId,
    client: ClientId,
    seq: u64,
    clock: Clock,
}

impl Replica {
    pub(crate) async fn connect(addr: SocketAddr, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let mut replica = Self {
            sender,
            host: addr.to_string(),
            bearer: format!("Bearer {token}"),
            server: ServerId([0; 16]),
            client: ClientId::from_bytes(random()?),
            seq: 0,
            clock: Clock::default(),
        };
        let hello = replica.ask("GET", "/sync/v1/hello", Vec::new()).await?;
        let hello: Hello = decode(FrameKind::Hello, &hello)?;
        replica.server = hello.server;
        Ok(replica)
    }

    /// Returns once the server has confirmed it.
    pub(crate) async fn push(&mut self, operations: Vec<Operation>) -> Result<()> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
        let now = u64::try_from(now.as_millis())?;
        let first = self.seq + 1;
        self.seq += operations.len() as u64;
        let operations = operations.into_iter();
        let request = PushRequest {
            server: self.server,
            client: self.client,
            first,
            intents: operations
                .map(|operation| (self.clock.tick(now), operation.into()))
                .collect(),
        };
        let body = encode(FrameKind::PushRequest, &request)?;
        let reply = self.ask("POST", "/sync/v1/push", body).await?;
        let reply: PushReply = decode(FrameKind::PushReply, &reply)?;
        ensure!(reply.acked == self.seq, "not all was confirmed");
        Ok(())
    }

    async fn ask(&mut self, method: &str, path: &str, body: Vec<u8>) -> Result<Bytes> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(AUTHORIZATION, &self.bearer)
            .header(CONTENT_TYPE, "application/octet-stream")
            .body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        ensure!(
            status == StatusCode::OK,
            "{status}: {}",
            String::from_utf8_lossy(&body)
        );
        Ok(body)
    }
}

pub(crate) fn new_pipeline() -> Result<(PipelineId, StageId, Operation)> {
    let (id, stage) = (
        PipelineId::from_bytes(random()?),
        StageId::from_bytes(random()?),
    );
    let create = Operation::CreatePipeline {
        id,
        name: "Sales".to_owned(),
        stages: vec![StageSpec {
            id: stage,
            name: "Lead".to_owned(),
            colour: Colour::from_hex(0x5f_63_68),
        }],
        fields: Vec::new(),
    };
    Ok((id, stage, create))
}

pub(crate) fn new_box(pipeline: PipelineId, stage: StageId) -> Result<(BoxId, Operation)> {
    let id = BoxId::from_bytes(random()?);
    let create = Operation::CreateBox {
        id,
        pipeline,
        stage,
        name: "Deal".to_owned(),
        thread: None,
    };
    Ok((id, create))
}

fn random() -> Result<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
