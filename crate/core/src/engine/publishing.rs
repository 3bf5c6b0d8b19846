//! What screens see: answers to questions, and telling each screen what has become of its own.

use std::collections::BTreeSet;

use boxwood_model::{Key, Layered};

use super::Engine;
use crate::api::{Failure, Query, StorageState, View};
use crate::disk::Disk;
use crate::host::{Effect, Timer};
use crate::status;
use crate::views::Answering;

/// The longest that views are not looked at again, in milliseconds: an hour.
const VIEWS_WAIT: u32 = 60 * 60 * 1_000;

impl Engine {
    pub(super) fn answer(&mut self, query: &Query) -> Result<View, Failure> {
        let records = self.replica.shown();
        let status = status::Facts {
            account: &self.account,
            replica: &self.replica,
            connection: self.link.connection(),
            problem: self.link.problem(),
            clock_ahead: self.link.clock_ahead(),
            saving: self.disk.is_saving(),
            storage: storage(&self.disk),
            damage: self.damage,
        };
        Answering {
            records: Layered {
                below: records.below,
                top: records.top,
            },
            confirmed: self.replica.confirmed(),
            waiting: self.replica.waiting_records(),
            index: &mut self.index,
            status,
            user: self.replica.identity().map(|hello| hello.user),
            now: self.now,
            done: &self.done,
            histories: &mut self.histories,
        }
        .answer(query)
    }

    /// Takes note that these records look different.
    pub(super) fn look_again(&mut self, changed: &BTreeSet<Key>) {
        self.index.update(changed, &self.replica.shown(), self.now);
        self.stale |= !changed.is_empty();
    }

    /// Has the views looked at again when one of them changes although no record does.
    pub(super) fn wake_for_views(&mut self, effects: &mut Vec<Effect>) {
        let next = self.index.next_change();
        if next.is_none() || next == self.views_wake {
            return;
        }
        self.views_wake = next;
        let after = next.unwrap_or_default().saturating_sub(self.now.millis);
        effects.push(Effect::StartTimer {
            timer: Timer::Views,
            // A clock that is put back must not have it wait for ever.
            after: u32::try_from(after)
                .unwrap_or(u32::MAX)
                .clamp(1, VIEWS_WAIT),
        });
    }

    /// Tells each screen what has become of its questions.
    pub(super) fn publish(&mut self, effects: &mut Vec<Effect>) {
        let mut subscriptions = std::mem::take(&mut self.subscriptions);
        let stale = std::mem::take(&mut self.stale);
        for ((port, subscription), asked) in &mut subscriptions {
            // Most events are of the disk and the network, and change nothing but the status.
            if !stale && asked.query != Query::Status {
                continue;
            }
            let now = self.answer(&asked.query);
            if now != asked.last {
                if let Ok(view) = &now {
                    let (port, subscription, view) = (*port, *subscription, view.clone());
                    effects.push(Effect::Publish {
                        port,
                        subscription,
                        view,
                    });
                }
                asked.last = now;
            }
        }
        self.subscriptions = subscriptions;
    }
}

/// Whether the disk takes what is done.
pub(super) fn storage(disk: &Disk) -> StorageState {
    match disk.refusal() {
        None => StorageState::Disk,
        Some(_) => StorageState::MemoryOnly,
    }
}
