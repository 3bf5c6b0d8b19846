//! Whether the browser has a network, as far as it can tell.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

const EVENTS: [(&str, bool); 2] = [("online", true), ("offline", false)];

type Listener = (&'static str, Closure<dyn FnMut()>);

/// Listens for the network's coming and going until it is dropped.
#[derive(Debug)]
pub(crate) struct Connectivity {
    listeners: Vec<Listener>,
}

impl Connectivity {
    /// Calls `changed` with whether there is a network, each time the browser says so.
    pub(crate) fn watch(changed: impl Fn(bool) + Clone + 'static) -> Self {
        let mut listeners = Vec::new();
        for (name, online) in EVENTS {
            let changed = changed.clone();
            let listener = Closure::<dyn FnMut()>::new(move || changed(online));
            let function = listener.as_ref().unchecked_ref();
            // A place without these events has a network as far as anybody can tell.
            if scope()
                .add_event_listener_with_callback(name, function)
                .is_ok()
            {
                listeners.push((name, listener));
            }
        }
        Self { listeners }
    }
}

impl Drop for Connectivity {
    fn drop(&mut self) {
        for (name, listener) in &self.listeners {
            let function = listener.as_ref().unchecked_ref();
            // Fails only for a target that never took it.
            let _ = scope().remove_event_listener_with_callback(name, function);
        }
    }
}

fn scope() -> EventTarget {
    js_sys::global().unchecked_into()
}
