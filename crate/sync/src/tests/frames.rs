//! Frames: what is whole is read, everything else is told apart.

use boxwood_model::{BoxRecord, Contact, LiteMap};
use proptest::prelude::*;

use super::samples;
use crate::checkpoint::Shelved;
use crate::frame::checksum;
use crate::{
    FRAME_OVERHEAD, FrameError, FrameKind, Hello, Journal, LiveNotice, LogEntry, PullReply,
    PullRequest, PushReply, PushRequest, WIRE_OLDEST, WIRE_VERSION, decode, encode,
};

const KINDS: [FrameKind; 12] = [
    FrameKind::Hello,
    FrameKind::PushRequest,
    FrameKind::PushReply,
    FrameKind::PullRequest,
    FrameKind::PullReply,
    FrameKind::LiveNotice,
    FrameKind::Journal,
    FrameKind::Segment,
    FrameKind::Manifest,
    FrameKind::Record,
    FrameKind::Entry,
    FrameKind::Refusal,
];

fn push() -> Vec<u8> {
    encode(FrameKind::PushRequest, &samples::push_request()).unwrap()
}

fn read(bytes: &[u8]) -> Result<PushRequest, FrameError> {
    decode(FrameKind::PushRequest, bytes)
}

#[test]
fn a_whole_frame_is_read() {
    assert_eq!(read(&push()).unwrap(), samples::push_request());
    let empty = encode(FrameKind::Segment, &Vec::<BoxRecord>::new()).unwrap();
    assert_eq!(empty.len(), FRAME_OVERHEAD + 1);
    let nothing: Shelved<BoxRecord> = decode(FrameKind::Segment, &empty).unwrap();
    assert!(nothing.0.is_empty());
}

#[test]
fn a_frame_that_is_cut_anywhere_is_refused() {
    let whole = push();
    for end in 0..whole.len() {
        let error = read(&whole[..end]).unwrap_err();
        let expected = if end < 4 {
            FrameError::NotAFrame
        } else {
            FrameError::Damaged
        };
        assert_eq!(error, expected, "cut at {end}");
    }
    for start in 1..whole.len() {
        assert!(read(&whole[start..]).is_err(), "cut before {start}");
    }
}

