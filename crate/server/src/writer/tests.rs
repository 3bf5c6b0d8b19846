//! Tests of the group commit.

use std::sync::mpsc as std_mpsc;

use super::*;
use crate::database::Database;
use crate::news::News;
use crate::store::StoreError;

struct Bench {
    folder: tempfile::TempDir,
    database: Database,
    writer: Writer,
    thread: JoinHandle<()>,
    news: tokio::sync::watch::Receiver<News>,
}

fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path()).unwrap();
    let news = Publisher::new(Heads::new());
    let heard = news.subscribe();
    let (writer, thread) = Writer::start(database.writer().unwrap(), database.team, news).unwrap();
    Bench {
        folder,
        database,
        writer,
        thread,
        news: heard,
    }
}

impl Bench {
    /// Keeps the writer busy, so that what is asked for next goes into one commit; until the
    /// returned end is dropped.
    async fn hold(&self) -> std_mpsc::Sender<()> {
        let (release, held) = std_mpsc::channel::<()>();
        let (begun, has_begun) = oneshot::channel();
        let writer = self.writer.clone();
        tokio::spawn(async move {
            writer
                .run(move |_, _| {
                    begun.send(()).unwrap();
                    // Ends when the sender is dropped.
                    let _ = held.recv();
                    Ok::<_, ()>(((), Heads::new()))
                })
                .await
        });
        has_begun.await.unwrap();
        release
    }

    fn names(&self) -> Vec<String> {
        let reader = self.database.reader().unwrap();
        let mut statement = reader
            .prepare("SELECT name FROM meta WHERE name <> 'server' ORDER BY name")
            .unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    }
}

fn insert(store: &SqliteStore<'_>, name: &str) -> Result<(), StoreError> {
    store
        .connection()
        .execute("INSERT INTO meta (name, value) VALUES (?1, x'00')", [name])?;
    Ok(())
}

fn keep(
    name: &'static str,
) -> impl FnOnce(&mut SqliteStore<'_>, Millis) -> Result<((), Heads), StoreError> + Send + 'static {
    move |store, _| {
        insert(store, name)?;
        Ok(((), Heads::from([(Scope::Team, 7)])))
    }
}

#[tokio::test]
async fn a_job_that_fails_is_undone_alone() {
    let mut bench = bench();
    let release = bench.hold().await;
    let before = bench.writer.run(keep("before"));
    let refused = bench.writer.run(|store, _| {
        insert(store, "refused").unwrap();
        Err::<((), Heads), _>("no")
    });
    let panicked = bench.writer.run(|store, _| {
        insert(store, "panicked").unwrap();
        if store.team().as_bytes().len() == 16 {
            panic!("a mistake");
        }
        Ok::<_, ()>(((), Heads::new()))
    });
    let after = bench.writer.run(keep("after"));
    let all = async { tokio::join!(before, refused, panicked, after) };
    let release = async { drop(release) };
    let ((before, refused, panicked, after), ()) = tokio::join!(all, release);
    before.unwrap().unwrap();
    assert_eq!(refused.unwrap(), Err("no"));
    assert!(matches!(panicked, Err(WriteError::Failed(_))));
    after.unwrap().unwrap();
    assert_eq!(bench.names(), ["after", "before"]);
    assert_eq!(
        bench.news.borrow_and_update().heads,
        Heads::from([(Scope::Team, 7)])
    );
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all_and_the_next_one_works() {
    let bench = bench();
    let release = bench.hold().await;
    let first = bench.writer.run(keep("first"));
    let breaker = bench.writer.run(|store, _| {
        store.connection().execute_batch("ROLLBACK").unwrap();
        Ok::<_, ()>(((), Heads::new()))
    });
    let all = async { tokio::join!(first, breaker) };
    let ((first, breaker), ()) = tokio::join!(all, async { drop(release) });
    assert!(matches!(first, Err(WriteError::Failed(_))));
    assert!(matches!(breaker, Err(WriteError::Failed(_))));
    assert_eq!(bench.names(), [""; 0]);

    bench.writer.run(keep("next")).await.unwrap().unwrap();
    assert_eq!(bench.names(), ["next"]);
}

#[tokio::test]
async fn beyond_a_bound_it_says_that_it_is_busy() {
    let bench = bench();
    let release = bench.hold().await;
    let mut waiting = Vec::new();
    for _ in 0..WAITING {
        let mut one = Box::pin(bench.writer.run(|_, _| Ok::<_, ()>(((), Heads::new()))));
        // Asking once puts the job into the queue.
        assert!(futures_util::poll!(&mut one).is_pending());
        waiting.push(one);
    }
    assert!(matches!(
        bench.writer.run(keep("too many")).await,
        Err(WriteError::Busy)
    ));
    drop(release);
    for one in waiting {
        one.await.unwrap().unwrap();
    }
    assert_eq!(bench.names(), [""; 0]);
}

#[tokio::test]
async fn it_ends_when_nobody_needs_it_and_leaves_one_whole_file() {
    let bench = bench();
    bench.writer.run(keep("kept")).await.unwrap().unwrap();
    // As long as somebody has the file open, SQLite by itself would leave the log where it is.
    let reader = bench.database.reader().unwrap();
    let log = bench.folder.path().join("boxwood.sqlite-wal");
    assert_ne!(std::fs::metadata(&log).unwrap().len(), 0);
    drop(bench.writer);
    bench.thread.join().unwrap();
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
    drop(reader);
}
