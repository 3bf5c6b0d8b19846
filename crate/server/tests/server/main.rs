//! The real server on a port of its own, asked by real HTTP and WebSocket clients.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where it stands, and so may what serves tests alone"
)]

mod access;
mod accounts;
mod adopt;
mod first_run;
mod ground;
mod limits;
mod live;
mod matrix;
mod origins;
mod program;
mod provider;
mod refusals;
mod sessions;
mod sign_in;
mod sync;
mod wait;
mod world;
