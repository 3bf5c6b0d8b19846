//! What the server needs of a database: the port, of which there is one implementation for SQLite and
//! one for PostgreSQL.
//!
//! It speaks of rows. What is in them, and in what order things happen, is [`Store`](crate::store)'s,
//! once for all databases. A row belongs to the team of its database: nothing here can name another.

mod accounts;
mod backup;
mod batch;
mod columns;
mod identities;
mod sessions;
mod tokens;

use std::fmt;
use std::sync::Arc;

use boxwood_model::{BoxId, ClientId, Key, Millis, TeamId, UserId};
use boxwood_sync::{Client, FrameError, ServerId};
use tokio::sync::Notify;

pub(crate) use accounts::{AccountRows, AuditRow, KeyId, KeyRow, LinkId, LinkRow};
pub(crate) use backup::{BackupRow, BackupRows, put_back};
pub(crate) use batch::{Batch, HappeningRow, LogRow, RecordRow, RefusalRow};
pub(crate) use columns::{
    RecordAt, RecordKind, key_columns, key_from_columns, scope_from_bytes, scope_to_bytes,
};
pub(crate) use identities::{CodeRow, IdentityRow, IdentityRows};
pub(crate) use sessions::{SessionId, SessionRow, SessionRows, SpentRow};
pub(crate) use tokens::{TokenRow, TokenRows};

/// What went wrong in the store.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// SQLite failed.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL failed.
    #[error("PostgreSQL: {}", crate::postgres::said(.0))]
    Postgres(#[from] ::postgres::Error),
    /// What is in the database cannot be read, or what should go there cannot be written.
    #[error("a frame in the database: {0}")]
    Frame(#[from] FrameError),
    /// A column holds what none of ours would.
    #[error("the database holds {0}")]
    Nonsense(&'static str),
    /// A statement of the transaction failed, so that it cannot hold.
    #[error("the transaction has failed before its end")]
    Aborted,
    /// Something was written where there is only reading: a mistake of ours.
    #[error("a reading was to write")]
    ReadOnly,
}

/// What comes of asking a database.
pub(crate) type Result<T> = std::result::Result<T, StoreError>;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Transactions that only read: each is one snapshot, and waits for nobody.
    Reading,
    /// Transactions that write: there is one at a time for each team, and each sees what all before
    /// it did. What is committed is on the disk.
    Writing,
}

/// A database of the newest schema that holds one team's records.
pub(crate) trait Database: fmt::Debug + Send + Sync {
    /// Which log this is.
    fn server(&self) -> ServerId;
    /// The one team of this server.
    fn team(&self) -> TeamId;
    /// A connection.
    fn connect(&self, purpose: Purpose) -> Result<Box<dyn Connection>>;
    /// A connection within a transaction that reads, of a team that the server is not for.
    #[cfg(test)]
    fn connect_as(&self, team: TeamId) -> Box<dyn Connection>;
    /// Has `wake` told of what other servers [announce](Connection::announce), as long as there is
    /// another hold on it; nothing happens where one server is alone with its database. A word may
    /// get lost: whoever has to know asks for [changes](Connection::changes) too, now and then.
    fn listen(&self, wake: Arc<Notify>) -> std::io::Result<()>;
}

/// A box in the bin: the order in which they are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Binned {
    /// When it was deleted, in milliseconds since 1970.
    pub(crate) deleted_at: i64,
    /// Which box.
    pub(crate) id: [u8; 16],
}

impl Binned {
    /// Which box it is.
    pub(crate) const fn box_id(self) -> BoxId {
        BoxId::from_bytes(self.id)
    }
}

