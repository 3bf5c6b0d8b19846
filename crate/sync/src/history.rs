//! What happened, asked for a page at a time: the log says what records are, this says what was done.

use boxwood_model::{Happening, Key, Scope};
use serde::{Deserialize, Serialize};

use crate::protocol::ServerId;

/// Happenings that one answer gives at most.
pub const HISTORY_MOST: u32 = 500;

/// Asks what happened, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRequest {
    /// The log that the client is a replica of.
    pub server: ServerId,
    /// To what.
    pub subject: Subject,
    /// Only what was told before the happening of this number; from the newest on if there is none.
    pub before: Option<u64>,
    /// How many at most; the server gives no more than [`HISTORY_MOST`].
    pub most: u32,
}

/// What history is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// One record's.
    Record(Key),
    /// All records' of a scope.
    Scope(Scope),
}

/// What happened, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryReply {
    /// The happenings, each with its number: the server counts them as it takes them.
    pub happenings: Vec<(u64, Happening)>,
    /// Whether there is more before the last of them.
    pub more: bool,
}
