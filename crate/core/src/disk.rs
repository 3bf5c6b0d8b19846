//! What is on disk and what is on its way there.
//!
//! Each journal record is one small write. When the journal has grown, a checkpoint takes its place.
//! After a refused write nothing more is added to the journal, since a record in it must not be
//! missing: the next write that is tried is a checkpoint of everything.

use std::collections::BTreeMap;

use boxwood_sync::{FrameError, FrameKind, Journal, Replica, Segments, encode};

use crate::host::{Effect, Write};

/// A checkpoint is taken when the journal has more bytes than this.
const JOURNAL_BYTES: usize = 2 * 1024 * 1024;
/// A checkpoint is taken when the journal has more records than this.
const JOURNAL_RECORDS: u64 = 4_000;

#[derive(Debug)]
pub(crate) struct Disk {
    segments: Segments,
    /// The journal's first record, and the number of the next.
    first: u64,
    next: u64,
    bytes: usize,
    next_ticket: u64,
    under_way: BTreeMap<u64, UnderWay>,
    /// Why the store does not take what it is given, if it does not.
    refused: Option<String>,
    /// Drop everything before the next write: what is there cannot be read.
    clear: bool,
}

/// What a write that is under way makes last.
#[derive(Debug)]
struct UnderWay {
    /// Every mutation up to here.
    seq: u64,
    /// What is settled up to here.
    acked: u64,
    checkpoint: bool,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Everything up to these sequence numbers is on disk.
    Holds { seq: u64, acked: u64 },
    /// Nothing of it is.
    Refused,
}

impl Disk {
    pub(crate) fn new(segments: Segments, journal: impl Iterator<Item = (u64, usize)>) -> Self {
        let mut disk = Self {
            segments,
            first: 0,
            next: 0,
            bytes: 0,
            next_ticket: 1,
            under_way: BTreeMap::new(),
            refused: None,
            clear: false,
        };
        for (at, (number, bytes)) in journal.enumerate() {
            if at == 0 {
                disk.first = number;
            }
            disk.next = number + 1;
            disk.bytes += bytes;
        }
        disk
    }

    /// From now on the next write drops all that is there before.
    pub(crate) const fn clear_first(&mut self) {
        self.clear = true;
    }

    /// Why changes are only in memory, if they are.
    pub(crate) fn refusal(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// The store does not work.
    pub(crate) fn refuse(&mut self, reason: String) {
        self.refused = Some(reason);
    }

    /// Whether anything that a person did is on its way.
    pub(crate) fn is_saving(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Takes note of what a record that is not of this disk's making changed.
    pub(crate) fn touch(&mut self, changed: &boxwood_sync::Changed) {
        self.segments.touch(changed);
    }

    /// Writes a record that was folded into the replica. The number is the write's; none while the
    /// store refuses.
    pub(crate) fn record(
        &mut self,
        journal: &Journal,
        durable: bool,
        replica: &Replica,
        effects: &mut Vec<Effect>,
    ) -> Result<Option<u64>, FrameError> {
        if self.refused.is_some() {
            return Ok(None);
        }
        let long = self.bytes > JOURNAL_BYTES || self.next - self.first > JOURNAL_RECORDS;
        if long || self.clear {
            return self.checkpoint(durable, replica, effects).map(Some);
        }
        let bytes = encode(FrameKind::Journal, journal)?;
        self.bytes += bytes.len();
        let number = self.next;
        self.next += 1;
        let write = Write {
            durable,
            journal: vec![(number, bytes)],
            ..Write::default()
        };
        Ok(Some(self.submit(write, replica, effects)))
    }

    /// Writes everything that changed since the last checkpoint.
    pub(crate) fn checkpoint(
        &mut self,
        durable: bool,
        replica: &Replica,
        effects: &mut Vec<Effect>,
    ) -> Result<u64, FrameError> {
        let checkpoint = self.segments.checkpoint(replica)?;
        self.first = self.next;
        self.bytes = 0;
        let write = Write {
            durable,
            clear: std::mem::take(&mut self.clear),
            drop_journal_below: Some(self.next),
            drop_segments: checkpoint.dropped,
            journal: Vec::new(),
            segments: checkpoint.segments,
            manifest: Some(checkpoint.manifest),
        };
        Ok(self.submit(write, replica, effects))
    }

    /// What became of a write.
    pub(crate) fn written(&mut self, ticket: u64, outcome: Result<(), String>) -> Option<Written> {
        let write = self.under_way.remove(&ticket)?;
        Some(match outcome {
            // A journal record behind a refused one is on disk, but what it builds on is not.
            Ok(()) if self.refused.is_some() && !write.checkpoint => Written::Refused,
            Ok(()) => {
                self.refused = None;
                Written::Holds {
                    seq: write.seq,
                    acked: write.acked,
                }
            }
            Err(reason) => {
                self.refused = Some(reason);
                self.segments.all_dirty();
                self.clear = true;
                Written::Refused
            }
        })
    }

    fn submit(&mut self, write: Write, replica: &Replica, effects: &mut Vec<Effect>) -> u64 {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        let checkpoint = write.manifest.is_some();
        let (seq, acked) = (replica.last_seq(), replica.acked());
        self.under_way.insert(
            ticket,
            UnderWay {
                seq,
                acked,
                checkpoint,
            },
        );
        effects.push(Effect::Write { ticket, write });
        ticket
    }
}
