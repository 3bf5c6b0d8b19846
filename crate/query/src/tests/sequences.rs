//! Sequences are as plain lists.

use proptest::prelude::*;

use crate::sequence::{Before, Sequence};

/// Everything about a sequence of weighed numbers that are in order.
fn check(sequence: &Sequence, expected: &[u32]) -> Result<(), TestCaseError> {
    prop_assert_eq!(sequence.len(), expected.len());
    prop_assert_eq!(sequence.is_empty(), expected.is_empty());
    let all: Vec<u32> = sequence.from(0).collect();
    prop_assert_eq!(&all, expected);
    let blocks: Vec<(Vec<u32>, usize)> = sequence
        .blocks()
        .map(|(items, weight)| (items.to_vec(), weight))
        .collect();
    for (items, weight) in &blocks {
        prop_assert!(!items.is_empty());
        prop_assert_eq!(
            *weight,
            items.iter().map(|item| weigh(*item)).sum::<usize>()
        );
    }
    for at in [0, 1, expected.len() / 2, expected.len(), expected.len() + 1] {
        let rest: Vec<u32> = sequence.from(at).collect();
        prop_assert_eq!(rest.as_slice(), expected.get(at..).unwrap_or_default());
        let Some(item) = expected.get(at).copied() else {
            continue;
        };
        let before = Before {
            items: at,
            weight: expected[..at].iter().map(|item| weigh(*item)).sum(),
        };
        prop_assert_eq!(sequence.before(|known| known < item, weigh), before);
    }
    Ok(())
}

fn weigh(item: u32) -> usize {
    (item % 3) as usize
}

proptest! {
    #[test]
    fn as_a_sorted_list(edits in prop::collection::vec((any::<bool>(), 0..2_000_u32), 0..3_000)) {
        let mut sequence = Sequence::default();
        let mut expected: Vec<u32> = Vec::new();
        for (is_in, item) in edits {
            match (is_in, expected.binary_search(&item)) {
                (true, Err(at)) => {
                    expected.insert(at, item);
                    sequence.insert(item, |known| known < item, weigh);
                }
                (false, Ok(at)) => {
                    expected.remove(at);
                    sequence.remove(item, weigh(item), |known| known < item);
                }
                (false, Err(_)) => sequence.remove(item, 0, |known| known < item),
                (true, Ok(_)) => {}
            }
        }
        check(&sequence, &expected)?;
        // And down to nothing again.
        while let Some(item) = expected.pop() {
            sequence.remove(item, weigh(item), |known| known < item);
        }
        check(&sequence, &expected)?;
    }

    #[test]
    fn made_at_once(count in 0..2_000_u32, more in 0..600_u32) {
        let mut expected: Vec<u32> = (0..count).map(|n| n * 2).collect();
        let mut sequence = Sequence::from_sorted(&expected, weigh);
        for n in 0..more {
            let item = n * 4 + 1;
            if let Err(at) = expected.binary_search(&item) {
                expected.insert(at, item);
                sequence.insert(item, |known| known < item, weigh);
            }
        }
        check(&sequence, &expected)?;
    }
}

#[test]
fn weights_that_change() {
    let mut sequence = Sequence::default();
    for item in [1, 2, 3] {
        sequence.insert(item, |known| known < item, |_| 1);
    }
    sequence.reweigh(|known| known < 2, 1, 10);
    let weights: Vec<usize> = sequence.blocks().map(|(_, weight)| weight).collect();
    assert_eq!(weights, [12]);
}
