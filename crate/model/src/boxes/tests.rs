//! A packed box is as the struct of what there is to say of it.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{BoxHead, BoxRecord, Slot, SomeParts, StageHistory};
use crate::{
    BoxId, ChoiceId, ContactId, Date, FieldId, Hlc, Merge, OrderKey, OrganizationId, PipelineId,
    Register, Registers, StageId, Stamp, UserId, Value,
};

pub(super) const PIPELINE: PipelineId = PipelineId::from_bytes([0x4b; 16]);
pub(super) const USER: UserId = UserId::from_bytes([0x11; 16]);
const BOX: BoxId = BoxId::from_bytes([2; 16]);

/// Ids that begin as the pipeline's, as those that one command made, and others.
pub(super) fn id() -> impl Strategy<Value = [u8; 16]> {
    let alike = (0..16_usize, any::<u8>()).prop_map(|(at, byte)| {
        let mut id = *PIPELINE.as_bytes();
        id[at] = byte;
        id
    });
    prop_oneof![3 => alike, 1 => any::<[u8; 16]>()]
}

fn person() -> impl Strategy<Value = UserId> {
    prop_oneof![Just(USER), id().prop_map(UserId::from_bytes)]
}

/// Stamps close to one another, and any others.
pub(super) fn first() -> impl Strategy<Value = Stamp> {
    let at = prop_oneof![
        3 => (0..1_000_000_u64).prop_map(|n| (1_773_057_600_000 + n) << 16),
        3 => (0..3_u64).prop_map(|n| (1_773_057_600_000 << 16) + n),
        1 => any::<u64>(),
        1 => Just(0),
        1 => Just(u64::MAX),
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
        // Around where a tag does not say the length any more.
        (165..180_usize).prop_map(|n| Value::Text("x".repeat(n))),
        number().prop_map(Value::Number),
        (any::<u16>(), any::<u8>(), any::<u8>())
            .prop_map(|(year, month, day)| Value::Date(Date::from_parts(year, month, day))),
        any::<bool>().prop_map(Value::Checkbox),
        id().prop_map(|id| Value::Choice(ChoiceId::from_bytes(id))),
        person().prop_map(Value::Person),
        any::<u64>().prop_map(Value::Moment),
        vec(id().prop_map(ChoiceId::from_bytes), 0..4).prop_map(Value::Tags),
        id().prop_map(|id| Value::Contact(ContactId::from_bytes(id))),
        id().prop_map(|id| Value::Organization(OrganizationId::from_bytes(id))),
    ]
}

pub(super) fn values() -> impl Strategy<Value = Registers<FieldId, Value>> {
    let cells = btree_map(id().prop_map(FieldId::from_bytes), register(value()), 0..20);
    cells.prop_map(|cells| cells.into_iter().collect())
}

fn register<T: std::fmt::Debug + PartialOrd>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Register<T>> {
    (value, first()).prop_map(|(value, stamp)| Register { value, stamp })
}

fn stage() -> impl Strategy<Value = StageId> {
    id().prop_map(StageId::from_bytes)
}

fn history() -> impl Strategy<Value = StageHistory> {
    btree_map(first(), stage(), 0..6).prop_map(|steps| steps.into_iter().collect())
}

fn head() -> impl Strategy<Value = BoxHead> {
    let place = prop_oneof![
        Just(None),
        vec(any::<u8>(), 0..6).prop_map(|mut bytes| {
            bytes.push(0x80);
            OrderKey::from_bytes(bytes).ok()
        }),
    ];
    let pipeline = prop_oneof![Just(PIPELINE), id().prop_map(PipelineId::from_bytes)];
    let texts = (register(".{0,12}"), register("[a-z]{0,300}"));
    let other = proptest::option::of(id().prop_map(BoxId::from_bytes));
    let flags = (register(any::<bool>()), register(any::<bool>()));
    let made = (any::<u64>(), person(), register(pipeline));
    let stages = (register(stage()), history(), any::<bool>());
    (
        made,
        texts,
        stages,
        register(place),
        values(),
        flags,
        register(other),
        any::<bool>(),
    )
        .prop_map(
            |(made, texts, stages, position, values, flags, merged_into, is_fresh)| {
                let (stage, mut stage_history, is_last) = stages;
                if is_last {
                    stage_history.insert(stage.stamp, stage.value);
                }
                let mut head = BoxHead {
                    pipeline: made.2,
                    created_at: made.0,
                    created_by: made.1,
                    name: texts.0,
                    notes: texts.1,
                    stage,
                    stage_history,
                    position,
                    values,
                    archived: flags.0,
                    deleted: flags.1,
                    merged_into,
                };
                if is_fresh {
                    // As most boxes are: set by the intent that made them.
                    let stamp = head.pipeline.stamp;
                    head.created_at = stamp.at.millis();
                    head.archived.stamp = stamp;
                    head.deleted.stamp = stamp;
                    head.position.stamp = stamp;
                    head.merged_into.stamp = stamp;
                }
                head
            },
        )
}

fn record(head: &BoxHead) -> BoxRecord {
    BoxRecord::from_head(BOX, head, SomeParts::default())
}

proptest! {
    #[test]
    fn a_packed_box_says_what_its_head_says(head in head()) {
        let record = record(&head);
        prop_assert_eq!(format!("{:?}", record.head()), format!("{head:?}"));
        prop_assert_eq!(record.pipeline(), head.pipeline.value);
        prop_assert_eq!(record.created_at(), head.created_at);
        prop_assert_eq!(record.created_by(), head.created_by);
        prop_assert_eq!(record.name(), &head.name.value);
        prop_assert_eq!(record.notes(), &head.notes.value);
        prop_assert_eq!(record.stage(), head.stage.value);
        prop_assert_eq!(record.position(), head.position.value.clone());
        prop_assert_eq!(record.archived(), head.archived.value);
        prop_assert_eq!(record.deleted(), head.deleted.value);
        prop_assert_eq!(record.merged_into(), head.merged_into.value);
        prop_assert!(record.stage_history().eq(head.stage_history.iter()));
        prop_assert!(record.values().iter().eq(head.values.iter().map(|(id, cell)| (*id, cell.clone()))));
        for slot in Slot::ALL {
            prop_assert_eq!(record.stamp(slot), head.stamp(slot));
        }
    }

    #[test]
    fn packed_boxes_merge_as_their_heads_do(ours in head(), theirs in head()) {
        let (mut packed, other) = (record(&ours), record(&theirs));
        let (mut told, mut replaced) = (Vec::new(), Vec::new());
        packed.replaced_by(&other, &mut told);
        ours.replaced_by(&theirs, &mut replaced);
        prop_assert_eq!(told, replaced);
        packed.merge(&other);
        let mut merged = ours;
        merged.merge(&theirs);
        prop_assert_eq!(&packed.head(), &merged);
        // The same head is the same bytes, however it came about.
        let again = record(&merged);
        prop_assert_eq!(packed.bytes(), again.bytes());
    }

    #[test]
    fn a_box_is_read_as_it_was_written(head in head()) {
        let record = record(&head);
        let wire = postcard::to_stdvec(&record).unwrap();
        let read: BoxRecord = postcard::from_bytes(&wire).unwrap();
        prop_assert_eq!(read.bytes(), record.bytes());
    }
}
