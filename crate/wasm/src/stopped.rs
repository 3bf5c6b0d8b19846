//! What the page learns when the core panics.
//!
//! A panic ends the whole module: no destructor runs, no promise of it is ever settled, and
//! whatever is called afterwards meets half-changed state. So the hook rejects all promises that
//! are open, tells every listener, and from then on nothing is begun. A trap that is no panic, for
//! want of memory, runs no hook: for that, whoever asks has a deadline of their own.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

use crate::conversion::{Message, to_js};

thread_local! {
    static STOPPED: Cell<bool> = const { Cell::new(false) };
    static HOOKED: Cell<bool> = const { Cell::new(false) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
    static LISTENERS: RefCell<BTreeMap<u64, Function>> = const { RefCell::new(BTreeMap::new()) };
    static OPEN: RefCell<BTreeMap<u64, Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether the module has panicked.
pub(crate) fn has_stopped() -> bool {
    STOPPED.get()
}

fn next() -> u64 {
    NEXT.replace(NEXT.get() + 1)
}

/// Tells a listener of a panic for as long as this lives.
#[derive(Debug)]
pub(crate) struct Watch(u64);

impl Watch {
    /// Begins to watch.
    pub(crate) fn new(listener: &Function) -> Self {
        if !HOOKED.replace(true) {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                stop(&info.to_string());
                before(info);
            }));
        }
        let watch = Self(next());
        LISTENERS.with_borrow_mut(|listeners| listeners.insert(watch.0, listener.clone()));
        watch
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        LISTENERS.with_borrow_mut(|listeners| listeners.remove(&self.0));
    }
}

/// A promise to the page that is not settled yet. It is rejected when the module panics.
#[derive(Debug)]
pub(crate) struct Answer {
    number: u64,
    resolve: Function,
}

impl Answer {
    /// The promise, and what settles it.
    pub(crate) fn new() -> (Self, Promise) {
        let number = next();
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        let resolve = settle.map_or_else(Function::default, |(resolve, reject)| {
            if has_stopped() {
                call(&reject, &error("the core has stopped"));
            } else {
                OPEN.with_borrow_mut(|open| open.insert(number, reject));
            }
            resolve
        });
        (Self { number, resolve }, promise)
    }

    /// Keeps the promise.
    pub(crate) fn give(self, value: &JsValue) {
        OPEN.with_borrow_mut(|open| open.remove(&self.number));
        call(&self.resolve, value);
    }
}

fn error(detail: &str) -> JsValue {
    js_sys::Error::new(detail).into()
}

/// Calls into the page. What it throws is its own affair: it is reported there, not here.
pub(crate) fn call(function: &Function, argument: &JsValue) {
    if let Err(thrown) = function.call1(&JsValue::NULL, argument) {
        report(thrown);
    }
}

/// Has the platform report an exception as one that nobody caught.
fn report(thrown: JsValue) {
    // A rejection without a handler is reported everywhere, in service workers too.
    let _ = Promise::reject(&thrown);
}

/// Ends everything. Borrows are only tried: the panic may have come in the midst of one.
fn stop(detail: &str) {
    if STOPPED.replace(true) {
        return;
    }
    let reason = error(detail);
    let rejects = OPEN.with(|open| open.try_borrow().map(|open| open.clone()));
    for reject in rejects.unwrap_or_default().values() {
        call(reject, &reason);
    }
    let message = to_js(&Message::Stopped { detail });
    let listeners = LISTENERS.with(|listeners| listeners.try_borrow().map(|l| l.clone()));
    for listener in listeners.unwrap_or_default().values() {
        call(listener, &message);
    }
}
