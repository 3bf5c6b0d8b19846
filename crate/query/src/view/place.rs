//! Where a row is: what it is sorted and grouped by.

use boxwood_model::{Column, Pipeline};

use super::View;
use super::key::Encoder;
use crate::Collation;
use crate::content::{Content, Contents, Located, Now};

/// A column that says where rows are.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    pub(super) column: Column,
    /// Where it is among what is [read](super::Used::read) of a row.
    pub(super) at: usize,
    pub(super) is_descending: bool,
}

/// What is used over and over while rows are put in.
#[derive(Debug, Default)]
pub(super) struct Scratch<'r> {
    /// The pipeline of the last row, and the deciding columns as it has them.
    pub(super) home: Option<(&'r Pipeline, Vec<Located<'r>>)>,
    /// What the last row has in them.
    pub(super) cells: Vec<Content<'r>>,
    /// Its sort key.
    pub(super) key: Vec<u8>,
}

impl View {
    /// The place of a row: its sort key, which is left in `scratch` together with its cells, and its
    /// group, which is made if it is the first one there. Groups of a view that is being made come
    /// into order later.
    pub(super) fn place<'r>(
        &mut self,
        row: &Contents<'r>,
        collation: &dyn Collation,
        scratch: &mut Scratch<'r>,
        is_being_made: bool,
    ) -> u32 {
        let Scratch { home, cells, key } = scratch;
        let columns = match home {
            Some((known, columns)) if known.id == row.pipeline.id => columns,
            _ => {
                &mut home
                    .insert((row.pipeline, self.used.locate(row.pipeline)))
                    .1
            }
        };
        self.used.read(row, columns, cells);
        let encoder = Encoder {
            collation,
            records: row.world.records,
            ranks: &self.ranks,
        };
        key.clear();
        for by in &self.sort {
            let content = &cells[by.at];
            encoder.encode(by.column, content, row.pipeline, by.is_descending, key);
        }
        let Some(by) = self.group else {
            return self.groups.find(&Content::Empty).unwrap_or_default();
        };
        let day = day(&cells[by.at], row.world.now);
        let content = day.as_ref().unwrap_or(&cells[by.at]);
        self.groups.find(content).unwrap_or_else(|| {
            let mut order = Vec::new();
            encoder.encode(by.column, content, row.pipeline, false, &mut order);
            let key = content.clone().into_owned();
            let measures = self.measures.len();
            if is_being_made {
                self.groups.push(key, order, measures, false)
            } else {
                self.groups.add(key, order, measures)
            }
        })
    }
}

/// The day by which a row is grouped that has a moment in the column.
fn day(content: &Content<'_>, now: Now) -> Option<Content<'static>> {
    match content {
        Content::Moment(at) => {
            let day = boxwood_model::Date::from_days(now.day_of(*at));
            day.map(Content::Date)
        }
        _ => None,
    }
}
