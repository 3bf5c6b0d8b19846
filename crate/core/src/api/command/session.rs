//! Signing in.

use serde::{Deserialize, Serialize};

/// Where to sync, and with which right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The server's address: `https://boxwood.example`, or `http://127.0.0.1:PORT` on one's own
    /// machine.
    pub server: String,
    /// The secret that says who asks.
    pub token: String,
}

impl std::fmt::Debug for Session {
    /// Leaves the token out: what is printed ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}
