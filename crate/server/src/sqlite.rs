//! The SQLite file: where it is, who may have it open, and how it comes to the newest schema.

mod accounts;
mod backup;
mod connection;
mod identities;
mod sessions;
mod tokens;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use boxwood_model::{BoxRecord, TeamId};
use boxwood_sync::{FrameKind, ServerId, decode};
use rusqlite::{OpenFlags, TransactionBehavior, params};
use tokio::sync::Notify;

use crate::moment;
use crate::place::{OpenError, Place, Wanted, random};
use crate::storage::{Connection, Database, Purpose, RecordKind, StoreError, to_column};

use crate::store::deleted_at;
use connection::SqliteConnection;

/// The file in the data folder.
const FILE: &str = "boxwood.sqlite";
/// Beside it: held by the process that serves.
const LOCK: &str = "boxwood.lock";
/// Marks the file as ours, for `file(1)` and for us.
const APPLICATION: i32 = 0x0b0d_c4a1;
/// How long one connection waits for another process to finish its transaction.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many prepared statements a connection keeps; there are fewer in the source.
const STATEMENTS: usize = 64;

/// What each version of the schema adds; the first makes version 1.
const MIGRATIONS: &[Migration] = &[
    Migration {
        sql: include_str!("sqlite/schema/1.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        sql: include_str!("sqlite/schema/2.sql"),
        fill: fill_bin,
    },
    Migration {
        sql: include_str!("sqlite/schema/3.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        sql: include_str!("sqlite/schema/4.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        sql: include_str!("sqlite/schema/5.sql"),
        fill: |_| Ok(()),
    },
];

/// One version of the schema.
struct Migration {
    /// What it adds.
    sql: &'static str,
    /// Fills in what SQL cannot say about the records that are there.
    fill: fn(&rusqlite::Connection) -> Result<(), StoreError>,
}

/// A data folder with a database of the newest schema in it.
#[derive(Debug, Clone)]
pub(crate) struct SqliteDatabase {
    folder: PathBuf,
    /// Which log this is.
    server: ServerId,
    /// The one team of this server.
    team: TeamId,
}

/// Held for as long as this process serves a data folder.
#[derive(Debug)]
pub(crate) struct ServeLock {
    // The system gives the lock back when the file is closed, however the process ends.
    _file: File,
}

impl SqliteDatabase {
    /// Opens the database of a folder, and brings its schema up to date.
    pub(crate) fn open(folder: &Path, wanted: Wanted) -> Result<Self, OpenError> {
        let file = folder.join(FILE);
        let place = || Place::from(folder);
        if wanted == Wanted::Existing && !file.is_file() {
            return Err(OpenError::Missing { place: place() });
        }
        if matches!(wanted, Wanted::Restored(_)) && file.exists() {
            return Err(OpenError::NotEmpty { place: place() });
        }
        let not_writable = |path: &Path, source| OpenError::NotWritable {
            path: path.to_path_buf(),
            source,
        };
        make_private(folder).map_err(|source| not_writable(folder, source))?;
        private_file(&file).map_err(|source| not_writable(&file, source))?;
        let failed = |error: rusqlite::Error| OpenError::at(place(), error.into());
        let mut connection = connect(&file).map_err(failed)?;
        let application: i32 = connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(failed)?;
        if application != 0 && application != APPLICATION {
            return Err(OpenError::Foreign { place: file.into() });
        }
        // Asked for before anything is written: a newer file stays as it is.
        refuse_newer(folder, version(&connection).map_err(failed)?)?;
        connection
            .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            .map_err(failed)?;
        let (server, team) = (random()?, wanted.team()?);
        migrate(folder, &mut connection, server, team)?;
        let (server, team) = identity(&connection).map_err(failed)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            server,
            team,
        })
    }

    fn connection(&self, purpose: Purpose) -> Result<SqliteConnection, StoreError> {
        let connection = connect(&self.folder.join(FILE))?;
        if purpose == Purpose::Reading {
            connection.pragma_update(None, "query_only", true)?;
        }
        let team = *self.team.as_bytes();
        Ok(SqliteConnection::new(connection, team, purpose))
    }
}

impl Database for SqliteDatabase {
    fn server(&self) -> ServerId {
        self.server
    }

    fn team(&self) -> TeamId {
        self.team
    }

