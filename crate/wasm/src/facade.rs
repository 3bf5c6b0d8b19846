//! The façade: all that JavaScript sees of this module.

use std::rc::Rc;

use boxwood_core::Engine;
use boxwood_core::host::Event;
use boxwood_sync::WIRE_VERSION;
use js_sys::{Function, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::conversion::{request, to_js};
use crate::host::{Host, moment};
use crate::indexed_db::IndexedDbStore;
use crate::stopped::{Answer, Watch};
use crate::store::Store;

/// The core of one Gmail account.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Core {
    host: Rc<Host<Engine, IndexedDbStore>>,
}

#[wasm_bindgen]
impl Core {
    /// Opens the core of the Gmail account `account`, with all that this browser keeps of it.
    /// Where the browser keeps nothing, it works in memory, and its status says so.
    ///
    /// `listener` is called with `{kind: "published", port, subscription, view}` when a subscription
    /// has a new answer, and with `{kind: "stopped", detail}` once, when the module panics: then
    /// every promise of it is rejected, and it is of no further use.
    #[wasm_bindgen(unchecked_return_type = "Promise<Core>")]
    pub fn open(
        account: String,
        #[wasm_bindgen(unchecked_param_type = "(message: unknown) => void")] listener: Function,
    ) -> Promise {
        let watch = Watch::new(&listener);
        let (answer, promise) = Answer::new();
        spawn_local(async move {
            let core = Self::start(&account, listener).await;
            // From here on the host watches.
            drop(watch);
            answer.give(&core.into());
        });
        promise
    }

    async fn start(account: &str, listener: Function) -> Self {
        let opened = match IndexedDbStore::open(account).await {
            Ok(store) => store.load().await.map(|stored| (store, stored)),
            Err(error) => Err(error),
        };
        let (store, (engine, effects)) = match opened {
            Ok((store, stored)) => (Some(store), Engine::open(account, &stored, moment())),
            // Nothing may be written over what could not be read.
            Err(error) => {
                let engine = Engine::open_without_store(account, error.to_string(), moment());
                (None, engine)
            }
        };
        let host = Host::start(engine, effects, store, listener);
        Self { host }
    }

    /// Asks the core: `request` is a `Request`, the promise is kept with a `Response`, also where
    /// the request cannot be read. `port` is who asks; `trusted`, whether that is a page of the
    /// extension. Rejected only if the module panics.
    #[wasm_bindgen(unchecked_return_type = "Promise<unknown>")]
    pub fn send(
        &self,
        port: u32,
        trusted: bool,
        #[wasm_bindgen(unchecked_param_type = "unknown")] request: JsValue,
    ) -> Promise {
        match self::request(request) {
            Ok(request) => self.host.request(port, trusted, request),
            Err(response) => {
                let (answer, promise) = Answer::new();
                answer.give(&to_js(&response));
                promise
            }
        }
    }

    /// Ends the subscriptions of `port`, which is gone.
    #[wasm_bindgen(js_name = closePort)]
    pub fn close_port(&self, port: u32) {
        self.host.post(Event::PortClosed { port });
    }

    /// Ends the core. Requests are answered `core-stopped` from now on. The promise is kept when
    /// all that was to be written is written, and database and connections are closed.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn close(&self) -> Promise {
        let (answer, promise) = Answer::new();
        let host = Rc::clone(&self.host);
        spawn_local(async move {
            host.close().await;
            answer.give(&JsValue::UNDEFINED);
        });
        promise
    }
}

/// What this module is: `version` of Boxwood, `wire` version of what it says to the server.
#[must_use]
#[wasm_bindgen(js_name = buildInfo, unchecked_return_type = "{ version: string; wire: number }")]
pub fn build_info() -> JsValue {
    #[derive(Serialize)]
    struct BuildInfo {
        version: &'static str,
        wire: u8,
    }
    to_js(&BuildInfo {
        version: env!("CARGO_PKG_VERSION"),
        wire: WIRE_VERSION,
    })
}
