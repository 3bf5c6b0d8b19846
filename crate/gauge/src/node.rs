//! The same in WebAssembly, for Node.js.

use boxwood_core::host::Stored;
use wasm_bindgen::prelude::*;

use crate::run::{Machine, run};

/// Measures over a store that is handed in piece by piece.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Gauge {
    stored: Stored,
}

/// Node.js, with its clock.
struct Node<'c>(&'c js_sys::Function);

impl Machine for Node<'_> {
    fn place(&self) -> &'static str {
        "wasm"
    }

    fn micros(&self) -> f64 {
        let time = self.0.call0(&JsValue::NULL).ok();
        time.and_then(|time| time.as_f64()).unwrap_or(f64::NAN)
    }

    fn linear_memory(&self) -> Option<usize> {
        const PAGE: usize = 65_536;
        Some(core::arch::wasm32::memory_size(0) * PAGE)
    }
}

#[wasm_bindgen]
impl Gauge {
    /// A gauge without a store.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Hands in the manifest.
    pub fn manifest(&mut self, bytes: Vec<u8>) {
        self.stored.manifest = Some(bytes);
    }

    /// Hands in a segment.
    pub fn segment(&mut self, number: u32, bytes: Vec<u8>) {
        self.stored.segments.push((number, bytes));
    }

    /// Measures by `clock`, which says how many microseconds have passed; `tell` is called with a
    /// line of JSON for each figure.
    ///
    /// # Errors
    /// If something did not work that always does.
    pub fn measure(
        &self,
        edits: usize,
        clock: &js_sys::Function,
        tell: &js_sys::Function,
    ) -> Result<(), JsError> {
        let mut told = Ok(());
        run(&self.stored, edits, &Node(clock), &mut |line| {
            if told.is_ok() {
                let line = JsValue::from_str(&line.to_string());
                told = tell.call1(&JsValue::NULL, &line).map(drop);
            }
        })?;
        told.map_err(|_| JsError::new("the listener threw"))
    }
}
