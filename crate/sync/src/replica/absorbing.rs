//! Taking in what the server answers.

use boxwood_model::{Key, RecordsMut, Scope};

use super::{Changed, Replica};
use crate::journal::{PendingMutation, RefusedMutation};
use crate::protocol::{LogEntry, PullReply};

impl Replica {
    /// Takes in what is new. Entries that are known already are passed over; entries that would
    /// leave a gap are too, and come again with the next answer, since the cursor stays.
    pub(super) fn absorb(&mut self, reply: &PullReply) -> Changed {
        let mut changed = Changed::default();
        // First, since what is lost under one scope may come back under another.
        for scope in &reply.lost {
            self.drop_scope(*scope, &mut changed);
        }
        for delta in &reply.deltas {
            let cursor = self.facts.cursors.entry(delta.scope).or_insert(0);
            if delta.from > *cursor {
                continue;
            }
            let known = usize::try_from(*cursor - delta.from).unwrap_or(usize::MAX);
            for LogEntry { stamp, effects, .. } in delta.entries.iter().skip(known) {
                for effect in effects {
                    effect.apply(*stamp, &mut self.confirmed);
                    changed.keys.insert(effect.key());
                }
                *cursor += 1;
                // A stamp that this server let pass; later intents here come after it.
                self.facts.clock.observe(stamp.at);
            }
        }
        if !reply.more {
            self.settle(reply);
        }
        changed
    }

    /// Mutations that the server settled wait no longer; refused ones are kept for their author.
    fn settle(&mut self, reply: &PullReply) {
        // What was said about a name that is lost is not about this one.
        let acked = reply.acked.min(self.facts.last_seq);
        self.facts.acked = self.facts.acked.max(acked);
        while let Some(pending) = self.facts.pending.front()
            && pending.mutation.seq <= reply.acked
        {
            let Some(PendingMutation { mutation, .. }) = self.facts.pending.pop_front() else {
                break;
            };
            if let Some(refused) = reply.refused.iter().find(|r| r.seq == mutation.seq) {
                self.facts.refusals += 1;
                self.facts.refused.push(RefusedMutation {
                    number: self.facts.refusals,
                    mutation,
                    reason: refused.reason.clone(),
                });
            }
        }
    }

    fn drop_scope(&mut self, scope: Scope, changed: &mut Changed) {
        self.facts.cursors.remove(&scope);
        changed.lost.push(scope);
        let lost: Vec<Key> = self.confirmed.keys_of(scope).collect();
        for key in lost {
            self.confirmed.remove(key);
            changed.keys.insert(key);
        }
    }
}
