//! A machine that does what a test says, and tells the test what it was told.

use boxwood_core::api::{Response, Session};
use boxwood_core::host::{Effect, Event, Moment, Timer, Write};
use boxwood_wasm::host::{Host, Machine};
use boxwood_wasm::store::{MemoryStore, Store};
use futures_channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use futures_util::StreamExt;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Answers each event with the next reaction, and with none when there are no more.
pub(crate) struct Scripted {
    told: UnboundedSender<Event>,
    reactions: std::vec::IntoIter<Vec<Effect>>,
}

impl Machine for Scripted {
    fn handle(&mut self, event: Event, _: Moment) -> Vec<Effect> {
        // The test may have heard enough.
        let _ = self.told.unbounded_send(event);
        self.reactions.next().unwrap_or_default()
    }
}

pub(crate) type ScriptedHost<S> = Rc<Host<Scripted, S>>;

/// What the machine of a host is told.
pub(crate) struct Told(UnboundedReceiver<Event>);

impl Told {
    /// The next thing, in short.
    pub(crate) async fn next(&mut self) -> String {
        match self.0.next().await {
            None => "the end".to_owned(),
            Some(event) => summary(&event),
        }
    }
}

fn summary(event: &Event) -> String {
    match event {
        Event::Request { port, number, .. } => format!("request {port}/{number}"),
        Event::PortClosed { port } => format!("port {port} closed"),
        Event::Written { ticket, outcome } => match outcome {
            Ok(()) => format!("written {ticket}"),
            Err(reason) => format!("not written {ticket}: {reason}"),
        },
        Event::Called { call, outcome } => format!("called {call}: {outcome:?}"),
        Event::LiveOpened => "live opened".to_owned(),
        Event::LiveSaid { bytes } => format!("live said {bytes:?}"),
        Event::LiveClosed => "live closed".to_owned(),
        Event::Network { online } => format!("network {online}"),
        Event::TimerFired { timer } => format!("timer {timer:?}"),
    }
}

/// A host that reacts to the nth event with the nth reaction.
pub(crate) fn host<S: Store + 'static>(
    store: Option<S>,
    listener: impl FnMut(wasm_bindgen::JsValue) + 'static,
    reactions: Vec<Vec<Effect>>,
) -> (ScriptedHost<S>, Told) {
    let (told, receiver) = mpsc::unbounded();
    let machine = Scripted {
        told,
        reactions: reactions.into_iter(),
    };
    let listener = wasm_bindgen::closure::Closure::<dyn FnMut(_)>::new(listener);
    let listener = listener.into_js_value().unchecked_into();
    let host = Host::start(machine, Vec::new(), store, listener);
    (host, Told(receiver))
}

/// A host without a store.
pub(crate) fn host_without_store(
    listener: impl FnMut(wasm_bindgen::JsValue) + 'static,
    reactions: Vec<Vec<Effect>>,
) -> (ScriptedHost<MemoryStore>, Told) {
    host(None, listener, reactions)
}

pub(crate) fn write(ticket: u64, clear: bool) -> Effect {
    Effect::Write {
        ticket,
        write: Write {
            clear,
            journal: vec![(ticket, vec![1])],
            ..Write::default()
        },
    }
}

pub(crate) fn timer(timer: Timer, after: u32) -> Effect {
    Effect::StartTimer { timer, after }
}

pub(crate) fn respond(port: u32, number: u64) -> Effect {
    Effect::Respond {
        port,
        number,
        response: Response::Nothing,
    }
}

pub(crate) fn session(server: &str) -> Session {
    Session {
        server: server.to_owned(),
        token: "bx_secret".to_owned(),
    }
}
