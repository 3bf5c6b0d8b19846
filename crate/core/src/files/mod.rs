//! Records as files, a bounded piece of work at a time.

mod cards;
mod export;
mod import;
mod words;

use boxwood_model::{Layered, State, UserId};
use boxwood_query::Now;

use crate::index::Index;

pub(crate) use cards::CardsImport;
pub(crate) use export::Export;
pub(crate) use import::{FileImport, Stepped};

/// What files are made from and read against.
pub(crate) struct Desktop<'e> {
    /// The records as they are shown.
    pub(crate) records: Layered<'e, &'e State>,
    /// Where they are found.
    pub(crate) index: &'e mut Index,
    /// The person who asks, once somebody signed in.
    pub(crate) user: Option<UserId>,
    /// The time.
    pub(crate) now: Now,
}

impl<'e> Desktop<'e> {
    /// The records once more, for what needs them beside the index.
    const fn copy_of_records(&self) -> Layered<'e, &'e State> {
        Layered {
            below: self.records.below,
            top: self.records.top,
        }
    }
}

/// A count as the screen has it.
fn count(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
