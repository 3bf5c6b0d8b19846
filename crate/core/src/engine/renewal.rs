//! New tokens for a session whose token for requests is not taken any more.
//!
//! It has run out, or its successor came and was lost before it was on the disk. Which, the server
//! says when new ones are asked for.

use boxwood_sync::{Access, Journal};

use super::Engine;
use crate::api::FailureCode;
use crate::credentials::{self, Credentials};
use crate::host::{CallFailure, CallNumber, Effect, Endpoint, Moment};
use crate::translate::failure;

/// After so many renewals whose tokens were not taken either, the session is given up.
const IN_VAIN: u8 = 3;

/// How it stands with new tokens.
#[derive(Debug, Default)]
pub(super) struct Renewal {
    /// The call that asks for some.
    pub(super) call: Option<CallNumber>,
    /// How often there were some since the last call that worked.
    in_vain: u8,
}

impl Renewal {
    /// The token is taken.
    pub(super) const fn worked(&mut self) {
        self.in_vain = 0;
    }
}

impl Engine {
    /// Asks for new tokens, unless it is asked already; nothing else is asked until they come. A token
    /// that lasts and is not taken any more is forgotten.
    pub(super) fn begin_renewal(&mut self, effects: &mut Vec<Effect>) {
        if self.renewal.call.is_some() {
            self.link.renewing();
            return;
        }
        let access = self.replica.access().cloned();
        let request = access
            .as_ref()
            .and_then(|access| Credentials::of(&access.token).request());
        let request = request.filter(|_| self.renewal.in_vain < IN_VAIN);
        let (Some(access), Some(body)) = (access, request) else {
            self.sign_out(Some(failure(FailureCode::TokenRefused, None)), effects);
            return;
        };
        self.link.renewing();
        let call = self.link.number();
        self.renewal.call = Some(call);
        effects.push(Effect::Call {
            call,
            endpoint: Endpoint::Renew,
            session: credentials::session_of(&access),
            body: Some(body),
        });
    }

    /// Goes on with the new tokens. Where there are none because nobody answered, the same is asked
    /// again after a while; where the server says no, the session has ended.
    pub(super) fn end_renewal(
        &mut self,
        outcome: Result<Vec<u8>, CallFailure>,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let known = self.replica.access().cloned();
        let (Some(known), Some(hello)) = (known, self.replica.identity().cloned()) else {
            // Signed out meanwhile.
            return;
        };
        match outcome {
            Ok(answer) => match credentials::renewed(&answer, moment.random) {
                Some(token) => {
                    let address = known.address;
                    let access = Access { address, token };
                    // On the disk before the next one is asked for: the attempt's name is in it.
                    self.fold(&Journal::SignedIn { access, hello }, true, effects);
                    self.renewal.in_vain += 1;
                    self.link.hurry();
                    self.histories.hurry();
                }
                None => {
                    let nonsense = failure(FailureCode::ServerNonsense, None);
                    self.link.not_renewed(nonsense, moment, effects);
                }
            },
            Err(CallFailure::Status { status: 401, .. }) => {
                self.sign_out(Some(failure(FailureCode::TokenRefused, None)), effects);
            }
            Err(_) => {
                let unreachable = failure(FailureCode::Unreachable, None);
                self.link.not_renewed(unreachable, moment, effects);
            }
        }
    }
}
