//! What the core costs: the same code natively and in WebAssembly, over the same made-up records.
//!
//! [`sample`] makes the records, [`store`] puts them into a replica's store, [`run`] measures.

#[cfg(target_family = "wasm")]
mod node;

mod edits;
mod engine;
mod figure;
mod memory;
mod query;
mod run;
pub mod sample;
pub mod store;
mod words;

pub use figure::Figure;
pub use memory::allocated;
pub use run::{GaugeError, Machine, run};
