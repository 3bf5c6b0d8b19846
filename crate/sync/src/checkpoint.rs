//! The fold of a journal as packed segments: what a replica reads when it starts.
//!
//! Boxes lie in segments by their ids, in order, each segment some hundred kilobytes; a change
//! rewrites the one segment that it falls into. Everything else, waiting mutations among it, is in
//! the manifest. A store takes the segments and the manifest of a checkpoint at once or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use boxwood_model::{BoxId, BoxRecord, ClientId, Key, Member, Pipeline, State};
use serde::{Deserialize, Serialize};

use crate::frame::{FrameError, FrameKind, decode, encode};
use crate::journal::Journal;
use crate::replica::{Changed, Facts, Replica};

/// Names a segment within a store.
pub type SegmentId = u32;

/// A segment is split when it has more bytes than this.
const SEGMENT_MOST: usize = 512 * 1024;

/// The size of the pieces it is split into: small enough that the next changes fit.
const SEGMENT_AIM: usize = 256 * 1024;

/// Which segments there are, and which of them are not as they are on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segments {
    /// The least box id that falls into each; those below the first fall into the first.
    first: BTreeMap<BoxId, SegmentId>,
    dirty: BTreeSet<SegmentId>,
    next: SegmentId,
}

/// What a store has to write, in one go, to hold a replica.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The manifest.
    pub manifest: Vec<u8>,
    /// Segments that changed or are new.
    pub segments: Vec<(SegmentId, Vec<u8>)>,
    /// Segments that are no more.
    pub dropped: Vec<SegmentId>,
}

/// A replica as it was found on disk.
#[derive(Debug)]
pub struct Restored {
    /// The replica.
    pub replica: Replica,
    /// Its segments.
    pub segments: Segments,
    /// What could not be read.
    pub damage: Damage,
    /// The number of the journal's first record.
    pub journal: u64,
    /// How many journal records were passed over because they do not follow on the manifest and
    /// one another: what they build on was refused.
    pub passed_over: usize,
}

/// What of a store could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Damage {
    /// The manifest: everything but the journal is lost, and the replica is a new one.
    pub manifest: bool,
    /// Segments: what the server confirmed must be asked for anew.
    pub segments: u32,
    /// Journal records: those of intents are lost.
    pub journal: u32,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    facts: Facts,
    members: Vec<Member>,
    pipelines: Vec<Pipeline>,
    segments: Vec<(BoxId, SegmentId)>,
    next: SegmentId,
    /// The number of the first journal record that builds on this.
    journal: u64,
}

impl Segments {
    /// Takes note that records changed.
    pub fn touch(&mut self, changed: &Changed) {
        for key in &changed.keys {
            if let Key::Box(id) = key
                && let Some(segment) = self.of(*id)
            {
                self.dirty.insert(segment);
            }
        }
    }

    /// What to write so that the store holds the replica; `journal` is the number of the first journal
    /// record that will build on it, one that no record had before. Afterwards nothing is dirty: if the write
    /// fails, the next checkpoint has to be of [all](Self::all_dirty).
    ///
    /// # Errors
    /// If a record cannot be written, which no record comes to.
    pub fn checkpoint(
        &mut self,
        replica: &Replica,
        journal: u64,
    ) -> Result<Checkpoint, FrameError> {
        let boxes = &replica.confirmed.boxes;
        if self.first.is_empty()
            && let Some(first) = boxes.keys().next()
        {
            self.begin(*first);
        }
        let mut segments = Vec::new();
        let mut dropped = Vec::new();
        let starts: Vec<(BoxId, SegmentId)> = self.first.iter().map(|(b, s)| (*b, *s)).collect();
        for (at, (start, segment)) in starts.iter().enumerate() {
            if !self.dirty.contains(segment) {
                continue;
            }
            let from = if at == 0 {
                Bound::Unbounded
            } else {
                Bound::Included(*start)
            };
            let to = starts
                .get(at + 1)
                .map_or(Bound::Unbounded, |next| Bound::Excluded(next.0));
            let records: Vec<&BoxRecord> = boxes.range((from, to)).map(|(_, b)| b).collect();
            if records.is_empty() {
                self.first.remove(start);
                dropped.push(*segment);
                continue;
            }
            self.pack(*segment, &records, &mut segments)?;
        }
        self.dirty.clear();
        let manifest = Manifest {
            facts: replica.facts.clone(),
            members: replica.confirmed.members.values().cloned().collect(),
            pipelines: replica.confirmed.pipelines.values().cloned().collect(),
            segments: self.first.iter().map(|(b, s)| (*b, *s)).collect(),
            next: self.next,
            journal,
        };
        let manifest = encode(FrameKind::Manifest, &manifest)?;
        Ok(Checkpoint {
            manifest,
            segments,
            dropped,
        })
    }

