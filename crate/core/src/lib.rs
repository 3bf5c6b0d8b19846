//! The client engine: one replica, its indexes and its views; commands in, views and effects out.
//!
//! [`Engine`] knows no browser: [`host`] is what it asks of whoever runs it, [`api`] what it and the
//! screen say to each other.

pub mod api;
mod credentials;
mod disk;
mod engine;
mod files;
mod history;
pub mod host;
mod index;
mod link;
mod refused;
mod status;
mod suggestions;
mod timeline;
mod translate;
mod views;

#[cfg(test)]
mod tests;

pub use engine::Engine;
