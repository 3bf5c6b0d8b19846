//! Deleted boxes, which can be brought back for some time.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use boxwood_model::{BoxId, BoxRecord, Millis, Slot};

/// Deleted boxes, the one deleted last first.
#[derive(Debug, Default)]
pub(crate) struct Bin {
    by_time: BTreeSet<(Reverse<Millis>, BoxId)>,
    of_box: HashMap<BoxId, Millis>,
}

impl Bin {
    pub(super) fn add(&mut self, record: &BoxRecord) {
        if record.deleted() {
            let at = record.stamp(Slot::Deleted).at.millis();
            self.by_time.insert((Reverse(at), record.id));
            self.of_box.insert(record.id, at);
        }
    }

    pub(super) fn remove(&mut self, id: BoxId) {
        if let Some(at) = self.of_box.remove(&id) {
            self.by_time.remove(&(Reverse(at), id));
        }
    }

    /// All of them, the one deleted last first.
    pub(crate) fn all(&self) -> impl Iterator<Item = BoxId> + '_ {
        self.by_time.iter().map(|(_, id)| *id)
    }
}
