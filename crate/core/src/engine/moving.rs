//! The records of a team that had no server on their way to one.
//!
//! The server says which piece is next, so that whatever is lost in between is only sent again. Until
//! all is there the records stay alone; what a person does meanwhile waits for the server.

use boxwood_model::Scope;
use boxwood_sync::{
    Access, AdoptionReply, FrameError, FrameKind, Handover, Hello, Journal, decode, encode,
};

use super::Engine;
use crate::api::{Failure, FailureCode, ProgressView};
use crate::credentials::session_of;
use crate::host::{CallFailure, CallNumber, Effect, Endpoint, Moment, Timer};
use crate::link;

/// What is under way.
#[derive(Debug)]
pub(super) struct Moving {
    /// Who the server says the person is, once it was asked.
    hello: Option<Hello>,
    handover: Handover,
    /// The piece to send; 0 asks which it is.
    next: u64,
    heads: Vec<(Scope, u64)>,
    call: Option<CallNumber>,
    failures: u32,
    /// Nothing is tried until the retry timer fires.
    resting: bool,
}

impl Moving {
    /// Whether an answer is for this.
    pub(super) fn asked(&self, call: CallNumber) -> bool {
        self.call == Some(call)
    }

    /// How far it is, once the server has said so.
    pub(super) fn progress(&self) -> Option<ProgressView> {
        let done = self.next.checked_sub(1)?;
        let short = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Some(ProgressView {
            done: short(done),
            of: short(self.handover.pieces()),
        })
    }
}

impl Engine {
    /// The records here move to the server that said hello.
    pub(super) fn begin_moving(
        &mut self,
        access: Access,
        hello: Hello,
        effects: &mut Vec<Effect>,
    ) -> Option<u64> {
        let ticket = self.fold(&Journal::Moving { access }, true, effects);
        self.link.moving(None);
        self.prepare_moving(Some(hello));
        ticket
    }

    /// There is nothing here to move: the person goes to the server as any newcomer does.
    pub(super) fn go_to_server(
        &mut self,
        access: Access,
        hello: Hello,
        effects: &mut Vec<Effect>,
    ) -> Option<u64> {
        self.fold(&Journal::Moving { access }, true, effects);
        let cursors = None;
        let ticket = self.fold(&Journal::Moved { hello, cursors }, true, effects);
        self.moving = None;
        self.histories.clear();
        self.link.signed_in();
        ticket
    }

    /// Nothing moves any more, and everything is here as before.
    pub(super) fn stay_alone(
        &mut self,
        problem: Option<Failure>,
        effects: &mut Vec<Effect>,
    ) -> Option<u64> {
        self.moving = None;
        let ticket = self.fold(&Journal::SignedOut, true, effects);
        self.link.alone(problem, effects);
        ticket
    }

    /// What failed may work now.
    pub(super) const fn hurry_moving(&mut self) {
        if let Some(moving) = &mut self.moving {
            moving.resting = false;
        }
    }

    /// Asks the server what comes next, or sends it.
    pub(super) fn move_on(&mut self, effects: &mut Vec<Effect>) {
        if !self.replica.is_moving() || self.is_unsettled_on_disk() {
            return;
        }
        if self.moving.is_none() {
            self.prepare_moving(None);
        }
        if let Err(error) = self.send_piece(effects) {
            self.unwritable(&error);
        }
    }

    /// Whether the disk does not hold yet that the records move. The server must not get any of them
    /// before: after a loss of power they would be others, which have no place beside those.
    fn is_unsettled_on_disk(&self) -> bool {
        self.disk.is_saving() || self.disk.refusal().is_some()
    }

    fn prepare_moving(&mut self, hello: Option<Hello>) {
        match Handover::of(&self.replica) {
            Ok(handover) => {
                self.moving = Some(Moving {
                    hello,
                    handover,
                    next: 0,
                    heads: Vec::new(),
                    call: None,
                    failures: 0,
                    resting: false,
                });
            }
            Err(error) => {
                self.unwritable(&error);
            }
        }
    }

    fn send_piece(&mut self, effects: &mut Vec<Effect>) -> Result<(), FrameError> {
        let replica = &self.replica;
        let (Some(access), Some(identity)) = (replica.access(), replica.identity()) else {
            return Ok(());
        };
        let Some(moving) = &mut self.moving else {
            return Ok(());
        };
        if moving.call.is_some() || moving.resting {
            return Ok(());
        }
        let (endpoint, body) = match &moving.hello {
            None => (Endpoint::Hello, None),
            Some(hello) => {
                let (next, heads) = (moving.next, moving.heads.clone());
                let handover = &moving.handover;
                let piece = handover.piece(replica, hello.server, identity.user, next, heads)?;
                (Endpoint::Adopt, Some(encode(FrameKind::Adoption, &piece)?))
            }
        };
        let call = self.link.number();
        moving.call = Some(call);
        effects.push(Effect::Call {
            call,
            endpoint,
            session: session_of(access),
            body,
        });
        Ok(())
    }

    /// Takes the server's answer in.
    pub(super) fn moved(
        &mut self,
        outcome: Result<Vec<u8>, CallFailure>,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let Some(moving) = &mut self.moving else {
            return;
        };
        moving.call = None;
        if moving.hello.is_none() {
            match link::hello(outcome) {
                Ok(hello) => moving.hello = Some(hello),
                Err(problem) => self.moving_failed(problem, moment, effects),
            }
            return;
        }
        let reply = outcome.map_err(|failure| link::call_failure(&failure));
        let reply = reply.and_then(|bytes| {
            decode::<AdoptionReply>(FrameKind::AdoptionReply, &bytes)
                .map_err(|error| link::frame_failure(&error))
        });
        match reply {
            Ok(reply) => {
                moving.failures = 0;
                self.link.moving(None);
                self.moved_to(reply, effects);
            }
            Err(problem) => self.moving_failed(problem, moment, effects),
        }
    }

    fn moved_to(&mut self, reply: AdoptionReply, effects: &mut Vec<Effect>) {
        let Some(moving) = &mut self.moving else {
            return;
        };
        let AdoptionReply {
            next,
            applied,
            heads,
        } = reply;
        let pieces = moving.handover.pieces();
        // Where the last answer was lost, others may have done something since.
        let is_exact = applied && next > pieces;
        moving.next = next;
        moving.heads = heads;
        if next <= pieces {
            return;
        }
        let (Some(moving), Some(identity)) = (self.moving.take(), self.replica.identity()) else {
            return;
        };
        let Some(hello) = moving.hello else {
            return;
        };
        let hello = Hello {
            user: identity.user,
            ..hello
        };
        let cursors = is_exact.then_some(moving.heads);
        self.fold(&Journal::Moved { hello, cursors }, true, effects);
        self.histories.clear();
        self.link.signed_in();
    }

    fn moving_failed(&mut self, problem: Failure, moment: Moment, effects: &mut Vec<Effect>) {
        let may_pass = matches!(
            problem.code,
            FailureCode::Unreachable | FailureCode::ServerFailed | FailureCode::ServerNonsense
        );
        if !may_pass {
            self.stay_alone(Some(problem), effects);
            return;
        }
        let Some(moving) = &mut self.moving else {
            return;
        };
        moving.failures = moving.failures.saturating_add(1);
        moving.resting = true;
        // The server may be another by the time that it answers again.
        moving.hello = None;
        moving.next = 0;
        let wait = link::doubled(moving.failures);
        link::start(Timer::Retry, wait, moment, effects);
        self.link.moving(Some(problem));
    }
}