    fn connect(&self, purpose: Purpose) -> Result<Box<dyn Connection>, StoreError> {
        Ok(Box::new(self.connection(purpose)?))
    }

    #[cfg(test)]
    fn connect_as(&self, team: TeamId) -> Box<dyn Connection> {
        let another = Self {
            team,
            ..self.clone()
        };
        let mut connection = another.connect(Purpose::Reading).unwrap();
        connection.begin().unwrap();
        connection
    }

    fn listen(&self, _: Arc<Notify>) -> std::io::Result<()> {
        // One server holds the folder; the command line, which may write too, announces nothing.
        Ok(())
    }
}

/// Takes the right to serve a folder; made if need be.
pub(crate) fn lock(folder: &Path) -> Result<ServeLock, OpenError> {
    let path = folder.join(LOCK);
    let not_writable = |source| OpenError::NotWritable {
        path: folder.to_path_buf(),
        source,
    };
    make_private(folder).map_err(not_writable)?;
    let file = private_file(&path).map_err(not_writable)?;
    match file.try_lock() {
        Ok(()) => Ok(ServeLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
            path: folder.to_path_buf(),
        }),
        Err(TryLockError::Error(source)) => Err(not_writable(source)),
    }
}

fn connect(file: &Path) -> rusqlite::Result<rusqlite::Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

fn version(connection: &rusqlite::Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn refuse_newer(folder: &Path, found: usize) -> Result<(), OpenError> {
    if found > MIGRATIONS.len() {
        return Err(OpenError::Newer {
            place: folder.into(),
            found,
            known: MIGRATIONS.len(),
        });
    }
    Ok(())
}

/// Brings the schema up to date, in one transaction. `server` and `team` are used if the database
/// is new.
fn migrate(
    folder: &Path,
    connection: &mut rusqlite::Connection,
    server: [u8; 16],
    team: [u8; 16],
) -> Result<(), OpenError> {
    let failed = |error: rusqlite::Error| OpenError::at(folder.into(), error.into());
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    // Asked again inside the transaction: another process may have been faster.
    let found = version(&transaction).map_err(failed)?;
    refuse_newer(folder, found)?;
    let missing = MIGRATIONS.get(found..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    let steps = || -> Result<(), StoreError> {
        for step in missing {
            transaction.execute_batch(step.sql)?;
            (step.fill)(&transaction)?;
        }
        if found == 0 {
            transaction.execute(
                "INSERT INTO meta (name, value) VALUES ('server', ?1)",
                params![server],
            )?;
            transaction.execute(
                "INSERT INTO team (id, created_at) VALUES (?1, ?2)",
                params![team, to_column(moment::now())],
            )?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
        }
        transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
        Ok(())
    };
    steps().map_err(|error| OpenError::at(folder.into(), error))?;
    transaction.commit().map_err(failed)
}

fn identity(connection: &rusqlite::Connection) -> rusqlite::Result<(ServerId, TeamId)> {
    let server =
        connection.query_row("SELECT value FROM meta WHERE name = 'server'", [], |row| {
            row.get(0)
        })?;
    let team = connection.query_row("SELECT id FROM team", [], |row| row.get(0))?;
    Ok((ServerId(server), TeamId::from_bytes(team)))
}

/// Says of each box that is there already when it was deleted: the second schema began to keep it.
fn fill_bin(connection: &rusqlite::Connection) -> Result<(), StoreError> {
    let kind = RecordKind::Box.number();
    let mut boxes = connection.prepare("SELECT team_id, id, bytes FROM record WHERE kind = ?1")?;
    let mut note = connection.prepare(
        "UPDATE record SET deleted_at = ?4 WHERE team_id = ?1 AND kind = ?2 AND id = ?3",
    )?;
    let mut rows = boxes.query([kind])?;
    while let Some(row) = rows.next()? {
        let (team, id): ([u8; 16], [u8; 16]) = (row.get(0)?, row.get(1)?);
        let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let record: BoxRecord = decode(FrameKind::Record, bytes)?;
        if let Some(at) = deleted_at(&record) {
            note.execute(params![team, kind, id, at])?;
        }
    }
    Ok(())
}

/// Makes a folder that only this account can read, unless it is there.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens a file for writing, made so that only this account can read it unless it is there. SQLite
/// gives the files that it puts beside the database the same permissions.
fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests;