#[test]
fn a_frame_with_any_bit_flipped_is_refused() {
    let whole = push();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << bit;
            assert!(read(&flipped).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn two_frames_in_a_row_are_not_one() {
    let twice = [push(), push()].concat();
    assert_eq!(read(&twice), Err(FrameError::Damaged));
    let longer = [push(), vec![0]].concat();
    assert_eq!(read(&longer), Err(FrameError::Damaged));
}

#[test]
fn a_frame_of_another_kind_says_so() {
    for written in KINDS {
        for wanted in KINDS {
            let bytes = encode(written, &samples::push_reply()).unwrap();
            let expected = if written == wanted {
                Ok(samples::push_reply())
            } else {
                Err(FrameError::OtherKind {
                    expected: wanted as u8,
                    got: written as u8,
                })
            };
            assert_eq!(decode::<PushReply>(wanted, &bytes), expected);
        }
    }
}

#[test]
fn a_frame_of_another_version_says_so_whatever_else_is_in_it() {
    for got in (0..=u8::MAX).filter(|v| !(WIRE_OLDEST..=WIRE_VERSION).contains(v)) {
        let mut bytes = push();
        bytes[3] = got;
        let expected = FrameError::OtherVersion {
            got,
            oldest: WIRE_OLDEST,
            newest: WIRE_VERSION,
        };
        assert_eq!(read(&bytes), Err(expected.clone()));
        // Kinds of a later version are not known here, and its frames may look otherwise.
        bytes[2] = 200;
        bytes.truncate(6);
        assert_eq!(read(&bytes), Err(expected));
    }
}

#[test]
fn what_is_not_ours_says_so() {
    let html = b"<!doctype html><title>502 Bad Gateway</title>".as_slice();
    let json = br#"{"error":{"code":"internal"}}"#.as_slice();
    for bytes in [b"".as_slice(), b"x", html, json, &[0; 64], &[0xff; 64]] {
        assert_eq!(read(bytes), Err(FrameError::NotAFrame));
    }
}

#[test]
fn a_whole_frame_with_other_content_is_malformed() {
    let other = encode(FrameKind::PushRequest, &"not a push").unwrap();
    assert!(matches!(read(&other), Err(FrameError::Malformed(_))));
    let longer = encode(FrameKind::PushReply, &(samples::push_reply(), 1u8)).unwrap();
    let error = decode::<PushReply>(FrameKind::PushReply, &longer).unwrap_err();
    assert_eq!(error, FrameError::Malformed("1 bytes too many".to_owned()));
}

#[test]
fn a_length_that_is_a_lie_takes_no_memory() {
    // A vector of 2^63 elements, in a frame of a few bytes.
    let mut payload = vec![0xff; 9];
    payload.push(0x7f);
    let mut bytes = vec![0xb0, 0x0d, FrameKind::Segment as u8, WIRE_VERSION];
    bytes.extend(payload);
    bytes.extend(checksum(&bytes).to_le_bytes());
    let segment = decode::<Shelved<BoxRecord>>(FrameKind::Segment, &bytes);
    assert!(matches!(segment, Err(FrameError::Malformed(_))));
}

#[test]
fn a_map_whose_length_is_a_lie_takes_no_memory() {
    // A contact of which only the length of its first map is there: 2^40 entries, of 32 bytes or more.
    let mut state = samples::log().1;
    let (_, mut contact) = state.contacts.pop_first().unwrap();
    contact.handles = LiteMap::new();
    let whole = encode(FrameKind::Record, &contact).unwrap();
    let mut lies = 0;
    for at in 4..whole.len() - 4 {
        let mut payload = whole[4..at].to_vec();
        payload.extend([0x80, 0x80, 0x80, 0x80, 0x80, 0x20]);
        let read: Result<Contact, _> =
            decode(FrameKind::Record, &framed(FrameKind::Record, &payload));
        lies += u32::from(read.is_err());
    }
    assert_eq!(
        lies as usize,
        whole.len() - 8,
        "cut anywhere, it is no contact"
    );
}

#[test]
fn mutations_are_numbered_from_the_first_and_numbers_end() {
    let mut request = samples::push_request();
    let numbers: Vec<u64> = request.mutations().map(|m| m.seq).collect();
    let expected: Vec<u64> = (300..300 + request.intents.len() as u64).collect();
    assert_eq!(numbers, expected);
    request.first = u64::MAX;
    assert_eq!(request.mutations().count(), request.intents.len());
}

/// The frame around a payload, whatever it is.
fn framed(kind: FrameKind, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xb0, 0x0d, kind as u8, WIRE_VERSION];
    bytes.extend_from_slice(payload);
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes: Vec<u8>) {
        let _ = read(&bytes);
        let _ = decode::<Hello>(FrameKind::Hello, &framed(FrameKind::Hello, &bytes));
        let _ = decode::<PushRequest>(FrameKind::PushRequest, &framed(FrameKind::PushRequest, &bytes))
            .map(|request| request.mutations().count());
        let _ = decode::<PullRequest>(FrameKind::PullRequest, &framed(FrameKind::PullRequest, &bytes));
        let _ = decode::<PullReply>(FrameKind::PullReply, &framed(FrameKind::PullReply, &bytes));
        let _ = decode::<LiveNotice>(FrameKind::LiveNotice, &framed(FrameKind::LiveNotice, &bytes));
        let _ = decode::<Journal>(FrameKind::Journal, &framed(FrameKind::Journal, &bytes));
        let _ = decode::<LogEntry>(FrameKind::Entry, &framed(FrameKind::Entry, &bytes));
    }

    #[test]
    fn no_spoiled_message_makes_reading_panic(at: prop::sample::Index, byte: u8, longer: bool) {
        let whole = encode(FrameKind::Journal, &samples::journal()[1]).unwrap();
        let mut payload = whole[4..whole.len() - 4].to_vec();
        let at = at.index(payload.len());
        if longer {
            payload.insert(at, byte);
        } else {
            payload[at] = byte;
        }
        let _ = decode::<Journal>(FrameKind::Journal, &framed(FrameKind::Journal, &payload));
    }
}
