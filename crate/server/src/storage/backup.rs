//! All that a database holds of a team, row by row, in the port.

use boxwood_model::{ClientId, Millis, TeamId, UserId};
use boxwood_sync::Client;
use serde::{Deserialize, Serialize};

use super::{
    AuditRow, Batch, Connection, HappeningRow, IdentityRow, KeyRow, LinkRow, LogRow, RecordAt,
    RecordKind, RecordRow, RefusalRow, Result, SessionRow, SpentRow, StoreError, key_columns,
    key_from_columns,
};

/// A row as a backup has it. The order of the variants is part of the format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BackupRow {
    /// The clock's frame, and how often access changed.
    Team { clock: Option<Vec<u8>>, access: u64 },
    /// A token.
    Token {
        user: [u8; 16],
        hash: [u8; 32],
        created: Millis,
        revoked: Option<Millis>,
    },
    /// A record.
    Record {
        kind: i64,
        id: [u8; 16],
        scope: Vec<u8>,
        bytes: Vec<u8>,
        deleted_at: Option<i64>,
    },
    /// How far a scope is.
    Head { scope: Vec<u8>, version: u64 },
    /// A log entry.
    Log {
        scope: Vec<u8>,
        version: u64,
        bytes: Vec<u8>,
    },
    /// What happened; in order.
    Happening {
        scope: Vec<u8>,
        kind: i64,
        id: [u8; 16],
        bytes: Vec<u8>,
    },
    /// A replica.
    Client {
        id: [u8; 16],
        user: [u8; 16],
        last_seq: u64,
    },
    /// A refusal.
    Refusal {
        client: [u8; 16],
        seq: u64,
        bytes: Vec<u8>,
    },
    /// A session.
    Session(SessionRow),
    /// A refresh token that was used.
    Spent(SpentRow),
    /// Who a person is to an issuer.
    Identity(IdentityRow),
    /// An API key.
    Key(KeyRow),
    /// An invitation by link.
    Link(LinkRow),
    /// What somebody did to accounts; in order.
    Audit(AuditRow),
}

/// The part of a [`Connection`](super::Connection) that backups need.
pub(crate) trait BackupRows {
    /// Hands on every row of the team, as the transaction sees it.
    fn every_row(&mut self, keep: &mut dyn FnMut(BackupRow) -> Result<()>) -> Result<()>;
    /// Keeps a token as it was.
    fn put_token_back(
        &mut self,
        user: UserId,
        hash: &[u8; 32],
        created: Millis,
        revoked: Option<Millis>,
    ) -> Result<()>;
}

/// Keeps a row that does not go in batches as it was.
pub(crate) fn put_back(connection: &mut dyn Connection, row: BackupRow) -> Result<()> {
    match row {
        BackupRow::Token {
            user,
            hash,
            created,
            revoked,
        } => connection.put_token_back(UserId::from_bytes(user), &hash, created, revoked),
        BackupRow::Session(row) => connection.put_session(&row),
        BackupRow::Spent(row) => connection.spend(&row),
        BackupRow::Identity(row) => connection.put_identity(&row),
        BackupRow::Key(row) => connection.put_key(&row),
        BackupRow::Link(row) => connection.put_link(&row),
        BackupRow::Audit(row) => connection.note(&row),
        _ => Err(StoreError::Nonsense("a row that goes in batches")),
    }
}

impl Batch {
    /// Takes a row of a backup in, if it is one that goes in batches; else gives it back.
    pub(crate) fn take(&mut self, row: BackupRow) -> Result<Option<BackupRow>> {
        let at = |kind, id| -> Result<RecordAt> {
            let kind = RecordKind::from_number(kind)?;
            Ok(RecordAt { kind, id })
        };
        match row {
            BackupRow::Team { clock, access } => {
                self.clock = clock;
                self.access = access;
            }
            alone @ (BackupRow::Token { .. }
            | BackupRow::Session(_)
            | BackupRow::Spent(_)
            | BackupRow::Identity(_)
            | BackupRow::Key(_)
            | BackupRow::Link(_)
            | BackupRow::Audit(_)) => {
                return Ok(Some(alone));
            }
            BackupRow::Record {
                kind,
                id,
                scope,
                bytes,
                deleted_at,
            } => {
                let row = RecordRow {
                    scope,
                    bytes,
                    deleted_at,
                };
                self.records.insert(at(kind, id)?, Some(row));
            }
            BackupRow::Head { scope, version } => {
                self.heads.insert(scope, version);
            }
            BackupRow::Log {
                scope,
                version,
                bytes,
            } => self.log.push(LogRow {
                scope,
                version,
                bytes,
            }),
            BackupRow::Happening {
                scope,
                kind,
                id,
                bytes,
            } => self.happenings.push(HappeningRow {
                scope,
                about: at(kind, id)?,
                bytes,
            }),
            BackupRow::Client { id, user, last_seq } => {
                let user = UserId::from_bytes(user);
                let client = Client { user, last_seq };
                self.clients.insert(ClientId::from_bytes(id), client);
            }
            BackupRow::Refusal { client, seq, bytes } => self.refusals.push(RefusalRow {
                client: ClientId::from_bytes(client),
                seq,
                bytes,
            }),
        }
        Ok(None)
    }
}

impl RecordKind {
    /// The kind of this number.
    fn from_number(number: i64) -> Result<Self> {
        let id = [0; 16];
        let key = key_from_columns(number, id)?;
        Ok(key_columns(key, TeamId::from_bytes(id)).kind)
    }
}
