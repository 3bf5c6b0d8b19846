//! One number for all records: equal records have equal ones, stamps included.

use std::io;

use boxwood_model::State;
use sha2::{Digest, Sha256};

/// SHA-256 over the records' postcard form, which is canonical: maps are in the order of their keys.
/// Two replicas that have seen the same intents have the same hash, whatever the platform.
#[must_use]
pub fn state_hash(state: &State) -> [u8; 32] {
    let mut sink = Sink {
        hash: Sha256::new(),
    };
    // Neither the sink nor the records can fail: all lengths are known and nothing is written out.
    match postcard::to_io(state, &mut sink) {
        Ok(_) | Err(_) => sink.hash.finalize().into(),
    }
}

struct Sink {
    hash: Sha256,
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
