//! What a panic does. A file of its own: the module is of no further use after it.
#![cfg(target_family = "wasm")]

use std::cell::RefCell;
use std::rc::Rc;

use boxwood_core::api::Request;
use boxwood_core::host::{Effect, Event, Moment};
use boxwood_wasm::host::{Host, Machine};
use boxwood_wasm::store::MemoryStore;
use js_sys::{Error, JSON};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_service_worker);

/// Panics at the second event.
struct Fragile(bool);

impl Machine for Fragile {
    fn handle(&mut self, _: Event, _: Moment) -> Vec<Effect> {
        assert!(!self.0, "as the test wants");
        self.0 = true;
        Vec::new()
    }
}

#[wasm_bindgen_test]
async fn a_panic_rejects_what_is_open_and_is_told_once() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = {
        let heard = Rc::clone(&heard);
        Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
            heard.borrow_mut().push(message);
        })
    };
    let listener = listener.into_js_value().unchecked_into();
    let store: Option<MemoryStore> = None;
    let host = Host::start(Fragile(false), Vec::new(), store, listener);
    let first = host.request(1, false, Request::Reconnect);
    let second = host.request(1, false, Request::Reconnect);
    for promise in [first, second] {
        let outcome = JsFuture::from(promise).await;
        let message = outcome.map_err(|error| String::from(Error::from(error).message()));
        assert!(
            matches!(&message, Err(text) if text.contains("as the test wants")),
            "{message:?}"
        );
    }
    let late = JsFuture::from(host.request(1, false, Request::Reconnect)).await;
    assert!(late.is_err(), "{late:?}");
    let heard = heard.borrow();
    assert_eq!(heard.len(), 1);
    let message = heard
        .first()
        .and_then(|message| JSON::stringify(message).ok());
    let message = message.map(String::from).unwrap_or_default();
    assert!(
        message.starts_with(r#"{"kind":"stopped","detail":""#),
        "{message}"
    );
}
