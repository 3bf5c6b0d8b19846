//! Connections that read: each reading is one snapshot, beside the writer and without waiting for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use crate::storage::{Connection, Database, Purpose};
use crate::store::{Store, StoreError};

/// How many readings go on at once; more would only take turns on the disk.
const AT_ONCE: usize = 8;

/// Why a reading has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The reading stopped in the middle.
    #[error("a reading stopped: {0}")]
    Stopped(String),
}

/// A pool of connections that read.
#[derive(Debug, Clone)]
pub(crate) struct Readers {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    database: Arc<dyn Database>,
    idle: Mutex<Vec<Box<dyn Connection>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    /// A pool over a database.
    pub(crate) fn new(database: Arc<dyn Database>) -> Self {
        Self {
            shared: Arc::new(Shared {
                database,
                idle: Mutex::new(Vec::new()),
                turns: Arc::new(Semaphore::new(AT_ONCE)),
            }),
        }
    }

    /// Reads, in one snapshot of the store.
    pub(crate) async fn read<T, E>(
        &self,
        reading: impl FnOnce(&mut Store<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Result<T, E>, ReadError>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let stopped = |error: &dyn std::fmt::Display| ReadError::Stopped(error.to_string());
        let turn = Arc::clone(&self.shared.turns)
            .acquire_owned()
            .await
            .map_err(|error| stopped(&error))?;
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || {
            let outcome = shared.snapshot(reading);
            drop(turn);
            outcome
        })
        .await
        .map_err(|error| stopped(&error))?
    }
}

impl Shared {
    fn snapshot<T, E>(
        &self,
        reading: impl FnOnce(&mut Store<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, ReadError> {
        let mut connection = self.begin()?;
        let mut store = Store::reading(&mut *connection, self.database.team());
        let outcome = reading(&mut store);
        store.finish()?;
        // Nothing was written; ending the snapshot is all there is to do.
        connection.roll_back()?;
        if !connection.is_broken() {
            self.idle().push(connection);
        }
        Ok(outcome)
    }

    /// A connection with a transaction begun. One that stood idle may have been cut meanwhile: then
    /// another one.
    fn begin(&self) -> Result<Box<dyn Connection>, StoreError> {
        // Taken out by a call of its own, so that the list is not locked while it is used.
        let idle = self.idle().pop();
        if let Some(mut connection) = idle {
            match connection.begin() {
                Ok(()) => return Ok(connection),
                Err(error) if !connection.is_broken() => return Err(error),
                // All that stood idle with it are as old.
                Err(_) => self.idle().clear(),
            }
        }
        let mut connection = self.database.connect(Purpose::Reading)?;
        connection.begin()?;
        Ok(connection)
    }

    /// A connection is taken out whole, so a panic while the list is locked cannot harm it.
    fn idle(&self) -> MutexGuard<'_, Vec<Box<dyn Connection>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
