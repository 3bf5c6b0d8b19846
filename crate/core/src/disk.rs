//! What is on disk and what is on its way there.
//!
//! Each journal record is one small write. When the journal has grown, a checkpoint takes its place.
//! After a refused write nothing more is added to the journal, since a record in it must not be
//! missing: the next write that is tried is a checkpoint of everything. Writes that were on their
//! way behind the refused one may still land: their numbers do not follow on, and whoever reads the
//! journal passes them over, as they were not called saved.

use boxwood_model::{ClientId, LiteMap};
use boxwood_sync::{FrameError, FrameKind, Journal, Replica, Segments, encode};

use crate::host::{Effect, Write};

/// A checkpoint is taken instead of a record with which the journal would have more bytes than this:
/// a record takes several times as long to fold at the next start as what it did takes to read.
const JOURNAL_BYTES: usize = 256 * 1024;
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
    under_way: LiteMap<u64, UnderWay>,
    /// Why the store does not take what it is given, if it does not.
    refused: Option<String>,
    /// Something happened while the store refused that no checkpoint holds yet.
    missed: bool,
    /// Drop everything before the next write: what is there cannot be read.
    clear: bool,
}

/// What a write that is under way makes last.
#[derive(Debug)]
struct UnderWay {
    on_disk: OnDisk,
    checkpoint: bool,
    durable: bool,
}

/// How much of a replica is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OnDisk {
    /// The name that the replica has there.
    pub(crate) client: ClientId,
    /// Every mutation under this name up to here.
    pub(crate) seq: u64,
    /// What is settled up to here.
    pub(crate) acked: u64,
}

impl OnDisk {
    /// All of a replica.
    pub(crate) const fn all_of(replica: &Replica) -> Self {
        Self {
            client: replica.client(),
            seq: replica.last_seq(),
            acked: replica.acked(),
        }
    }
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is on disk, and will be there whatever happens to the machine.
    Holds(OnDisk),
    /// It is in the store, and what a person did with the next write that holds.
    Passed,
    /// Nothing of it is.
    Refused,
}

impl Disk {
    /// A disk with these segments, and a journal of records of these numbers and sizes, whose first
    /// is `first`.
    pub(crate) fn new(
        segments: Segments,
        first: u64,
        journal: impl Iterator<Item = (u64, usize)>,
    ) -> Self {
        let mut disk = Self {
            segments,
            first,
            next: first,
            bytes: 0,
            next_ticket: 1,
            under_way: LiteMap::new(),
            refused: None,
            missed: false,
            clear: false,
        };
        for (number, bytes) in journal {
            // A number that was given once is not given again.
            disk.next = disk.next.max(number.saturating_add(1));
            disk.bytes += bytes;
        }
        disk
    }

    /// From now on the next write drops all that is there before.
    pub(crate) fn clear_first(&mut self) {
        self.segments.all_dirty();
        self.clear = true;
    }

    /// Why changes are only in memory, if they are.
    pub(crate) fn refusal(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// The store does not work.
    pub(crate) fn refuse(&mut self, reason: String) {
        self.refused = Some(reason);
        self.missed = true;
    }

    /// Whether anything that a person did is on its way.
    pub(crate) fn is_saving(&self) -> bool {
        self.under_way.values().any(|write| write.durable)
    }

    /// Whether the store, which has just taken a write, lacks something all the same.
    pub(crate) fn is_behind(&self) -> bool {
        self.missed && !self.under_way.values().any(|write| write.checkpoint)
    }

    /// What the oldest write on its way would make last.
    pub(crate) fn on_its_way(&self) -> Option<OnDisk> {
        let oldest = self.under_way.values().next();
        oldest.map(|write| write.on_disk)
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
            self.missed = true;
            return Ok(None);
        }
        let bytes = encode(FrameKind::Journal, journal)?;
        let long =
            self.bytes + bytes.len() > JOURNAL_BYTES || self.next - self.first > JOURNAL_RECORDS;
        if long || self.clear {
            return self.checkpoint(durable, replica, effects).map(Some);
        }
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
        let checkpoint = self.segments.checkpoint(replica, self.next + 1)?;
        // A number is left out: if this is refused, what comes behind it does not follow on.
        self.next += 1;
        self.first = self.next;
        self.bytes = 0;
        self.missed = false;
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
                if !self.missed {
                    self.refused = None;
                }
                if write.durable {
                    Written::Holds(write.on_disk)
                } else {
                    Written::Passed
                }
            }
            Err(reason) => {
                self.refused = Some(reason);
                self.missed = true;
                self.clear_first();
                Written::Refused
            }
        })
    }

    fn submit(&mut self, write: Write, replica: &Replica, effects: &mut Vec<Effect>) -> u64 {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        let checkpoint = write.manifest.is_some();
        let on_disk = OnDisk::all_of(replica);
        let durable = write.durable;
        self.under_way.insert(
            ticket,
            UnderWay {
                on_disk,
                checkpoint,
                durable,
            },
        );
        effects.push(Effect::Write { ticket, write });
        ticket
    }
}
