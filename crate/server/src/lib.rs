//! The server: the sync protocol over HTTP, the records in one SQLite file.
//!
//! It holds no rules of its own. What may be done and what it does is decided by
//! [`boxwood_sync::Authority`] and `boxwood_model`; here are the store, the endpoints, and what keeps
//! both well: one commit for many requests, limits, deadlines, and an orderly end.

mod config;
mod database;
mod forgetting;
mod http;
mod moment;
mod news;
mod operator;
mod readers;
mod server;
mod store;
mod team;
mod token;
mod writer;

pub use config::{Config, EXTENSION_ORIGIN, Limits, Origin, OriginError};
pub use database::OpenError;
pub use operator::{Operator, OperatorError, Which};
pub use server::{Running, Server, StartError};
pub use team::Joined;
pub use token::{ListedToken, Token};
