//! Signing in to a server, and out again.

use boxwood_sync::{Access, Hello, Journal};

use super::Engine;
use super::renewal::Renewal;
use crate::api::{Failure, FailureCode, Response, Session};
use crate::credentials::session_of;
use crate::host::{CallFailure, CallNumber, Effect, Endpoint, Moment};
use crate::translate::failure;
use crate::{link, status};

/// A token that a server is being asked about.
#[derive(Debug)]
pub(super) struct SigningIn {
    pub(super) call: CallNumber,
    port: u32,
    number: u64,
    session: Session,
}

impl Engine {
    pub(super) fn begin_sign_in(
        &mut self,
        port: u32,
        number: u64,
        session: Session,
        effects: &mut Vec<Effect>,
    ) {
        let call = self.link.number();
        let asked = SigningIn {
            call,
            port,
            number,
            session: session.clone(),
        };
        if let Some(SigningIn { port, number, .. }) = self.sign_in.replace(asked) {
            let failure = failure(FailureCode::Duplicate, None);
            effects.push(Effect::Respond {
                port,
                number,
                response: Response::Failed { failure },
            });
        }
        let access = Access {
            address: session.server,
            token: session.token,
        };
        effects.push(Effect::Call {
            call,
            endpoint: Endpoint::Hello,
            session: session_of(&access),
            body: None,
        });
    }

    pub(super) fn end_sign_in(
        &mut self,
        asked: SigningIn,
        outcome: Result<Vec<u8>, CallFailure>,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let SigningIn {
            port,
            number,
            session,
            ..
        } = asked;
        let without_server = self.replica.has_no_server();
        let hello = link::hello(outcome).and_then(|hello| {
            // Whoever has no server yet may go to any.
            let known = self.replica.identity().filter(|_| !without_server);
            status::checked_identity(&hello, known, &self.account)?;
            Ok(hello)
        });
        match hello {
            Ok(hello) => {
                let access = Access {
                    address: session.server,
                    token: session.token,
                };
                let ticket = if without_server && self.replica.is_bare() {
                    self.go_to_server(access, hello, effects)
                } else if without_server {
                    self.begin_moving(access, hello, effects)
                } else {
                    self.take_identity(access, hello, moment, effects)
                };
                self.answer_after(ticket, port, number, Response::Nothing, effects);
            }
            Err(failure) => {
                let response = Response::Failed { failure };
                effects.push(Effect::Respond {
                    port,
                    number,
                    response,
                });
            }
        }
    }

    /// Asks a server that says that it is another log who it is: it may have been put back from a
    /// backup.
    pub(super) fn begin_introduction(&mut self, effects: &mut Vec<Effect>) {
        let (Some(access), None) = (self.replica.access(), self.introduction) else {
            return;
        };
        let session = session_of(access);
        let call = self.link.number();
        self.introduction = Some(call);
        effects.push(Effect::Call {
            call,
            endpoint: Endpoint::Hello,
            session,
            body: None,
        });
    }

    /// Goes on with the same team's other log; with any other server nothing is to be had.
    pub(super) fn end_introduction(
        &mut self,
        outcome: Result<Vec<u8>, CallFailure>,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let known = self.replica.identity();
        let hello = link::hello(outcome).and_then(|hello| {
            status::checked_identity(&hello, known, &self.account)?;
            Ok(hello)
        });
        if let Ok(hello) = hello
            && known.is_some_and(|known| known.server != hello.server)
            && let Some(access) = self.replica.access().cloned()
        {
            self.take_identity(access, hello, moment, effects);
        }
    }

    /// Is a replica of this log from now on; the number is that of the write that makes it last.
    fn take_identity(
        &mut self,
        access: Access,
        hello: Hello,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Option<u64> {
        // Whatever it brings is of the tokens before.
        self.renewal = Renewal::default();
        let known = self.replica.identity();
        let other = known.is_some_and(|known| known.server != hello.server);
        let ticket = self.fold(&Journal::SignedIn { access, hello }, true, effects);
        self.link.signed_in();
        if other {
            // It counts this replica's mutations otherwise.
            self.rename(moment, effects);
        }
        ticket
    }

    /// Forgets the token; the number is that of the write that makes it last.
    pub(super) fn sign_out(
        &mut self,
        problem: Option<Failure>,
        effects: &mut Vec<Effect>,
    ) -> Option<u64> {
        self.renewal = Renewal::default();
        let ticket = self.fold(&Journal::SignedOut, true, effects);
        self.link.signed_out(problem, effects);
        self.histories.clear();
        ticket
    }
}
