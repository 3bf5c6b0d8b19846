//! Between signing in and the first news from the server: commands wait until it is known who one is.

use boxwood_model::Records;

use super::Engine;
use super::answers::Asked;
use crate::api::{Command, Connection, FailureCode, Response};
use crate::host::{Effect, Moment};
use crate::translate::failure;

/// A command that waits for the first news.
#[derive(Debug)]
pub(super) struct Held {
    port: u32,
    number: u64,
    command_id: String,
    command: Command,
    /// When it was asked for. The ids that it needs come from there, so that they are its own.
    moment: Moment,
}

impl Engine {
    /// Does a command and answers it, now or when it is on disk.
    ///
    /// Where the server has not said yet what the person may do, the command waits for that: see
    /// [`Self::release`].
    pub(super) fn do_command(
        &mut self,
        port: u32,
        number: u64,
        command_id: String,
        command: Command,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        if self.is_fetching() {
            self.held.push(Held {
                port,
                number,
                command_id,
                command,
                moment,
            });
            return;
        }
        let response = match self.command(&command_id, command, moment, effects) {
            Ok((Some(ticket), created)) => {
                let asked = Asked {
                    port,
                    number,
                    created,
                    said: None,
                };
                self.unanswered.or_insert_with(ticket, Vec::new).push(asked);
                return;
            }
            Ok((None, created)) => self.done(created),
            Err(failure) => Response::Failed { failure },
        };
        effects.push(Effect::Respond {
            port,
            number,
            response,
        });
    }

    /// Does what waited, once there is nothing left to wait for. Where the server is not being asked,
    /// which may last longer than anybody waits for an answer, it is answered that it came too early.
    pub(super) fn release(&mut self, effects: &mut Vec<Effect>) {
        if self.held.is_empty() {
            return;
        }
        let is_fetching = self.is_fetching();
        if is_fetching && self.link.connection() == Connection::Connecting {
            return;
        }
        for held in std::mem::take(&mut self.held) {
            let Held {
                port,
                number,
                command_id,
                command,
                moment,
            } = held;
            if is_fetching {
                let failure = failure(FailureCode::StillFetching, None);
                effects.push(Effect::Respond {
                    port,
                    number,
                    response: Response::Failed { failure },
                });
            } else {
                self.do_command(port, number, command_id, command, moment, effects);
            }
        }
    }

    /// Whether the records here know nothing of the person, and the server has not been heard out yet.
    pub(super) fn is_fetching(&self) -> bool {
        let shown = self.replica.shown();
        let person = self.replica.identity();
        !self.link.has_pulled() && person.is_some_and(|hello| shown.member(hello.user).is_none())
    }
}
