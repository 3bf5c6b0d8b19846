//! The fold of a journal as packed segments: what a replica reads when it starts.
//!
//! Boxes, contacts, organizations and lessons lie in segments by their ids, in order, each segment some
//! hundred kilobytes; a change rewrites the one segment that it falls into. Everything else, waiting
//! mutations among it, is in the manifest. A store takes the segments and the manifest of a checkpoint
//! at once or not at all.

mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use boxwood_model::{
    BoxId, BoxRecord, ClientId, Contact, ContactId, Gather as _, Invitation, InvitationId, Key,
    Member, Organization, OrganizationId, Pipeline, PipelineId, SavedView, Settings, Snippet,
    SnippetId, State, Team, UserId, ViewId,
};
use serde::{Deserialize, Serialize};

use crate::chronicle::Told;
use crate::frame::{FrameError, FrameKind, Framed, decode, encode};
use crate::journal::{Journal, Secret};
use crate::legacy;
use crate::replica::{Changed, Facts, Replica};

use shelf::{Id, Shelve};
pub(crate) use shelf::{Shelf, Shelved};

/// Names a segment within a store.
pub type SegmentId = u32;

/// A segment is split when it has more bytes than this.
const SEGMENT_MOST: usize = 512 * 1024;

/// The size of the pieces it is split into: small enough that the next changes fit.
const SEGMENT_AIM: usize = 256 * 1024;

/// Which segments there are, and which of them are not as they are on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segments {
    /// The least id that falls into each; those below a shelf's first fall into its first.
    first: BTreeMap<(Shelf, Id), SegmentId>,
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

/// The segments of a checkpoint that is being made.
#[derive(Default)]
struct Written {
    segments: Vec<(SegmentId, Vec<u8>)>,
    dropped: Vec<SegmentId>,
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

/// The records that lie in no segments. Once the manifest had all records, hence the maps that are
/// empty now.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct InManifest {
    team: Option<Team>,
    pub(crate) members: BTreeMap<UserId, Member>,
    pub(crate) pipelines: BTreeMap<PipelineId, Pipeline>,
    boxes: BTreeMap<BoxId, BoxRecord>,
    invitations: BTreeMap<InvitationId, Invitation>,
    contacts: BTreeMap<ContactId, Contact>,
    organizations: BTreeMap<OrganizationId, Organization>,
    snippets: BTreeMap<SnippetId, Snippet>,
    views: BTreeMap<ViewId, SavedView>,
    settings: BTreeMap<UserId, Settings>,
}

impl InManifest {
    fn of(records: &State) -> Self {
        Self {
            team: records.team.clone(),
            members: records.members.clone(),
            pipelines: records.pipelines.clone(),
            boxes: BTreeMap::new(),
            invitations: records.invitations.clone(),
            contacts: BTreeMap::new(),
            organizations: BTreeMap::new(),
            snippets: records.snippets.clone(),
            views: records.views.clone(),
            settings: records.settings.clone(),
        }
    }
}

