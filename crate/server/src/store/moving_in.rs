//! Room for the records of a team that had no server.

use boxwood_model::UserId;
use boxwood_sync::{FrameKind, LogEntry, decode, encode};

use super::{Result, Store};
use crate::storage::LogRow;

impl Store<'_> {
    /// Forgets all records, replicas and happenings of the team, and of each log entry all but its
    /// number; what spoke for `from` speaks for `to`.
    pub(super) fn make_room(&mut self, from: UserId, to: UserId) -> Result<()> {
        let connection = self.connection()?;
        for (scope, version) in connection.heads()? {
            // One after the other, so that one is in memory at a time.
            for before in 0..version {
                for bytes in connection.entries(&scope, before, 1, 0, true)? {
                    let entry: LogEntry = decode(FrameKind::Entry, &bytes)?;
                    let bare = LogEntry {
                        effects: Vec::new(),
                        ..entry
                    };
                    connection.replace_entry(&LogRow {
                        scope: scope.clone(),
                        version: before + 1,
                        bytes: encode(FrameKind::Entry, &bare)?,
                    })?;
                }
            }
        }
        connection.vacate(from, to)?;
        self.pending.forget_known();
        // Who reads what was said of somebody who is gone.
        self.access_changed = true;
        self.pending.job.access += 1;
        Ok(())
    }
}
