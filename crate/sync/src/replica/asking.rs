//! What a replica asks of the server.

use std::collections::BTreeSet;

use boxwood_model::{Gather as _, Mutation, Stamp};

use crate::frame::payload_size;
use crate::protocol::{PullRequest, PushRequest};

use super::{Replica, stamp};

impl Replica {
    /// The waiting mutations that follow on sequence number `after`, up to `up_to`; none when there
    /// are none, or nobody ever signed in. No more than `most` of them, nor, but for the first, than
    /// fit into `most_bytes`: servers bound what they take.
    #[must_use]
    pub fn push_request(
        &self,
        after: u64,
        up_to: u64,
        most: usize,
        most_bytes: usize,
    ) -> Option<PushRequest> {
        let server = self.facts.identity.as_ref()?.server;
        let waiting = self.facts.pending.iter().map(|pending| &pending.mutation);
        let mut chosen = waiting
            .filter(|m| m.seq > after && m.seq <= up_to)
            .take(most)
            .peekable();
        let first = chosen.peek()?.seq;
        if first > after.saturating_add(1) {
            return None;
        }
        // The numbers are not sent: behind a gap, which a damaged disk may leave, they would be others.
        let run = (first..).zip(chosen).take_while(|(seq, m)| *seq == m.seq);
        // What takes back a mutation that was sent before waits for the log, which says under which
        // stamp that was taken; within one request the server knows it.
        let sent = self.facts.pending.iter().map(|pending| &pending.mutation);
        let sent: BTreeSet<Stamp> = sent.take_while(|m| m.seq <= after).map(stamp).gather();
        let may_go = |m: &Mutation| m.action.undoes.is_none_or(|of| !sent.contains(&of));
        let run = run.take_while(|(_, m)| may_go(m));
        let mut bytes = 0usize;
        let fitting = run.take_while(|(seq, m)| {
            bytes = bytes.saturating_add(payload_size(&m.action));
            *seq == first || bytes <= most_bytes
        });
        let intents: Vec<_> = fitting.map(|(_, m)| (m.at, m.action.clone())).collect();
        if intents.is_empty() {
            return None;
        }
        Some(PushRequest {
            server,
            client: self.facts.client,
            first,
            intents,
        })
    }

    /// The question for what is new; none if nobody ever signed in. The server may forget refusals
    /// up to `settled`, which must be on disk here.
    #[must_use]
    pub fn pull_request(&self, settled: u64) -> Option<PullRequest> {
        let server = self.facts.identity.as_ref()?.server;
        let cursors = self
            .facts
            .cursors
            .iter()
            .map(|(scope, version)| (*scope, *version));
        Some(PullRequest {
            server,
            client: self.facts.client,
            cursors: cursors.collect(),
            settled,
        })
    }
}
