//! What is held of mails decides what is said, and nothing else does.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{DAY, box_id, day, home, invented, key, says};
use crate::{Held, Outcome, Suggester};

/// The names of invented mails.
fn name(number: u64) -> [u8; 16] {
    key().name_of(&format!("<{number}@mail.example>"))
}

fn held(number: u64, outcome: Outcome, when: u64) -> Option<Held> {
    Some(Held {
        when,
        outcome,
        features: invented(number),
    })
}

fn hold(suggester: &mut Suggester, number: u64, held: Option<Held>) {
    suggester.hold(BTreeMap::from([(name(number), held)]));
}

/// One that holds the first mails to be in their boxes, one each day.
fn holding(mails: u64) -> Suggester {
    let mut suggester = Suggester::new(key());
    let all = (0..mails).map(|number| {
        let outcome = Outcome::Filed(home(number));
        (name(number), held(number, outcome, day(number)))
    });
    suggester.hold(all.collect());
    while !suggester.study(50) {}
    suggester
}

#[test]
fn what_is_held_is_as_good_as_learnt() {
    assert_eq!(says(&mut super::taught(150)), says(&mut holding(150)));
}

#[test]
fn what_is_not_held_any_more_was_never_said() {
    let mut suggester = holding(120);
    let before = says(&mut suggester);
    hold(
        &mut suggester,
        500,
        held(500, Outcome::Filed(box_id(1)), day(400)),
    );
    suggester.study(usize::MAX);
    assert_ne!(says(&mut suggester), before);
    hold(&mut suggester, 500, None);
    suggester.study(usize::MAX);
    assert_eq!(says(&mut suggester), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_way_to_what_is_held_does_not_matter(
        detours in proptest::collection::vec((0..60_u64, 0..4_u64, 0..90_u64), 1..12),
    ) {
        let mut suggester = holding(60);
        let before = says(&mut suggester);
        for (number, id, at) in &detours {
            let outcome = match id {
                0 => Outcome::Left,
                1 => Outcome::Dismissed(box_id(*id)),
                _ => Outcome::Filed(box_id(*id)),
            };
            hold(&mut suggester, *number, held(*number, outcome, day(0) + at * DAY / 2));
            suggester.study(3);
        }
        for (number, ..) in &detours {
            let back = held(*number, Outcome::Filed(home(*number)), day(*number));
            hold(&mut suggester, *number, back);
        }
        suggester.study(usize::MAX);
        prop_assert_eq!(says(&mut suggester), before);
    }
}
