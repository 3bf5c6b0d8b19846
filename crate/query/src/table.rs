//! The rows of a pipeline: grouped by stage, sorted within each group, kept up as boxes change.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{BoxId, BoxRecord, Pipeline, PipelineId, Records, StageId};

use crate::sort::{Order, SortKey};

/// A pipeline's boxes in order. Bringing it up to date costs a search per changed box, not a sort.
#[derive(Debug, Clone)]
pub struct Table {
    pipeline: PipelineId,
    order: Order,
    groups: BTreeMap<StageId, Vec<Entry>>,
    /// Where each box is, so that it is found when it leaves.
    stage_of: BTreeMap<BoxId, StageId>,
}

#[derive(Debug, Clone)]
struct Entry {
    key: SortKey,
    id: BoxId,
}

/// A group of rows and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// The stage.
    pub stage: StageId,
    /// The index of its header among all rows.
    pub row: usize,
    /// How many boxes it has, folded away or not.
    pub boxes: usize,
    /// Whether its boxes are folded away.
    pub collapsed: bool,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A group's header.
    Group(StageId),
    /// A box.
    Box(BoxId),
}

impl Table {
    /// The table of a pipeline, made from the ids of its boxes.
    #[must_use]
    pub fn new(
        pipeline: &Pipeline,
        order: Order,
        boxes: impl IntoIterator<Item = BoxId>,
        records: &impl Records,
    ) -> Self {
        let mut table = Self {
            pipeline: pipeline.id,
            order,
            groups: BTreeMap::new(),
            stage_of: BTreeMap::new(),
        };
        let mut stage_of = Vec::new();
        for id in boxes {
            if let Some(record) = table.member(id, records) {
                let key = order.key(record, pipeline, records);
                let stage = record.stage.value;
                table
                    .groups
                    .entry(stage)
                    .or_default()
                    .push(Entry { key, id });
                stage_of.push((id, stage));
            }
        }
        // All at once, which costs a fraction of as many insertions.
        table.stage_of = stage_of.into_iter().collect();
        for group in table.groups.values_mut() {
            group.sort_unstable_by(|a, b| compare(order, a, b));
        }
        table
    }

    /// Brings the table up to date after these boxes changed, came or went.
    pub fn update(
        &mut self,
        changed: &BTreeSet<BoxId>,
        pipeline: &Pipeline,
        records: &impl Records,
    ) {
        // All that changed leave before any comes back: a search is right only among rows in order.
        for id in changed {
            if let Some(stage) = self.stage_of.remove(id)
                && let Some(group) = self.groups.get_mut(&stage)
                && let Some(at) = group.iter().position(|entry| entry.id == *id)
            {
                group.remove(at);
            }
        }
        let order = self.order;
        for id in changed {
            if let Some(record) = self.member(*id, records) {
                let entry = Entry {
                    key: order.key(record, pipeline, records),
                    id: *id,
                };
                let stage = record.stage.value;
                let group = self.groups.entry(stage).or_default();
                let at = group.partition_point(|known| compare(order, known, &entry).is_lt());
                group.insert(at, entry);
                self.stage_of.insert(*id, stage);
            }
        }
    }

    /// How many boxes there are in all.
    #[must_use]
    pub fn boxes(&self) -> usize {
        self.stage_of.len()
    }

    /// The groups in the order of the stages, each with its place among all rows.
    #[must_use]
    pub fn groups(&self, stages: &[StageId], collapsed: &BTreeSet<StageId>) -> Vec<Group> {
        let mut row = 0;
        let place = |stage: &StageId| {
            let boxes = self.groups.get(stage).map_or(0, Vec::len);
            let collapsed = collapsed.contains(stage);
            let group = Group {
                stage: *stage,
                row,
                boxes,
                collapsed,
            };
            row += 1 + if collapsed { 0 } else { boxes };
            group
        };
        stages.iter().map(place).collect()
    }

    /// Some of the rows, and how many there are in all.
    #[must_use]
    pub fn window(&self, groups: &[Group], first: usize, count: usize) -> (Vec<Row>, usize) {
        let end = first.saturating_add(count);
        let mut rows = Vec::new();
        let mut total = 0;
        for group in groups {
            let entries = match self.groups.get(&group.stage) {
                Some(entries) if !group.collapsed => entries.as_slice(),
                _ => &[],
            };
            if (first..end).contains(&group.row) {
                rows.push(Row::Group(group.stage));
            }
            let start = group.row + 1;
            let from = first.saturating_sub(start).min(entries.len());
            let to = end.saturating_sub(start).min(entries.len());
            if from < to {
                rows.extend(entries[from..to].iter().map(|entry| Row::Box(entry.id)));
            }
            total = start + entries.len();
        }
        (rows, total)
    }

    /// The box, if it belongs into the table.
    fn member<'r>(&self, id: BoxId, records: &'r impl Records) -> Option<&'r BoxRecord> {
        records
            .box_record(id)
            .filter(|record| record.pipeline == self.pipeline && !record.deleted.value)
    }
}

fn compare(order: Order, a: &Entry, b: &Entry) -> Ordering {
    // Ids sort by when they were made.
    order.compare(&a.key, &b.key).then_with(|| match a.key {
        SortKey::Same => order.turn(a.id.cmp(&b.id)),
        _ => a.id.cmp(&b.id),
    })
}
