//! Two devices that have heard the same say the same.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::{Learnt, MergeError};

/// What happens on one device: which mail, to which box (none: taken back), on which day; or a box is forgotten.
type Event = (u64, Option<u64>, u64);

fn events() -> impl Strategy<Value = Vec<Event>> {
    vec(
        (
            0..20_u64,
            proptest::option::weighted(0.8, 0..5_u64),
            0..60_u64,
        ),
        0..30,
    )
}

fn device(events: &[Event], forgets: Option<u64>) -> Suggester {
    let mut suggester = Suggester::new(key());
    for (mail, place, when) in events {
        match place {
            Some(place) => {
                suggester.learn(&invented(*mail), Outcome::Filed(box_id(*place)), day(*when))
            }
            None => suggester.unlearn(&format!("<{mail}@mail.example>"), day(*when)),
        };
    }
    if let Some(number) = forgets {
        suggester.forget(box_id(number), day(30));
    }
    suggester
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_merging_is_of_no_account(
        one in events(), two in events(), three in events(), forgets in proptest::option::of(0..5_u64),
    ) {
        let devices = [device(&one, forgets), device(&two, None), device(&three, None)];
        let learnt = devices.each_ref().map(Suggester::learnt);
        let mut ends = Vec::new();
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let mut end = devices[order[0]].clone();
            for other in [order[1], order[2], order[1], order[0]] {
                prop_assert_eq!(end.merge(learnt[other].clone()), Ok(()));
            }
            ends.push((says(&mut end), end.learnt()));
        }
        prop_assert_eq!(&ends[0], &ends[1]);
        prop_assert_eq!(&ends[0], &ends[2]);
    }

    /// News alone, in any order, is as good as everything.
    #[test]
    fn news_is_enough(events in events(), seed in any::<u64>()) {
        let mut here = Suggester::new(key());
        let mut news: Vec<Learnt> = Vec::new();
        for (mail, place, when) in &events {
            news.push(match place {
                Some(place) => here.learn(&invented(*mail), Outcome::Filed(box_id(*place)), day(*when)),
                None => here.unlearn(&format!("<{mail}@mail.example>"), day(*when)),
            });
        }
        let mut dice = Dice(seed);
        let mut there = Suggester::new(key());
        while !news.is_empty() {
            let at = dice.below(news.len() as u64) as usize;
            prop_assert_eq!(there.merge(news.swap_remove(at)), Ok(()));
        }
        prop_assert_eq!(says(&mut here), says(&mut there));
        prop_assert_eq!(here.learnt(), there.learnt());
    }
}

#[test]
fn what_another_key_hashed_is_refused() {
    let mut other = Suggester::new(Key::new(&[9; 16]));
    let mail = other.read(&Mail {
        id: "1",
        ..Mail::default()
    });
    let news = other.learn(&mail, Outcome::Left, day(0));
    let mut suggester = taught(5);
    let before = suggester.learnt();
    assert_eq!(suggester.merge(news), Err(MergeError::OtherKey));
    assert_eq!(suggester.learnt(), before);
}
