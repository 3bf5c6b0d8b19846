//! Where a team's records are kept, and how the database there is opened.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use boxwood_model::TeamId;
use boxwood_sync::FrameError;

use crate::postgres::PostgresDatabase;
use crate::sqlite::SqliteDatabase;
use crate::storage::{Database, StoreError};

/// Where a team's records are kept.
#[derive(Debug, Clone)]
pub enum Place {
    /// A folder with one SQLite file in it.
    Folder(PathBuf),
    /// A PostgreSQL database, which several servers may share.
    Postgres(PostgresAddress),
}

impl From<&Path> for Place {
    fn from(folder: &Path) -> Self {
        Self::Folder(folder.to_path_buf())
    }
}

impl From<PathBuf> for Place {
    fn from(folder: PathBuf) -> Self {
        Self::Folder(folder)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Postgres(address) => write!(f, "{address}"),
        }
    }
}

/// The address of a PostgreSQL database, as `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`. The
/// password is shown to nobody.
#[derive(Clone)]
pub struct PostgresAddress(Box<postgres::Config>);

/// A text that is not the address of a PostgreSQL database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not the address of a PostgreSQL database, which looks like postgresql://USER:PASSWORD@HOST:PORT/DATABASE: {0}"
)]
pub struct AddressError(String);

impl PostgresAddress {
    /// As the client takes it.
    pub(crate) fn config(&self) -> postgres::Config {
        (*self.0).clone()
    }
}

impl FromStr for PostgresAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let config: postgres::Config = text
            .parse()
            .map_err(|error: postgres::Error| AddressError(error.to_string()))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(AddressError("it names no host".to_owned()));
        }
        Ok(Self(Box::new(config)))
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use postgres::config::Host;
        let database = self.0.get_dbname().or_else(|| self.0.get_user());
        write!(
            f,
            "the PostgreSQL database {}",
            database.unwrap_or_default()
        )?;
        match self.0.get_hosts().first() {
            Some(Host::Tcp(host)) => write!(f, " on {host}"),
            #[cfg(unix)]
            Some(Host::Unix(path)) => write!(f, " on {}", path.display()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({self})")
    }
}

/// Why the records cannot be used.
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
    #[error("there is no Boxwood database in {place}")]
    Missing {
        /// Where.
        place: Place,
    },
    /// There are records where there should be none.
    #[error("there are records in {place} already")]
    NotEmpty {
        /// Where.
        place: Place,
    },
    /// Made by a newer version of this program.
    #[error(
        "the database in {place} was made by a newer boxwood: its version is {found}, this boxwood knows versions up to {known}"
    )]
    Newer {
        /// Where.
        place: Place,
        /// The database's version.
        found: usize,
        /// The newest that this code knows.
        known: usize,
    },
    /// A database of another program.
    #[error("{place} is not a Boxwood database")]
    Foreign {
        /// Where.
        place: Place,
    },
    /// The database failed.
    #[error("the database in {place} cannot be opened: {problem}")]
    Failed {
        /// Where.
        place: Place,
        /// What the database said.
        problem: String,
    },
    /// A record in it cannot be read, which bringing it up to date needs.
    #[error("the database in {place} holds a record that cannot be read: {source}")]
    Damaged {
        /// Where.
        place: Place,
        /// What is wrong with the record.
        source: FrameError,
    },
    /// The system has no randomness for the ids of a new database.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

impl OpenError {
    /// What went wrong in a store, at a place.
    pub(crate) fn at(place: Place, error: StoreError) -> Self {
        match error {
            StoreError::Frame(source) => Self::Damaged { place, source },
            other => Self::Failed {
                place,
                problem: other.to_string(),
            },
        }
    }
}

/// Whether a database may be made where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// It is made if need be.
    New,
    /// It must be there.
    Existing,
    /// There must be none; it is made for this team.
    Restored(TeamId),
}

impl Wanted {
    /// The team of a database that is made.
    pub(crate) fn team(self) -> Result<[u8; 16], getrandom::Error> {
        match self {
            Self::New | Self::Existing => random(),
            Self::Restored(team) => Ok(*team.as_bytes()),
        }
    }
}

/// Opens the database at a place, and brings its schema up to date.
pub(crate) fn open(place: &Place, wanted: Wanted) -> Result<Arc<dyn Database>, OpenError> {
    Ok(match place {
        Place::Folder(folder) => Arc::new(SqliteDatabase::open(folder, wanted)?),
        Place::Postgres(address) => Arc::new(PostgresDatabase::open(address, wanted)?),
    })
}

/// The ids of a new database.
pub(crate) fn random() -> Result<[u8; 16], getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
