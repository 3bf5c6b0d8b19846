//! The real server on a port of its own, asked by real HTTP and WebSocket clients.

mod first_run;
mod live;
mod origins;
mod program;
mod refusals;
mod sync;
mod world;
