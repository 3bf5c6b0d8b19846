//! The wire format, version by version: every kind of frame is kept as a file, and read for ever.
//!
//! The files are in `tests/golden/wire`, a folder for each version. `BOXWOOD_BLESS=1` writes those of
//! today's version that are not there yet; one that is there and differs means that the format has
//! changed: then it needs a new version.

mod lessons;
mod v1;
mod v2;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;

use boxwood_model::Effect;
use serde::{Deserialize, Serialize};

use crate::frame::Framed;
use crate::legacy::OldEffect;
use crate::{FrameKind, Journal, RefusedSeq, decode};

#[derive(Deserialize)]
#[serde(transparent)]
pub struct OldEffects(Vec<OldEffect>);

impl From<OldEffects> for Vec<Effect> {
    fn from(old: OldEffects) -> Self {
        old.0.into_iter().map(Effect::from).collect()
    }
}

impl Framed for Vec<Effect> {
    type V1 = OldEffects;
}

impl Framed for Vec<RefusedSeq> {
    type V1 = Self;
}

fn folder(version: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden/wire")
        .join(version)
}

/// The files of a version that were looked at.
struct Golden {
    version: &'static str,
    seen: BTreeSet<String>,
}

impl Golden {
    const fn new(version: &'static str) -> Self {
        Self {
            version,
            seen: BTreeSet::new(),
        }
    }

    fn path(&mut self, name: &str) -> PathBuf {
        let name = format!("{name}.bin");
        let path = folder(self.version).join(&name);
        self.seen.insert(name);
        path
    }

    fn bytes(&mut self, name: &str) -> Vec<u8> {
        let path = self.path(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Checks that a file means this message.
    fn means<T: Framed + PartialEq + Debug>(&mut self, name: &str, kind: FrameKind, message: &T) {
        let kept = self.bytes(name);
        let read: T = decode(kind, &kept).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read, *message, "{name} reads otherwise");
    }

    /// Checks that no file is there that nobody looked at.
    fn finish(self) {
        let files = fs::read_dir(folder(self.version)).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.collect::<BTreeSet<_>>(), self.seen);
    }
}

const fn journal_name(record: &Journal) -> &'static str {
    match record {
        Journal::Intended(_) => "journal-intended",
        Journal::Absorbed(_) => "journal-absorbed",
        Journal::SignedIn { .. } => "journal-signed-in",
        Journal::SignedOut => "journal-signed-out",
        Journal::Dismissed { .. } => "journal-dismissed",
        Journal::Renamed { .. } => "journal-renamed",
        Journal::Did { .. } => "journal-did",
        Journal::Keyed { .. } => "journal-keyed",
        Journal::Alone { .. } => "journal-alone",
        Journal::Settled(_) => "journal-settled",
        Journal::Moving { .. } => "journal-moving",
        Journal::Moved { .. } => "journal-moved",
    }
}

/// A message as today's version writes it.
fn written(kind: FrameKind, message: &impl Serialize) -> Vec<u8> {
    crate::encode(kind, message).unwrap()
}
