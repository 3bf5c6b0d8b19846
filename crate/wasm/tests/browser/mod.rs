//! The tests that need a browser, and what they share.

mod database;
mod facade;
mod host;
mod live;
mod network;
mod platform;
mod scripted;