/// One connection to a database: transactions one after the other, and the rows within them. Rows are
/// asked for and written only between [`begin`](Connection::begin) and
/// [`commit`](Connection::commit) or [`roll_back`](Connection::roll_back).
pub(crate) trait Connection:
    TokenRows + SessionRows + IdentityRows + AccountRows + BackupRows + fmt::Debug + Send
{
    /// Begins a transaction of the connection's purpose.
    fn begin(&mut self) -> Result<()>;
    /// Makes it hold.
    fn commit(&mut self) -> Result<()>;
    /// Undoes it; nothing happens if there is none.
    fn roll_back(&mut self) -> Result<()>;
    /// Whether it is of no use any more, and another one must be made.
    fn is_broken(&self) -> bool;
    /// Marks a point in the transaction; there is one at most.
    fn mark(&mut self) -> Result<()>;
    /// Takes the mark away.
    fn unmark(&mut self) -> Result<()>;
    /// Undoes what was done since the mark, which stays.
    fn back_to_mark(&mut self) -> Result<()>;
    /// Leaves the database as it should lie while no server runs.
    fn tidy(&mut self) -> Result<()>;
    /// Tells other servers that something was committed; outside of a transaction.
    fn announce(&mut self) -> Result<()>;
    /// A number that is another one after another connection committed something; asked outside of
    /// a transaction.
    fn changes(&mut self) -> Result<i64>;

    /// Writes rows.
    fn write(&mut self, batch: &Batch) -> Result<()>;

    /// The frame of a record.
    fn record(&mut self, at: RecordAt) -> Result<Option<Vec<u8>>>;
    /// The ids of all records of a kind, in order.
    fn ids(&mut self, kind: RecordKind) -> Result<Vec<[u8; 16]>>;
    /// The frames of all records of a kind, in the order of their ids.
    fn records_of_kind(&mut self, kind: RecordKind) -> Result<Vec<Vec<u8>>>;
    /// All records in a scope.
    fn records_in(&mut self, scope: &[u8]) -> Result<Vec<(Key, Vec<u8>)>>;
    /// The next boxes behind `after`, at most so many, that were deleted at `before` or earlier.
    fn binned(&mut self, after: Binned, before: Millis, most: usize) -> Result<Vec<Binned>>;

    /// The version of a scope; 0 for one that has none.
    fn head(&mut self, scope: &[u8]) -> Result<u64>;
    /// The version of every scope that has one.
    fn heads(&mut self) -> Result<Vec<(Vec<u8>, u64)>>;
    /// Up to `most` log entries of a scope after a version, in order: those that fit into `room`
    /// bytes, and with `anyway` the first even if it does not.
    fn entries(
        &mut self,
        scope: &[u8],
        after: u64,
        most: usize,
        room: usize,
        anyway: bool,
    ) -> Result<Vec<Vec<u8>>>;
    /// Has another frame in the place of a log entry's.
    fn replace_entry(&mut self, row: &LogRow) -> Result<()>;
    /// Happenings with numbers below `before` in some scopes, about one record or any: among them are
    /// the newest `most`.
    fn happenings(
        &mut self,
        scopes: &[Vec<u8>],
        about: Option<RecordAt>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>>;

    /// What is known of a replica.
    fn client(&mut self, id: ClientId) -> Result<Option<Client>>;
    /// The refusals of a replica after a sequence number, in order.
    fn refusals(&mut self, id: ClientId, after: u64) -> Result<Vec<Vec<u8>>>;
    /// Whether a replica has refusals up to a sequence number.
    fn has_refusals(&mut self, id: ClientId, up_to: u64) -> Result<bool>;
    /// Forgets the refusals of a replica up to a sequence number.
    fn forget_refusals(&mut self, id: ClientId, up_to: u64) -> Result<()>;
    /// Takes away all records, happenings, replicas and refusals; all by which `from` is known is
    /// `to`'s from now on.
    fn vacate(&mut self, from: UserId, to: UserId) -> Result<()>;
    /// The frame of the hybrid logical clock; none before the first operation.
    fn clock(&mut self) -> Result<Option<Vec<u8>>>;
    /// Counts up whenever the rights of anybody may have changed.
    fn access_count(&mut self) -> Result<u64>;
}

/// A number as databases keep it; what is beyond their range is beyond every number that they hold.
pub(crate) fn to_column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How many rows at most, as databases take it.
pub(crate) fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// What [`to_column`] wrote.
pub(crate) fn from_column(column: i64) -> Result<u64> {
    u64::try_from(column).map_err(|_| StoreError::Nonsense("a negative number of something"))
}
