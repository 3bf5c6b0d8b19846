//! Effects in any order, once or many times, end in the same records.

use proptest::prelude::*;

use super::team::{
    BOX, CHOICE, FIRST, HIGH, LOW, MEMBER, PIPELINE, SECOND, TEXT, perform, stamp, team, thread,
};
use crate::{
    Actor, BoxChange, BoxId, BoxRecord, Context, Decimal, Effect, Member, Operation, Records as _,
    RecordsMut as _, Register, Role, Stamp, State, ThreadId, Value,
};

fn change() -> impl Strategy<Value = BoxChange> {
    let text = "[a-c]{0,2}";
    prop_oneof![
        text.prop_map(BoxChange::Name),
        text.prop_map(BoxChange::Notes),
        prop_oneof![Just(FIRST), Just(SECOND)].prop_map(BoxChange::Stage),
        text.prop_map(|text| BoxChange::Field(TEXT, Value::Text(text))),
        prop_oneof![
            Just(Value::Empty),
            Just(Value::Choice(LOW)),
            Just(Value::Choice(HIGH))
        ]
        .prop_map(|value| BoxChange::Field(CHOICE, value)),
        (0..3u8, prop::option::of(text)).prop_map(|(id, subject)| {
            let about = subject.map(|subject| thread("0", &subject).1);
            BoxChange::Thread(ThreadId(format!("18{id}")), about)
        }),
        any::<bool>().prop_map(BoxChange::Deleted),
    ]
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        8 => change().prop_map(|change| Effect::ChangeBox {
            id: BOX,
            pipeline: PIPELINE,
            change,
        }),
        1 => "[a-c]{1,2}".prop_map(|name| Effect::RenamePipeline { id: PIPELINE, name }),
    ]
}

/// Times that often collide, from replicas that often do too.
fn when() -> impl Strategy<Value = Stamp> {
    (0..6u64, 1..4u8).prop_map(|(millis, replica)| stamp(1_000 + millis, replica))
}

fn apply_all<'e>(state: &mut State, effects: impl IntoIterator<Item = &'e (Effect, Stamp)>) {
    for (effect, stamp) in effects {
        effect.apply(*stamp, state);
    }
}

proptest! {
    #[test]
    fn any_order_gives_the_same(
        effects in prop::collection::vec((effect(), when()), 0..12),
        order in any::<prop::sample::Index>(),
        seed: u64,
    ) {
        let mut straight = team();
        apply_all(&mut straight, &effects);

        let mut backwards = team();
        apply_all(&mut backwards, effects.iter().rev());
        prop_assert_eq!(&backwards, &straight);

        // A shuffle, with some of them twice.
        let mut shuffled: Vec<_> = effects.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (at + 1);
            shuffled.swap(at, other);
        }
        if !shuffled.is_empty() {
            let again = order.get(&shuffled).clone();
            shuffled.push(again);
        }
        let mut mixed = team();
        apply_all(&mut mixed, &shuffled);
        prop_assert_eq!(&mixed, &straight);

        // Once more all of them changes nothing.
        apply_all(&mut mixed, &effects);
        prop_assert_eq!(&mixed, &straight);
    }

    #[test]
    fn members_merge_too(
        edits in prop::collection::vec(("[a-c]", 0..3usize, 0..50u64), 1..8),
        rotate in any::<prop::sample::Index>(),
    ) {
        let roles = [Role::Removed, Role::Member, Role::Owner];
        // A replica does not have two intents at one time.
        let mut seen = std::collections::BTreeSet::new();
        let edits: Vec<_> = edits
            .into_iter()
            .filter(|(_, _, at)| seen.insert(*at))
            .map(|(name, role, at)| {
                let stamp = stamp(2_000 + at, 1);
                let effect = Effect::PutMember(Member {
                    id: MEMBER,
                    email: format!("{name}@x"),
                    name: Register::new(name, stamp),
                    role: Register::new(roles[role], stamp),
                });
                (effect, stamp)
            })
            .collect();
        let mut straight = team();
        apply_all(&mut straight, &edits);
        let mut rotated = edits.clone();
        let by = rotate.index(edits.len());
        rotated.rotate_left(by);
        let mut other = team();
        apply_all(&mut other, &rotated);
        prop_assert_eq!(&other, &straight);
        let latest = edits.iter().max_by_key(|(_, stamp)| *stamp).unwrap();
        let Effect::PutMember(latest) = &latest.0 else { panic!("another effect") };
        prop_assert_eq!(straight.member(MEMBER), Some(latest));
    }

    #[test]
    fn the_later_of_two_sets_stays(a in "[a-d]", b in "[a-d]", x in when(), y in when()) {
        let mut one = Register::new(a.clone(), x);
        one.set(b.clone(), y);
        let mut other = Register::new(b.clone(), y);
        other.set(a.clone(), x);
        prop_assert_eq!(&one, &other);
        if x != y {
            prop_assert_eq!(&one.value, if x > y { &a } else { &b });
        }
    }
}

#[test]
fn a_change_of_what_is_not_there_is_passed_over() {
    let mut state = State::default();
    let name = "x".to_owned();
    let changes = [
        Effect::RenamePipeline {
            id: PIPELINE,
            name: name.clone(),
        },
        Effect::ChangeBox {
            id: BOX,
            pipeline: PIPELINE,
            change: BoxChange::Name(name),
        },
    ];
    for effect in &changes {
        effect.apply(stamp(1, 1), &mut state);
    }
    assert_eq!(state, State::default());
}

