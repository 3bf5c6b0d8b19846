//! The live connection, against a stand-in for WebSockets.

use boxwood_core::host::{Effect, Event};
use boxwood_wasm::store::MemoryStore;
use wasm_bindgen_test::wasm_bindgen_test;

use super::platform::{Socket, replace_web_sockets};
use super::scripted::{ScriptedHost, Told, host_without_store, session};

fn open(server: &str) -> Effect {
    Effect::OpenLive {
        session: session(server),
    }
}

/// A host whose machine answers the events on ports 0, 1, … with these effects.
async fn start(effects: Vec<Effect>) -> (ScriptedHost<MemoryStore>, Told) {
    replace_web_sockets();
    let reactions = effects.into_iter().map(|effect| vec![effect]).collect();
    let (host, mut told) = host_without_store(|_| {}, reactions);
    host.post(Event::PortClosed { port: 0 });
    told.next().await;
    (host, told)
}

#[wasm_bindgen_test]
async fn it_stands_when_the_server_has_taken_the_token() {
    let (_host, mut told) = start(vec![open("https://crm.example")]).await;
    let socket = Socket::at(0).await;
    assert_eq!(socket.url(), "wss://crm.example/sync/v1/live");
    assert_eq!(socket.open().await, "bx_secret");
    socket.say("ready");
    assert_eq!(told.next().await, "live opened");
    socket.say_bytes(&[1, 2, 3]);
    socket.say("words of a later version");
    socket.say_bytes(&[]);
    assert_eq!(told.next().await, "live said [1, 2, 3]");
    assert_eq!(told.next().await, "live said []");
}

#[wasm_bindgen_test]
async fn that_it_broke_is_told_once() {
    let (host, mut told) = start(vec![open("https://crm.example")]).await;
    let socket = Socket::at(0).await;
    socket.open().await;
    socket.say("ready");
    assert_eq!(told.next().await, "live opened");
    socket.break_off();
    assert_eq!(told.next().await, "live closed");
    host.post(Event::PortClosed { port: 1 });
    assert_eq!(told.next().await, "port 1 closed");
}

#[wasm_bindgen_test]
async fn a_server_that_does_not_say_ready_is_none() {
    let (_host, mut told) = start(vec![open("https://crm.example")]).await;
    let socket = Socket::at(0).await;
    socket.open().await;
    socket.say_bytes(&[1]);
    assert_eq!(told.next().await, "live closed");
    socket.closed_by_us().await;
}

#[wasm_bindgen_test]
async fn one_that_cannot_be_made_is_told_closed() {
    let (host, mut told) = start(vec![open("https://crm.example"), open("nowhere")]).await;
    Socket::at(0).await.break_off();
    assert_eq!(told.next().await, "live closed");
    // The reaction to that was to try a place that is none.
    assert_eq!(told.next().await, "live closed");
    host.post(Event::PortClosed { port: 1 });
    assert_eq!(told.next().await, "port 1 closed");
}

#[wasm_bindgen_test]
async fn nothing_more_is_told_of_one_that_was_replaced() {
    let effects = vec![open("https://old.example"), open("https://new.example")];
    let (host, mut told) = start(effects).await;
    let old = Socket::at(0).await;
    old.open().await;
    old.say("ready");
    // This is handled first, and its reaction replaces the connection whose words wait behind it.
    host.post(Event::PortClosed { port: 1 });
    old.say_bytes(&[1]);
    assert_eq!(told.next().await, "port 1 closed");
    let new = Socket::at(1).await;
    old.closed_by_us().await;
    old.say_bytes(&[2]);
    new.open().await;
    new.say("ready");
    new.say_bytes(&[3]);
    assert_eq!(told.next().await, "live opened");
    assert_eq!(told.next().await, "live said [3]");
}

#[wasm_bindgen_test]
async fn closing_it_is_not_told() {
    let (host, mut told) = start(vec![open("https://crm.example"), Effect::CloseLive]).await;
    let socket = Socket::at(0).await;
    assert!(!socket.is_closed_by_us());
    host.post(Event::PortClosed { port: 1 });
    assert_eq!(told.next().await, "port 1 closed");
    socket.closed_by_us().await;
    host.post(Event::PortClosed { port: 2 });
    assert_eq!(told.next().await, "port 2 closed");
}
