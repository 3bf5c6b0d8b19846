//! Doing what a person asks for, taking it back, and doing it again.

use boxwood_model::{Action, Key, Refusal};
use boxwood_sync::{CommandId, Intent, Journal, NotTaken, Turn};

use super::Engine;
use crate::api::{Command, Failure, FailureCode};
use crate::host::{Effect, Moment};
use crate::translate::{FreshIds, Seen, action, failure, refusal};
use crate::{refused, status};

impl Engine {
    /// Does a command; the number is that of the write that makes it last, if the disk takes it.
    pub(super) fn command(
        &mut self,
        command_id: &str,
        command: Command,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(Option<u64>, Option<Key>), Failure> {
        if let Command::DismissRefused { seq } = command {
            let number = u64::from(seq);
            let journal = Journal::Dismissed { number };
            return Ok((self.fold(&journal, true, effects), None));
        }
        let command_id: CommandId = status::command_id(command_id)?;
        // First of all: the records may be such by now that the command means nothing any more.
        if let Some(made) = self.replica.remembered(command_id) {
            return Ok(self.done_before(made, effects));
        }
        if command == Command::ForgetLearnt {
            return self.forget_learnt(command_id, moment, effects);
        }
        let (turn, name, action) = self.wanted(command, moment)?;
        self.intend(command_id, (turn, name), action, moment, effects)
    }

    /// Has an action hold from now on; the number is that of the write that makes it last, if the
    /// disk takes it. Beside it there is what kind of command the action is or takes back.
    pub(super) fn intend(
        &mut self,
        command_id: CommandId,
        (turn, name): (Turn, String),
        action: Action,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(Option<u64>, Option<Key>), Failure> {
        let created = action.makes();
        let intent = self
            .replica
            .intend_in_turn(command_id, action, turn, name, moment.now);
        match intent {
            Ok(Intent::Taken { journal, changed }) => {
                self.look_again(&changed);
                self.stale = true;
                Ok((self.record(&journal, true, effects), created))
            }
            Ok(Intent::Repeated { made }) => Ok(self.done_before(made, effects)),
            Err(NotTaken::NeverSignedIn) => Err(failure(FailureCode::NeverSignedIn, None)),
            Err(NotTaken::Refused(reason)) => {
                if reason == Refusal::NothingToUndo {
                    // Nor will there be later: what was done before it comes next.
                    self.replica.drop_step(turn);
                    self.stale = true;
                }
                Err(refusal(&reason))
            }
        }
    }

    /// The answer to a command that came before.
    fn done_before(
        &mut self,
        made: Option<Key>,
        effects: &mut Vec<Effect>,
    ) -> (Option<u64>, Option<Key>) {
        if !self.disk.is_saving() {
            return (None, made);
        }
        // It may not be on disk yet; a checkpoint of what is in memory answers for it.
        let saved = self.disk.checkpoint(true, &self.replica, effects);
        (saved.ok(), made)
    }

    /// What a command asks for, and what kind of command it is or takes back.
    fn wanted(&self, command: Command, moment: Moment) -> Result<(Turn, String, Action), Failure> {
        let turn = match command {
            Command::Undo => Turn::Undo,
            Command::Redo => Turn::Redo,
            Command::DismissSuggestion { thread, id } => {
                let action = self.dismissal(thread, &id)?;
                let name = refused::command(&action).to_owned();
                return Ok((Turn::Do, name, action));
            }
            command => {
                let seen = Seen {
                    records: &self.replica.shown(),
                    index: &self.index,
                    user: self.replica.identity().map(|hello| hello.user),
                    now: moment.now,
                };
                let mut action = action(command, &mut FreshIds::new(moment), seen)?;
                self.teach(&mut action);
                let name = refused::command(&action).to_owned();
                return Ok((Turn::Do, name, action));
            }
        };
        let next = self.replica.done().next(turn);
        let next = next.ok_or_else(|| refusal(&Refusal::NothingToUndo))?;
        Ok((turn, next.name.clone(), next.action.clone()))
    }
}
