//! An index that was kept up by changes, tidied up or saved answers as one that was built.

use proptest::prelude::*;

use super::Shelf;
use super::equal::check;
use super::random::{query, sheet};
use crate::language::tests::example::Sheet;
use crate::search::{Header, Index, LoadError};

#[derive(Debug, Clone)]
enum Change {
    Put(u128, u64, bool, Box<Sheet>),
    Remove(u128),
    Maintain,
    SaveAndLoad,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => (0_u128..12, 0_u64..1_000, any::<bool>(), sheet())
            .prop_map(|(id, at, mine, sheet)| Change::Put(id, at * 60_000_000, mine, Box::new(sheet))),
        2 => (0_u128..12).prop_map(Change::Remove),
        1 => Just(Change::Maintain),
        1 => Just(Change::SaveAndLoad),
    ]
}

/// The index as it is after it was kept.
fn again(index: &Index) -> Result<Index, LoadError> {
    let saved = index.save();
    Index::load(&saved.manifest, |name| {
        let found = saved.segments.iter().find(|(known, _)| *known == name);
        found.map(|(_, bytes)| bytes.to_vec())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changes_are_seen_at_once(
        changes in proptest::collection::vec(change(), 0..40),
        queries in proptest::collection::vec(query(), 4),
    ) {
        let mut shelf = Shelf::default();
        let mut index = Index::default();
        for change in changes {
            match change {
                Change::Put(id, updated, mine, sheet) => {
                    let header = Header { id, updated, mine };
                    index.put(&header, &*sheet);
                    shelf.0.insert(id, (header, *sheet));
                }
                Change::Remove(id) => {
                    prop_assert_eq!(index.remove(id), shelf.0.remove(&id).is_some());
                }
                Change::Maintain => {
                    index.maintain();
                }
                Change::SaveAndLoad => index = again(&index).expect("what was saved"),
            }
            prop_assert_eq!(index.len(), shelf.0.len());
        }
        for (text, typing) in &queries {
            check(&index, &shelf, text, *typing)?;
        }
        while index.maintain() {}
        for (text, typing) in &queries {
            check(&index, &shelf, text, *typing)?;
        }
    }

    #[test]
    fn damaged_segments_do_no_harm(
        sheets in proptest::collection::vec(sheet(), 1..10),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        (text, typing) in query(),
        cut in any::<proptest::sample::Index>(),
    ) {
        let shelf = Shelf::of(sheets);
        let index = Index::build(shelf.each());
        let saved = index.save();
        let mut manifest = saved.manifest.clone();
        let mut bytes = saved.segments[0].1.to_vec();
        let whole = bytes.clone();
        for (at, byte) in &damage {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if let Ok(mut broken) = Index::load(&manifest, |_| Some(bytes.clone())) {
            // Any answer will do, but there must be one, and it must be one that can be shown.
            let _ = check(&broken, &shelf, &text, typing);
            broken.join(&[0]);
            let _ = check(&broken, &shelf, &text, typing);
        }
        let at = cut.index(whole.len());
        prop_assert!(Index::load(&manifest, |_| Some(whole[..at].to_vec())).is_err());
        prop_assert!(Index::load(&manifest, |_| None).is_err());
        let at = cut.index(manifest.len());
        manifest.truncate(at);
        prop_assert!(Index::load(&manifest, |_| Some(whole.clone())).is_err());
    }
}
