//! The wire format, version 1: every kind of frame is kept as a file, and read for ever.
//!
//! The files are in `tests/golden/wire/v1`. `BOXWOOD_BLESS=1` writes those that are not there yet;
//! one that is there and differs means that the format has changed: then it needs a new version.

use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;

use serde::{Serialize, de::DeserializeOwned};

use super::samples;
use crate::{FrameKind, Journal, Replica, Restored, Segments, decode, encode};

fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/wire/v1");
    folder.join(format!("{name}.bin"))
}

/// The file's bytes; the ones given where there is no file yet and one is asked for.
fn golden(name: &str, bytes: &[u8]) -> Vec<u8> {
    let path = file(name);
    if !path.exists() && std::env::var_os("BOXWOOD_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
    }
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn check<T>(name: &str, kind: FrameKind, message: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let bytes = encode(kind, message).unwrap();
    let kept = golden(name, &bytes);
    assert_eq!(
        decode::<T>(kind, &kept).unwrap(),
        *message,
        "{name} reads otherwise"
    );
    assert_eq!(bytes, kept, "{name} is written otherwise");
}

#[test]
fn every_message_is_as_it_was() {
    check("hello", FrameKind::Hello, &samples::hello());
    check(
        "push-request",
        FrameKind::PushRequest,
        &samples::push_request(),
    );
    check("push-reply", FrameKind::PushReply, &samples::push_reply());
    check(
        "pull-request",
        FrameKind::PullRequest,
        &samples::pull_request(),
    );
    check("pull-reply", FrameKind::PullReply, &samples::pull_reply());
    check(
        "live-notice",
        FrameKind::LiveNotice,
        &samples::live_notice(),
    );
}

#[test]
fn every_journal_record_is_as_it_was() {
    for record in samples::journal() {
        let name = match &record {
            Journal::Intended(_) => "intended",
            Journal::Absorbed(_) => "absorbed",
            Journal::SignedIn { .. } => "signed-in",
            Journal::SignedOut => "signed-out",
            Journal::Dismissed { .. } => "dismissed",
            Journal::Renamed { .. } => "renamed",
        };
        check(&format!("journal-{name}"), FrameKind::Journal, &record);
    }
}

#[test]
fn what_the_server_keeps_is_as_it_was() {
    let (entries, state) = samples::log();
    for (n, entry) in entries.iter().enumerate() {
        check(&format!("entry-{n:02}"), FrameKind::Entry, entry);
    }
    check("effects", FrameKind::Entry, &samples::effects());
    check("refusals", FrameKind::Refusal, &samples::refusals());
    check(
        "record-member",
        FrameKind::Record,
        &state.members[&samples::ANN],
    );
    check(
        "record-pipeline",
        FrameKind::Record,
        &state.pipelines[&samples::PIPELINE],
    );
    check("record-box", FrameKind::Record, &state.boxes[&samples::BOX]);
    check("record-clock", FrameKind::Record, &samples::clock());
}

/// A replica that has something of everything.
fn replica() -> Replica {
    let mut replica = Replica::new(samples::CLIENT);
    for record in samples::journal().into_iter().take(4) {
        replica.fold(&record);
    }
    replica
}

#[test]
fn a_checkpoint_is_as_it_was() {
    let replica = replica();
    let checkpoint = Segments::default().checkpoint(&replica, 5).unwrap();
    assert_eq!(checkpoint.segments.len(), 1);
    let manifest = golden("manifest", &checkpoint.manifest);
    let segment = golden("segment", &checkpoint.segments[0].1);
    let segments = [(checkpoint.segments[0].0, segment.as_slice())];
    let fresh = boxwood_model::ClientId::from_bytes([99; 16]);
    let restored = Restored::read(Some(&manifest), segments, [], fresh);
    assert_eq!(restored.damage, crate::Damage::default());
    assert_eq!(restored.replica.facts, replica.facts);
    assert_eq!(restored.replica.confirmed, replica.confirmed);
    assert_eq!(
        manifest, checkpoint.manifest,
        "the manifest is written otherwise"
    );
    assert_eq!(
        segment, checkpoint.segments[0].1,
        "segments are written otherwise"
    );
}

#[test]
fn no_file_is_there_that_nothing_reads() {
    let folder = file("x").parent().unwrap().to_owned();
    let files = fs::read_dir(folder).unwrap();
    let (entries, _) = samples::log();
    // Six messages, six journal records, six things of the server's, manifest and segment.
    assert_eq!(files.count(), 20 + entries.len());
}
