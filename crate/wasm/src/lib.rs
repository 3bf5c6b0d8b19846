//! The engine on the web platform: IndexedDB, fetch, WebSocket, timers, and the façade for
//! JavaScript. Decides nothing about records.
//!
//! Natively only what needs no browser is compiled.

pub mod address;
pub mod store;

#[cfg(target_family = "wasm")]
mod connectivity;
#[cfg(target_family = "wasm")]
mod conversion;
#[cfg(target_family = "wasm")]
mod facade;
#[cfg(target_family = "wasm")]
pub mod host;
#[cfg(target_family = "wasm")]
pub mod indexed_db;
#[cfg(target_family = "wasm")]
pub mod live;
#[cfg(target_family = "wasm")]
pub mod network;
#[cfg(target_family = "wasm")]
mod stopped;

#[cfg(target_family = "wasm")]
pub use facade::{Core, build_info};
