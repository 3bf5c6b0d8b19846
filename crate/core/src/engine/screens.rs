//! Answering screens, and telling them when an answer has become another one.

use boxwood_model::Layered;

use super::Engine;
use super::answers::storage;
use super::moving::Moving;
use crate::api::{Failure, Query, View};
use crate::host::{Effect, Timer};
use crate::status;
use crate::views::Answering;

/// The longest that views are not looked at again, in milliseconds: an hour.
const VIEWS_WAIT: u32 = 60 * 60 * 1_000;

/// A question that is answered again whenever its answer changes.
#[derive(Debug)]
pub(super) struct Subscription {
    pub(super) query: Query,
    pub(super) last: Result<View, Failure>,
}

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
            moved: self.moving.as_ref().and_then(Moving::progress),
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
            done: self.replica.done(),
            histories: &mut self.histories,
            suggestions: &mut self.suggestions,
        }
        .answer(query)
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
        for ((port, subscription), asked) in subscriptions.iter_mut() {
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
