//! The host: order, one at a time, and the end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use boxwood_core::api::{Request, View};
use boxwood_core::host::{Effect, Event, Stored, Timer, Write};
use boxwood_wasm::store::{MemoryStore, Store, StoreError};
use js_sys::JSON;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::platform::{property, script};
use super::scripted::{host, host_without_store, respond, timer, write};

fn ignore(_: JsValue) {}

async fn kept(store: &MemoryStore) -> Result<Vec<u64>, StoreError> {
    let stored = store.load().await?;
    Ok(stored.journal.iter().map(|(number, _)| *number).collect())
}

#[wasm_bindgen_test]
async fn writes_reach_the_store_in_order() -> Result<(), StoreError> {
    let store = MemoryStore::default();
    let reactions = vec![vec![write(1, false), write(2, true), write(3, false)]];
    let (host, mut told) = host(Some(store.clone()), ignore, reactions);
    host.post(Event::PortClosed { port: 9 });
    assert_eq!(told.next().await, "port 9 closed");
    for ticket in 1..=3 {
        assert_eq!(told.next().await, format!("written {ticket}"));
    }
    assert_eq!(kept(&store).await?, [2, 3]);
    Ok(())
}

/// Refuses the first write, and takes all others.
struct RefusesOnce {
    store: MemoryStore,
    refused: Cell<bool>,
}

impl Store for RefusesOnce {
    async fn load(&self) -> Result<Stored, StoreError> {
        self.store.load().await
    }

    async fn write(&self, write: Write) -> Result<(), StoreError> {
        if !self.refused.replace(true) {
            return Err(StoreError::Full("full".to_owned()));
        }
        self.store.write(write).await
    }

    fn close(&self) {}
}

#[wasm_bindgen_test]
async fn what_builds_on_a_refused_write_is_refused_with_it() -> Result<(), StoreError> {
    let store = MemoryStore::default();
    let refuses_once = RefusesOnce {
        store: store.clone(),
        refused: Cell::new(false),
    };
    let reactions = vec![vec![
        write(1, false),
        write(2, false),
        write(3, true),
        write(4, false),
    ]];
    let (host, mut told) = host(Some(refuses_once), ignore, reactions);
    host.post(Event::PortClosed { port: 9 });
    for expected in [
        "port 9 closed",
        "not written 1: no room on the disk: full",
        "not written 2: no room on the disk: full",
        "written 3",
        "written 4",
    ] {
        assert_eq!(told.next().await, expected);
    }
    assert_eq!(kept(&store).await?, [3, 4]);
    Ok(())
}

#[wasm_bindgen_test]
async fn without_a_store_every_write_is_refused() {
    let (host, mut told) = host_without_store(ignore, vec![vec![write(1, true)]]);
    host.post(Event::PortClosed { port: 9 });
    told.next().await;
    let expected = "not written 1: the store could not be opened";
    assert_eq!(told.next().await, expected);
}

#[wasm_bindgen_test]
async fn a_request_is_answered_when_the_machine_says_so() -> Result<(), JsValue> {
    let reactions = vec![Vec::new(), vec![respond(4, 1)], vec![respond(4, 0)]];
    let (host, mut told) = host_without_store(ignore, reactions);
    let first = host.request(4, false, Request::Reconnect);
    let second = host.request(4, false, Request::Reconnect);
    assert_eq!(told.next().await, "request 4/0");
    let answer = JsFuture::from(second).await?;
    assert_eq!(property(&answer, "kind"), "nothing");
    host.post(Event::PortClosed { port: 1 });
    let answer = JsFuture::from(first).await?;
    assert_eq!(property(&answer, "kind"), "nothing");
    Ok(())
}

