//! What client and server say to each other.
//!
//! Each message travels as a [frame](crate::frame): its kind, the wire version and a checksum, so
//! that nonsense, a cut and another version are told apart from a message.

use boxwood_model::{
    Action, ClientId, Effect, Hlc, Mutation, Refusal, Scope, Stamp, TeamId, UserId,
};
use serde::{Deserialize, Serialize};

/// The version of the wire format that this code speaks.
pub const WIRE_VERSION: u8 = 2;

/// The oldest version that this code still understands.
pub const WIRE_OLDEST: u8 = 1;

/// Names one server's log. A store made anew is another log, even at the same address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerId(pub [u8; 16]);

/// The server's answer to "who am I": the first thing a client asks with a new token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Which log this is.
    pub server: ServerId,
    /// The team.
    pub team: TeamId,
    /// Whose token it is.
    pub user: UserId,
    /// The address of that person.
    pub email: String,
    /// The server's clock, in milliseconds since 1970.
    pub now: u64,
}

/// Mutations for the server, of one client, in the order of their sequence numbers, without gaps.
/// The client and the numbers are said once: most of a push is edits of a few bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// The log that the client is a replica of.
    pub server: ServerId,
    /// Whose mutations.
    pub client: ClientId,
    /// The sequence number of the first.
    pub first: u64,
    /// When and what, of each.
    pub intents: Vec<(Hlc, Action)>,
}

impl PushRequest {
    /// The mutations, each whole.
    pub fn mutations(&self) -> impl Iterator<Item = Mutation> + '_ {
        // Whoever sends may say that the first is the last number there is.
        let numbers = (0..).map(|n| self.first.saturating_add(n));
        numbers
            .zip(&self.intents)
            .map(|(seq, (at, action))| Mutation {
                client: self.client,
                seq,
                at: *at,
                action: action.clone(),
            })
    }
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// Every mutation up to this sequence number is settled: applied or refused.
    pub acked: u64,
    /// By how many milliseconds the client's clock is ahead, where that is over what is tolerated:
    /// its stamps were clamped to the server's time.
    pub clock_ahead: Option<u64>,
}

/// Asks for what is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// The log that the client is a replica of.
    pub server: ServerId,
    /// Who asks; for the sequence number in the answer.
    pub client: ClientId,
    /// How far the client is in each scope that it knows.
    pub cursors: Vec<(Scope, u64)>,
    /// Every refusal up to this sequence number is known to the client and may be forgotten.
    pub settled: u64,
}

/// What is new, read in one go: entries and acknowledgement belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullReply {
    /// News by scope; scopes without news are left out.
    pub deltas: Vec<ScopeDelta>,
    /// Scopes that the client asked about and may no longer see.
    pub lost: Vec<Scope>,
    /// Every mutation of this client up to this sequence number is settled, and what it did is in
    /// the log up to here.
    pub acked: u64,
    /// Those of them that were refused, from after [`PullRequest::settled`].
    pub refused: Vec<RefusedSeq>,
    /// There is more than fits into one answer: ask again. Until then `acked` is what it was.
    pub more: bool,
}

/// News in one scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeDelta {
    /// Where.
    pub scope: Scope,
    /// The version that the entries continue; the first entry makes it `from + 1`.
    pub from: u64,
    /// The entries, without gaps.
    pub entries: Vec<LogEntry>,
}

/// What one mutation did in one scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// The replica that had the intent.
    pub client: ClientId,
    /// Which of its mutations it was.
    pub seq: u64,
    /// Who; none for the server's operator.
    pub actor: Option<UserId>,
    /// When, as the server took it.
    pub stamp: Stamp,
    /// What changed.
    pub effects: Vec<Effect>,
}

/// A mutation that the server refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedSeq {
    /// Which.
    pub seq: u64,
    /// Why.
    pub reason: Refusal,
}

/// Said over the live connection: something is new in these scopes, ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveNotice {
    /// The scopes and the versions that they have reached.
    pub heads: Vec<(Scope, u64)>,
}
