//! Frames: bytes that say what they are, in which version, and whether they are whole.
//!
//! `B0 0D`, kind, wire version, payload in [postcard](https://postcard.jamesmunns.com/wire-format),
//! CRC-32 (IEEE) of all before it, little-endian. Messages and everything on disk look like this.

mod checksum;

use boxwood_model::{
    BoxRecord, Clock, Contact, Happening, Invitation, Lesson, Member, Organization, Pipeline,
    SavedView, Settings, Snippet, Team,
};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use checksum::checksum;

use crate::adoption::{Adoption, AdoptionReply};
use crate::history::{HistoryReply, HistoryRequest};
use crate::journal::Journal;
use crate::legacy;
use crate::protocol::{
    Hello, LiveNotice, LogEntry, PullReply, PullRequest, PushReply, PushRequest, RefusedSeq,
    WIRE_OLDEST, WIRE_VERSION,
};

const MAGIC: [u8; 2] = [0xb0, 0x0d];
const HEAD: usize = 4;
const TAIL: usize = 4;

/// How many bytes a frame adds to its payload.
pub const FRAME_OVERHEAD: usize = HEAD + TAIL;

/// What a frame holds. The numbers are part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameKind {
    /// A [`Hello`](crate::Hello).
    Hello = 1,
    /// A [`PushRequest`](crate::PushRequest).
    PushRequest = 2,
    /// A [`PushReply`](crate::PushReply).
    PushReply = 3,
    /// A [`PullRequest`](crate::PullRequest).
    PullRequest = 4,
    /// A [`PullReply`](crate::PullReply).
    PullReply = 5,
    /// A [`LiveNotice`](crate::LiveNotice).
    LiveNotice = 6,
    /// A [`HistoryRequest`](crate::HistoryRequest).
    HistoryRequest = 7,
    /// A [`HistoryReply`](crate::HistoryReply).
    HistoryReply = 8,
    /// An [`Adoption`](crate::Adoption).
    Adoption = 9,
    /// An [`AdoptionReply`](crate::AdoptionReply).
    AdoptionReply = 10,
    /// A [`Journal`](crate::Journal) record.
    Journal = 16,
    /// A segment of a checkpoint.
    Segment = 17,
    /// The manifest of a checkpoint.
    Manifest = 18,
    /// One record in the server's store.
    Record = 32,
    /// One log entry in the server's store.
    Entry = 33,
    /// One refusal in the server's store.
    Refusal = 34,
    /// One [`Happening`] in the server's store.
    Happening = 35,
}

/// Bytes that are not the frame that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Not a frame at all.
    #[error("these bytes are not from Boxwood")]
    NotAFrame,
    /// A frame of something else.
    #[error("expected a frame of kind {expected}, got one of kind {got}")]
    OtherKind {
        /// The kind that was expected.
        expected: u8,
        /// The kind that came.
        got: u8,
    },
    /// A version that this code does not speak.
    #[error("wire version {got} is not one of {oldest} to {newest}")]
    OtherVersion {
        /// The version that came.
        got: u8,
        /// The oldest that is understood.
        oldest: u8,
        /// The newest that is understood.
        newest: u8,
    },
    /// Cut short or changed on the way.
    #[error("a frame is damaged: its checksum does not match")]
    Damaged,
    /// Whole, and yet not what it should be.
    #[error("a frame's content cannot be read: {0}")]
    Malformed(String),
}

/// What frames hold: how it is read from the frames of each version.
pub trait Framed: DeserializeOwned {
    /// What it was in version 1.
    type V1: DeserializeOwned + Into<Self>;
}

/// Types that read the bytes of every version as they are: they only grew variants at their ends.
macro_rules! framed_as_ever {
    ($($message:ty),* $(,)?) => {
        $(impl Framed for $message {
            type V1 = Self;
        })*
    };
}

framed_as_ever!(
    Adoption,
    AdoptionReply,
    Clock,
    Contact,
    Happening,
    Hello,
    HistoryReply,
    HistoryRequest,
    Invitation,
    Lesson,
    LiveNotice,
    Member,
    Organization,
    PullRequest,
    PushReply,
    RefusedSeq,
    SavedView,
    Settings,
    Snippet,
    Team,
);

impl Framed for PushRequest {
    type V1 = legacy::OldPushRequest;
}

impl Framed for PullReply {
    type V1 = legacy::OldPullReply;
}

impl Framed for LogEntry {
    type V1 = legacy::OldEntry;
}

impl Framed for Journal {
    type V1 = legacy::OldJournal;
}

impl Framed for BoxRecord {
    type V1 = legacy::OldBox;
}

impl Framed for Pipeline {
    type V1 = legacy::OldPipeline;
}

/// The frame of a message.
///
/// # Errors
/// If the message cannot be written, which no type of this crate comes to.
pub fn encode(kind: FrameKind, message: &impl Serialize) -> Result<Vec<u8>, FrameError> {
    let head = vec![MAGIC[0], MAGIC[1], kind as u8, WIRE_VERSION];
    let mut bytes = postcard::to_extend(message, head)
        .map_err(|error| FrameError::Malformed(error.to_string()))?;
    let checksum = checksum(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    Ok(bytes)
}

/// How many bytes a message has within a frame. What cannot be written counts as endless.
///
/// It is written to be measured: postcard's own way to count is the code of all writing once more.
pub(crate) fn payload_size(message: &impl Serialize) -> usize {
    postcard::to_extend(message, Vec::new()).map_or(usize::MAX, |bytes| bytes.len())
}

/// The message of a frame.
///
/// # Errors
/// Whatever is wrong with the bytes, the most telling thing first.
pub fn decode<T: Framed>(kind: FrameKind, bytes: &[u8]) -> Result<T, FrameError> {
    let (head, _) = bytes
        .split_first_chunk::<HEAD>()
        .ok_or(FrameError::NotAFrame)?;
    if head[..2] != MAGIC {
        return Err(FrameError::NotAFrame);
    }
    if !(WIRE_OLDEST..=WIRE_VERSION).contains(&head[3]) {
        let (oldest, newest) = (WIRE_OLDEST, WIRE_VERSION);
        return Err(FrameError::OtherVersion {
            got: head[3],
            oldest,
            newest,
        });
    }
    if head[2] != kind as u8 {
        return Err(FrameError::OtherKind {
            expected: kind as u8,
            got: head[2],
        });
    }
    let (whole, tail) = bytes
        .split_last_chunk::<TAIL>()
        .ok_or(FrameError::Damaged)?;
    if whole.len() < HEAD || checksum(whole) != u32::from_le_bytes(*tail) {
        return Err(FrameError::Damaged);
    }
    let payload = &whole[HEAD..];
    match head[3] {
        1 => read::<T::V1>(payload).map(Into::into),
        _ => read(payload),
    }
}

fn read<T: DeserializeOwned>(payload: &[u8]) -> Result<T, FrameError> {
    match postcard::take_from_bytes(payload) {
        Ok((message, [])) => Ok(message),
        Ok((_, rest)) => Err(FrameError::Malformed(format!(
            "{} bytes too many",
            rest.len()
        ))),
        Err(error) => Err(FrameError::Malformed(error.to_string())),
    }
}
