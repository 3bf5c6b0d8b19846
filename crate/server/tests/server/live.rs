//! The live connection: told at once what is new, and closed when it should be.

use std::net::SocketAddr;
use std::time::Duration;

use boxwood_model::{Operation, Role, Scope};
use boxwood_server::{EXTENSION_ORIGIN, Which};
use boxwood_sync::{FrameKind, Heads, LiveNotice, decode};
use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::world::{Person, World, new_pipeline, soon};

#[derive(Debug)]
pub(crate) struct Live(WebSocketStream<TcpStream>);

/// Why a connection ended: the code and the reason of the close frame.
pub(crate) type Ended = Option<(u16, String)>;

impl Live {
    async fn connect(addr: SocketAddr, origin: Option<&str>) -> Result<Self, Error> {
        let url = format!("ws://{addr}/sync/v1/live");
        let mut request = url.into_client_request().unwrap();
        if let Some(origin) = origin {
            let origin = origin.parse().unwrap();
            request.headers_mut().insert("origin", origin);
        }
        let stream = TcpStream::connect(addr).await.unwrap();
        let (socket, _) = soon(client_async(request, stream)).await?;
        Ok(Self(socket))
    }

    pub(crate) async fn open(world: &World, person: &Person) -> Self {
        Self::at(world.addr(), person).await
    }

    pub(crate) async fn at(addr: SocketAddr, person: &Person) -> Self {
        Self::try_at(addr, &person.token).await.unwrap()
    }

    /// By a token that may not hold; why it ended, if it did.
    pub(crate) async fn try_at(addr: SocketAddr, token: &str) -> Result<Self, Ended> {
        let mut live = Self::connect(addr, Some(EXTENSION_ORIGIN)).await.unwrap();
        live.say(token).await;
        assert_eq!(live.next().await?, Message::text("ready"));
        Ok(live)
    }

    async fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// What is said next, pings aside; or how it ended.
    async fn next(&mut self) -> Result<Message, Ended> {
        loop {
            match soon(self.0.next()).await {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Close(frame))) => {
                    return Err(frame.map(|frame| (frame.code.into(), frame.reason.to_string())));
                }
                Some(Ok(message)) => return Ok(message),
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    pub(crate) async fn notice(&mut self) -> Heads {
        let message = self.next().await.unwrap();
        assert!(message.is_binary());
        let notice: LiveNotice = decode(FrameKind::LiveNotice, &message.into_data()).unwrap();
        notice.heads.into_iter().collect()
    }

    /// Waits until it is told that `scope` has reached `version`.
    pub(crate) async fn reaches(&mut self, scope: Scope, version: u64) {
        while self.notice().await.get(&scope).copied() != Some(version) {}
    }

    pub(crate) async fn end(&mut self) -> Ended {
        loop {
            if let Err(ended) = self.next().await {
                return ended;
            }
        }
    }
}

fn ended(code: u16, reason: &str) -> Ended {
    Some((code, reason.to_owned()))
}

#[tokio::test]
async fn a_push_is_told_to_everybody_who_may_see_it() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    let mut anns = Live::open(&world, &ann).await;
    let mut bens = Live::open(&world, &ben).await;
    let (pipeline, _, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    for live in [&mut anns, &mut bens] {
        live.reaches(Scope::Pipeline(pipeline), 1).await;
    }
    // What was told is there.
    ben.pull().await;
    assert!(ben.cursors.contains(&(Scope::Pipeline(pipeline), 1)));

    let name = "Renamed".to_owned();
    ann.push(vec![Operation::RenamePipeline { id: pipeline, name }])
        .await;
    // That Ben joined may be told in between, by whoever looks at the database.
    for live in [&mut anns, &mut bens] {
        live.reaches(Scope::Pipeline(pipeline), 2).await;
    }
}

#[tokio::test]
async fn what_the_command_line_does_is_told_too() {
    let world = World::start().await;
    let ann = world.person("ann@example.com").await;
    let mut live = Live::open(&world, &ann).await;
    world
        .operate(|it| it.new_token("ben@example.com", None))
        .unwrap();
    live.reaches(Scope::Team, 2).await;
}

#[tokio::test]
async fn a_revoked_token_closes_its_connections_and_no_others() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let ben = world.person("ben@example.com").await;
    let mut anns = Live::open(&world, &ann).await;
    let mut bens = [
        Live::open(&world, &ben).await,
        Live::open(&world, &ben).await,
    ];
    world
        .operate(|it| it.revoke(&Which::Email("ben@example.com".to_owned())))
        .unwrap();
    for live in &mut bens {
        assert_eq!(live.end().await, ended(1008, "token-refused"));
    }
    let (pipeline, _, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    anns.reaches(Scope::Pipeline(pipeline), 1).await;
}

#[tokio::test]
async fn who_is_removed_is_cut_off() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let ben = world.person("ben@example.com").await;
    let mut live = Live::open(&world, &ben).await;
    ann.push(vec![Operation::AddMember {
        id: ben.user,
        email: "ben@example.com".to_owned(),
        name: "Ben".to_owned(),
        role: Role::Removed,
    }])
    .await;
    assert_eq!(live.end().await, ended(1008, "not-allowed"));
    let mut again = Live::connect(world.addr(), None).await.unwrap();
    again.say(&ben.token).await;
    assert_eq!(again.end().await, ended(1008, "not-allowed"));
}

