//! JSON out and in gives the same records, to the last stamp.

use boxwood_model::{
    BoxId, BoxRecord, ClientId, Comment, CommentBody, CommentId, Decimal, Handle, Hlc, LiteMap,
    Register, Stamp, State, Value,
};
use proptest::prelude::*;

use super::team::{LEAD, OWNER, PIPELINE, WON, everything, field_id};
use crate::{JsonExport, read_json, state_hash};

#[track_caller]
fn survives(state: &State) {
    let text: String = JsonExport::new(state).collect();
    assert_eq!(JsonExport::of(state.clone()).collect::<String>(), text);
    let read = read_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(&read, state);
    assert_eq!(state_hash(&read), state_hash(state));
}

#[test]
fn nothing_and_everything_survive() {
    survives(&State::default());
    survives(&everything());
}

#[test]
fn the_hash_is_of_stamps_too() {
    let mut state = everything();
    let before = state_hash(&state);
    let record = state.boxes.values_mut().next().unwrap();
    record.change(|head| head.name.stamp.node ^= 1);
    assert_ne!(state_hash(&state), before);
}

#[test]
fn a_record_is_a_line() {
    let text: String = JsonExport::new(&everything()).collect();
    let records = everything().keys().count();
    // Nine lists, the head, the end; the team stands in the head.
    assert_eq!(text.lines().count(), records - 1 + 9 + 2 + 1 - 1);
}

fn stamps() -> impl Strategy<Value = Stamp> {
    (0..3_000_000_000_000_u64, 0..4_u8, any::<u8>()).prop_map(|(millis, count, node)| {
        let mut at = Hlc::at(millis);
        for _ in 0..count {
            at = at.next();
        }
        Stamp::new(at, ClientId::from_bytes([node; 16]))
    })
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::Text),
        (any::<i64>(), 0..28_u32).prop_map(|(n, scale)| Value::Number(Decimal::new(n, scale))),
        any::<u64>().prop_map(Value::Moment),
        any::<bool>().prop_map(Value::Checkbox),
        Just(Value::Empty),
        (1..=9999_u16, 1..=12_u8, 1..=28_u8)
            .prop_map(|(y, m, d)| Value::Date(boxwood_model::Date::new(y, m, d).unwrap())),
    ]
}

fn boxes() -> impl Strategy<Value = BoxRecord> {
    let cells = proptest::collection::vec((0..8_usize, values(), stamps()), 0..6);
    let history = proptest::collection::vec((stamps(), any::<bool>()), 0..4);
    let comments = proptest::collection::vec((any::<u8>(), any::<String>(), stamps()), 0..3);
    (
        any::<String>(),
        any::<String>(),
        stamps(),
        cells,
        history,
        comments,
    )
        .prop_map(|(name, notes, stamp, cells, history, comments)| {
            let id = BoxId::from_bytes([90; 16]);
            let mut record = BoxRecord::new(id, PIPELINE, LEAD, name, OWNER, stamp);
            record.change(|head| head.notes.value = notes);
            for (field, value, stamp) in cells {
                let cell = Register::new(value, stamp);
                record.change(|head| head.values.insert(field_id(field), cell));
            }
            for (stamp, is_won) in history {
                let stage = if is_won { WON } else { LEAD };
                record.change(|head| head.stage_history.insert(stamp, stage));
            }
            for (id, text, stamp) in comments {
                let mut reactions = LiteMap::new();
                reactions.insert((text.clone(), OWNER), Register::new(true, stamp));
                let comment = Comment {
                    created_at: stamp.at.millis(),
                    created_by: OWNER,
                    parent: None,
                    body: Register::new(
                        CommentBody {
                            text,
                            mentions: vec![OWNER],
                        },
                        stamp,
                    ),
                    reactions,
                    deleted: Register::new(false, stamp),
                };
                record
                    .comments
                    .insert(CommentId::from_bytes([id; 16]), comment);
            }
            record
        })
}

proptest! {
    #[test]
    fn whatever_boxes_hold_survives(record in boxes(), name in any::<String>(), stamp in stamps()) {
        let mut state = everything();
        state.boxes.insert(record.id, record);
        for contact in state.contacts.values_mut() {
            contact.title = Register::new(name.clone(), stamp);
            contact.handles.insert(Handle::Website, Register::new(name.clone(), stamp));
        }
        survives(&state);
    }
}
