//! What an action does to a store: records, happenings, and entries in the logs.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{
    BoxId, Effect, Happening, Key, Layered, Scope, Stamp, State, UserId, happenings,
};

use super::assigned::Turn;
use super::reading::Reading;
use super::{AuthorityStore, Heads};
use crate::protocol::LogEntry;

/// How many effects one log entry has at most, where they are the records that somebody gains: so
/// that what is sent and read at once stays bounded.
const GAINED: usize = 500;

/// All that is to be written for an action.
pub(super) struct Deed {
    changed: State,
    gone: BTreeSet<BoxId>,
    by_scope: BTreeMap<Scope, Vec<Effect>>,
    assigned: BTreeMap<Scope, Vec<Effect>>,
    happened: BTreeMap<Scope, Vec<Happening>>,
}

impl Deed {
    /// What these effects do to the records.
    pub(super) fn of<S: AuthorityStore>(
        effects: &[Effect],
        stamp: Stamp,
        by: Option<UserId>,
        records: &Reading<'_, S>,
    ) -> Self {
        let mut changed = State::default();
        let mut gone = BTreeSet::new();
        let mut by_scope: BTreeMap<Scope, Vec<Effect>> = BTreeMap::new();
        let mut happened: BTreeMap<Scope, Vec<Happening>> = BTreeMap::new();
        for effect in effects {
            let mut records = Layered {
                below: records,
                top: &mut changed,
            };
            let scope = effect.scope();
            let told = happenings(std::slice::from_ref(effect), stamp, by, &records);
            happened.entry(scope).or_default().extend(told);
            effect.apply(stamp, &mut records);
            if let Effect::ForgetBox { id, .. } = effect {
                gone.insert(*id);
            }
            by_scope.entry(scope).or_default().push(effect.clone());
        }
        let assigned = Turn::new(records, &changed, &gone).for_observers(&by_scope);
        Self {
            changed,
            gone,
            by_scope,
            assigned,
            happened,
        }
    }

    /// The same, with nothing to tell: what happened was told when it did.
    pub(super) fn untold(self) -> Self {
        Self {
            happened: BTreeMap::new(),
            ..self
        }
    }

    /// Writes it; `entry` says whose it is and when. Says which versions scopes have reached.
    pub(super) fn write<S: AuthorityStore>(
        self,
        entry: &LogEntry,
        store: &mut S,
    ) -> Result<Heads, S::Error> {
        store.put(&self.changed)?;
        for id in self.gone {
            store.remove(Key::Box(id))?;
        }
        for (scope, happenings) in self.happened {
            store.tell(scope, &happenings)?;
        }
        let entry = |effects| LogEntry {
            effects,
            ..entry.clone()
        };
        let mut heads = BTreeMap::new();
        for (scope, effects) in self.by_scope {
            heads.insert(scope, store.append(scope, &entry(effects))?);
        }
        for (scope, effects) in self.assigned {
            for effects in effects.chunks(GAINED) {
                let version = store.append(scope, &entry(effects.to_vec()))?;
                heads.insert(scope, version);
            }
        }
        Ok(heads)
    }
}
