//! Taking intents, and what of them is remembered.

use std::collections::BTreeSet;

use boxwood_model::{Action, Actor, Context, Key, Millis, Mutation, Refusal};

use super::{Replica, apply, plan, stamp};
use crate::journal::{CommandId, Journal, PendingMutation};
use crate::undo::{Done, Step, Turn};

/// How many commands are remembered, so that one that is sent again is not done again.
const COMMANDS_REMEMBERED: usize = 512;

/// What became of an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// It holds in what is shown; the journal record makes it last.
    Taken {
        /// To be written to disk.
        journal: Journal,
        /// The records that look different now.
        changed: BTreeSet<Key>,
    },
    /// The same command was taken before.
    Repeated {
        /// The record that it made, if it made one.
        made: Option<Key>,
    },
}

/// Why an intent is not taken; nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Nobody ever signed in, so that there is no one whose intent it is.
    #[error("nobody is signed in")]
    NeverSignedIn,
    /// The action is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Replica {
    /// What can be undone and done again.
    #[must_use]
    pub const fn done(&self) -> &Done {
        &self.facts.done
    }

    /// Forgets the step for a turn, since it can never be done. That is in memory only: a replica
    /// that starts again finds out again.
    pub fn drop_step(&mut self, turn: Turn) {
        self.facts.done.drop_next(turn);
    }

    /// Takes an intent that nobody will undo: from now on it holds in what is shown.
    ///
    /// # Errors
    /// If it cannot be, by the same rules that the server will apply; then nothing changed.
    pub fn intend(
        &mut self,
        command: CommandId,
        action: impl Into<Action>,
        now: Millis,
    ) -> Result<Intent, NotTaken> {
        self.take(command, action.into(), None, now)
    }

    /// Takes an intent that can be undone, or that undoes one or does it again: from now on it holds
    /// in what is shown. The name is that of the [step](Step::name) that takes it back.
    ///
    /// # Errors
    /// If it cannot be, by the same rules that the server will apply; then nothing changed.
    pub fn intend_in_turn(
        &mut self,
        command: CommandId,
        action: Action,
        turn: Turn,
        name: String,
        now: Millis,
    ) -> Result<Intent, NotTaken> {
        self.take(command, action, Some((turn, name)), now)
    }

    fn take(
        &mut self,
        command: CommandId,
        action: Action,
        turn: Option<(Turn, String)>,
        now: Millis,
    ) -> Result<Intent, NotTaken> {
        // Whatever has happened since: what was done is done.
        if let Some(made) = self.remembered(command) {
            return Ok(Intent::Repeated { made });
        }
        let user = self.user().ok_or(NotTaken::NeverSignedIn)?;
        let mut clock = self.facts.clock;
        let at = clock.tick(now);
        let seq = self.facts.last_seq + 1;
        let mutation = Mutation {
            client: self.facts.client,
            seq,
            at,
            action,
        };
        let effects = plan(&mutation, user, &self.shown())?;
        let context = Context {
            actor: Actor::User(user),
            stamp: stamp(&mutation),
        };
        let turn = turn.map(|(turn, name)| {
            let back = mutation.action.inverse(context, &self.shown());
            (turn, back.map(|action| Step::new(name, action)))
        });
        let changed = apply(&effects, stamp(&mutation), self.shown_mut());
        let pending = PendingMutation { command, mutation };
        let journal = match turn {
            None => Journal::Intended(pending),
            Some((turn, back)) => Journal::Did {
                pending,
                turn,
                back,
            },
        };
        self.note(&journal);
        Ok(Intent::Taken { journal, changed })
    }

    /// Whether a command was taken before, and the record that it made, if it made one.
    #[must_use]
    pub fn remembered(&self, command: CommandId) -> Option<Option<Key>> {
        let mut commands = self.facts.commands.iter();
        let known = commands.find(|(known, _)| *known == command);
        known.map(|(_, made)| *made)
    }

    /// Takes note of an intent.
    pub(super) fn note(&mut self, journal: &Journal) {
        match journal {
            Journal::Intended(pending) => self.remember(pending.clone()),
            Journal::Did {
                pending,
                turn,
                back,
            } => {
                let action = &pending.mutation.action;
                self.facts.done.record(*turn, action, back.clone());
                self.remember(pending.clone());
            }
            _ => {}
        }
    }

    fn remember(&mut self, pending: PendingMutation) {
        self.facts.clock.observe(pending.mutation.at);
        self.facts.last_seq = pending.mutation.seq;
        if self.facts.commands.len() == COMMANDS_REMEMBERED {
            self.facts.commands.pop_front();
        }
        let made = pending.mutation.action.makes();
        self.facts.commands.push_back((pending.command, made));
        self.facts.pending.push_back(pending);
    }
}
