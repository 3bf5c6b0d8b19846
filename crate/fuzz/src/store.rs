//! A browser's store whose bytes are anything: what opens of it must be usable.

use boxwood_model::ClientId;
use boxwood_sync::{FrameKind, Restored, SegmentId, Segments};

use crate::frames::mended;

const MANIFEST: u8 = FrameKind::Manifest as u8;
const SEGMENT: u8 = FrameKind::Segment as u8;
const FRESH: ClientId = ClientId::from_bytes([99; 16]);

/// A store is parts, each a length in two bytes, little-endian, and a frame whatever its checksum: a
/// manifest, segments and a journal. What opens can be written, and opens again as the same.
pub(crate) fn run(bytes: &[u8]) {
    let mut manifest = None;
    let mut segments = Vec::new();
    let mut journal = Vec::new();
    let mut rest = bytes;
    while let [low, high, behind @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(behind.len());
        let (part, behind) = behind.split_at(length);
        match mended(part) {
            Some((MANIFEST, frame)) => manifest = Some(frame),
            Some((SEGMENT, frame)) => segments.push((0, frame)),
            Some((_, frame)) => journal.push(frame),
            None => journal.push(part.to_vec()),
        }
        rest = behind;
    }
    for (id, (number, _)) in (0..).zip(&mut segments) {
        *number = id;
    }
    let restored = open(manifest.as_deref(), &segments, &journal);
    let written = Segments::default().checkpoint(&restored.replica, 1);
    let written = written.unwrap_or_else(|error| panic!("it cannot be written: {error}"));
    let again = open(Some(&written.manifest), &written.segments, &[]);
    assert!(
        !again.damage.manifest,
        "what was written cannot be read: {:?}",
        again.damage
    );
    assert!(
        again.replica.confirmed() == restored.replica.confirmed(),
        "what was written opens as something else"
    );
}

fn open(
    manifest: Option<&[u8]>,
    segments: &[(SegmentId, Vec<u8>)],
    journal: &[Vec<u8>],
) -> Restored {
    Restored::read(
        manifest,
        segments.iter().map(|(id, bytes)| (*id, bytes.as_slice())),
        (0..).zip(journal.iter().map(Vec::as_slice)),
        FRESH,
    )
}
