//! Rows that are to be written together.

use std::collections::BTreeMap;

use boxwood_model::ClientId;
use boxwood_sync::Client;

use super::columns::RecordAt;

/// A record as it lies in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordRow {
    /// The scope that it is in.
    pub(crate) scope: Vec<u8>,
    /// Its frame.
    pub(crate) bytes: Vec<u8>,
    /// When it came into the bin, for a box that is there.
    pub(crate) deleted_at: Option<i64>,
}

/// A log entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogRow {
    /// Where.
    pub(crate) scope: Vec<u8>,
    /// Which.
    pub(crate) version: u64,
    /// Its frame.
    pub(crate) bytes: Vec<u8>,
}

/// What happened, in people's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HappeningRow {
    /// Where.
    pub(crate) scope: Vec<u8>,
    /// To which record.
    pub(crate) about: RecordAt,
    /// Its frame.
    pub(crate) bytes: Vec<u8>,
}

/// A mutation that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefusalRow {
    /// Whose mutation.
    pub(crate) client: ClientId,
    /// Which.
    pub(crate) seq: u64,
    /// Its frame.
    pub(crate) bytes: Vec<u8>,
}

/// Rows that wait to be written: what a table holds once for each key is here once too, however
/// often it changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Batch {
    /// Records, and nothing for those that are taken away for good.
    pub(crate) records: BTreeMap<RecordAt, Option<RecordRow>>,
    /// Versions that scopes have reached.
    pub(crate) heads: BTreeMap<Vec<u8>, u64>,
    /// What goes into the logs.
    pub(crate) log: Vec<LogRow>,
    /// What happened, in order.
    pub(crate) happenings: Vec<HappeningRow>,
    /// Replicas.
    pub(crate) clients: BTreeMap<ClientId, Client>,
    /// Refusals.
    pub(crate) refusals: Vec<RefusalRow>,
    /// The frame of the clock, if it changed.
    pub(crate) clock: Option<Vec<u8>>,
    /// By how much the count of changes of access goes up.
    pub(crate) access: u64,
}

impl Batch {
    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
            && self.heads.is_empty()
            && self.log.is_empty()
            && self.happenings.is_empty()
            && self.clients.is_empty()
            && self.refusals.is_empty()
            && self.clock.is_none()
            && self.access == 0
    }

    /// Takes in what is written after this.
    pub(crate) fn append(&mut self, mut later: Self) {
        self.records.append(&mut later.records);
        self.heads.append(&mut later.heads);
        self.log.append(&mut later.log);
        self.happenings.append(&mut later.happenings);
        self.clients.append(&mut later.clients);
        self.refusals.append(&mut later.refusals);
        self.clock = later.clock.or_else(|| self.clock.take());
        self.access += later.access;
    }
}
