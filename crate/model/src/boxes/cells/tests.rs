//! Packed cells are as the map of them.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::Cells;
use crate::{
    ChoiceId, ContactId, Date, FieldId, Hlc, Merge, OrganizationId, Register, Registers, Stamp,
    UserId, Value,
};

/// Ids that begin alike, as those that one command made, and others.
fn id() -> impl Strategy<Value = [u8; 16]> {
    let alike = (0..16_usize, any::<u8>()).prop_map(|(at, byte)| {
        let mut id = [0x4b; 16];
        id[at] = byte;
        id
    });
    prop_oneof![3 => alike, 1 => any::<[u8; 16]>()]
}

fn stamp() -> impl Strategy<Value = Stamp> {
    let at = prop_oneof![
        (0..1_000_000_u64).prop_map(|n| (1_773_057_600_000 + n) << 16),
        any::<u64>(),
        Just(0),
        Just(u64::MAX),
    ];
    let node = prop_oneof![0..3_u32, any::<u32>()];
    (at, node).prop_map(|(at, node)| Stamp {
        at: Hlc::from(at),
        node,
    })
}

fn number() -> impl Strategy<Value = Decimal> {
    let parts = (any::<[u32; 3]>(), 0..4_usize, any::<bool>(), 0..=28_u32);
    parts.prop_map(|(mut parts, kept, is_negative, scale)| {
        parts.iter_mut().skip(kept).for_each(|part| *part = 0);
        let [lo, mid, hi] = parts;
        Decimal::from_parts(lo, mid, hi, is_negative, scale)
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        ".{0,20}".prop_map(Value::Text),
        // Around where a length takes more than a byte.
        (250..260_usize).prop_map(|n| Value::Text("x".repeat(n))),
        number().prop_map(Value::Number),
        (any::<u16>(), any::<u8>(), any::<u8>())
            .prop_map(|(year, month, day)| Value::Date(Date::from_parts(year, month, day))),
        any::<bool>().prop_map(Value::Checkbox),
        id().prop_map(|id| Value::Choice(ChoiceId::from_bytes(id))),
        id().prop_map(|id| Value::Person(UserId::from_bytes(id))),
        any::<u64>().prop_map(Value::Moment),
        vec(id().prop_map(ChoiceId::from_bytes), 0..4).prop_map(Value::Tags),
        id().prop_map(|id| Value::Contact(ContactId::from_bytes(id))),
        id().prop_map(|id| Value::Organization(OrganizationId::from_bytes(id))),
    ]
}

fn map() -> impl Strategy<Value = Registers<FieldId, Value>> {
    let cell = (value(), stamp()).prop_map(|(value, stamp)| Register { value, stamp });
    let cells = btree_map(id().prop_map(FieldId::from_bytes), cell, 0..20);
    cells.prop_map(|cells| cells.into_iter().collect())
}

/// That cells say what the map says, to the last digit of a number.
fn check(cells: &Cells, map: &Registers<FieldId, Value>) {
    let debugged = |map: &Registers<FieldId, Value>| format!("{map:?}");
    assert_eq!(debugged(&Registers::from(cells)), debugged(map));
    assert_eq!(cells.len(), map.len());
    assert_eq!(cells.is_empty(), map.is_empty());
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

proptest! {
    #[test]
    fn packing_loses_nothing(map in map(), other in id()) {
        let cells = Cells::from(&map);
        check(&cells, &map);
        let other = FieldId::from_bytes(other);
        prop_assert_eq!(cells.contains_key(&other), map.contains_key(&other));
        prop_assert_eq!(cells.get(&other), map.get(&other).cloned());
    }

    #[test]
    fn changes_are_those_of_the_map(
        ours in map(),
        theirs in map(),
        field in id(),
        value in value(),
        stamp in stamp(),
    ) {
        let field = FieldId::from_bytes(field);
        let mut cells = Cells::from(&ours);
        let mut merged = ours.clone();
        let (mut packed, mut replaced) = (Vec::new(), Vec::new());
        cells.replaced_by(&Cells::from(&theirs), &mut packed);
        ours.replaced_by(&theirs, &mut replaced);
        prop_assert_eq!(packed, replaced);
        cells.merge(&Cells::from(&theirs));
        merged.merge(&theirs);
        check(&cells, &merged);
        cells.set(field, value.clone(), stamp);
        crate::register::set(&mut merged, field, value.clone(), stamp);
        check(&cells, &merged);
        let cell = Register { value, stamp };
        prop_assert_eq!(cells.insert(field, cell.clone()), merged.insert(field, cell.clone()));
        check(&cells, &merged);
    }

    #[test]
    fn the_same_cells_are_the_same_bytes(map in map(), seed in any::<u64>()) {
        let mut cells: Vec<_> = map.iter().map(|(field, cell)| (*field, cell.clone())).collect();
        cells.sort_by_key(|(field, _)| field.as_bytes()[15].wrapping_mul(seed.to_le_bytes()[0]));
        let mut one_by_one = Cells::new();
        for (field, cell) in cells {
            one_by_one.insert(field, cell);
        }
        prop_assert_eq!(&one_by_one.0, &Cells::from(&map).0);
    }

    #[test]
    fn their_form_on_the_wire_is_that_of_the_map(map in map()) {
        let cells = Cells::from(&map);
        let wire = postcard::to_stdvec(&map).unwrap();
        prop_assert_eq!(&postcard::to_stdvec(&cells).unwrap(), &wire);
        check(&postcard::from_bytes::<Cells>(&wire).unwrap(), &map);
    }
}
