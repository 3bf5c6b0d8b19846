//! Windows tile the whole; groups, places and windows agree.

use std::collections::BTreeSet;

use boxwood_model::{BuiltIn, Column, Decimal, Summary, Value, ViewShape};
use proptest::prelude::*;

use super::records::{NUMBER, STAGES, id, record, shape, state, up, view, with};
use crate::{Content, Row};

const STAGE: Column = Column::BuiltIn(BuiltIn::Stage);

proptest! {
    #[test]
    fn a_window_is_a_piece_of_the_whole(
        stages in prop::collection::vec(0..3_usize, 0..20),
        collapsed in prop::collection::btree_set(0..3_usize, 0..3),
        is_grouped in any::<bool>(),
        first in 0..30_usize,
        count in prop_oneof![0..30_usize, Just(usize::MAX)],
    ) {
        let boxes = (0..).zip(&stages).map(|(n, stage)| record(n, *stage, "x"));
        let state = state(boxes);
        let collapsed: BTreeSet<Content<'static>> =
            collapsed.into_iter().map(|n| Content::Stage(STAGES[n])).collect();
        let view = view(&state, &shape(&[], is_grouped.then_some(STAGE), &[]));

        let mut naive = Vec::new();
        let groups = view.groups(0..usize::MAX, &collapsed);
        if is_grouped {
            for (stage, group) in STAGES.iter().zip(&groups) {
                prop_assert_eq!(group.key, &Content::Stage(*stage));
                prop_assert_eq!(group.row, naive.len());
                prop_assert_eq!(group.is_collapsed, collapsed.contains(group.key));
                naive.push(Row::Group(group.clone()));
                let here = state.boxes.values().filter(|b| b.stage() == *stage);
                let here: Vec<_> = here.map(|b| b.id).collect();
                prop_assert_eq!(group.boxes, here.len());
                prop_assert_eq!(&view.boxes_in(group.key, 0, usize::MAX), &here);
                let some: Vec<_> = here.iter().copied().skip(first).take(2).collect();
                prop_assert_eq!(view.boxes_in(group.key, first, 2), some);
                for box_id in here {
                    if group.is_collapsed {
                        prop_assert_eq!(view.position(box_id, &collapsed), None);
                    } else {
                        prop_assert_eq!(view.position(box_id, &collapsed), Some(naive.len()));
                        naive.push(Row::Box(box_id));
                    }
                }
            }
        } else {
            for n in (0..).zip(&stages).map(|(n, _)| n) {
                prop_assert_eq!(view.position(id(n), &collapsed), Some(naive.len()));
                naive.push(Row::Box(id(n)));
            }
        }
        let window = view.window(first, count, &collapsed);
        prop_assert_eq!(window.total, naive.len());
        let expected: Vec<Row<'_>> = naive.into_iter().skip(first).take(count).collect();
        prop_assert_eq!(window.rows, expected);
        prop_assert_eq!(view.len(), stages.len());
        let from = first % 4;
        let some = groups.get(from..).unwrap_or_default();
        prop_assert_eq!(view.groups(from..usize::MAX, &collapsed), some);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]
    /// So many groups that they are of many blocks.
    #[test]
    fn windows_tile_thousands_of_groups(
        folded in prop::collection::btree_set(0..1_500_u64, 0..40),
        size in 50..700_usize,
    ) {
        let boxes = (0..2_000).map(|n| {
            let number = Value::Number(Decimal::from(n % 1_500));
            with(record(n, 0, "x"), NUMBER, number)
        });
        let state = state(boxes);
        let number = Column::Field(NUMBER);
        let view = view(&state, &shape(&[], Some(number), &[(number, Summary::Sum)]));
        prop_assert_eq!(view.group_count(), 1_500);
        let key = |n: &u64| Content::Number(Decimal::from(*n));
        let collapsed: BTreeSet<Content<'static>> = folded.iter().map(key).collect();
        let whole = view.window(0, usize::MAX, &collapsed);
        let hidden: usize = folded.iter().map(|n| if *n < 500 { 2 } else { 1 }).sum();
        prop_assert_eq!(whole.total, 3_500 - hidden);
        prop_assert_eq!(whole.rows.len(), whole.total);
        let mut tiles = Vec::new();
        while tiles.len() < whole.total {
            let window = view.window(tiles.len(), size, &collapsed);
            prop_assert_eq!(window.total, whole.total);
            prop_assert!(!window.rows.is_empty());
            tiles.extend(window.rows);
        }
        prop_assert_eq!(&tiles, &whole.rows);
        for (at, row) in tiles.iter().enumerate() {
            match row {
                Row::Group(group) => prop_assert_eq!(group.row, at),
                Row::Box(id) => prop_assert_eq!(view.position(*id, &collapsed), Some(at)),
            }
        }
    }
}

#[test]
fn behind_the_end_there_is_nothing() {
    let state = state([record(1, 0, "x")]);
    let view = view(&state, &shape(&[], Some(STAGE), &[]));
    for first in [4, 1_000, usize::MAX] {
        let window = view.window(first, usize::MAX, &BTreeSet::new());
        assert_eq!((window.rows, window.total), (vec![], 4));
    }
    assert!(view.groups(3..5, &BTreeSet::new()).is_empty());
    assert!(view.boxes_in(&Content::Stage(STAGES[0]), 1, 5).is_empty());
    assert!(view.boxes_in(&Content::Empty, 0, 5).is_empty());
    assert_eq!(view.position(id(99), &BTreeSet::new()), None);
    assert_eq!(view.group_of(id(99)), None);
}

#[test]
fn a_view_with_no_boxes() {
    let state = state([]);
    for (group, rows) in [
        (None, 0),
        (Some(STAGE), 3),
        (Some(Column::Field(NUMBER)), 0),
    ] {
        let of: ViewShape = shape(&[up(STAGE)], group, &[(STAGE, Summary::Count)]);
        let view = view(&state, &of);
        assert!(view.is_empty());
        assert_eq!(view.window(0, 10, &BTreeSet::new()).total, rows);
        assert_eq!(view.summaries(), [Content::Number(Decimal::ZERO)]);
    }
}
