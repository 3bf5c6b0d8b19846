//! The sync protocol without input or output: the client's half, the server's half, and what they
//! say to each other.
//!
//! A [`Replica`] holds what the server confirmed and the mutations that wait; it shows both
//! together. An [`Authority`] applies each mutation exactly once, in order, and keeps a log per
//! scope. Neither knows a network, a disk or a clock: bytes and the time are handed in.

mod adoption;
mod alone;
mod authority;
mod checkpoint;
mod chronicle;
mod frame;
mod history;
mod journal;
mod legacy;
mod protocol;
mod replica;
mod state_hash;
mod undo;

#[cfg(test)]
mod tests;

pub use adoption::{Adoption, AdoptionReply, Handover};
pub use alone::Settled;
pub use authority::{
    Authority, AuthorityStore, Client, Heads, Submission, deciding_pipeline, may_read, operator,
};
pub use checkpoint::{Checkpoint, Damage, Restored, SegmentId, Segments};
pub use chronicle::Told;
pub use frame::{FRAME_OVERHEAD, FrameError, FrameKind, Framed, decode, encode};
pub use history::{HISTORY_MOST, HistoryReply, HistoryRequest, Subject};
pub use journal::{Access, CommandId, Journal, PendingMutation, RefusedMutation, Secret};
pub use protocol::{
    Hello, LiveNotice, LogEntry, PullReply, PullRequest, PushReply, PushRequest, RefusedSeq,
    ScopeDelta, ServerId, WIRE_OLDEST, WIRE_VERSION,
};
pub use replica::{Changed, Intent, NotTaken, Replica};
pub use state_hash::StateHash;
pub use undo::{Done, Step, Turn};
