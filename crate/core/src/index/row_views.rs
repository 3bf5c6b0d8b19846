//! Boxes as rows show them, kept: a window that is asked for again makes those anew that changed.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use boxwood_model::{BoxId, Key, Millis};
use boxwood_query::Now;

use crate::api::BoxView;

/// How many are kept: several windows.
const KEPT: usize = 2_048;

/// Boxes as rows show them.
#[derive(Debug, Default)]
pub(crate) struct RowViews {
    of: HashMap<BoxId, Kept>,
}

#[derive(Debug)]
struct Kept {
    view: Arc<BoxView>,
    /// When it was made.
    made: Now,
    /// When a formula comes to something else though no record changes.
    until: Option<Millis>,
}

impl Kept {
    fn holds(&self, now: Now) -> bool {
        now.offset_minutes == self.made.offset_minutes
            && now.millis >= self.made.millis
            && self.until.is_none_or(|until| now.millis < until)
    }
}

impl RowViews {
    /// Forgets what these records are shown in: a box is in its own row alone, and the names and
    /// fields of others may be in any.
    pub(super) fn update(&mut self, changed: &BTreeSet<Key>) {
        for key in changed {
            match key {
                Key::Box(id) => {
                    self.of.remove(id);
                }
                _ => self.of.clear(),
            }
        }
    }

    /// How a row shows a box, if that is known and has not become something else by now.
    pub(crate) fn get(&self, id: BoxId, now: Now) -> Option<Arc<BoxView>> {
        let kept = self.of.get(&id).filter(|kept| kept.holds(now))?;
        Some(kept.view.clone())
    }

    /// Keeps how a row shows a box, until a moment at the latest.
    pub(crate) fn keep(&mut self, id: BoxId, view: Arc<BoxView>, made: Now, until: Option<Millis>) {
        if self.of.len() >= KEPT {
            self.of.clear();
        }
        self.of.insert(id, Kept { view, made, until });
    }
}