#[tokio::test]
async fn without_a_token_that_holds_nothing_is_told() {
    let world = World::start_with(|config| {
        config.limits.live_token = Duration::from_millis(100);
    })
    .await;
    for first in [
        Some(Message::text("bxw_wrong")),
        Some(Message::text("")),
        Some(Message::binary(vec![1, 2, 3])),
        None,
    ] {
        let mut live = Live::connect(world.addr(), None).await.unwrap();
        if let Some(message) = first {
            live.0.send(message).await.unwrap();
        }
        assert_eq!(live.next().await, Err(ended(1008, "token-refused")));
    }
    let mut live = Live::connect(world.addr(), None).await.unwrap();
    live.say(&"x".repeat(100_000)).await;
    assert!(live.next().await.is_err(), "much too long");
}

#[tokio::test]
async fn other_pages_may_not_connect() {
    let world = World::start().await;
    for origin in ["https://evil.example.com", "null"] {
        match Live::connect(world.addr(), Some(origin)).await {
            Err(Error::Http(response)) => assert_eq!(response.status(), 403),
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("{origin} was let in"),
        }
    }
}

#[tokio::test]
async fn stopping_says_goodbye() {
    let mut world = World::start().await;
    let ann = world.person("ann@example.com").await;
    let mut live = Live::open(&world, &ann).await;
    let mut waiting = Live::connect(world.addr(), None).await.unwrap();
    let (_, anns, others) = tokio::join!(world.stop(), live.end(), waiting.end());
    assert_eq!(anns, ended(1001, "stopping"));
    assert_eq!(others, ended(1001, "stopping"));
}

#[tokio::test]
async fn who_does_not_answer_is_dropped() {
    let world = World::start_with(|config| {
        config.limits.live_ping = Duration::from_millis(100);
    })
    .await;
    let ann = world.person("ann@example.com").await;
    let mut answering = Live::open(&world, &ann).await;
    let silent = Live::open(&world, &ann).await;
    let dropped = async {
        // Below the library, so that nothing answers the pings.
        let mut stream = silent.0.into_inner();
        let mut rest = Vec::new();
        soon(stream.read_to_end(&mut rest)).await.unwrap();
        assert!(rest.contains(&0x89), "it was asked");
    };
    let stays = async {
        // By reading it answers.
        let mut pings = 0;
        while pings < 10 {
            let message = soon(answering.0.next()).await.unwrap().unwrap();
            assert!(!message.is_close());
            pings += u32::from(message.is_ping());
        }
    };
    tokio::join!(dropped, stays);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_hear_of_one_change() {
    const MANY: u64 = 1_000;
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let opening = (0..MANY).map(|_| Live::open(&world, &ann));
    let mut all = futures_util::future::join_all(opening).await;
    let (pipeline, _, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    let scope = Scope::Pipeline(pipeline);
    futures_util::future::join_all(all.iter_mut().map(|live| live.reaches(scope, 1))).await;
}
