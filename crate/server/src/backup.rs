//! A team's records as one file, written while servers go on, and put back into an empty place.
//!
//! The file is a line that says what it is, the team's id, rows that are each preceded by their
//! length, a length of 0, and the SHA-256 of all that. It is of no database in particular: what was in
//! SQLite can be put back into PostgreSQL, and the other way round.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use boxwood_model::TeamId;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::place::{self, OpenError, Place, Wanted};
use crate::storage::{BackupRow, Batch, Connection, Purpose, StoreError, put_back};

/// What a backup begins with; the number is the format's.
const HEAD: &[u8] = b"boxwood backup 1\n";
/// How many bytes of rows are written to the database together, about.
const TOGETHER: usize = 1 << 20;
/// More bytes than a row has.
const ROW: usize = 64 << 20;

/// Why there is no backup, or nothing is put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The records cannot be used, or the place for them.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(String),
    /// The file cannot be written or read.
    #[error("the backup {}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no backup, or one of a newer version of this program.
    #[error("{} is not a backup that this boxwood can read", path.display())]
    Foreign {
        /// Which file.
        path: PathBuf,
    },
    /// It is not as it was written.
    #[error("the backup {} is damaged: nothing was put back", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
    /// There are records where they are to be put.
    #[error("{place} holds records already; a backup is put into an empty place")]
    NotEmpty {
        /// Where.
        place: Place,
    },
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// How many rows.
    pub rows: u64,
    /// The SHA-256 of what is in it, in hexadecimal.
    pub hash: String,
}

/// Writes all records of a place into a new file. Servers may run meanwhile: what is written is how
/// things stood at one moment.
///
/// # Errors
/// If there are no records, the file is there already, or one of both fails; then there is no file.
pub fn back_up(place: &Place, path: &Path) -> Result<Backup, BackupError> {
    let database = place::open(place, Wanted::Existing)?;
    let mut connection = database.connect(Purpose::Reading)?;
    let failed = |source| BackupError::File {
        path: path.to_path_buf(),
        source,
    };
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(failed)?;
    let written = write(&mut *connection, database.team(), &file, path);
    if written.is_err()
        && let Err(error) = std::fs::remove_file(path)
    {
        tracing::warn!(%error, "what was begun of a backup stays");
    }
    written
}

fn write(
    connection: &mut dyn Connection,
    team: TeamId,
    file: &File,
    path: &Path,
) -> Result<Backup, BackupError> {
    let failed = |source| BackupError::File {
        path: path.to_path_buf(),
        source,
    };
    let mut out = BufWriter::new(file);
    let mut hash = Sha256::new();
    let mut problem = None;
    let mut rows = 0;
    let mut put = |bytes: &[u8]| {
        hash.update(bytes);
        out.write_all(bytes)
    };
    put(HEAD).map_err(failed)?;
    put(team.as_bytes()).map_err(failed)?;
    connection.begin()?;
    let all = connection.every_row(&mut |row| {
        let bytes = postcard::to_stdvec(&row)
            .map_err(|_| StoreError::Nonsense("a row that cannot be written"))?;
        let length = u32::try_from(bytes.len())
            .map_err(|_| StoreError::Nonsense("a row that is too large"))?;
        rows += 1;
        put(&length.to_le_bytes())
            .and_then(|()| put(&bytes))
            .map_err(|error| {
                problem = Some(error);
                StoreError::Aborted
            })
    });
    if let Some(source) = problem {
        return Err(failed(source));
    }
    all?;
    connection.roll_back()?;
    put(&0_u32.to_le_bytes()).map_err(failed)?;
    let hash = hash.finalize();
    out.write_all(&hash).map_err(failed)?;
    out.flush().map_err(failed)?;
    drop(out);
    file.sync_all().map_err(failed)?;
    Ok(Backup {
        rows,
        hash: HEXLOWER.encode(&hash),
    })
}

/// Puts a backup into an empty place. The place gets a name of its own as a log, so that whoever has
/// seen what was committed after the backup starts anew, with what they have not sent yet.
///
/// # Errors
/// If the file is not as it was written, the place holds records already, or the database fails; then
/// nothing is put back.
pub fn restore(path: &Path, place: &Place) -> Result<Backup, BackupError> {
    // First from beginning to end: what is damaged is noticed before anything is done.
    let mut team = TeamId::from_bytes([0; 16]);
    let backup = read(path, |start| team = start, |_| Ok(()))?;
    let database = match place::open(place, Wanted::Restored(team)) {
        Err(OpenError::NotEmpty { place }) => return Err(BackupError::NotEmpty { place }),
        opened => opened?,
    };
    let mut connection = database.connect(Purpose::Writing)?;
    connection.begin()?;
    let mut batch = Batch::default();
    let mut size = 0;
    read(
        path,
        |_| {},
        |(row, bytes)| {
            size += bytes;
            if let Some(alone) = batch.take(row)? {
                put_back(&mut *connection, alone)?;
            }
            if size >= TOGETHER {
                size = 0;
                connection.write(&std::mem::take(&mut batch))?;
            }
            Ok(())
        },
    )?;
    connection.write(&batch)?;
    connection.commit()?;
    connection.tidy()?;
    Ok(backup)
}

/// Reads a backup and checks it.
fn read(
    path: &Path,
    mut begin: impl FnMut(TeamId),
    mut each: impl FnMut((BackupRow, usize)) -> Result<(), StoreError>,
) -> Result<Backup, BackupError> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::UnexpectedEof => BackupError::Damaged {
            path: path.to_path_buf(),
        },
        _ => BackupError::File {
            path: path.to_path_buf(),
            source,
        },
    };
    let damaged = || BackupError::Damaged {
        path: path.to_path_buf(),
    };
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let mut hash = Sha256::new();
    let mut get = |bytes: &mut [u8], hash: &mut Sha256| {
        file.read_exact(bytes)?;
        hash.update(&*bytes);
        Ok(())
    };
    let mut head = [0; HEAD.len()];
    match get(&mut head, &mut hash) {
        Ok(()) if head == HEAD => {}
        Ok(()) => {
            return Err(BackupError::Foreign {
                path: path.to_path_buf(),
            });
        }
        Err(error) => return Err(failed(error)),
    }
    let mut team = [0; 16];
    get(&mut team, &mut hash).map_err(failed)?;
    begin(TeamId::from_bytes(team));
    let mut rows = 0;
    loop {
        let mut length = [0; 4];
        get(&mut length, &mut hash).map_err(failed)?;
        let length = u32::from_le_bytes(length) as usize;
        if length == 0 {
            break;
        }
        if length > ROW {
            return Err(damaged());
        }
        let mut bytes = vec![0; length];
        get(&mut bytes, &mut hash).map_err(failed)?;
        let row = postcard::from_bytes(&bytes).map_err(|_| damaged())?;
        each((row, length))?;
        rows += 1;
    }
    let found = hash.finalize();
    let mut said = [0; 32];
    file.read_exact(&mut said).map_err(failed)?;
    let mut more = [0; 1];
    let at_the_end = file.read(&mut more).map_err(failed)? == 0;
    if said[..] != found[..] || !at_the_end {
        return Err(damaged());
    }
    Ok(Backup {
        rows,
        hash: HEXLOWER.encode(&found),
    })
}

/// Which log is at a place, for tests.
#[cfg(test)]
fn server_at(place: &Place) -> boxwood_sync::ServerId {
    place::open(place, Wanted::Existing).unwrap().server()
}

#[cfg(test)]
mod tests;