#[test]
fn planning_is_repeatable_and_changes_nothing() {
    for operation in super::team::every_operation() {
        let state = team();
        let context = Context {
            actor: Actor::User(super::team::OWNER),
            stamp: stamp(1_000, 2),
        };
        let first = operation.plan(context, &state).unwrap();
        assert_eq!(operation.plan(context, &state).unwrap(), first);
        assert_eq!(state, team());
    }
}

#[test]
fn an_effect_says_which_record_it_changes_and_who_gets_to_know() {
    for operation in super::team::every_operation() {
        let mut state = team();
        let actor = Actor::User(super::team::OWNER);
        let effects = perform(&mut state, actor, stamp(1_000, 2), &operation).unwrap();
        for effect in effects {
            let before = team();
            let mut after = team();
            effect.apply(stamp(1_000, 2), &mut after);
            let changed: Vec<_> = after
                .keys()
                .filter(|key| differs(*key, &before, &after))
                .collect();
            assert_eq!(changed, [effect.key()], "{operation:?}");
            let team_wide = matches!(effect.key(), crate::Key::Member(_));
            assert_eq!(effect.scope() == crate::Scope::Team, team_wide);
        }
        if let Some(made) = operation.makes() {
            assert!(state.keys().any(|key| key == made));
            assert!(team().keys().all(|key| key != made));
        }
    }
}

fn differs(key: crate::Key, before: &State, after: &State) -> bool {
    match key {
        crate::Key::Member(id) => before.member(id) != after.member(id),
        crate::Key::Pipeline(id) => before.pipeline(id) != after.pipeline(id),
        crate::Key::Box(id) => before.box_record(id) != after.box_record(id),
        crate::Key::Team => before.team() != after.team(),
        crate::Key::Invitation(id) => before.invitation(id) != after.invitation(id),
        crate::Key::Contact(id) => before.contact(id) != after.contact(id),
        crate::Key::Organization(id) => before.organization(id) != after.organization(id),
        crate::Key::Snippet(id) => before.snippet(id) != after.snippet(id),
        crate::Key::View(id) => before.view(id) != after.view(id),
        crate::Key::Settings(id) => before.settings(id) != after.settings(id),
        crate::Key::Lesson(id) => before.lesson(id) != after.lesson(id),
    }
}

#[test]
fn an_older_edit_that_comes_later_loses_field_by_field() {
    let mut state = team();
    let set = |value: i64| Operation::SetField {
        id: BOX,
        field: super::team::NUMBER,
        value: Value::Number(Decimal::from(value)),
    };
    let rename = Operation::RenameBox {
        id: BOX,
        name: "Older".to_owned(),
    };
    let actor = Actor::User(MEMBER);
    perform(&mut state, actor, stamp(5_000, 2), &set(2)).unwrap();
    perform(&mut state, actor, stamp(4_000, 3), &set(1)).unwrap();
    perform(&mut state, actor, stamp(4_000, 3), &rename).unwrap();
    let record = &state.boxes[&BOX];
    assert_eq!(
        record.value(super::team::NUMBER),
        Value::Number(Decimal::from(2))
    );
    assert_eq!(record.name(), "Older");
}

#[test]
fn what_lies_on_top_leaves_what_is_below_alone() {
    let below = team();
    let mut top = State::default();
    {
        let mut layered = crate::Layered {
            below: &below,
            top: &mut top,
        };
        for operation in super::team::every_operation() {
            let context = Context {
                actor: Actor::User(super::team::OWNER),
                stamp: stamp(1_000, 2),
            };
            let Ok(effects) = operation.plan(context, &layered) else {
                continue;
            };
            for effect in effects {
                effect.apply(context.stamp, &mut layered);
            }
        }
        layered
            .box_mut(BOX)
            .unwrap()
            .change(|head| head.name.set("Top".to_owned(), stamp(9_000, 1)));
    }
    assert_eq!(below, team());
    let layered = crate::Layered {
        below: &below,
        top: &top,
    };
    assert_eq!(layered.box_record(BOX).unwrap().name(), "Top");
    assert_eq!(below.box_record(BOX).unwrap().name(), "Acme");
}

#[test]
fn boxes_of_both_layers_come_in_order_and_once() {
    let named = |ids: &[u8], name: &str| {
        let boxes = ids.iter().map(|n| {
            let id = BoxId::from_bytes([*n; 16]);
            let name = name.to_owned();
            let at = stamp(1_000, 1);
            (id, BoxRecord::new(id, PIPELINE, FIRST, name, MEMBER, at))
        });
        State {
            boxes: boxes.collect(),
            ..State::default()
        }
    };
    let cases: [(&[u8], &[u8], &str); 6] = [
        (&[], &[], ""),
        (&[1, 2], &[], "1b 2b"),
        (&[], &[1, 2], "1t 2t"),
        (&[2, 4], &[1, 3, 5], "1t 2b 3t 4b 5t"),
        (&[1, 2, 3], &[1, 3], "1t 2b 3t"),
        (&[1, 2, 3], &[2], "1b 2t 3b"),
    ];
    for (below, top, all) in cases {
        let (below, top) = (named(below, "b"), named(top, "t"));
        let layered = crate::Layered {
            below: &below,
            top: &top,
        };
        let said = layered
            .boxes()
            .map(|record| format!("{}{}", record.id.as_bytes()[0], record.name()));
        assert_eq!(said.collect::<Vec<_>>().join(" "), all);
    }
}
