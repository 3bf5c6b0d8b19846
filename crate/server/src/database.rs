//! The SQLite file: where it is, who may have it open, and how it comes to the newest schema.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use boxwood_model::TeamId;
use boxwood_sync::{FrameError, ServerId};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use crate::moment;
use crate::store::{StoreError, bin};

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
        sql: include_str!("schema/1.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        sql: include_str!("schema/2.sql"),
        fill: bin::fill,
    },
];

/// One version of the schema.
struct Migration {
    /// What it adds.
    sql: &'static str,
    /// Fills in what SQL cannot say about the records that are there.
    fill: fn(&Connection) -> Result<(), StoreError>,
}

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing can be written there.
    #[error("cannot write into the data folder {}: {source}", path.display())]
    NotWritable {
        /// The folder or the file in it.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process serves it.
    #[error("another boxwood serves the data folder {} already; stop that one first", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// There is nothing there, where something is needed.
    #[error("there is no Boxwood database in {}", path.display())]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// Made by a newer version of this program.
    #[error(
        "the database in {} was made by a newer boxwood: its version is {found}, this boxwood knows versions up to {known}",
        path.display()
    )]
    Newer {
        /// The folder.
        path: PathBuf,
        /// The file's version.
        found: usize,
        /// The newest that this code knows.
        known: usize,
    },
    /// A database of another program.
    #[error("{} is not a Boxwood database", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The database failed.
    #[error("the database in {} cannot be opened: {source}", path.display())]
    Sqlite {
        /// The folder.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A record in it cannot be read, which bringing it up to date needs.
    #[error("the database in {} holds a record that cannot be read: {source}", path.display())]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What is wrong with the record.
        source: FrameError,
    },
    /// The system has no randomness for the ids of a new database.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

/// A data folder with a database of the newest schema in it.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    folder: PathBuf,
    /// Which log this is.
    pub(crate) server: ServerId,
    /// The one team of this server.
    pub(crate) team: TeamId,
}

/// Held for as long as this process serves a data folder.
#[derive(Debug)]
pub(crate) struct ServeLock {
    // The system gives the lock back when the file is closed, however the process ends.
    _file: File,
}

impl Database {
    /// Opens the database of a folder, both made if need be, and brings its schema up to date.
    pub(crate) fn open(folder: &Path) -> Result<Self, OpenError> {
        make_private(folder).map_err(|source| OpenError::NotWritable {
            path: folder.to_path_buf(),
            source,
        })?;
        let file = folder.join(FILE);
        private_file(&file).map_err(|source| OpenError::NotWritable {
            path: file.clone(),
            source,
        })?;
        let failed = |source| OpenError::Sqlite {
            path: folder.to_path_buf(),
            source,
        };
        let mut connection = connect(&file).map_err(failed)?;
        let application: i32 = connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(failed)?;
        if application != 0 && application != APPLICATION {
            return Err(OpenError::Foreign { path: file });
        }
        // Asked for before anything is written: a newer file stays as it is.
        refuse_newer(folder, version(&connection).map_err(failed)?)?;
        connection
            .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            .map_err(failed)?;
        let (server, team) = (random()?, random()?);
        migrate(folder, &mut connection, server, team)?;
        let (server, team) = identity(&connection).map_err(failed)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            server,
            team,
        })
    }

    /// As [`Database::open`], but only if a database is there.
    pub(crate) fn open_existing(folder: &Path) -> Result<Self, OpenError> {
        if !folder.join(FILE).is_file() {
            return Err(OpenError::Missing {
                path: folder.to_path_buf(),
            });
        }
        Self::open(folder)
    }

    /// A connection that writes.
    pub(crate) fn writer(&self) -> rusqlite::Result<Connection> {
        connect(&self.folder.join(FILE))
    }

    /// A connection that only reads.
    pub(crate) fn reader(&self) -> rusqlite::Result<Connection> {
        let connection = connect(&self.folder.join(FILE))?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
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

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn refuse_newer(folder: &Path, found: usize) -> Result<(), OpenError> {
    if found > MIGRATIONS.len() {
        return Err(OpenError::Newer {
            path: folder.to_path_buf(),
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
    connection: &mut Connection,
    server: [u8; 16],
    team: [u8; 16],
) -> Result<(), OpenError> {
    let failed = |source| OpenError::Sqlite {
        path: folder.to_path_buf(),
        source,
    };
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
    let steps = || {
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
                params![team, moment::for_sqlite(moment::now())],
            )?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
        }
        transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
        Ok(())
    };
    steps().map_err(|error| match error {
        StoreError::Sqlite(source) => failed(source),
        StoreError::Frame(source) => OpenError::Damaged {
            path: folder.to_path_buf(),
            source,
        },
    })?;
    transaction.commit().map_err(failed)
}

fn identity(connection: &Connection) -> rusqlite::Result<(ServerId, TeamId)> {
    let server =
        connection.query_row("SELECT value FROM meta WHERE name = 'server'", [], |row| {
            row.get(0)
        })?;
    let team = connection.query_row("SELECT id FROM team", [], |row| row.get(0))?;
    Ok((ServerId(server), TeamId::from_bytes(team)))
}

fn random() -> Result<[u8; 16], getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
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
