//! The wall clock, in the one unit that everything here uses.

use std::time::{SystemTime, UNIX_EPOCH};

use boxwood_model::Millis;

/// Now, in milliseconds since 1970; 0 on a machine whose clock is before that.
pub(crate) fn now() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
}
