//! The frames that client and server send each other, and those of the server's store.

use boxwood_model::{
    BoxRecord, Contact, Happening, Invitation, Lesson, Member, Organization, Pipeline, SavedView,
    Settings, Snippet, Team,
};
use boxwood_sync::{
    Adoption, AdoptionReply, FrameKind, Framed, Hello, HistoryReply, HistoryRequest, Journal,
    LiveNotice, LogEntry, PullReply, PullRequest, PushReply, PushRequest, RefusedSeq, WIRE_OLDEST,
    WIRE_VERSION, decode, encode,
};
use serde::Serialize;

/// Bytes of a frame before its payload.
const HEAD: usize = 4;
/// Bytes of a frame behind its payload.
const TAIL: usize = 4;

/// A frame with the checksum that it should have, which nothing would find by trying, and the kind
/// that it says.
pub(crate) fn mended(bytes: &[u8]) -> Option<(u8, Vec<u8>)> {
    let ([_, _, kind, version], behind) = bytes.split_first_chunk::<HEAD>()?;
    let (payload, _) = behind.split_last_chunk::<TAIL>()?;
    let version = if (WIRE_OLDEST..=WIRE_VERSION).contains(version) {
        *version
    } else {
        WIRE_VERSION
    };
    let mut frame = vec![0xb0, 0x0d, *kind, version];
    frame.extend_from_slice(payload);
    let checksum = crc32fast::hash(&frame);
    frame.extend_from_slice(&checksum.to_le_bytes());
    Some((*kind, frame))
}

/// Reads a frame, whatever checksum it ends with, as all that its kind may be.
pub(crate) fn run(bytes: &[u8]) {
    let Some((kind, frame)) = mended(bytes) else {
        return;
    };
    for (sort, read) in sorts() {
        if sort as u8 == kind {
            read(&frame);
        }
    }
}

/// Reads a frame.
type Read = fn(&[u8]);

/// All that a frame may hold.
fn sorts() -> [(FrameKind, Read); 25] {
    use FrameKind as K;
    [
        (K::Hello, |frame| read::<Hello>(K::Hello, frame)),
        (K::PushRequest, |frame| {
            read::<PushRequest>(K::PushRequest, frame)
        }),
        (K::PushReply, |frame| read::<PushReply>(K::PushReply, frame)),
        (K::PullRequest, |frame| {
            read::<PullRequest>(K::PullRequest, frame)
        }),
        (K::PullReply, |frame| read::<PullReply>(K::PullReply, frame)),
        (K::LiveNotice, |frame| {
            read::<LiveNotice>(K::LiveNotice, frame)
        }),
        (K::HistoryRequest, |frame| {
            read::<HistoryRequest>(K::HistoryRequest, frame)
        }),
        (K::HistoryReply, |frame| {
            read::<HistoryReply>(K::HistoryReply, frame)
        }),
        (K::Adoption, |frame| read::<Adoption>(K::Adoption, frame)),
        (K::AdoptionReply, |frame| {
            read::<AdoptionReply>(K::AdoptionReply, frame)
        }),
        (K::Journal, |frame| read::<Journal>(K::Journal, frame)),
        (K::Entry, |frame| read::<LogEntry>(K::Entry, frame)),
        (K::Refusal, |frame| read::<RefusedSeq>(K::Refusal, frame)),
        (K::Happening, |frame| read::<Happening>(K::Happening, frame)),
        (K::Record, |frame| read::<BoxRecord>(K::Record, frame)),
        (K::Record, |frame| read::<Pipeline>(K::Record, frame)),
        (K::Record, |frame| read::<Team>(K::Record, frame)),
        (K::Record, |frame| read::<Member>(K::Record, frame)),
        (K::Record, |frame| read::<Contact>(K::Record, frame)),
        (K::Record, |frame| read::<Organization>(K::Record, frame)),
        (K::Record, |frame| read::<Invitation>(K::Record, frame)),
        (K::Record, |frame| read::<Snippet>(K::Record, frame)),
        (K::Record, |frame| read::<SavedView>(K::Record, frame)),
        (K::Record, |frame| read::<Settings>(K::Record, frame)),
        (K::Record, |frame| read::<Lesson>(K::Record, frame)),
    ]
}

/// What can be read can be written, and that reads as the same.
fn read<T: Framed + Serialize>(kind: FrameKind, frame: &[u8]) {
    let Ok(message) = decode::<T>(kind, frame) else {
        return;
    };
    let written =
        encode(kind, &message).unwrap_or_else(|error| panic!("cannot be written: {error}"));
    match decode::<T>(kind, &written).map(|again| encode(kind, &again)) {
        Ok(Ok(again)) => assert!(again == written, "written anew it is something else"),
        other => panic!("what was written cannot be read: {:?}", other.err()),
    }
}
