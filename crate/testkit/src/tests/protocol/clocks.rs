//! Clocks that are wrong, and edits that meet.

use boxwood_model::{Millis, Records as _};

use super::{
    ANN, BEN, BOX, NOW, intend, name_at, pull, push, push_at, rename, replica, waiting, with_a_box,
};

#[test]
fn a_clock_that_is_far_ahead_is_clamped_and_its_owner_told() {
    const YEAR: Millis = 365 * 86_400_000;
    let (mut server, mut ann) = with_a_box();
    let mut ben = replica(&mut server, BEN, 12);
    intend(&mut ann, rename("one"), NOW + 10 * YEAR);
    intend(&mut ann, rename("two"), NOW + 10 * YEAR);
    let told = push(&mut server, ANN, &waiting(&ann)).unwrap();
    assert_eq!(told.clock_ahead, Some(10 * YEAR));
    let stamp = server.store.state().box_record(BOX).unwrap().name.stamp;
    assert!(stamp.at.millis() <= NOW + 60_000);
    // Clamped, they are still in the order in which they were had.
    assert_eq!(name_at(server.store.state()), "two");

    // Who edits it a second later wins.
    pull(&mut server, BEN, &mut ben);
    intend(&mut ben, rename("honest"), NOW + 1_000);
    push_at(&mut server, BEN, &waiting(&ben), NOW + 1_000).unwrap();
    assert_eq!(name_at(server.store.state()), "honest");
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.shown().box_record(BOX).unwrap().name.value, "honest");
}

#[test]
fn a_clock_that_is_a_little_ahead_is_let_be() {
    for (ahead, told) in [(0, None), (60_000, None), (60_001, Some(60_001))] {
        let (mut server, mut ann) = with_a_box();
        intend(&mut ann, rename("x"), NOW + ahead);
        let reply = push(&mut server, ANN, &waiting(&ann)).unwrap();
        assert_eq!(reply.clock_ahead, told);
    }
}

#[test]
fn a_clock_that_is_behind_does_not_lose_to_what_its_owner_has_seen() {
    let (mut server, mut ann) = with_a_box();
    let mut ben = replica(&mut server, BEN, 12);
    intend(&mut ann, rename("ann"), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, BEN, &mut ben);
    // Ben's clock says 1970.
    intend(&mut ben, rename("ben"), 1_000);
    assert_eq!(ben.shown().box_record(BOX).unwrap().name.value, "ben");
    push(&mut server, BEN, &waiting(&ben)).unwrap();
    assert_eq!(name_at(server.store.state()), "ben");
}

#[test]
fn of_two_edits_of_one_field_the_later_stays_in_whatever_order_they_arrive() {
    let (server, ann) = with_a_box();
    for ann_first in [true, false] {
        let (mut server, mut ann) = (server.clone(), ann.clone());
        let mut ben = replica(&mut server, BEN, 12);
        intend(&mut ann, rename("earlier"), NOW + 100);
        intend(&mut ben, rename("later"), NOW + 200);
        let (a, b) = (waiting(&ann), waiting(&ben));
        if ann_first {
            push(&mut server, ANN, &a).unwrap();
            push(&mut server, BEN, &b).unwrap();
        } else {
            push(&mut server, BEN, &b).unwrap();
            push(&mut server, ANN, &a).unwrap();
        }
        pull(&mut server, ANN, &mut ann);
        pull(&mut server, BEN, &mut ben);
        assert_eq!(name_at(server.store.state()), "later");
        assert_eq!(ann.confirmed(), ben.confirmed());
        assert_eq!(ann.confirmed(), server.store.state());
    }
}

#[test]
fn who_edits_after_a_clock_that_is_as_far_ahead_as_may_be_wins() {
    const YEAR: Millis = 365 * 86_400_000;
    let (mut server, mut ann) = with_a_box();
    let mut ben = replica(&mut server, BEN, 12);
    // Let be, all in the last millisecond that is.
    for name in ["one", "two", "three"] {
        intend(&mut ann, rename(name), NOW + 60_000);
    }
    let told = push(&mut server, ANN, &waiting(&ann)).unwrap();
    assert_eq!(told.clock_ahead, None);
    pull(&mut server, BEN, &mut ben);
    // Clamped, and yet later than what its author has seen.
    intend(&mut ben, rename("after"), NOW + YEAR);
    push(&mut server, BEN, &waiting(&ben)).unwrap();
    assert_eq!(name_at(server.store.state()), "after");
}
