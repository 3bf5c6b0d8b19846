//! Live connections: how soon they hear of a commit, and what they cost while nothing happens.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use boxwood_model::Operation;
use futures_util::future::try_join_all;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::client::{self, Replica};
use crate::serving::Serving;

/// How many hear of each commit.
pub(crate) const SOCKETS: usize = 200;
/// How many stand idle.
pub(crate) const IDLE: usize = 1_000;
const ROUNDS: u64 = 200;

/// Per commit, how long after its confirmation the last socket heard of it; in order.
pub(crate) async fn lags(serving: &Serving) -> Result<Vec<Duration>> {
    let token = serving.token("ann@example.com")?;
    let mut replica = Replica::connect(serving.addr, &token).await?;
    let (pipeline, stage, create) = client::new_pipeline()?;
    let (id, add) = client::new_box(pipeline, stage)?;
    replica.push(vec![create, add]).await?;
    let sockets = try_join_all((0..SOCKETS).map(|_| open(serving, &token))).await?;
    let (heard, mut hearing) = mpsc::unbounded_channel();
    for mut socket in sockets {
        let heard = heard.clone();
        tokio::spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                // Nobody listens any more at the end.
                if message.is_binary() && heard.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
    }
    let mut lags = Vec::new();
    for round in 0..ROUNDS {
        let name = format!("Deal {round}");
        replica
            .push(vec![Operation::RenameBox { id, name }])
            .await?;
        let confirmed = Instant::now();
        let mut last = confirmed;
        for _ in 0..SOCKETS {
            last = last.max(hearing.recv().await.context("a socket has gone")?);
        }
        lags.push(last - confirmed);
    }
    lags.sort_unstable();
    Ok(lags)
}

/// The server's memory for each idle connection.
pub(crate) async fn bytes_per_connection(serving: &Serving) -> Result<u64> {
    let token = serving.token("ann@example.com")?;
    let before = serving.memory()?;
    let sockets = try_join_all((0..IDLE).map(|_| open(serving, &token))).await?;
    let after = serving.memory()?;
    drop(sockets);
    Ok(after.saturating_sub(before) / IDLE as u64)
}

async fn open(serving: &Serving, token: &str) -> Result<WebSocketStream<TcpStream>> {
    let stream = TcpStream::connect(serving.addr).await?;
    let url = format!("ws://{}/sync/v1/live", serving.addr);
    let (mut socket, _) = client_async(url, stream).await?;
    socket.send(Message::text(token)).await?;
    let first = socket.next().await.context("the connection ended")??;
    ensure!(first == Message::text("ready"), "it is not let in");
    Ok(socket)
}