    /// From now on every segment counts as changed: what is on disk is not what was thought.
    pub fn all_dirty(&mut self) {
        self.dirty.extend(self.first.values());
    }

    fn of(&mut self, id: BoxId) -> Option<SegmentId> {
        let (_, segment) = self
            .first
            .range(..=id)
            .next_back()
            .or_else(|| self.first.iter().next())?;
        Some(*segment)
    }

    fn begin(&mut self, first: BoxId) -> SegmentId {
        let segment = self.next;
        self.next += 1;
        self.first.insert(first, segment);
        self.dirty.insert(segment);
        segment
    }

    /// Writes the records of a segment, over several segments if they have become too many.
    fn pack(
        &mut self,
        segment: SegmentId,
        records: &[&BoxRecord],
        out: &mut Vec<(SegmentId, Vec<u8>)>,
    ) -> Result<(), FrameError> {
        let bytes = encode(FrameKind::Segment, &records)?;
        if bytes.len() <= SEGMENT_MOST || records.len() == 1 {
            out.push((segment, bytes));
            return Ok(());
        }
        let pieces = bytes.len().div_ceil(SEGMENT_AIM);
        let each = records.len().div_ceil(pieces).max(1);
        for (n, piece) in records.chunks(each).enumerate() {
            let segment = if n == 0 {
                segment
            } else {
                self.begin(piece[0].id)
            };
            out.push((segment, encode(FrameKind::Segment, &piece)?));
        }
        Ok(())
    }
}

impl Restored {
    /// The replica that a store holds; a new one, named `fresh`, if the store is empty or cannot be
    /// read. What can be saved of a damaged store is. The journal comes by number, least first.
    #[must_use]
    pub fn read<'b>(
        manifest: Option<&[u8]>,
        segments: impl IntoIterator<Item = (SegmentId, &'b [u8])>,
        journal: impl IntoIterator<Item = (u64, &'b [u8])>,
        fresh: ClientId,
    ) -> Self {
        let mut damage = Damage::default();
        let mut journal = journal.into_iter().peekable();
        let manifest: Option<Result<Manifest, _>> =
            manifest.map(|m| decode(FrameKind::Manifest, m));
        let first = match &manifest {
            // A journal without anything to build on.
            None => u64::MAX,
            // Nothing says where it begins any more.
            Some(Err(_)) => journal.peek().map_or(0, |(number, _)| *number),
            Some(Ok(manifest)) => manifest.journal,
        };
        let (mut replica, mut segments) = match manifest {
            None => (Replica::new(fresh), Segments::default()),
            Some(Err(_)) => {
                damage.manifest = true;
                (Replica::new(fresh), Segments::default())
            }
            Some(Ok(manifest)) => unpack(manifest, segments, &mut damage),
        };
        let mut changed = Changed::default();
        let mut next = first;
        while let Some((_, bytes)) = journal.next_if(|(number, _)| *number == next) {
            next = next.saturating_add(1);
            match decode::<Journal>(FrameKind::Journal, bytes) {
                Ok(record) => {
                    let more = replica.fold_below(&record);
                    segments.touch(&more);
                    changed.keys.extend(more.keys);
                }
                Err(_) => damage.journal += 1,
            }
        }
        if damage.journal > 0 {
            replica.leave_gap();
        }
        replica.finish(changed);
        Self {
            replica,
            segments,
            damage,
            journal: if first == u64::MAX { 0 } else { first },
            passed_over: journal.count(),
        }
    }
}

fn unpack<'b>(
    manifest: Manifest,
    stored: impl IntoIterator<Item = (SegmentId, &'b [u8])>,
    damage: &mut Damage,
) -> (Replica, Segments) {
    let stored: BTreeMap<SegmentId, &[u8]> = stored.into_iter().collect();
    let mut confirmed = State {
        members: manifest.members.into_iter().map(|m| (m.id, m)).collect(),
        pipelines: manifest.pipelines.into_iter().map(|p| (p.id, p)).collect(),
        boxes: BTreeMap::new(),
    };
    let mut boxes = Vec::new();
    for (_, segment) in &manifest.segments {
        let bytes = stored.get(segment).copied().unwrap_or_default();
        match decode::<Vec<BoxRecord>>(FrameKind::Segment, bytes) {
            Ok(records) => boxes.extend(records),
            Err(_) => damage.segments += 1,
        }
    }
    // Segments lie in the order of ids, so this builds the map without looking for places.
    confirmed.boxes = boxes
        .into_iter()
        .map(|record| (record.id, record))
        .collect();
    let first = manifest.segments.into_iter().collect();
    let segments = Segments {
        first,
        dirty: BTreeSet::new(),
        next: manifest.next,
    };
    let mut replica = Replica::from_facts(manifest.facts, confirmed);
    if damage.segments > 0 {
        replica.forget_confirmed();
        let mut segments = segments;
        segments.all_dirty();
        return (replica, segments);
    }
    (replica, segments)
}
