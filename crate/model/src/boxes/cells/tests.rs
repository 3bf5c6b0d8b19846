//! Cells within a row are as the map of them.

use super::Cells;
use crate::boxes::bytes::Reader;
use crate::boxes::tests::{PIPELINE, USER, first, id, values};
use crate::{FieldId, Registers, Stamp, Value};
use proptest::prelude::*;

use super::{Origin, write};

/// What follows on the cells.
const BEHIND: [u8; 3] = [7, 8, 9];

proptest! {
    #[test]
    fn packing_loses_nothing(map in values(), other in id(), first in first()) {
        let origin = Origin {
            pipeline: PIPELINE.as_bytes(),
            maker: USER.as_bytes(),
            first,
        };
        let mut bytes = Vec::new();
        write(&map, origin, &mut bytes);
        bytes.extend(BEHIND);
        let cells = Cells::read(Reader(&bytes), origin);
        check(cells, &map);
        prop_assert_eq!(cells.behind().0, BEHIND);
        let other = FieldId::from_bytes(other);
        prop_assert_eq!(cells.contains_key(&other), map.contains_key(&other));
        prop_assert_eq!(cells.get(&other), map.get(&other).cloned());
        prop_assert_eq!(cells.stamp(&other), map.get(&other).map(|cell| cell.stamp));
    }
}

/// That cells say what the map says, to the last digit of a number.
fn check(cells: Cells<'_>, map: &Registers<FieldId, Value>) {
    let read: Registers<FieldId, Value> = cells.iter().collect();
    assert_eq!(format!("{read:?}"), format!("{map:?}"));
    assert_eq!(cells.len(), map.len());
    assert_eq!(cells.is_empty(), map.is_empty());
    assert!(cells.keys().eq(map.keys().copied()));
    for (field, cell) in map {
        assert_eq!(cells.get(field).as_ref(), Some(cell));
        assert_eq!(cells.stamp(field), Some(cell.stamp));
        let peeked = cells.peek(field).map(super::CellValue::into_value);
        assert_eq!(peeked.as_ref(), Some(&cell.value));
        assert!(cells.contains_key(field));
    }
    let stamps: Vec<Stamp> = map.values().map(|cell| cell.stamp).collect();
    assert_eq!(cells.stamps().collect::<Vec<_>>(), stamps);
}
