//! What is asked of a view: rows, groups, places, summaries.

use std::collections::BTreeSet;
use std::ops::Range;

use boxwood_model::{Arrange as _, BoxId};

use super::View;
use crate::content::Content;

/// Some of the rows of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window<'v> {
    /// The rows.
    pub rows: Vec<Row<'v>>,
    /// How many rows there are in all: headers, and boxes that are not folded away.
    pub total: usize,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row<'v> {
    /// A group's header; a view that is not grouped has none.
    Group(Group<'v>),
    /// A box.
    Box(BoxId),
}

/// A group of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'v> {
    /// What its boxes have in common.
    pub key: &'v Content<'static>,
    /// The index of its header among all rows.
    pub row: usize,
    /// How many boxes it has, folded away or not.
    pub boxes: usize,
    /// Whether its boxes are folded away.
    pub is_collapsed: bool,
    /// What the view's summaries say of it, one by one.
    pub summaries: Vec<Content<'static>>,
}

/// The groups that are folded away, by their places, with how many boxes each hides.
struct Folded(Vec<(usize, usize)>);

impl Folded {
    /// What the groups of some places hide.
    fn in_range(&self, places: Range<usize>) -> usize {
        let from = self.0.partition_point(|(place, _)| *place < places.start);
        let folded = self.0[from..].iter();
        let folded = folded.take_while(|(place, _)| *place < places.end);
        folded.map(|(_, boxes)| boxes).sum()
    }

    fn has(&self, place: usize) -> bool {
        self.0
            .binary_search_by_key(&place, |(place, _)| *place)
            .is_ok()
    }
}

impl View {
    /// How many boxes there are, folded away or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no boxes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many groups there are; one if nothing is grouped.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// What the summaries say in total, one by one in the order of the view's shape: numbers,
    /// dates or moments, empty where there is nothing to sum up. A sum that no number can hold is
    /// an error.
    #[must_use]
    pub fn summaries(&self) -> Vec<Content<'static>> {
        let say = |(summary, measure): &(_, usize)| {
            self.totals[*measure].say(*summary, self.len(), &self.measures[*measure])
        };
        self.summaries.iter().map(say).collect()
    }

    /// Some of the rows, group headers among them, where the groups of these keys are folded away.
    #[must_use]
    pub fn window(
        &self,
        first: usize,
        count: usize,
        collapsed: &BTreeSet<Content<'static>>,
    ) -> Window<'_> {
        let folded = self.folded(collapsed);
        let header = self.header();
        let end = first.saturating_add(count);
        let mut rows = Vec::new();
        let (mut row, mut place) = (0, 0);
        for (groups, boxes) in self.groups.blocks() {
            let places = place..place + groups.len();
            let here = groups.len() * header + boxes - folded.in_range(places.clone());
            if row < end && row + here > first {
                let mut row = row;
                for (place, group) in places.clone().zip(groups) {
                    let slot = self.groups.slot(*group);
                    if header == 1 && (first..end).contains(&row) {
                        rows.push(Row::Group(self.group(*group, row, folded.has(place))));
                    }
                    row += header;
                    if folded.has(place) {
                        continue;
                    }
                    let from = first.saturating_sub(row).min(slot.rows.len());
                    let to = end.saturating_sub(row).min(slot.rows.len());
                    if from < to {
                        let boxes = slot.rows.from(from).take(to - from);
                        rows.extend(boxes.map(|handle| Row::Box(self.rows.id(handle))));
                    }
                    row += slot.rows.len();
                }
            }
            row += here;
            place = places.end;
        }
        Window { rows, total: row }
    }

    /// Some of the groups, by their places, in order.
    #[must_use]
    pub fn groups(
        &self,
        places: Range<usize>,
        collapsed: &BTreeSet<Content<'static>>,
    ) -> Vec<Group<'_>> {
        let folded = self.folded(collapsed);
        let mut row = None;
        let mut groups = Vec::new();
        let handles = self.groups.from(places.start);
        for (place, handle) in places.clone().zip(handles) {
            let before = row.unwrap_or_else(|| {
                let before = self.groups.before(handle);
                before.items * self.header() + before.weight - folded.in_range(0..before.items)
            });
            let group = self.group(handle, before, folded.has(place));
            let shown = if group.is_collapsed { 0 } else { group.boxes };
            row = Some(before + self.header() + shown);
            groups.push(group);
        }
        groups
    }

    /// Some of the boxes of a group: a column of a board.
    #[must_use]
    pub fn boxes_in(&self, group: &Content<'_>, first: usize, count: usize) -> Vec<BoxId> {
        let Some(group) = self.groups.find(group) else {
            return Vec::new();
        };
        let rows = self.groups.slot(group).rows.from(first).take(count);
        rows.map(|row| self.rows.id(row)).collect()
    }

    /// The key of the group that a box is in, if the view shows the box.
    #[must_use]
    pub fn group_of(&self, id: BoxId) -> Option<&Content<'static>> {
        let row = self.rows.find(id)?;
        Some(&self.groups.slot(self.rows.group(row)).key)
    }

    /// The index of a box among all rows; nothing if it is folded away or not in the view.
    #[must_use]
    pub fn position(&self, id: BoxId, collapsed: &BTreeSet<Content<'static>>) -> Option<usize> {
        let row = self.rows.find(id)?;
        let handle = self.rows.group(row);
        let group = self.groups.slot(handle);
        if self.group.is_some() && collapsed.contains(&group.key) {
            return None;
        }
        let before = self.groups.before(handle);
        let folded = self.folded(collapsed).in_range(0..before.items);
        let start = (before.items + 1) * self.header() + before.weight - folded;
        let within = group
            .rows
            .before(|known| self.rows.is_before(known, row), |_| 0);
        Some(start + within.items)
    }

    /// How many rows a group has for itself.
    const fn header(&self) -> usize {
        if self.group.is_some() { 1 } else { 0 }
    }

    fn folded(&self, collapsed: &BTreeSet<Content<'static>>) -> Folded {
        if self.group.is_none() {
            return Folded(Vec::new());
        }
        let groups = collapsed.iter().filter_map(|key| self.groups.find(key));
        let places = groups.map(|group| {
            let boxes = self.groups.slot(group).rows.len();
            (self.groups.before(group).items, boxes)
        });
        let mut places: Vec<_> = places.collect();
        places.arrange();
        Folded(places)
    }

    fn group(&self, handle: u32, row: usize, is_collapsed: bool) -> Group<'_> {
        let slot = self.groups.slot(handle);
        let boxes = slot.rows.len();
        let say = |(summary, measure): &(_, usize)| {
            slot.tallies[*measure].say(*summary, boxes, &self.measures[*measure])
        };
        Group {
            key: &slot.key,
            row,
            boxes,
            is_collapsed,
            summaries: self.summaries.iter().map(say).collect(),
        }
    }
}
