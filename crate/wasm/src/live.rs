//! The live connection: a WebSocket on which the server says that something is new.

use std::pin::pin;

use boxwood_core::api::Session;
use boxwood_core::host::Event;
use futures_util::future::{Either, select};
use futures_util::{SinkExt, StreamExt};
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;
use gloo_timers::future::TimeoutFuture;

use crate::address;

/// What the server says once it has taken the token.
const READY: &str = "ready";

/// Holds the connection for as long as it lasts. Tells `said` that it stands, what comes, and, as
/// the last thing and exactly once, that it is closed. The connection is closed when this is
/// dropped, and nothing more is said. `patience` is how long the server has until it is ready, in
/// milliseconds.
pub async fn hold(session: Session, patience: u32, mut said: impl FnMut(Event)) {
    converse(&session, patience, &mut said).await;
    said(Event::LiveClosed);
}

/// Returns when the connection is of no use (any more).
async fn converse(session: &Session, patience: u32, said: &mut impl FnMut(Event)) {
    // Why a connection cannot be made, calls to the same server say too, and better.
    let Ok(url) = address::live(&session.server) else {
        return;
    };
    let Ok(mut socket) = WebSocket::open(&url) else {
        return;
    };
    let opening = async {
        // The first message and not the address, because addresses end up in logs.
        socket
            .send(Message::Text(session.token.clone()))
            .await
            .ok()?;
        let first = socket.next().await?.ok()?;
        (first == Message::Text(READY.to_owned())).then_some(())
    };
    let opened = match select(pin!(opening), TimeoutFuture::new(patience)).await {
        Either::Left((opened, _)) => opened,
        Either::Right(_) => None,
    };
    if opened.is_none() {
        return;
    }
    said(Event::LiveOpened);
    while let Some(Ok(message)) = socket.next().await {
        match message {
            Message::Bytes(bytes) => said(Event::LiveSaid { bytes }),
            // Nothing that this version knows of.
            Message::Text(_) => {}
        }
    }
}
