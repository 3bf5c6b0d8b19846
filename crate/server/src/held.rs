//! Databases of a test's own.

use std::sync::Arc;

use crate::place::{Place, Wanted, open};
use crate::storage::{Connection, Database, Purpose};
use crate::store::Store;

/// A database that nobody else uses; gone when dropped.
pub(crate) struct Held {
    pub(crate) database: Arc<dyn Database>,
    /// Dropped after the database: what it lies in.
    pub(crate) place: Place,
    ground: Ground,
}

enum Ground {
    Folder(#[allow(dead_code, reason = "it is held, not used")] tempfile::TempDir),
    #[cfg(unix)]
    Part(boxwood_testkit::postgres::Part),
}

impl Held {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::from(folder.path());
        Self::over(place, Ground::Folder(folder))
    }

    #[cfg(unix)]
    pub(crate) fn postgres() -> Self {
        let part = boxwood_testkit::postgres::Part::new();
        let place = Place::Postgres(part.address().parse().unwrap());
        Self::over(place, Ground::Part(part))
    }

    fn over(place: Place, ground: Ground) -> Self {
        Self {
            database: open(&place, Wanted::New).unwrap(),
            place,
            ground,
        }
    }

    /// Takes away all that is in the place.
    pub(crate) fn clear(&self) {
        match (&self.place, &self.ground) {
            (Place::Folder(folder), _) => {
                for file in std::fs::read_dir(folder).unwrap() {
                    std::fs::remove_file(file.unwrap().path()).unwrap();
                }
            }
            #[cfg(unix)]
            (Place::Postgres(_), Ground::Part(part)) => part.clear(),
            (Place::Postgres(_), _) => panic!("it is no part of a database"),
        }
    }

    /// A connection with a transaction that writes.
    pub(crate) fn begin(&self) -> Box<dyn Connection> {
        self.within(Purpose::Writing)
    }

    /// A connection with a transaction that reads.
    pub(crate) fn snapshot(&self) -> Box<dyn Connection> {
        self.within(Purpose::Reading)
    }

    fn within(&self, purpose: Purpose) -> Box<dyn Connection> {
        let mut connection = self.database.connect(purpose).unwrap();
        connection.begin().unwrap();
        connection
    }

    pub(crate) fn writing<'c>(&self, connection: &'c mut dyn Connection) -> Store<'c> {
        Store::writing(connection, self.database.team())
    }
}
