//! A hash over records: the same on every platform, whatever order they come in.

use std::hash::Hasher as _;

use boxwood_model::{Record, State};
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::frame::FrameError;

/// A hash over records: the sum of theirs, so that parts of a state can be hashed one by one.
///
/// It tells copies apart that differ by accident. It is no proof against somebody who makes records
/// up so that their hashes meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StateHash([u8; 16]);

impl StateHash {
    /// The hash of all records of a state.
    ///
    /// # Errors
    /// If a record cannot be written, which no record comes to.
    pub fn of(state: &State) -> Result<Self, FrameError> {
        let mut hash = Self::default();
        for record in state.records() {
            hash.add(&record)?;
        }
        Ok(hash)
    }

    /// Takes one more record in.
    ///
    /// # Errors
    /// If the record cannot be written, which no record comes to.
    pub fn add(&mut self, record: &Record) -> Result<(), FrameError> {
        let bytes = postcard::to_extend(record, Vec::new())
            .map_err(|error| FrameError::Malformed(error.to_string()))?;
        let mut hasher = SipHasher13::new();
        hasher.write(&bytes);
        let sum = u128::from_le_bytes(self.0).wrapping_add(u128::from(hasher.finish128()));
        self.0 = sum.to_le_bytes();
        Ok(())
    }

    /// The hash's bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}
