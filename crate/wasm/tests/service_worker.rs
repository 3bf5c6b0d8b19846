//! All browser tests, in a service worker: where the core runs.
#![cfg(target_family = "wasm")]

mod browser;
mod conformance;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_service_worker);
