//! What can be undone and done again: the last actions of this replica's person.

use std::collections::VecDeque;

use boxwood_model::{Action, ClientId, Hlc, Stamp};

/// How many actions can be undone.
const KEPT: usize = 100;

/// The last actions, and those that were taken back. They are in memory only: what was done before
/// the core started cannot be undone.
#[derive(Debug, Default)]
pub(crate) struct Done {
    undo: VecDeque<Step>,
    redo: VecDeque<Step>,
}

/// An action that takes another one back.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// What kind of command it takes back, as the kinds of [`crate::api::Command`].
    pub(crate) name: &'static str,
    /// The action.
    pub(crate) action: Action,
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Something new.
    Do,
    /// Taking something back.
    Undo,
    /// Doing again what was taken back.
    Redo,
}

impl Done {
    /// What kind of command would be taken back.
    pub(crate) fn undo(&self) -> Option<&'static str> {
        self.undo.back().map(|step| step.name)
    }

    /// What kind of command would be done again.
    pub(crate) fn redo(&self) -> Option<&'static str> {
        self.redo.back().map(|step| step.name)
    }

    /// The action for a turn, if there is one.
    pub(crate) fn next(&self, turn: Turn) -> Option<&Step> {
        match turn {
            Turn::Do => None,
            Turn::Undo => self.undo.back(),
            Turn::Redo => self.redo.back(),
        }
    }

    /// Forgets the action for a turn: it was done, or never can be.
    pub(crate) fn drop_next(&mut self, turn: Turn) {
        match turn {
            Turn::Do => {}
            Turn::Undo => drop(self.undo.pop_back()),
            Turn::Redo => drop(self.redo.pop_back()),
        }
    }

    /// Takes note of an action that was done, and of what takes it back, if anything does.
    pub(crate) fn record(&mut self, turn: Turn, back: Option<Step>) {
        self.drop_next(turn);
        if turn == Turn::Do {
            self.redo.clear();
        }
        let stack = match turn {
            Turn::Do | Turn::Redo => &mut self.undo,
            Turn::Undo => &mut self.redo,
        };
        if let Some(step) = back {
            if stack.len() == KEPT {
                stack.pop_front();
            }
            stack.push_back(step);
        }
    }

    /// Takes note that waiting intents of these moments go by another replica's name from now on.
    pub(crate) fn renamed(&mut self, waiting: &[Hlc], client: ClientId) {
        for step in self.undo.iter_mut().chain(&mut self.redo) {
            if let Some(stamp) = &mut step.action.undoes
                && waiting.contains(&stamp.at)
            {
                *stamp = Stamp::new(stamp.at, client);
            }
        }
    }
}