#[wasm_bindgen_test]
async fn what_is_published_reaches_the_listener() {
    let view = View::Pipeline { pipeline: None };
    let publish = Effect::Publish {
        port: 2,
        subscription: 5,
        view,
    };
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = {
        let heard = Rc::clone(&heard);
        move |message| heard.borrow_mut().push(message)
    };
    let (host, mut told) = host_without_store(listener, vec![vec![publish], vec![]]);
    host.post(Event::PortClosed { port: 1 });
    host.post(Event::PortClosed { port: 2 });
    told.next().await;
    told.next().await;
    let heard = heard.borrow();
    let text = heard
        .first()
        .and_then(|message| JSON::stringify(message).ok());
    let expected = serde_json::json!({
        "kind": "published",
        "port": 2,
        "subscription": 5,
        "view": { "kind": "pipeline", "pipeline": null },
    });
    let text = text.map(String::from).unwrap_or_default();
    let got: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    assert_eq!(got, expected);
    assert_eq!(heard.len(), 1);
}

#[wasm_bindgen_test]
async fn a_listener_that_throws_or_calls_back_disturbs_nothing() {
    let publish = |subscription| Effect::Publish {
        port: 2,
        subscription,
        view: View::Boxes { hits: Vec::new() },
    };
    let inner: Rc<RefCell<Option<super::scripted::ScriptedHost<MemoryStore>>>> = Rc::default();
    let listener = {
        let inner = Rc::clone(&inner);
        move |message: JsValue| {
            if let Some(host) = inner.borrow().as_ref() {
                host.post(Event::PortClosed { port: 70 });
            }
            script(
                "throw new Error('the listener threw, as the test wants')",
                &message,
            );
        }
    };
    let reactions = vec![vec![publish(1), publish(2), timer(Timer::Retry, 0)]];
    let (host, mut told) = host_without_store(listener, reactions);
    inner.replace(Some(Rc::clone(&host)));
    host.post(Event::PortClosed { port: 1 });
    for expected in [
        "port 1 closed",
        "port 70 closed",
        "port 70 closed",
        "timer Retry",
    ] {
        assert_eq!(told.next().await, expected);
    }
}

#[wasm_bindgen_test]
async fn a_timer_that_is_started_again_fires_once_and_later() {
    let reactions = vec![vec![
        timer(Timer::Retry, 0),
        timer(Timer::Retry, 60),
        timer(Timer::Store, 30),
    ]];
    let (host, mut told) = host_without_store(ignore, reactions);
    host.post(Event::PortClosed { port: 1 });
    for expected in ["port 1 closed", "timer Store", "timer Retry"] {
        assert_eq!(told.next().await, expected);
    }
}

#[wasm_bindgen_test]
async fn an_age_long_timer_does_not_fire_at_once() {
    let reactions = vec![vec![timer(Timer::Retry, u32::MAX), timer(Timer::Store, 20)]];
    let (host, mut told) = host_without_store(ignore, reactions);
    host.post(Event::PortClosed { port: 1 });
    for expected in ["port 1 closed", "timer Store"] {
        assert_eq!(told.next().await, expected);
    }
}

#[wasm_bindgen_test]
async fn the_coming_and_going_of_the_network_is_told() {
    let (_host, mut told) = host_without_store(ignore, Vec::new());
    script("dispatchEvent(new Event('offline'))", &JsValue::NULL);
    script("dispatchEvent(new Event('online'))", &JsValue::NULL);
    assert_eq!(told.next().await, "network false");
    assert_eq!(told.next().await, "network true");
}

#[wasm_bindgen_test]
async fn closing_answers_what_is_open_and_finishes_what_is_to_be_written() -> Result<(), JsValue> {
    let store = MemoryStore::default();
    let reactions = vec![vec![
        write(1, false),
        write(2, false),
        timer(Timer::Retry, 0),
    ]];
    let (host, mut told) = host(Some(store.clone()), ignore, reactions);
    let open = host.request(4, false, Request::Reconnect);
    assert_eq!(told.next().await, "request 4/0");
    host.close().await;
    let late = host.request(4, false, Request::Reconnect);
    for promise in [open, late] {
        let answer = JsFuture::from(promise).await?;
        assert_eq!(property(&answer, "kind"), "failed");
        assert_eq!(
            property(&property(&answer, "failure"), "code"),
            "core-stopped"
        );
    }
    let kept = kept(&store).await.map_err(|error| error.to_string())?;
    assert_eq!(kept, [1, 2]);
    host.post(Event::PortClosed { port: 1 });
    drop(host);
    assert_eq!(told.next().await, "the end");
    Ok(())
}
