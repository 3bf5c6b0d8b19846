//! What can be undone and done again: the last actions of a replica's person.

use std::collections::VecDeque;

use boxwood_model::{Action, BoxOperation, Operation, Stamp};
use serde::{Deserialize, Serialize};

use crate::frame::payload_size;

/// How many actions can be undone.
const KEPT: usize = 100;

/// How many bytes they may have together: they are part of every manifest. The last one is kept
/// however large it is.
const BYTES: usize = 1024 * 1024;

/// The last actions, and those that were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Done {
    undo: VecDeque<Step>,
    redo: VecDeque<Step>,
}

/// An action that takes another one back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What kind of command it takes back, in the words of whoever did it.
    pub name: String,
    /// The action.
    pub action: Action,
    /// Whether the log has what it takes back under the stamp that the action says.
    is_logged: bool,
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// Something new.
    Do,
    /// Taking something back.
    Undo,
    /// Doing again what was taken back.
    Redo,
}

impl Step {
    /// An action that takes another one back, of this kind.
    #[must_use]
    pub const fn new(name: String, action: Action) -> Self {
        Self {
            name,
            action,
            is_logged: false,
        }
    }
}

impl Done {
    /// What kind of command would be taken back.
    #[must_use]
    pub fn undo(&self) -> Option<&str> {
        self.undo.back().map(|step| &*step.name)
    }

    /// What kind of command would be done again.
    #[must_use]
    pub fn redo(&self) -> Option<&str> {
        self.redo.back().map(|step| &*step.name)
    }

    /// The step for a turn, if there is one.
    #[must_use]
    pub fn next(&self, turn: Turn) -> Option<&Step> {
        match turn {
            Turn::Do => None,
            Turn::Undo => self.undo.back(),
            Turn::Redo => self.redo.back(),
        }
    }

    /// Takes note of an action that was done, and of what takes it back, if anything does.
    pub fn record(&mut self, turn: Turn, action: &Action, back: Option<Step>) {
        match turn {
            // Nobody asked for it.
            Turn::Do if takes_note(action) => {}
            Turn::Do => self.redo.clear(),
            Turn::Undo => take(&mut self.undo, action),
            Turn::Redo => take(&mut self.redo, action),
        }
        let Some(step) = back else { return };
        let stack = match turn {
            Turn::Do | Turn::Redo => &mut self.undo,
            Turn::Undo => &mut self.redo,
        };
        stack.push_back(step);
        let mut bytes = 0usize;
        let sizes = stack.iter().rev().map(|step| payload_size(&step.action));
        let fitting = sizes.take(KEPT).take_while(|size| {
            bytes = bytes.saturating_add(*size);
            bytes <= BYTES
        });
        let kept = fitting.count().max(1);
        stack.drain(..stack.len() - kept);
    }

    /// Forgets the step for a turn, since it can never be done.
    pub(crate) fn drop_next(&mut self, turn: Turn) {
        match turn {
            Turn::Do => {}
            Turn::Undo => drop(self.undo.pop_back()),
            Turn::Redo => drop(self.redo.pop_back()),
        }
    }

    /// What waited under one stamp waits under another.
    pub(crate) fn renamed(&mut self, from: Stamp, to: Stamp) {
        for step in self.about(from) {
            step.action.undoes = Some(to);
        }
    }

    /// What waited under one stamp is in the log, under another one if its clock was too far ahead.
    pub(crate) fn logged(&mut self, from: Stamp, to: Stamp) {
        for step in self.about(from) {
            step.action.undoes = Some(to);
            step.is_logged = true;
        }
    }

    /// What waited under this stamp waits no longer. If the log does not have it, nobody knows how
    /// others see it, if they do at all: there is nothing to take back.
    pub(crate) fn settled(&mut self, stamp: Stamp) {
        for stack in [&mut self.undo, &mut self.redo] {
            stack.retain(|step| step.is_logged || step.action.undoes != Some(stamp));
        }
    }

    fn about(&mut self, stamp: Stamp) -> impl Iterator<Item = &mut Step> {
        let steps = self.undo.iter_mut().chain(&mut self.redo);
        steps.filter(move |step| step.action.undoes == Some(stamp))
    }
}

/// Whether an action does nothing but take note of mails, as a page does by itself.
fn takes_note(action: &Action) -> bool {
    let mut operations = action.operations.iter();
    operations
        .all(|operation| matches!(operation, Operation::Box(_, BoxOperation::AddMails { .. })))
}

/// Takes the step off that is done now, and those above it, which turned out to be impossible.
fn take(stack: &mut VecDeque<Step>, action: &Action) {
    if let Some(at) = stack.iter().rposition(|step| step.action == *action) {
        stack.truncate(at);
    }
}
