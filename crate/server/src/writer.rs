//! The one writer: many jobs in one commit.
//!
//! A commit costs a wait for the disk, whatever is in it. So one thread owns the connection that
//! writes, takes all jobs that wait, runs one after the other, commits once, and only then answers any
//! of them. A job that fails is undone alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

use boxwood_model::{Millis, Scope};
use boxwood_sync::Heads;
use tokio::sync::{mpsc, oneshot};

use crate::moment;
use crate::news::Publisher;
use crate::storage::{Connection, Database, Purpose, Result};
use crate::store::Store;

/// How many jobs may wait; beyond that the server says that it is busy.
const WAITING: usize = 1_024;
/// How many jobs go into one commit, so that the first of them need not wait long.
const TOGETHER: usize = 256;

/// Why a job was not run, or does not hold.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum WriteError {
    /// Too many jobs wait.
    #[error("too many changes wait to be written")]
    Busy,
    /// The writer has ended: the server is stopping.
    #[error("the server is stopping")]
    Stopping,
    /// The commit failed; nothing of the job holds.
    #[error("the change could not be written: {0}")]
    Failed(String),
}

/// Reports to whoever waits for a job, when it is clear whether it holds.
type Report = Box<dyn FnOnce(std::result::Result<(), WriteError>) + Send>;

/// What a job did.
struct Done {
    /// Whether it is to be kept.
    keep: bool,
    /// The versions that scopes have reached by it.
    moved: Heads,
    /// Whether the rights of somebody may have changed.
    access: bool,
    report: Report,
}

type Job = Box<dyn FnOnce(&mut Store<'_>, Millis) -> Done + Send>;

/// Gives jobs to the writer.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the writer's thread, which ends when the last [`Writer`] is dropped and every job is
    /// done.
    pub(crate) fn start(
        database: Arc<dyn Database>,
        news: Publisher,
    ) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (jobs, queue) = mpsc::channel(WAITING);
        let thread = std::thread::Builder::new()
            .name("boxwood-writer".to_owned())
            .spawn(move || write(&*database, &news, queue))?;
        Ok((Self { jobs }, thread))
    }

    /// Runs a job; returns once what it did is on the disk, or it failed and nothing of it is kept.
    pub(crate) async fn run<T, E>(
        &self,
        job: impl FnOnce(&mut Store<'_>, Millis) -> std::result::Result<(T, Heads), E> + Send + 'static,
    ) -> std::result::Result<std::result::Result<T, E>, WriteError>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |store, now| {
            let (outcome, moved) = match job(store, now) {
                Ok((value, moved)) => (Ok(value), moved),
                Err(error) => (Err(error), Heads::new()),
            };
            Done {
                keep: outcome.is_ok(),
                moved,
                access: store.access_changed(),
                report: Box::new(move |written| {
                    // Whoever asked may be gone; what was done holds all the same.
                    let _ = answer.send(written.map(|()| outcome));
                }),
            }
        });
        self.jobs.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => WriteError::Busy,
            mpsc::error::TrySendError::Closed(_) => WriteError::Stopping,
        })?;
        answered.await.unwrap_or_else(|_| {
            Err(WriteError::Failed(
                "the job stopped in the middle".to_owned(),
            ))
        })
    }
}

/// The writer's thread.
fn write(database: &dyn Database, news: &Publisher, mut queue: mpsc::Receiver<Job>) {
    let mut connection = None;
    while let Some(first) = queue.blocking_recv() {
        let jobs = std::iter::once(first)
            .chain(std::iter::from_fn(|| queue.try_recv().ok()))
            .take(TOGETHER);
        let mut done = Vec::new();
        match commit(database, &mut connection, jobs, &mut done) {
            Ok(()) => {
                let mut moved = Heads::new();
                let mut access = false;
                for one in done.iter_mut().filter(|one| one.keep) {
                    raise(&mut moved, std::mem::take(&mut one.moved));
                    access |= one.access;
                }
                let something = access || !moved.is_empty();
                news.moved(moved, access);
                for one in done {
                    (one.report)(Ok(()));
                }
                if something
                    && let Some(connection) = &mut connection
                    && let Err(error) = connection.announce()
                {
                    // Other servers look by themselves too, if less often.
                    tracing::warn!(%error, "a commit was not announced");
                }
            }
            Err(error) => {
                tracing::error!(%error, jobs = done.len(), "a commit failed");
                if let Some(failed) = &mut connection
                    && let Err(error) = failed.roll_back()
                {
                    tracing::error!(%error, "a failed commit could not be rolled back");
                }
                connection = connection.filter(|connection| !connection.is_broken());
                let failed = WriteError::Failed(error.to_string());
                for one in done {
                    (one.report)(Err(failed.clone()));
                }
            }
        }
    }
    if let Some(mut connection) = connection
        && let Err(error) = connection.tidy()
    {
        tracing::warn!(%error, "the database was not left tidy");
    }
}

/// Runs jobs in one transaction, on the connection that is there, or a new one. What ran is in
/// `done`, also when this fails; a job that was never started tells by its silence that it failed.
fn commit(
    database: &dyn Database,
    connection: &mut Option<Box<dyn Connection>>,
    jobs: impl Iterator<Item = Job>,
    done: &mut Vec<Done>,
) -> Result<()> {
    let connection = begin(database, connection)?;
    let now = moment::now();
    let mut store = Store::writing(connection, database.team());
    for job in jobs {
        match catch_unwind(AssertUnwindSafe(|| job(&mut store, now))) {
            Ok(one) => {
                let keep = one.keep;
                done.push(one);
                if keep {
                    store.keep()?;
                } else {
                    store.undo()?;
                }
            }
            Err(_) => {
                // A mistake of ours; the others need not suffer for it.
                tracing::error!("a job panicked; nothing of it is kept");
                store.undo()?;
            }
        }
    }
    store.finish()?;
    connection.commit()
}

/// Begins a transaction. A connection that stood idle may have been cut meanwhile: then on another.
fn begin<'c>(
    database: &dyn Database,
    slot: &'c mut Option<Box<dyn Connection>>,
) -> Result<&'c mut dyn Connection> {
    let mut connection = match slot.take() {
        Some(connection) => connection,
        None => database.connect(Purpose::Writing)?,
    };
    if let Err(error) = connection.begin() {
        if !connection.is_broken() {
            *slot = Some(connection);
            return Err(error);
        }
        connection = database.connect(Purpose::Writing)?;
        connection.begin()?;
    }
    Ok(&mut **slot.insert(connection))
}

/// Takes note of later versions.
pub(crate) fn raise(heads: &mut Heads, later: impl IntoIterator<Item = (Scope, u64)>) {
    for (scope, version) in later {
        let known = heads.entry(scope).or_default();
        *known = version.max(*known);
    }
}

#[cfg(test)]
mod tests;