impl From<InManifest> for State {
    fn from(records: InManifest) -> Self {
        Self {
            team: records.team,
            members: records.members,
            pipelines: records.pipelines,
            boxes: records.boxes,
            invitations: records.invitations,
            contacts: records.contacts,
            organizations: records.organizations,
            snippets: records.snippets,
            views: records.views,
            settings: records.settings,
            lessons: BTreeMap::new(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) facts: Facts,
    pub(crate) records: InManifest,
    pub(crate) segments: Vec<(Shelf, Id, SegmentId)>,
    pub(crate) next: SegmentId,
    /// The number of the first journal record that builds on this.
    pub(crate) journal: u64,
}

impl Framed for Manifest {
    type V1 = legacy::OldManifest;
}

impl Framed for Secret {
    type V1 = Self;
}

impl Segments {
    /// Takes note that records changed.
    pub fn touch(&mut self, changed: &Changed) {
        if changed.secret {
            self.dirty.extend(self.of((Shelf::Secret, [0; 16])));
        }
        for key in &changed.keys {
            let segment = match key {
                Key::Box(id) => self.of((Shelf::Boxes, *id.as_bytes())),
                Key::Contact(id) => self.of((Shelf::Contacts, *id.as_bytes())),
                Key::Organization(id) => self.of((Shelf::Organizations, *id.as_bytes())),
                Key::Lesson(id) => self.of((Shelf::Lessons, *id.as_bytes())),
                _ => None,
            };
            self.dirty.extend(segment);
        }
        if let Some(first) = changed.told {
            self.dirty
                .extend(self.of((Shelf::Told, Told::to_bytes(first))));
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
        let records = &replica.confirmed;
        let mut written = Written::default();
        self.shelve(&records.boxes, &mut written)?;
        self.shelve(&records.contacts, &mut written)?;
        self.shelve(&records.organizations, &mut written)?;
        self.shelve(&records.lessons, &mut written)?;
        self.shelve_secret(replica.secret, &mut written)?;
        self.shelve(replica.chronicle.all(), &mut written)?;
        self.dirty.clear();
        let segments = self.first.iter();
        let manifest = Manifest {
            facts: replica.facts.clone(),
            records: InManifest::of(records),
            segments: segments.map(|((shelf, id), s)| (*shelf, *id, *s)).collect(),
            next: self.next,
            journal,
        };
        let manifest = encode(FrameKind::Manifest, &manifest)?;
        Ok(Checkpoint {
            manifest,
            segments: written.segments,
            dropped: written.dropped,
        })
    }

    /// Writes the changed segments of one kind of records.
    fn shelve<T: Shelve>(
        &mut self,
        all: &BTreeMap<T::Id, T>,
        written: &mut Written,
    ) -> Result<(), FrameError> {
        if self.starts(T::SHELF).next().is_none()
            && let Some(first) = all.keys().next()
        {
            self.begin((T::SHELF, T::to_bytes(*first)));
        }
        let starts: Vec<(Id, SegmentId)> = self.starts(T::SHELF).collect();
        if all.is_empty() {
            // Whatever was there is gone at once.
            self.dirty
                .extend(starts.iter().map(|(_, segment)| *segment));
        }
        for (at, (start, segment)) in starts.iter().enumerate() {
            if !self.dirty.contains(segment) {
                continue;
            }
            let from = if at == 0 {
                Bound::Unbounded
            } else {
                Bound::Included(T::from_bytes(*start))
            };
            let to = starts.get(at + 1).map_or(Bound::Unbounded, |next| {
                Bound::Excluded(T::from_bytes(next.0))
            });
            let records: Vec<&T> = all.range((from, to)).map(|(_, record)| record).collect();
            if records.is_empty() {
                self.first.remove(&(T::SHELF, *start));
                written.dropped.push(*segment);
                continue;
            }
            self.pack(*segment, &records, &mut written.segments)?;
        }
        Ok(())
    }

    /// Writes the secret, if there is one that is not on disk.
    fn shelve_secret(
        &mut self,
        secret: Option<Secret>,
        written: &mut Written,
    ) -> Result<(), FrameError> {
        let Some(secret) = secret else { return Ok(()) };
        let known = self.starts(Shelf::Secret).next();
        let segment = match known {
            Some((_, segment)) => segment,
            None => self.begin((Shelf::Secret, [0; 16])),
        };
        if self.dirty.contains(&segment) {
            let bytes = encode(FrameKind::Segment, &secret)?;
            written.segments.push((segment, bytes));
        }
        Ok(())
    }

    /// The segments of one kind of records, in order.
    fn starts(&self, shelf: Shelf) -> impl Iterator<Item = (Id, SegmentId)> + '_ {
        let range = self.first.range((shelf, [0; 16])..=(shelf, [u8::MAX; 16]));
        range.map(|((_, id), segment)| (*id, *segment))
    }

    /// From now on every segment counts as changed: what is on disk is not what was thought.
    pub fn all_dirty(&mut self) {
        self.dirty.extend(self.first.values());
    }

    fn of(&self, (shelf, id): (Shelf, Id)) -> Option<SegmentId> {
        let mut before = self.first.range((shelf, [0; 16])..=(shelf, id));
        let first = || self.starts(shelf).next().map(|(_, segment)| segment);
        before
            .next_back()
            .map(|(_, segment)| *segment)
            .or_else(first)
    }

    fn begin(&mut self, first: (Shelf, Id)) -> SegmentId {
        let segment = self.next;
        self.next += 1;
        self.first.insert(first, segment);
        self.dirty.insert(segment);
        segment
    }

    /// Writes the records of a segment, over several segments if they have become too many.
    fn pack<T: Shelve>(
        &mut self,
        segment: SegmentId,
        records: &[&T],
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
                self.begin((T::SHELF, T::to_bytes(piece[0].id())))
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
    let stored: BTreeMap<SegmentId, &[u8]> = stored.into_iter().gather();
    let mut confirmed = State::from(manifest.records);
    let (mut boxes, mut contacts, mut organizations) = (Vec::new(), Vec::new(), Vec::new());
    let (mut lessons, mut secret, mut told) = (Vec::new(), None, Vec::new());
    for (shelf, _, segment) in &manifest.segments {
        let bytes = stored.get(segment).copied().unwrap_or_default();
        let read = match shelf {
            Shelf::Boxes => unshelve(bytes, &mut boxes),
            Shelf::Contacts => unshelve(bytes, &mut contacts),
            Shelf::Organizations => unshelve(bytes, &mut organizations),
            Shelf::Lessons => unshelve(bytes, &mut lessons),
            Shelf::Secret => decode(FrameKind::Segment, bytes).map(|read| secret = Some(read)),
            Shelf::Told => unshelve(bytes, &mut told),
        };
        damage.segments += u32::from(read.is_err());
    }
    // Segments lie in the order of ids, so this builds the maps without looking for places.
    confirmed.boxes = boxes.into_iter().collect();
    confirmed.contacts = contacts.into_iter().collect();
    confirmed.organizations = organizations.into_iter().collect();
    confirmed.lessons = lessons.into_iter().collect();
    let first = manifest.segments.into_iter();
    let segments = Segments {
        first: first
            .map(|(shelf, id, segment)| ((shelf, id), segment))
            .gather(),
        dirty: BTreeSet::new(),
        next: manifest.next,
    };
    let mut replica = Replica::from_facts(manifest.facts, confirmed);
    replica.secret = secret;
    for (_, told) in told {
        replica.chronicle.add(told);
    }
    if damage.segments > 0 {
        if !replica.has_no_server() {
            replica.forget_confirmed();
        }
        let mut segments = segments;
        segments.all_dirty();
        return (replica, segments);
    }
    (replica, segments)
}

/// Reads the records of a segment, each with its id.
fn unshelve<T: Shelve>(bytes: &[u8], records: &mut Vec<(T::Id, T)>) -> Result<(), FrameError>
where
    Shelved<T>: Framed,
{
    let read: Shelved<T> = decode(FrameKind::Segment, bytes)?;
    records.extend(read.0.into_iter().map(|record| (record.id(), record)));
    Ok(())
}
