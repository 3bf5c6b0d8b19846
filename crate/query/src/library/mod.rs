//! Search over all records: an index for each kind, kept in step with them.
//!
//! Whoever holds the records [builds](Library::build) a library of them, or [loads](Library::load)
//! the one that was kept, and after each mutation [updates](Library::update) it with what has
//! changed. [Asking](Library::search) gives results by kind, with what to show of each.

mod card;
mod keep;
mod results;
mod search;

use boxwood_model::{BoxId, ContactId, Key, OrganizationId, PipelineId, SnippetId, UserId};

use crate::content::World;
use crate::expression::searched::{Searched, contents};
use crate::search::{Header, Index};
use card::Card;

pub use keep::SavedLibrary;
pub use results::{Asked, Group, Hit, HitKind, Results};

/// The kinds of records that have an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Shelf {
    Boxes,
    Contacts,
    Organizations,
    Pipelines,
    Snippets,
}

impl Shelf {
    /// All of them, in the order of groups of results.
    pub const ALL: [Self; 5] = [
        Self::Boxes,
        Self::Contacts,
        Self::Organizations,
        Self::Pipelines,
        Self::Snippets,
    ];
}

/// All records that can be found.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// In the order of [`Shelf::ALL`].
    indexes: [Index; Shelf::ALL.len()],
}

impl Library {
    /// A library of the records with these keys, of which those of other kinds are passed over.
    /// `me` is whose boxes come a little before those of others.
    #[must_use]
    pub fn build(
        keys: impl IntoIterator<Item = Key>,
        world: World<'_>,
        me: Option<UserId>,
    ) -> Self {
        let mut library = Self::default();
        let mut boxes = Vec::new();
        for key in keys {
            match key {
                Key::Box(id) => boxes.push(id),
                other => library.update(other, world, me),
            }
        }
        for part in boxes.chunks(BOXES_AT_ONCE) {
            let found: Vec<_> = part.iter().filter_map(|id| live(world, *id)).collect();
            let found = found.iter().map(|contents| {
                let searched = Searched::new(contents);
                (searched.header(me), searched)
            });
            library.index_mut(Shelf::Boxes).extend(found);
        }
        while library.maintain() {}
        library
    }

    /// Takes note of what a record is now, or that it is there no more. A box has the names of its
    /// contacts, organizations, people and of its pipeline in it: where one of these has changed,
    /// the boxes with it are to be updated too.
    pub fn update(&mut self, key: Key, world: World<'_>, me: Option<UserId>) {
        let Some((shelf, id)) = place(key) else {
            return;
        };
        let index = self.index_mut(shelf);
        if let Key::Box(id_of_box) = key {
            match live(world, id_of_box) {
                Some(contents) => {
                    let searched = Searched::new(&contents);
                    index.put(&searched.header(me), &searched);
                }
                None => {
                    index.remove(id);
                }
            }
            return;
        }
        match Card::of(key, world.records) {
            Some(card) => {
                let header = Header {
                    id,
                    updated: card.made,
                    mine: false,
                };
                index.put(&header, &card);
            }
            None => {
                index.remove(id);
            }
        }
    }

    /// Tidies up a little, when nothing else is to do. Whether there was anything, and so may be
    /// more.
    pub fn maintain(&mut self) -> bool {
        self.indexes.iter_mut().any(Index::maintain)
    }

    /// The bytes of memory that it takes.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.indexes.iter().map(Index::memory).sum()
    }

    /// The index of a kind: for counts, explanations and completions.
    #[must_use]
    pub fn index_of(&self, shelf: Shelf) -> &Index {
        &self.indexes[shelf as usize]
    }

    fn index_mut(&mut self, shelf: Shelf) -> &mut Index {
        &mut self.indexes[shelf as usize]
    }
}

/// So many boxes are looked up together.
const BOXES_AT_ONCE: usize = 4_096;

/// A box that can be found: one that was deleted is still there, for `is:deleted`, but none of a
/// pipeline that was.
fn live(world: World<'_>, id: BoxId) -> Option<crate::content::Contents<'_>> {
    contents(world, id).filter(|contents| !contents.pipeline.deleted.value)
}

/// The index that a record is in, and its id there.
fn place(key: Key) -> Option<(Shelf, u128)> {
    let number = |bytes: &[u8; 16]| u128::from_be_bytes(*bytes);
    Some(match key {
        Key::Box(id) => (Shelf::Boxes, number(id.as_bytes())),
        Key::Contact(id) => (Shelf::Contacts, number(id.as_bytes())),
        Key::Organization(id) => (Shelf::Organizations, number(id.as_bytes())),
        Key::Pipeline(id) => (Shelf::Pipelines, number(id.as_bytes())),
        Key::Snippet(id) => (Shelf::Snippets, number(id.as_bytes())),
        _ => return None,
    })
}

/// The record that has an id in an index.
fn key(shelf: Shelf, id: u128) -> Key {
    let bytes = id.to_be_bytes();
    match shelf {
        Shelf::Boxes => Key::Box(BoxId::from_bytes(bytes)),
        Shelf::Contacts => Key::Contact(ContactId::from_bytes(bytes)),
        Shelf::Organizations => Key::Organization(OrganizationId::from_bytes(bytes)),
        Shelf::Pipelines => Key::Pipeline(PipelineId::from_bytes(bytes)),
        Shelf::Snippets => Key::Snippet(SnippetId::from_bytes(bytes)),
    }
}
