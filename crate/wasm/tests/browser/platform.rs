//! The platform's own functions, and stand-ins for those that reach the network.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Runs a piece of JavaScript with one argument, `value`.
pub(crate) fn script(body: &str, value: &JsValue) -> JsValue {
    Function::new_with_args("value", body)
        .call1(&JsValue::NULL, value)
        .unwrap_throw()
}

/// Runs a piece of JavaScript that gives a promise, and waits for it.
pub(crate) async fn script_async(body: &str, value: &JsValue) -> JsValue {
    let promise: Promise = script(body, value).unchecked_into();
    JsFuture::from(promise).await.unwrap_throw()
}

/// A property of a JavaScript value.
pub(crate) fn property(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_throw()
}

/// Takes the place of `fetch` until it is dropped.
///
/// A server is the origin of a web address. What it answers to a path is decided by `respond`, the
/// body of an async JavaScript function of `request`; other origins are not touched.
pub(crate) struct Fetch {
    origin: String,
}

impl Fetch {
    pub(crate) fn respond(origin: &str, respond: &str) -> Self {
        script(
            "if (!globalThis.standIns) {
                globalThis.standIns = new Map();
                const real = globalThis.fetch;
                globalThis.fetch = (request, ...rest) => {
                    const respond = standIns.get(new URL(request.url ?? request, 'http://x').origin);
                    return respond ? respond(request) : real.call(globalThis, request, ...rest);
                };
            }
            const [origin, body] = value;
            standIns.set(origin, new Function('request', `return (async () => { ${body} })()`));",
            &js_sys::Array::of2(&origin.into(), &respond.into()),
        );
        Self {
            origin: origin.to_owned(),
        }
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        script("standIns.delete(value)", &self.origin.as_str().into());
    }
}

/// Takes the place of all WebSockets from now on: `Socket::at(n)` is the nth that was made.
pub(crate) fn replace_web_sockets() {
    script(
        "globalThis.sockets = [];
        globalThis.socketMade = [];
        globalThis.WebSocket = class extends EventTarget {
            constructor(url) {
                super();
                this.url = url;
                this.readyState = 0;
                this.sent = [];
                this.closedByUs = false;
                sockets.push(this);
                socketMade.splice(0).forEach((made) => made());
            }
            send(data) {
                this.sent.push(data);
                this.onSent?.();
            }
            close() {
                this.closedByUs = true;
                this.readyState = 3;
                this.onClosed?.();
            }
        };",
        &JsValue::NULL,
    );
}

/// A stand-in for a WebSocket, from the server's side.
pub(crate) struct Socket(JsValue);

impl Socket {
    /// The socket that was made as the nth, as soon as it is.
    pub(crate) async fn at(n: u32) -> Self {
        let body = "return (async () => {
            while (sockets.length <= value) await new Promise((made) => socketMade.push(made));
            return sockets[value];
        })()";
        Self(script_async(body, &n.into()).await)
    }

    pub(crate) fn url(&self) -> String {
        property(&self.0, "url").as_string().unwrap_or_default()
    }

    pub(crate) fn is_closed_by_us(&self) -> bool {
        property(&self.0, "closedByUs").is_truthy()
    }

    /// Opens it, and gives the first message that is sent.
    pub(crate) async fn open(&self) -> String {
        let body = "return new Promise((done) => {
            value.onSent = () => done(value.sent[0]);
            value.readyState = 1;
            value.dispatchEvent(new Event('open'));
        })";
        script_async(body, &self.0)
            .await
            .as_string()
            .unwrap_or_default()
    }

    pub(crate) fn say(&self, text: &str) {
        self.message(&text.into());
    }

    pub(crate) fn say_bytes(&self, bytes: &[u8]) {
        self.message(&Uint8Array::from(bytes).buffer());
    }

    fn message(&self, data: &JsValue) {
        script(
            "value[0].dispatchEvent(new MessageEvent('message', { data: value[1] }))",
            &js_sys::Array::of2(&self.0, data),
        );
    }

    /// The connection breaks, in the way that says so most often.
    pub(crate) fn break_off(&self) {
        script(
            "value.readyState = 3;
            value.dispatchEvent(new Event('error'));
            value.dispatchEvent(new CloseEvent('close', { code: 1006 }));",
            &self.0,
        );
    }

    /// Waits until our side closes it.
    pub(crate) async fn closed_by_us(&self) {
        let body = "return new Promise((done) => {
            if (value.closedByUs) done();
            value.onClosed = done;
        })";
        script_async(body, &self.0).await;
    }
}
