//! Where to find boxes: by pipeline and stage, by conversation, by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use boxwood_model::{BoxId, BoxRecord, Key, PipelineId, Records, StageId, ThreadId};
use boxwood_query::{Order, Table};

/// How many sorted tables are kept; the one asked for least recently goes first.
const TABLES_KEPT: usize = 8;

/// Finds boxes without looking at all of them; kept up with each change.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Where each live box is. In the order of ids, in which records lie too: going through both is
    /// most of what it takes to make a table.
    places: BTreeMap<BoxId, (PipelineId, StageId)>,
    pipelines: HashMap<PipelineId, BTreeMap<StageId, u32>>,
    /// The boxes that a conversation is or was in; whether it still is, the box says.
    threads: HashMap<ThreadId, Vec<BoxId>>,
    tables: Vec<(PipelineId, Order, Table)>,
}

impl Index {
    /// The index of all these boxes.
    pub(crate) fn new<'r>(boxes: impl Iterator<Item = &'r BoxRecord>) -> Self {
        let mut index = Self::default();
        let mut places = Vec::new();
        for record in boxes {
            places.extend(index.count(record).map(|place| (record.id, place)));
        }
        // All at once, which costs a fraction of as many insertions.
        index.places = places.into_iter().collect();
        index
    }

    /// Brings the index up to date after these records changed.
    pub(crate) fn update(&mut self, changed: &BTreeSet<Key>, records: &impl Records) {
        let mut boxes = BTreeSet::new();
        let mut stale = BTreeSet::new();
        let mut people = false;
        for key in changed {
            match key {
                Key::Box(id) => {
                    self.remove(*id);
                    if let Some(record) = records.box_record(*id) {
                        self.add(record);
                    }
                    boxes.insert(*id);
                }
                // The order of choices may be another one.
                Key::Pipeline(id) => {
                    stale.insert(*id);
                }
                // The names that person fields are sorted by may be others.
                Key::Member(_) => people = true,
            }
        }
        self.tables
            .retain_mut(|(id, _, table)| match records.pipeline(*id) {
                Some(pipeline) if !people && !stale.contains(id) => {
                    table.update(&boxes, pipeline, records);
                    true
                }
                _ => false,
            });
    }

    /// How many boxes a pipeline has.
    pub(crate) fn boxes_in(&self, pipeline: PipelineId) -> u32 {
        self.pipelines
            .get(&pipeline)
            .map_or(0, |stages| stages.values().sum())
    }

    /// How many boxes are at a stage.
    pub(crate) fn boxes_at(&self, pipeline: PipelineId, stage: StageId) -> u32 {
        let stages = self.pipelines.get(&pipeline);
        stages
            .and_then(|stages| stages.get(&stage))
            .copied()
            .unwrap_or(0)
    }

    /// The boxes that a conversation is in, oldest first.
    pub(crate) fn boxes_of<'r, R: Records>(
        &self,
        thread: &ThreadId,
        records: &'r R,
    ) -> Vec<&'r BoxRecord> {
        let candidates = self.threads.get(thread).map_or(&[][..], Vec::as_slice);
        let mut boxes: Vec<&BoxRecord> = candidates
            .iter()
            .filter_map(|id| records.box_record(*id))
            .filter(|record| is_live(record, records))
            .filter(|record| {
                record
                    .threads
                    .get(thread)
                    .is_some_and(|t| t.value.is_some())
            })
            .collect();
        boxes.sort_unstable_by_key(|record| record.id);
        boxes
    }

    /// All live boxes.
    pub(crate) fn all(&self) -> impl Iterator<Item = BoxId> + '_ {
        self.places.keys().copied()
    }

    /// The sorted table of a pipeline; made at the first request, kept up from then on.
    pub(crate) fn table(
        &mut self,
        id: PipelineId,
        order: Order,
        records: &impl Records,
    ) -> Option<&Table> {
        let pipeline = records.pipeline(id)?;
        let known = self
            .tables
            .iter()
            .position(|(p, o, _)| *p == id && *o == order);
        let entry = match known {
            Some(at) => self.tables.remove(at),
            None => {
                let homes = self.places.iter().filter(|(_, (home, _))| *home == id);
                let boxes = homes.map(|(id, _)| *id);
                (id, order, Table::new(pipeline, order, boxes, records))
            }
        };
        if self.tables.len() >= TABLES_KEPT {
            self.tables.remove(0);
        }
        self.tables.push(entry);
        self.tables.last().map(|(_, _, table)| table)
    }

    fn add(&mut self, record: &BoxRecord) {
        if let Some(place) = self.count(record) {
            self.places.insert(record.id, place);
        }
    }

    /// Takes note of a box but for its place, which is the result if the box is live.
    fn count(&mut self, record: &BoxRecord) -> Option<(PipelineId, StageId)> {
        for (thread, _) in record.live_threads() {
            let boxes = self.threads.entry(thread.clone()).or_default();
            if !boxes.contains(&record.id) {
                boxes.push(record.id);
            }
        }
        if record.deleted.value {
            return None;
        }
        let place = (record.pipeline, record.stage.value);
        *self
            .pipelines
            .entry(place.0)
            .or_default()
            .entry(place.1)
            .or_default() += 1;
        Some(place)
    }

    fn remove(&mut self, id: BoxId) {
        if let Some((pipeline, stage)) = self.places.remove(&id)
            && let Some(count) = self
                .pipelines
                .get_mut(&pipeline)
                .and_then(|stages| stages.get_mut(&stage))
        {
            *count = count.saturating_sub(1);
        }
    }
}

/// Whether a box is there for a person to see: not deleted, in a pipeline that is not either.
pub(crate) fn is_live(record: &BoxRecord, records: &impl Records) -> bool {
    !record.deleted.value
        && records
            .pipeline(record.pipeline)
            .is_some_and(|pipeline| !pipeline.deleted.value)
}
