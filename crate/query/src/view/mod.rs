//! A view: boxes that a filter lets through, grouped, sorted and summed up, kept up as they change.
//!
//! * **Which boxes.** Those of one pipeline, or of all, that are not in the bin and that the filter
//!   matches. Archived ones only where the [filter](Filter::shows_archived) asks for them.
//! * **Groups.** Rows with the same content of the column are a group. Where a cell has several
//!   people, contacts or tags, the combination is the content: as in a spreadsheet every box is one
//!   row, and the groups' counts add up to the total. Moments are grouped by the user's day. Groups
//!   are in the order of their contents, the one for empty cells last: stages and choices in the
//!   order that the pipeline gives them. A view of one pipeline by stage has a group for every
//!   stage, and a board by a dropdown one for every choice; others are there while they have rows.
//! * **Order.** By each sort key in turn; what is empty comes last in either direction; what is equal
//!   in all is in the order in which it was made. Without keys, rows are in the order that people
//!   gave them by hand, those without a place last.
//! * **Cost.** Bringing a view up to date costs, for each changed box, a few searches and moving a
//!   few hundred handles, however many boxes there are.

mod filter;
mod groups;
mod key;
mod place;
mod ranks;
mod rows;
mod summary;
mod timers;
mod used;
mod window;

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use boxwood_model::{
    BoxId, BoxRecord, BuiltIn, Column, FieldKind, Key as RecordKey, Layout, Millis, Pipeline,
    PipelineId, SortKey, Summary, ViewShape,
};

use crate::Collation;
use crate::content::{Content, Contents, Now, World};
use groups::Groups;
use key::Encoder;
use place::{By, Scratch};
use ranks::Ranks;
use rows::Rows;
use summary::{Measure, Tally};
use timers::Timers;
use used::Used;

pub use filter::{Everything, Filter};
pub use timers::Due;
pub use window::{Group, Row, Window};

#[cfg(test)]
pub(crate) use key::number_key;

/// How many boxes are looked at together when a view is made.
const BATCH: usize = 32;

/// The boxes of a view in order.
#[derive(Debug)]
pub struct View {
    pipeline: Option<PipelineId>,
    filter: Box<dyn Filter>,
    sort: Vec<By>,
    group: Option<By>,
    layout: Layout,
    /// What is said, each about the measure of this index.
    summaries: Vec<(Summary, usize)>,
    measures: Vec<Measure>,
    used: Used,
    ranks: Ranks,
    rows: Rows,
    groups: Groups,
    /// What the cells of all rows come to, for each measure.
    totals: Vec<Tally>,
    timers: Timers,
}

