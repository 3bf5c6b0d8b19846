//! The server: the sync protocol over HTTP, the records in one SQLite file or in PostgreSQL.
//!
//! It holds no rules of its own. What may be done and what it does is decided by
//! [`boxwood_sync::Authority`] and `boxwood_model`; here are the store, the endpoints, and what keeps
//! both well: one commit for many requests, limits, deadlines, and an orderly end.

mod audit;
mod backup;
mod config;
mod credential;
mod forgetting;
#[cfg(test)]
mod held;
mod http;
mod invitation;
mod key;
mod moment;
mod news;
mod oidc;
mod operator;
mod place;
mod postgres;
mod readers;
mod server;
mod session;
mod sign_in;
mod sqlite;
mod storage;
mod store;
mod team;
mod tls;
mod token;
mod writer;

pub use backup::{Backup, BackupError, back_up, restore};
pub use config::{
    Config, EXTENSION_ORIGIN, Limits, Origin, OriginError, PublicAddress, PublicAddressError, Rate,
    Secret, SignIn, SignInError,
};
pub use http::{Endpoint, Needs, endpoints};
pub use operator::{Operator, OperatorError, Which};
pub use place::{AddressError, OpenError, Place, PostgresAddress};
pub use server::{Running, Server, StartError};
pub use team::Joined;
pub use tls::{TlsError, TlsFiles};
pub use token::{ListedToken, Token};
