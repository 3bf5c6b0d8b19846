//! A store in memory that behaves as the browser's does, and fails when it is told to.

use std::collections::BTreeMap;

use boxwood_core::host::{Stored, Write};

/// The in-memory twin of the browser's store.
///
/// A write is carried out wholly or not at all. One that is not durable is lost when the machine
/// stops, unless a durable one came after it.
#[derive(Debug, Clone, Default)]
pub struct MemoryDisk {
    now: Contents,
    /// What would be there after a loss of power.
    safe: Contents,
    /// Why the next writes are refused, first to last.
    refusals: std::collections::VecDeque<String>,
    /// Why every write is refused.
    broken: Option<String>,
    writes: u64,
}

#[derive(Debug, Clone, Default)]
struct Contents {
    manifest: Option<Vec<u8>>,
    segments: BTreeMap<u32, Vec<u8>>,
    journal: BTreeMap<u64, Vec<u8>>,
}

/// What to spoil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damaged {
    /// The manifest.
    Manifest,
    /// The segment that is the how many-th.
    Segment(usize),
    /// The journal record that is the how many-th.
    Record(usize),
}

impl MemoryDisk {
    /// Carries a write out.
    ///
    /// # Errors
    /// What the store said; then nothing of it was written.
    pub fn write(&mut self, write: &Write) -> Result<(), String> {
        if let Some(reason) = self.refusals.pop_front().or_else(|| self.broken.clone()) {
            return Err(reason);
        }
        self.writes += 1;
        self.now.take(write);
        if write.durable {
            self.safe = self.now.clone();
        }
        Ok(())
    }

    /// All that the store holds.
    #[must_use]
    pub fn stored(&self) -> Stored {
        let Contents {
            manifest,
            segments,
            journal,
        } = self.now.clone();
        Stored {
            manifest,
            segments: segments.into_iter().collect(),
            journal: journal.into_iter().collect(),
        }
    }

    /// How many writes were carried out.
    #[must_use]
    pub const fn writes(&self) -> u64 {
        self.writes
    }

    /// The next write that nothing else was said about is refused.
    pub fn refuse_next(&mut self, reason: &str) {
        self.refusals.push_back(reason.to_owned());
    }

    /// From now on every write is refused, until [`Self::mend`].
    pub fn refuse_all(&mut self, reason: &str) {
        self.broken = Some(reason.to_owned());
    }

    /// From now on writes are carried out again.
    pub fn mend(&mut self) {
        self.refusals.clear();
        self.broken = None;
    }

    /// The machine stops: what was not durable is gone.
    pub fn lose_power(&mut self) {
        self.now = self.safe.clone();
    }

    /// The browser throws the store away.
    pub fn evict(&mut self) {
        self.now = Contents::default();
        self.safe = Contents::default();
    }

    /// Spoils a part of what is stored by `change`; says whether there was such a part.
    pub fn damage(&mut self, what: Damaged, change: impl FnOnce(&mut Vec<u8>)) -> bool {
        let part = match what {
            Damaged::Manifest => self.now.manifest.as_mut(),
            Damaged::Segment(n) => self.now.segments.values_mut().nth(n),
            Damaged::Record(n) => self.now.journal.values_mut().nth(n),
        };
        let found = part.map(change).is_some();
        self.safe = self.now.clone();
        found
    }
}

impl Contents {
    fn take(&mut self, write: &Write) {
        if write.clear {
            *self = Self::default();
        }
        if let Some(least) = write.drop_journal_below {
            self.journal = self.journal.split_off(&least);
        }
        for segment in &write.drop_segments {
            self.segments.remove(segment);
        }
        self.journal.extend(write.journal.iter().cloned());
        self.segments.extend(write.segments.iter().cloned());
        if let Some(manifest) = &write.manifest {
            self.manifest = Some(manifest.clone());
        }
    }
}
