//! Without a server: the authority is here.

use boxwood_model::{Records, TeamId, UserId};
use boxwood_sync::{Hello, ServerId};

use super::Engine;
use crate::api::{Failure, FailureCode, Response};
use crate::host::{Effect, Moment};
use crate::translate::{FreshIds, failure, refusal};

impl Engine {
    /// From now on there is no server. What is here already stays, under the same ids, and so does
    /// what waits: it is the copy's alone.
    pub(super) fn start_alone(
        &mut self,
        port: u32,
        number: u64,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Failure> {
        if self.replica.is_alone() {
            self.answer_after(None, port, number, Response::Nothing, effects);
            return Ok(());
        }
        if self.replica.is_moving() {
            let ticket = self.stay_alone(None, effects);
            self.answer_after(ticket, port, number, Response::Nothing, effects);
            return Ok(());
        }
        if self.is_fetching() || self.link.is_partway() {
            // The copy would not be a complete one.
            return Err(failure(FailureCode::StillFetching, None));
        }
        let mut fresh = FreshIds::new(moment);
        let server = ServerId(fresh.id());
        let hello = match self.replica.identity() {
            Some(known) => Hello {
                server,
                now: moment.now,
                ..known.clone()
            },
            None => Hello {
                server,
                team: TeamId::from_bytes(fresh.id()),
                user: UserId::from_bytes(fresh.id()),
                email: self.account.clone(),
                now: moment.now,
            },
        };
        let known = self.replica.confirmed().member(hello.user);
        let name = match known {
            Some(member) => member.name.value.clone(),
            None => {
                let user = self.account.split('@').next();
                user.unwrap_or(&self.account).to_owned()
            }
        };
        let begun = self.replica.begin_alone(hello, name, moment.now);
        let journal = begun.map_err(|reason| refusal(&reason))?;
        let ticket = self.fold(&journal, true, effects);
        // Whoever the server says it is: nothing is asked of it any more.
        self.introduction = None;
        self.link.alone(None, effects);
        self.histories.clear();
        self.answer_after(ticket, port, number, Response::Nothing, effects);
        Ok(())
    }

    /// Settles what waits, where the authority is here. The intents are on their way to the disk
    /// before it, so that there is no settlement there without them.
    pub(super) fn settle_alone(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        while let Some(journal) = self.replica.settle_alone(moment.now) {
            self.fold(&journal, false, effects);
        }
    }

    /// Answers what screens want to know of what happened from what is here.
    pub(super) fn tell_history(&mut self, moment: Moment) {
        let replica = &self.replica;
        let told = self.histories.answer(replica, |request| {
            replica.history_alone(request, moment.now)
        });
        self.stale |= told;
    }
}