impl View {
    /// The view of these boxes, of which it shows those that belong there. Its filter is the
    /// caller's reading of the shape's.
    #[must_use]
    pub fn new<'r>(
        pipeline: Option<PipelineId>,
        shape: &ViewShape,
        filter: Box<dyn Filter>,
        boxes: impl IntoIterator<Item = &'r BoxRecord>,
        world: World<'r>,
        collation: &dyn Collation,
    ) -> Self {
        let mut measures = Measure::of(&shape.summaries);
        let of = |column| measures.iter().position(|m: &Measure| m.column == column);
        let summaries = shape.summaries.iter();
        let summaries = summaries.filter_map(|(column, what)| Some((*what, of(*column)?)));
        let summaries = summaries.collect();
        let mut sort = shape.sort.clone();
        if sort.is_empty() {
            sort.push(SortKey {
                column: Column::BuiltIn(BuiltIn::Position),
                is_descending: false,
            });
        }
        let timing = filter.timing();
        let used = Used::new(shape, &sort);
        let by = |column, is_descending| By {
            column,
            at: used.index(column),
            is_descending,
        };
        for measure in &mut measures {
            measure.at = used.index(measure.column);
        }
        let sort = sort.iter().map(|key| by(key.column, key.is_descending));
        let mut view = Self {
            pipeline,
            filter,
            sort: sort.collect(),
            group: shape.group.map(|column| by(column, false)),
            used,
            layout: shape.layout,
            summaries,
            totals: vec![Tally::default(); measures.len()],
            measures,
            ranks: Ranks::new(pipeline.is_none()),
            rows: Rows::default(),
            groups: Groups::default(),
            timers: Timers::new(world.now, timing),
        };
        view.add_lasting_groups(world, collation);
        view.fill(boxes, world, collation);
        view
    }

    /// Brings the view up to date after these boxes changed, came or went.
    pub fn update(
        &mut self,
        changed: &BTreeSet<BoxId>,
        world: World<'_>,
        collation: &dyn Collation,
    ) {
        let mut scratch = Scratch::default();
        for id in changed {
            self.timers.unset(*id);
            let record = world.records.box_record(*id);
            let row = record.and_then(|record| self.contents(record, None, world));
            if let Some(row) = &row {
                self.watch(row, true);
            }
            let shown = row.filter(|row| self.filter.matches(row));
            match (self.rows.find(*id), shown) {
                (None, None) => {}
                (None, Some(row)) => self.put_in(&row, collation, &mut scratch),
                (Some(known), None) => self.take_out(known),
                (Some(known), Some(row)) => self.renew(known, &row, collation, &mut scratch),
            }
        }
    }

    /// Whether the view has to be made anew since a record changed that is not a box: the order of
    /// stages may be another one, or the name of a person by which rows are sorted.
    #[must_use]
    pub fn is_outdated_by(&self, changed: RecordKey) -> bool {
        let by_order = match changed {
            RecordKey::Pipeline(id) => self.pipeline.is_none_or(|pipeline| pipeline == id),
            RecordKey::Member(_) => self.used.names_members,
            RecordKey::Contact(_) => self.used.names_contacts,
            RecordKey::Organization(_) => self.used.names_organizations,
            _ => false,
        };
        by_order || self.filter.depends_on(changed)
    }

    /// The first moment at which the view, or a column that it shows, changes although no record
    /// does; nothing if that never happens.
    #[must_use]
    pub fn next_change(&self) -> Option<Millis> {
        self.timers.next()
    }

    /// What has to be done since time has passed.
    #[must_use]
    pub fn due(&self, now: Now) -> Due {
        self.timers.due(now)
    }

    /// Rows or cards.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.layout
    }

    /// A box with what surrounds it, if it may be in the view at all.
    fn contents<'r>(
        &mut self,
        record: &'r BoxRecord,
        known: Option<&'r Pipeline>,
        world: World<'r>,
    ) -> Option<Contents<'r>> {
        let home = record.pipeline();
        if self.pipeline.is_some_and(|pipeline| pipeline != home) || record.deleted() {
            return None;
        }
        if record.archived() && !self.filter.shows_archived() {
            return None;
        }
        let pipeline = match known {
            Some(pipeline) if pipeline.id == home => pipeline,
            _ => world.records.pipeline(home)?,
        };
        if pipeline.deleted.value {
            return None;
        }
        Some(Contents {
            record,
            pipeline,
            world,
        })
    }

    /// Takes note of when a box changes by itself, shown or not: it may come to be shown.
    fn watch(&mut self, row: &Contents<'_>, is_new_home: bool) {
        if is_new_home && self.ranks.learn(row.pipeline) {
            self.used.learn(row.pipeline);
            let timing = self.used.timing(row);
            self.timers.timing = self.timers.timing.or(timing);
        }
        if self.timers.timing.by_moment {
            let own = self.used.next_moment(row);
            let filter = self.filter.next_moment(row);
            let moment = [own, filter].into_iter().flatten().min();
            self.timers.set(row.record.id, moment);
        }
    }

    /// Groups that are there though they may have no rows.
    fn add_lasting_groups(&mut self, world: World<'_>, collation: &dyn Collation) {
        let Some(By { column, .. }) = self.group else {
            self.groups
                .push(Content::Empty, Vec::new(), self.measures.len(), true);
            return;
        };
        let pipeline = self.pipeline.and_then(|id| world.records.pipeline(id));
        let Some(pipeline) = pipeline.filter(|pipeline| !pipeline.deleted.value) else {
            return;
        };
        let keys: Vec<Content<'static>> = match column {
            Column::BuiltIn(BuiltIn::Stage) => {
                let stages = pipeline.stages_in_order().into_iter();
                stages.map(|(id, _)| Content::Stage(id)).collect()
            }
            Column::Field(field) if self.layout == Layout::Board => {
                match pipeline.live_field(field).map(|field| &field.kind.value) {
                    Some(FieldKind::Dropdown(choices)) => choices
                        .iter()
                        .map(|choice| Content::Choices(vec![choice.id].into()))
                        .collect(),
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        };
        // Not the view's own: that pipelines are learnt tells when their columns change.
        let mut ranks = Ranks::new(false);
        ranks.learn(pipeline);
        let encoder = Encoder {
            collation,
            records: world.records,
            ranks: &ranks,
        };
        for key in keys {
            let mut order = Vec::new();
            encoder.encode(column, &key, pipeline, false, &mut order);
            self.groups.push(key, order, self.measures.len(), true);
        }
    }

    /// All boxes at once, which costs a fraction of putting each in.
    fn fill<'r>(
        &mut self,
        boxes: impl IntoIterator<Item = &'r BoxRecord>,
        world: World<'r>,
        collation: &dyn Collation,
    ) {
        let mut scratch = Scratch::default();
        let mut members: Vec<Vec<u32>> = Vec::new();
        let mut boxes = boxes.into_iter();
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            batch.clear();
            batch.extend(boxes.by_ref().take(BATCH));
            if batch.is_empty() {
                break;
            }
            Used::touch(&batch);
            self.fill_batch(&batch, world, collation, &mut members, &mut scratch);
        }
        self.rows.finish();
        for (group, rows) in (0..).zip(&mut members) {
            self.rows.sort(rows);
            self.groups.fill(group, rows);
            for (total, tally) in self.totals.iter_mut().zip(&self.groups.slot(group).tallies) {
                total.absorb(tally);
            }
        }
        self.groups.finish();
        self.put_cells_in_order(members.len());
    }

    /// Some of the boxes of a view that is being made. Apart from the loop around it, because a
    /// browser does not replace the code of a function while that runs.
    fn fill_batch<'r>(
        &mut self,
        batch: &[&'r BoxRecord],
        world: World<'r>,
        collation: &dyn Collation,
        members: &mut Vec<Vec<u32>>,
        scratch: &mut Scratch<'r>,
    ) {
        for record in batch {
            let home = scratch.home.as_ref().map(|(home, _)| *home);
            let Some(row) = self.contents(record, home, world) else {
                continue;
            };
            self.watch(&row, home.is_none_or(|home| home.id != row.pipeline.id));
            if !self.filter.matches(&row) {
                continue;
            }
            let group = self.place(&row, collation, scratch, true);
            let handle = self.rows.push(record.id, &scratch.key, group);
            self.measure(handle, &scratch.cells);
            self.groups.count(group, handle, &self.measures);
            let group = group as usize;
            if members.len() <= group {
                members.resize_with(group + 1, Vec::new);
            }
            members[group].push(handle);
        }
    }

    /// Gives every group, and the total, the order of their cells.
    fn put_cells_in_order(&mut self, groups: usize) {
        for (at, (measure, total)) in self.measures.iter().zip(&mut self.totals).enumerate() {
            if !measure.needs_order() {
                continue;
            }
            // Once for all groups: what is in order stays so in each.
            let ordered = measure.in_order(0..handle(self.rows.len()));
            let mut by_group: Vec<Vec<u32>> = vec![Vec::new(); groups];
            for row in &ordered {
                by_group[self.rows.group(*row) as usize].push(*row);
            }
            for (group, rows) in (0..).zip(&by_group) {
                self.groups.set_order(group, at, rows);
            }
            total.set_order(&ordered);
        }
    }

    fn put_in<'r>(
        &mut self,
        row: &Contents<'r>,
        collation: &dyn Collation,
        scratch: &mut Scratch<'r>,
    ) {
        let group = self.place(row, collation, scratch, false);
        let handle = self.rows.add(row.record.id, &scratch.key, group);
        self.measure(handle, &scratch.cells);
        for (at, (measure, total)) in self.measures.iter().zip(&mut self.totals).enumerate() {
            total.add(handle, measure);
            self.groups.tally(group, at).add(handle, measure);
        }
        self.groups.insert(group, handle, &self.rows);
    }

    fn take_out(&mut self, row: u32) {
        let group = self.rows.group(row);
        for (at, (measure, total)) in self.measures.iter_mut().zip(&mut self.totals).enumerate() {
            total.remove(row, measure);
            self.groups.tally(group, at).remove(row, measure);
            measure.unset(row);
        }
        self.groups.remove(group, row, &self.rows);
        self.groups.tidy(group);
        self.rows.remove(row);
    }

    /// Brings a row up to date, which is shown as before; what did not change of it is not touched.
    fn renew<'r>(
        &mut self,
        handle: u32,
        row: &Contents<'r>,
        collation: &dyn Collation,
        scratch: &mut Scratch<'r>,
    ) {
        let group = self.place(row, collation, scratch, false);
        let before = self.rows.group(handle);
        for (at, (measure, total)) in self.measures.iter_mut().zip(&mut self.totals).enumerate() {
            let content = &scratch.cells[measure.at];
            let is_same = measure.is(handle, content);
            if is_same && group == before {
                continue;
            }
            self.groups.tally(before, at).remove(handle, measure);
            if !is_same {
                total.remove(handle, measure);
                measure.unset(handle);
                measure.set(handle, content);
                total.add(handle, measure);
            }
            self.groups.tally(group, at).add(handle, measure);
        }
        if group != before || !self.rows.has_key(handle, &scratch.key) {
            self.groups.remove(before, handle, &self.rows);
            self.rows.set(handle, &scratch.key, group);
            self.groups.insert(group, handle, &self.rows);
            self.groups.tidy(before);
        }
    }

    /// Takes note of the cells of a row that something is said about.
    fn measure(&mut self, handle: u32, cells: &[Content<'_>]) {
        for measure in &mut self.measures {
            measure.set(handle, &cells[measure.at]);
        }
    }
}

/// The one that a content has in a map. Where there are few, looking at each is faster than hashing.
fn find<'c, K: Borrow<Content<'c>> + Hash + Eq>(
    map: &HashMap<K, u32>,
    content: &Content<'c>,
) -> Option<u32> {
    const FEW: usize = 16;
    if map.len() <= FEW {
        let mut known = map.iter();
        known.find_map(|(known, number)| (known.borrow() == content).then_some(*number))
    } else {
        map.get(content).copied()
    }
}

/// An index as a handle. There are never as many rows as handles: each box takes hundreds of bytes.
fn handle(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
