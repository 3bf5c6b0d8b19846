//! Connections that read: each reading is one snapshot, beside the writer and without waiting for it.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::database::Database;
use crate::store::{SqliteStore, StoreError};

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

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A pool of connections that read.
#[derive(Debug, Clone)]
pub(crate) struct Readers {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    database: Database,
    idle: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    /// A pool over a database.
    pub(crate) fn new(database: Database) -> Self {
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
        reading: impl FnOnce(&mut SqliteStore<'_>) -> Result<T, E> + Send + 'static,
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
        reading: impl FnOnce(&mut SqliteStore<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, ReadError> {
        // A connection is taken out whole, so a panic while the list is locked cannot harm it.
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => self.database.reader()?,
        };
        let transaction = connection.transaction()?;
        let outcome = reading(&mut SqliteStore::reading(&transaction, self.database.team));
        transaction.finish()?;
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        Ok(outcome)
    }
}
