//! What the core needs of a disk, and its twin in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{Future, ready};
use std::rc::Rc;

use boxwood_core::host::{Stored, Write};

/// Keeps what one account's core wants kept. One store is used by one core at a time.
///
/// What every implementation promises; `tests/conformance` holds each to it:
///
/// 1. **All or nothing.** A write that is reported refused left nothing behind, and the store takes
///    further writes.
/// 2. **In order.** Within a write everything is dropped before anything is put. A write that begins
///    after another was reported done comes after it.
/// 3. **Kept.** What was reported done is there for every later [`load`](Store::load), also through a
///    store that is opened later; a [durable](Write::durable) write is on the disk itself by then.
/// 4. **Cleared means empty.** [`Write::clear`] drops everything that was there before.
/// 5. **Never half of it.** A store that lost what it held, because the browser or a person deleted
///    it, refuses every write as [`StoreError::Emptied`] until one that clears.
/// 6. **By number.** Segments and journal records are loaded by number, least first.
pub trait Store {
    /// All that the store holds.
    ///
    /// # Errors
    ///
    /// When the platform does not give it.
    fn load(&self) -> impl Future<Output = Result<Stored, StoreError>>;

    /// Changes what the store holds.
    ///
    /// # Errors
    ///
    /// When the platform does not take it; then nothing is changed.
    fn write(&self, write: Write) -> impl Future<Output = Result<(), StoreError>>;

    /// Lets go of what the store is kept in; later calls open it again.
    fn close(&self);
}

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no room.
    #[error("no room on the disk: {0}")]
    Full(String),
    /// What the store held is gone, and this write builds on it.
    #[error("the browser's copy was deleted")]
    Emptied,
    /// Anything else that the platform said.
    #[error("{name}: {message}")]
    Refused {
        /// The platform's name for it, such as `UnknownError`.
        name: String,
        /// The platform's words.
        message: String,
    },
}

/// A store in memory. Clones share what they hold, as two openings of one database do.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    held: Rc<RefCell<Held>>,
    refusal: Rc<RefCell<Option<StoreError>>>,
    emptied: Rc<Cell<bool>>,
}

#[derive(Debug, Default)]
struct Held {
    manifest: Option<Vec<u8>>,
    segments: BTreeMap<u32, Vec<u8>>,
    journal: BTreeMap<u64, Vec<u8>>,
}

impl MemoryStore {
    /// From now on refuses every write for `reason`, or takes them again.
    pub fn refuse(&self, reason: Option<StoreError>) {
        self.refusal.replace(reason);
    }

    /// Loses everything, as a browser does that needs the room.
    pub fn lose(&self) {
        self.held.take();
        self.emptied.set(true);
    }

    fn take(&self, write: Write) -> Result<(), StoreError> {
        if let Some(reason) = self.refusal.borrow().as_ref() {
            return Err(reason.clone());
        }
        if self.emptied.get() && !write.clear {
            return Err(StoreError::Emptied);
        }
        self.emptied.set(false);
        let mut held = self.held.borrow_mut();
        if write.clear {
            *held = Held::default();
        }
        if let Some(least) = write.drop_journal_below {
            held.journal = held.journal.split_off(&least);
        }
        for number in write.drop_segments {
            held.segments.remove(&number);
        }
        held.journal.extend(write.journal);
        held.segments.extend(write.segments);
        if write.manifest.is_some() {
            held.manifest = write.manifest;
        }
        Ok(())
    }
}

impl Store for MemoryStore {
    fn load(&self) -> impl Future<Output = Result<Stored, StoreError>> {
        let held = self.held.borrow();
        ready(Ok(Stored {
            manifest: held.manifest.clone(),
            segments: held.segments.clone().into_iter().collect(),
            journal: held.journal.clone().into_iter().collect(),
        }))
    }

    fn write(&self, write: Write) -> impl Future<Output = Result<(), StoreError>> {
        ready(self.take(write))
    }

    fn close(&self) {}
}
