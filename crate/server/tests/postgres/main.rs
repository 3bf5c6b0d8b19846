//! The tests of the server once more, over PostgreSQL.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where it stands, and so may what serves tests alone"
)]

#[path = "../server/access.rs"]
mod access;
#[path = "../server/accounts.rs"]
mod accounts;
#[path = "../server/first_run.rs"]
mod first_run;
mod ground;
#[path = "../server/live.rs"]
mod live;
#[path = "../server/matrix.rs"]
mod matrix;
mod nodes;
#[path = "../server/origins.rs"]
mod origins;
#[path = "../server/provider.rs"]
mod provider;
#[path = "../server/refusals.rs"]
mod refusals;
#[path = "../server/sessions.rs"]
mod sessions;
#[path = "../server/sign_in.rs"]
mod sign_in;
#[path = "../server/sync.rs"]
mod sync;
#[path = "../server/wait.rs"]
mod wait;
#[path = "../server/world.rs"]
mod world;
