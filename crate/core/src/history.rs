//! What the server has told of what happened: asked for when a screen wants it, kept while it is shown.

use std::collections::BTreeSet;

use boxwood_model::{Happening, Key, LiteMap};
use boxwood_sync::{
    FrameError, FrameKind, HISTORY_MOST, HistoryReply, HistoryRequest, Replica, ServerId, Subject,
    decode, encode,
};

use crate::api::{Session, TimelineState};
use crate::host::{CallFailure, CallNumber, Effect, Endpoint};

/// How many histories are kept; the one wanted least recently goes first.
const KEPT: usize = 32;

/// What is known of what happened to whom.
#[derive(Debug, Default)]
pub(crate) struct Histories {
    known: LiteMap<Subject, History>,
    /// Counts up with each wish, to tell which was last.
    wishes: u64,
}

/// What is known of one subject: everything from the newest down to the oldest that is here.
#[derive(Debug, Default)]
struct History {
    happenings: LiteMap<u64, Happening>,
    /// The server has more before the oldest.
    more: bool,
    /// The server was never asked, or something happened since.
    stale: bool,
    /// How many are wanted.
    wanted: usize,
    wish: u64,
    call: Option<CallNumber>,
    /// The last question was not answered.
    failed: bool,
}

impl Histories {
    /// What is here of what happened, newest first; from now on it is kept up, as far as `count`.
    pub(crate) fn want(
        &mut self,
        subject: Subject,
        count: usize,
    ) -> (Vec<Happening>, bool, TimelineState) {
        self.wishes += 1;
        let wish = self.wishes;
        let history = self.known.or_insert_with(subject, || History {
            stale: true,
            ..History::default()
        });
        history.wish = wish;
        history.wanted = history.wanted.max(count);
        let state = if history.failed {
            TimelineState::OutOfReach
        } else if history.is_lacking() {
            TimelineState::Loading
        } else {
            TimelineState::Here
        };
        let newest = history.happenings.values().rev().take(count).cloned();
        let more = history.more || history.happenings.len() > count;
        let answer = (newest.collect(), more, state);
        if self.known.len() > KEPT
            && let Some((oldest, _)) = self.known.iter().min_by_key(|(_, history)| history.wish)
        {
            let oldest = *oldest;
            self.known.remove(&oldest);
        }
        answer
    }

    /// These records changed by what came from the server: there is more to tell.
    pub(crate) fn changed(&mut self, keys: &BTreeSet<Key>) {
        for (subject, history) in self.known.iter_mut() {
            history.stale |= match subject {
                Subject::Record(key) => keys.contains(key),
                Subject::Scope(_) => !keys.is_empty(),
            };
        }
    }

    /// The server may be in reach again.
    pub(crate) fn hurry(&mut self) {
        for history in self.known.values_mut() {
            history.failed = false;
        }
    }

    /// Nothing is known any more: another person or server is being talked to.
    pub(crate) fn clear(&mut self) {
        self.known = LiteMap::new();
    }

    /// Asks the server for what is lacking.
    pub(crate) fn pump(
        &mut self,
        replica: &Replica,
        mut number: impl FnMut() -> CallNumber,
        effects: &mut Vec<Effect>,
    ) -> Result<(), FrameError> {
        let (Some(access), Some(hello)) = (replica.access(), replica.identity()) else {
            return Ok(());
        };
        for (subject, history) in self.known.iter_mut() {
            if history.call.is_some() || history.failed || !history.is_lacking() {
                continue;
            }
            let request = history.request(hello.server, *subject);
            let call = number();
            history.call = Some(call);
            history.stale = false;
            effects.push(Effect::Call {
                call,
                endpoint: Endpoint::History,
                session: Session {
                    server: access.address.clone(),
                    token: access.token.clone(),
                },
                body: Some(encode(FrameKind::HistoryRequest, &request)?),
            });
        }
        Ok(())
    }

    /// Has what is lacking answered here and now; says whether anything was.
    pub(crate) fn answer(
        &mut self,
        replica: &Replica,
        tell: impl Fn(&HistoryRequest) -> HistoryReply,
    ) -> bool {
        let Some(hello) = replica.identity() else {
            return false;
        };
        let mut answered = false;
        for (subject, history) in self.known.iter_mut() {
            while history.is_lacking() {
                let request = history.request(hello.server, *subject);
                history.call = None;
                history.stale = false;
                history.take(tell(&request));
                answered = true;
            }
        }
        answered
    }

    /// Takes an answer in; says whether the call was one of these.
    pub(crate) fn called(
        &mut self,
        call: CallNumber,
        outcome: &Result<Vec<u8>, CallFailure>,
    ) -> bool {
        let mut histories = self.known.values_mut();
        let Some(history) = histories.find(|history| history.call == Some(call)) else {
            return false;
        };
        history.call = None;
        let bytes = outcome.as_ref().ok();
        let reply = bytes.and_then(|bytes| decode(FrameKind::HistoryReply, bytes).ok());
        match reply {
            Some(reply) => history.take(reply),
            // What went wrong with the server the status says, which talks to it all the time.
            None => {
                history.failed = true;
                history.stale = true;
            }
        }
        true
    }
}

impl History {
    fn is_lacking(&self) -> bool {
        self.stale || self.call.is_some() || (self.more && self.happenings.len() < self.wanted)
    }

    /// The question for what is lacking.
    fn request(&self, server: ServerId, subject: Subject) -> HistoryRequest {
        let oldest = self.happenings.keys().next().copied();
        HistoryRequest {
            server,
            subject,
            before: oldest.filter(|_| !self.stale),
            most: HISTORY_MOST.min(u32::try_from(self.wanted).unwrap_or(HISTORY_MOST)),
        }
    }

    fn take(&mut self, reply: HistoryReply) {
        let newest_known = self.happenings.keys().next_back().copied();
        let oldest_come = reply.happenings.iter().map(|(number, _)| *number).min();
        let is_newer = reply.happenings.first().map(|(number, _)| *number) > newest_known;
        // More happened than one answer holds: what was known lies behind a gap.
        if is_newer && reply.more && oldest_come > newest_known {
            self.happenings = LiteMap::new();
        }
        let is_oldest = oldest_come <= self.happenings.keys().next().copied();
        if self.happenings.is_empty() || is_oldest {
            self.more = reply.more;
        }
        self.happenings.extend(reply.happenings);
    }
}

#[cfg(test)]
mod tests;
