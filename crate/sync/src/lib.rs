//! The sync protocol without input or output: the client's half, the server's half, and what they
//! say to each other.
//!
//! A [`Replica`] holds what the server confirmed and the mutations that wait; it shows both
//! together. An [`Authority`] applies each mutation exactly once, in order, and keeps a log per
//! scope. Neither knows a network, a disk or a clock: bytes and the time are handed in.

mod authority;
mod checkpoint;
mod frame;
mod journal;
mod protocol;
mod replica;

#[cfg(test)]
mod tests;

pub use authority::{Authority, AuthorityStore, Client, Heads, Submission};
pub use checkpoint::{Checkpoint, Damage, Restored, SegmentId, Segments};
pub use frame::{FRAME_OVERHEAD, FrameError, FrameKind, decode, encode};
pub use journal::{Access, CommandId, Journal, PendingMutation, RefusedMutation};
pub use protocol::{
    Hello, LiveNotice, LogEntry, PullReply, PullRequest, PushReply, PushRequest, RefusedSeq,
    ScopeDelta, ServerId, WIRE_OLDEST, WIRE_VERSION,
};
pub use replica::{Changed, Intent, NotTaken, Replica};
