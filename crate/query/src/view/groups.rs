//! The groups of a view, in order, each with its rows.

use std::collections::HashMap;

use super::rows::Rows;
use super::summary::{Measure, Tally};
use crate::content::Content;
use crate::sequence::{Before, Sequence};

/// The groups of a view.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    slots: Vec<Slot>,
    free: Vec<u32>,
    by_key: HashMap<Content<'static>, u32>,
    /// Weighed by how many rows they have.
    sequence: Sequence,
}

/// A group.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// What its rows have in common.
    pub(super) key: Content<'static>,
    /// Its place, as a sort key.
    order: Box<[u8]>,
    /// Its rows, in order.
    pub(super) rows: Sequence,
    /// What the cells of its rows come to, for each measure.
    pub(super) tallies: Vec<Tally>,
    /// Whether it stays when it has no rows.
    stays: bool,
}

impl Groups {
    pub(super) fn slot(&self, group: u32) -> &Slot {
        &self.slots[group as usize]
    }

    /// The group of this key, if there is one.
    pub(super) fn find(&self, key: &Content<'_>) -> Option<u32> {
        super::find(&self.by_key, key)
    }

    /// Adds a group, which has no rows yet, to those of a view that is being made;
    /// [`finish`](Self::finish) has to follow.
    pub(super) fn push(
        &mut self,
        key: Content<'static>,
        order: Vec<u8>,
        measures: usize,
        stays: bool,
    ) -> u32 {
        let slot = Slot {
            key: key.clone(),
            order: order.into(),
            rows: Sequence::default(),
            tallies: vec![Tally::default(); measures],
            stays,
        };
        let group = match self.free.pop() {
            Some(group) => {
                self.slots[group as usize] = slot;
                group
            }
            None => {
                self.slots.push(slot);
                super::handle(self.slots.len() - 1)
            }
        };
        self.by_key.insert(key, group);
        group
    }

    /// Adds a group, which has no rows yet.
    pub(super) fn add(&mut self, key: Content<'static>, order: Vec<u8>, measures: usize) -> u32 {
        let group = self.push(key, order, measures, false);
        let slots = &self.slots;
        self.sequence.insert(
            group,
            |known| is_before(slots, known, group),
            |group| slots[group as usize].rows.len(),
        );
        group
    }

    /// Puts groups that were [pushed](Self::push) in order, all at once.
    pub(super) fn finish(&mut self) {
        let slots = &self.slots;
        let mut groups: Vec<u32> = (0..super::handle(slots.len())).collect();
        groups.sort_unstable_by(|a, b| place(slots, *a).cmp(&place(slots, *b)));
        let weigh = |group: u32| slots[group as usize].rows.len();
        self.sequence = Sequence::from_sorted(&groups, weigh);
    }

    /// Counts the cells of a row that a group is going to be [given](Self::fill).
    pub(super) fn count(&mut self, group: u32, row: u32, measures: &[Measure]) {
        let tallies = &mut self.slots[group as usize].tallies;
        for (tally, measure) in tallies.iter_mut().zip(measures) {
            tally.add_unordered(row, measure);
        }
    }

    /// Gives a group all its rows, in order, which were [counted](Self::count) before.
    pub(super) fn fill(&mut self, group: u32, rows: &[u32]) {
        self.slots[group as usize].rows = Sequence::from_sorted(rows, |_| 0);
    }

    /// Gives a group the order of the cells of a measure.
    pub(super) fn set_order(&mut self, group: u32, measure: usize, rows: &[u32]) {
        self.slots[group as usize].tallies[measure].set_order(rows);
    }

    /// Puts a row into a group, whose tallies are for the caller to keep up.
    pub(super) fn insert(&mut self, group: u32, row: u32, rows: &Rows) {
        let slot = &mut self.slots[group as usize];
        slot.rows
            .insert(row, |known| rows.is_before(known, row), |_| 0);
        let was = slot.rows.len() - 1;
        self.reweigh(group, was);
    }

    /// Takes a row out of a group, likewise; the group stays until it is [tidied](Self::tidy).
    pub(super) fn remove(&mut self, group: u32, row: u32, rows: &Rows) {
        let slot = &mut self.slots[group as usize];
        slot.rows.remove(row, 0, |known| rows.is_before(known, row));
        let was = slot.rows.len() + 1;
        self.reweigh(group, was);
    }

    /// Does away with a group that has no rows any more, unless it stays.
    pub(super) fn tidy(&mut self, group: u32) {
        let slot = &self.slots[group as usize];
        if slot.rows.is_empty() && !slot.stays {
            let slots = &self.slots;
            self.sequence
                .remove(group, 0, |known| is_before(slots, known, group));
            self.by_key.remove(&self.slots[group as usize].key);
            self.free.push(group);
        }
    }

    /// What the cells of a group come to, for a measure.
    pub(super) fn tally(&mut self, group: u32, measure: usize) -> &mut Tally {
        &mut self.slots[group as usize].tallies[measure]
    }

    /// How many groups there are.
    pub(super) const fn len(&self) -> usize {
        self.sequence.len()
    }

    /// What is in front of a group: groups, and the rows in them.
    pub(super) fn before(&self, group: u32) -> Before {
        let slots = &self.slots;
        self.sequence.before(
            |known| is_before(slots, known, group),
            |group| slots[group as usize].rows.len(),
        )
    }

    /// The groups from a place on.
    pub(super) fn from(&self, place: usize) -> impl Iterator<Item = u32> + '_ {
        self.sequence.from(place)
    }

    /// Groups in order, some at a time, with how many rows those have together.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (&[u32], usize)> {
        self.sequence.blocks()
    }

    fn reweigh(&mut self, group: u32, was: usize) {
        let slots = &self.slots;
        let is = slots[group as usize].rows.len();
        self.sequence
            .reweigh(|known| is_before(slots, known, group), was, is);
    }
}

fn is_before(slots: &[Slot], known: u32, group: u32) -> bool {
    place(slots, known) < place(slots, group)
}

fn place(slots: &[Slot], group: u32) -> (&[u8], &Content<'static>) {
    let slot = &slots[group as usize];
    (&slot.order, &slot.key)
}
