//! What is new, for the live connections: which versions scopes have reached, and whether somebody's
//! access changed.
//!
//! The writer tells what it committed at once. What other processes did to the database (a token made
//! or revoked on the command line, another server's commits) is noticed by asking it, on a short
//! interval and whenever another server announces something, whether it changed.

use std::sync::Arc;
use std::time::Duration;

use boxwood_sync::Heads;
use tokio::sync::{Notify, watch};
use tokio::time::{MissedTickBehavior, interval};

use crate::storage::{Connection, Database, Purpose};
use crate::store::{Store, StoreError};
use crate::writer::raise;

/// How often the database is asked whether it changed.
const LOOK: Duration = Duration::from_millis(200);

/// The newest that is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct News {
    /// The version of every scope.
    pub(crate) heads: Heads,
    /// Counts up when somebody may have gained or lost access.
    pub(crate) access: u64,
}

/// Tells what is new.
#[derive(Debug, Clone)]
pub(crate) struct Publisher(Arc<watch::Sender<News>>);

impl Publisher {
    /// A publisher that knows how things stand at the start.
    pub(crate) fn new(heads: Heads) -> Self {
        Self(Arc::new(watch::Sender::new(News { heads, access: 0 })))
    }

    /// Somebody to tell from now on.
    pub(crate) fn subscribe(&self) -> watch::Receiver<News> {
        self.0.subscribe()
    }

    /// Scopes have reached these versions; and whether anybody's access may have changed.
    pub(crate) fn moved(&self, heads: Heads, access_changed: bool) {
        if access_changed || !heads.is_empty() {
            self.0.send_modify(|news| {
                news.access += u64::from(access_changed);
                raise(&mut news.heads, heads);
            });
        }
    }

    fn found(&self, heads: Heads, access_changed: bool) {
        self.0.send_if_modified(|news| {
            let before = news.heads.clone();
            raise(&mut news.heads, heads);
            news.access += u64::from(access_changed);
            access_changed || before != news.heads
        });
    }
}

/// Looks at the database for what other processes do to it, for ever; at once when woken.
pub(crate) async fn look_for_changes(
    database: Arc<dyn Database>,
    publisher: Publisher,
    wake: Arc<Notify>,
) {
    let mut interval = interval(LOOK);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut look = None;
    loop {
        tokio::select! {
            _ = interval.tick() => {}
            () = wake.notified() => {}
        }
        let (database, publisher) = (Arc::clone(&database), publisher.clone());
        let looked = tokio::task::spawn_blocking(move || {
            let mut current = match look {
                Some(look) => look,
                None => Look::new(&*database)?,
            };
            current.look(&*database, &publisher)?;
            Ok::<_, StoreError>(current)
        });
        look = match looked.await {
            Ok(Ok(current)) => Some(current),
            Ok(Err(error)) => {
                tracing::error!(%error, "cannot look for changes of the database");
                None
            }
            Err(error) => {
                tracing::error!(%error, "looking for changes of the database stopped");
                None
            }
        };
    }
}

/// One who looks, and what it saw last.
#[derive(Debug)]
struct Look {
    connection: Box<dyn Connection>,
    version: Option<i64>,
    access: Option<AccessCount>,
}

impl Look {
    fn new(database: &dyn Database) -> Result<Self, StoreError> {
        Ok(Self {
            connection: database.connect(Purpose::Reading)?,
            version: None,
            access: None,
        })
    }

    fn look(&mut self, database: &dyn Database, publisher: &Publisher) -> Result<(), StoreError> {
        let version = self.connection.changes()?;
        if self.version == Some(version) {
            return Ok(());
        }
        self.connection.begin()?;
        let access = Some(AccessCount {
            rights: self.connection.access_count()?,
            tokens: self.connection.token_count()?,
        });
        let heads = Store::reading(&mut *self.connection, database.team()).all_heads()?;
        self.connection.roll_back()?;
        let access_changed = self.access != access;
        publisher.found(heads, access_changed);
        self.access = access;
        // Asked before the reading: what came in between is looked at once more.
        self.version = Some(version);
        Ok(())
    }
}

/// What counts up whenever anybody gains or loses access. Only counting up will do: somebody may
/// gain and lose it between two looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AccessCount {
    /// How often anybody's rights may have changed.
    rights: u64,
    /// How many tokens there ever were, and how many of them were revoked.
    tokens: (u64, u64),
}
