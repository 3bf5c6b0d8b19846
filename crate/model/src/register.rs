//! A value with the stamp of the intent that set it: the unit of merging.

use serde::{Deserialize, Serialize};

use crate::Stamp;

/// A last-writer-wins register: of two edits the one with the greater stamp stays, in whatever
/// order they arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register<T> {
    /// The value that holds.
    pub value: T,
    /// The intent that set it.
    pub stamp: Stamp,
}

impl<T: PartialOrd> Register<T> {
    /// A register that was first set by this intent.
    pub const fn new(value: T, stamp: Stamp) -> Self {
        Self { value, stamp }
    }

    /// Sets the value if the intent is later than the one that set it before; says whether it did.
    /// Equal stamps come from one intent (or from two replicas whose node numbers collide): then
    /// the greater value stays, so that every replica decides alike.
    pub fn set(&mut self, value: T, stamp: Stamp) -> bool {
        let wins = stamp > self.stamp || (stamp == self.stamp && value > self.value);
        if wins {
            self.value = value;
            self.stamp = stamp;
        }
        wins
    }
}
