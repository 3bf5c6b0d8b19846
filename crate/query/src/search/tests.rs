//! The index beside the language's own evaluation, over random documents, queries and changes.

mod blocks;
mod changes;
mod covering;
mod equal;
mod golden;
mod order;
mod random;
mod showing;
mod typos;

use std::collections::BTreeMap;

use boxwood_model::Millis;

use super::{Documents, Findable, Header};
use crate::language::tests::example::Sheet;
use crate::language::{Content, Document, Field, State};

/// The documents of a test, by their ids.
#[derive(Debug, Clone, Default)]
struct Shelf(BTreeMap<u128, (Header, Sheet)>);

impl Findable for Sheet {
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>)) {
        for (field, contents) in &self.contents {
            contents
                .iter()
                .for_each(|content| see(*field, content.lend()));
        }
    }

    fn states(&self, see: &mut dyn FnMut(State, Millis)) {
        self.states.iter().for_each(|state| see(*state, 0));
    }
}

impl Documents for Shelf {
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document)) {
        if let Some((_, sheet)) = self.0.get(&id) {
            see(sheet);
        }
    }
}

impl Shelf {
    fn of(sheets: impl IntoIterator<Item = Sheet>) -> Self {
        let all = (0..).zip(sheets).map(|(id, sheet)| {
            let header = Header {
                id,
                updated: 1_700_000_000_000 + (id as u64 % 7) * 86_400_000,
                mine: id % 3 == 0,
            };
            (id, (header, sheet))
        });
        Self(all.collect())
    }

    fn each(&self) -> impl Iterator<Item = (Header, Sheet)> {
        self.0.values().cloned()
    }
}
