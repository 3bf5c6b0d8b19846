//! Tests of the group commit.

use std::sync::mpsc as std_mpsc;

use boxwood_model::UserId;

use super::*;
use crate::held::Held;
use crate::news::News;
use crate::place::Place;
use crate::token::TokenHash;

struct Bench {
    held: Held,
    writer: Writer,
    thread: JoinHandle<()>,
    news: tokio::sync::watch::Receiver<News>,
}

fn bench(held: Held) -> Bench {
    let news = Publisher::new(Heads::new());
    let heard = news.subscribe();
    let (writer, thread) = Writer::start(Arc::clone(&held.database), news).unwrap();
    Bench {
        held,
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

    /// Which of the names that are used here were kept.
    async fn names(&self) -> Vec<&'static str> {
        let database = Arc::clone(&self.held.database);
        let names = tokio::task::spawn_blocking(move || {
            let mut reader = database.connect(Purpose::Reading).unwrap();
            reader.begin().unwrap();
            let mut holds = |name: &&str| reader.holder(TokenHash::of(name)).unwrap().is_some();
            NAMES.into_iter().filter(|name| holds(name)).collect()
        });
        names.await.unwrap()
    }
}

/// What the jobs here write: tokens.
const NAMES: [&str; 7] = [
    "after", "before", "first", "kept", "next", "panicked", "refused",
];

fn insert(store: &mut Store<'_>, name: &str) -> Result<()> {
    let user = UserId::from_bytes([1; 16]);
    store.connection()?.keep_token(user, TokenHash::of(name), 1)
}

fn keep(
    name: &'static str,
) -> impl FnOnce(&mut Store<'_>, Millis) -> Result<((), Heads)> + Send + 'static {
    move |store, _| {
        insert(store, name)?;
        Ok(((), Heads::from([(Scope::Team, 7)])))
    }
}

async fn a_job_that_fails_is_undone_alone(held: Held) {
    let mut bench = bench(held);
    let release = bench.hold().await;
    let before = bench.writer.run(keep("before"));
    let refused = bench.writer.run(|store, _| {
        insert(store, "refused").unwrap();
        Err::<((), Heads), _>("no")
    });
    let panicked = bench.writer.run(|store, _| {
        insert(store, "panicked").unwrap();
        if store.to_forget().is_none() {
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
    assert_eq!(bench.names().await, ["after", "before"]);
    assert_eq!(
        bench.news.borrow_and_update().heads,
        Heads::from([(Scope::Team, 7)])
    );
}

async fn a_commit_that_fails_is_told_to_all_and_the_next_one_works(held: Held) {
    let bench = bench(held);
    let release = bench.hold().await;
    let first = bench.writer.run(keep("first"));
    let breaker = bench.writer.run(|store, _| {
        store.connection().unwrap().roll_back().unwrap();
        Ok::<_, ()>(((), Heads::new()))
    });
    let all = async { tokio::join!(first, breaker) };
    let ((first, breaker), ()) = tokio::join!(all, async { drop(release) });
    assert!(matches!(first, Err(WriteError::Failed(_))));
    assert!(matches!(breaker, Err(WriteError::Failed(_))));
    assert_eq!(bench.names().await, [""; 0]);

    bench.writer.run(keep("next")).await.unwrap().unwrap();
    assert_eq!(bench.names().await, ["next"]);
}

#[tokio::test]
async fn beyond_a_bound_it_says_that_it_is_busy() {
    let bench = bench(Held::sqlite());
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
    assert_eq!(bench.names().await, [""; 0]);
}

#[tokio::test]
async fn it_ends_when_nobody_needs_it_and_leaves_one_whole_file() {
    let bench = bench(Held::sqlite());
    bench.writer.run(keep("kept")).await.unwrap().unwrap();
    // As long as somebody has the file open, SQLite by itself would leave the log where it is.
    let reader = bench.held.database.connect(Purpose::Reading).unwrap();
    let Place::Folder(folder) = &bench.held.place else {
        panic!("it is a folder");
    };
    let log = folder.join("boxwood.sqlite-wal");
    assert_ne!(std::fs::metadata(&log).unwrap().len(), 0);
    drop(bench.writer);
    bench.thread.join().unwrap();
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
    drop(reader);
}

#[tokio::test]
async fn a_failed_job_in_sqlite() {
    a_job_that_fails_is_undone_alone(Held::sqlite()).await;
    a_commit_that_fails_is_told_to_all_and_the_next_one_works(Held::sqlite()).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_failed_job_in_postgres() {
    let held = || tokio::task::spawn_blocking(Held::postgres);
    a_job_that_fails_is_undone_alone(held().await.unwrap()).await;
    a_commit_that_fails_is_told_to_all_and_the_next_one_works(held().await.unwrap()).await;
}
