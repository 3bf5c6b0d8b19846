//! What every store promises, as checks that run against each: the numbers are those of `Store`.

use boxwood_core::host::{Stored, Write};
use boxwood_wasm::store::{Store, StoreError};

/// A place where a store is kept, empty at first.
pub(crate) trait Place {
    type Store: Store;

    /// Opens the store that is kept here.
    async fn open(&self) -> Result<Self::Store, StoreError>;
    /// Has the platform refuse, or take again, what is put here.
    fn refuse(&self, whether: bool);
    /// Deletes everything behind the store's back.
    async fn lose(&self);
}

/// Applies a macro to the name of each check.
macro_rules! each_promise {
    ($apply:ident) => {
        $apply!(is_empty_at_first);
        $apply!(a_refused_write_leaves_nothing);
        $apply!(within_a_write_dropping_comes_first);
        $apply!(later_writes_come_later);
        $apply!(what_was_written_is_there_when_opened_again);
        $apply!(clearing_drops_everything);
        $apply!(never_half_of_what_was_lost);
        $apply!(loads_by_number);
        $apply!(keeps_bytes_as_they_are);
    };
}
pub(crate) use each_promise;

fn journal(numbers: &[u64]) -> Write {
    Write {
        durable: true,
        journal: numbers
            .iter()
            .map(|n| (*n, vec![n.to_le_bytes()[0]]))
            .collect(),
        ..Write::default()
    }
}

fn full() -> Write {
    Write {
        segments: vec![(1, vec![11]), (2, vec![12])],
        manifest: Some(vec![1, 2, 3]),
        ..journal(&[0, 1, 2])
    }
}

fn numbers(stored: &Stored) -> Vec<u64> {
    stored.journal.iter().map(|(number, _)| *number).collect()
}

type Outcome = Result<(), StoreError>;

pub(crate) async fn is_empty_at_first(place: &impl Place) -> Outcome {
    assert_eq!(place.open().await?.load().await?, Stored::default());
    Ok(())
}

/// 1.
pub(crate) async fn a_refused_write_leaves_nothing(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    store.write(full()).await?;
    let before = store.load().await?;

    place.refuse(true);
    let refused = Write {
        clear: true,
        drop_journal_below: Some(2),
        drop_segments: vec![1],
        segments: vec![(7, vec![7])],
        ..journal(&[8, 9])
    };
    let outcome = store.write(refused).await;
    place.refuse(false);

    assert!(matches!(outcome, Err(StoreError::Full(_))), "{outcome:?}");
    assert_eq!(store.load().await?, before);
    assert_eq!(place.open().await?.load().await?, before);
    store.write(journal(&[3])).await?;
    assert_eq!(numbers(&store.load().await?), [0, 1, 2, 3]);
    Ok(())
}

/// 2.
pub(crate) async fn within_a_write_dropping_comes_first(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    store.write(full()).await?;
    let write = Write {
        drop_journal_below: Some(2),
        drop_segments: vec![1, 2, 5],
        segments: vec![(2, vec![22])],
        ..journal(&[1, 3])
    };
    store.write(write).await?;
    let stored = store.load().await?;
    assert_eq!(numbers(&stored), [1, 2, 3]);
    assert_eq!(stored.segments, [(2, vec![22])]);
    assert_eq!(stored.manifest, Some(vec![1, 2, 3]));
    Ok(())
}

/// 2.
pub(crate) async fn later_writes_come_later(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    for (at, durable) in [(1, false), (2, true), (3, false)] {
        let write = Write {
            durable,
            manifest: Some(vec![at]),
            ..Write::default()
        };
        store.write(write).await?;
    }
    assert_eq!(store.load().await?.manifest, Some(vec![3]));
    Ok(())
}

/// 3.
pub(crate) async fn what_was_written_is_there_when_opened_again(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    store.write(full()).await?;
    let before = store.load().await?;
    store.close();
    assert_eq!(place.open().await?.load().await?, before);
    assert_eq!(before.manifest, Some(vec![1, 2, 3]));
    assert_eq!(before.segments, [(1, vec![11]), (2, vec![12])]);
    assert_eq!(before.journal, [(0, vec![0]), (1, vec![1]), (2, vec![2])]);
    Ok(())
}

/// 4.
pub(crate) async fn clearing_drops_everything(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    store.write(full()).await?;
    let write = Write {
        clear: true,
        ..journal(&[5])
    };
    store.write(write).await?;
    let expected = Stored {
        journal: vec![(5, vec![5])],
        ..Stored::default()
    };
    assert_eq!(store.load().await?, expected);
    Ok(())
}

/// 5.
pub(crate) async fn never_half_of_what_was_lost(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    store.write(full()).await?;
    place.lose().await;
    for _ in 0..2 {
        assert_eq!(store.write(journal(&[3])).await, Err(StoreError::Emptied));
        assert_eq!(store.load().await?, Stored::default());
    }
    let write = Write {
        clear: true,
        ..journal(&[4])
    };
    store.write(write).await?;
    store.write(journal(&[5])).await?;
    assert_eq!(numbers(&store.load().await?), [4, 5]);
    Ok(())
}

/// 6.
pub(crate) async fn loads_by_number(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    let write = Write {
        segments: vec![(300, vec![3]), (2, vec![1]), (10, vec![2])],
        ..journal(&[300, 1 << 40, 2, 10])
    };
    store.write(write).await?;
    let stored = store.load().await?;
    assert_eq!(numbers(&stored), [2, 10, 300, 1 << 40]);
    assert_eq!(
        stored.segments,
        [(2, vec![1]), (10, vec![2]), (300, vec![3])]
    );
    Ok(())
}

/// 3.
pub(crate) async fn keeps_bytes_as_they_are(place: &impl Place) -> Outcome {
    let store = place.open().await?;
    let megabyte: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    let write = Write {
        segments: vec![(0, Vec::new()), (u32::MAX, megabyte.clone())],
        manifest: Some(Vec::new()),
        ..Write::default()
    };
    store.write(write).await?;
    let stored = place.open().await?.load().await?;
    assert_eq!(stored.manifest, Some(Vec::new()));
    assert_eq!(stored.segments, [(0, Vec::new()), (u32::MAX, megabyte)]);
    Ok(())
}
