//! Clocks that are wrong, and edits that meet.

use boxwood_model::{ClientId, Millis, Records as _, Slot};
use boxwood_sync::{Intent, Journal, Replica, Turn};

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
    let stamp = server
        .store
        .state()
        .box_record(BOX)
        .unwrap()
        .stamp(Slot::Name);
    assert!(stamp.at.millis() <= NOW + 60_000);
    // Clamped, they are still in the order in which they were had.
    assert_eq!(name_at(server.store.state()), "two");

    // Who edits it a second later wins.
    pull(&mut server, BEN, &mut ben);
    intend(&mut ben, rename("honest"), NOW + 1_000);
    push_at(&mut server, BEN, &waiting(&ben), NOW + 1_000).unwrap();
    assert_eq!(name_at(server.store.state()), "honest");
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.shown().box_record(BOX).unwrap().name(), "honest");
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
    assert_eq!(ben.shown().box_record(BOX).unwrap().name(), "ben");
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

/// Ten years: no server lets a clock be so far ahead.
const FAR: Millis = 10 * 365 * 86_400_000;

fn take(replica: &mut Replica, turn: Turn) {
    let command = u128::from(replica.last_seq() + 1).to_be_bytes();
    let (action, name) = match replica.done().next(turn) {
        Some(step) => (step.action.clone(), step.name.clone()),
        None => (rename("by mistake").into(), "renameBox".to_owned()),
    };
    let intent = replica.intend_in_turn(command, action, turn, name, NOW + FAR);
    assert!(matches!(intent, Ok(Intent::Taken { .. })), "{intent:?}");
}

#[test]
fn what_is_taken_back_while_it_waits_is_taken_back_under_a_clock_far_ahead_too() {
    let (mut server, mut ann) = with_a_box();
    for turn in [Turn::Do, Turn::Undo, Turn::Redo, Turn::Undo] {
        take(&mut ann, turn);
    }
    assert_eq!(waiting(&ann).intents.len(), 4);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.refused(), []);
    assert_eq!(name_at(server.store.state()), "Acme");
    assert_eq!(ann.confirmed(), server.store.state());
}

#[test]
fn what_takes_back_a_mutation_that_is_on_its_way_is_sent_once_the_log_has_that() {
    let (mut server, mut ann) = with_a_box();
    take(&mut ann, Turn::Do);
    let first = waiting(&ann);
    push(&mut server, ANN, &first).unwrap();
    take(&mut ann, Turn::Undo);
    assert_eq!(
        ann.push_request(first.first, u64::MAX, 500, usize::MAX),
        None
    );
    pull(&mut server, ANN, &mut ann);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.refused(), []);
    assert_eq!(name_at(server.store.state()), "Acme");
}

#[test]
fn what_is_taken_back_while_it_waits_is_so_under_another_name_of_the_replica() {
    let (mut server, mut ann) = with_a_box();
    take(&mut ann, Turn::Do);
    take(&mut ann, Turn::Undo);
    let client = ClientId::from_bytes([77; 16]);
    ann.fold(&Journal::Renamed { client });
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.refused(), []);
    assert_eq!(name_at(server.store.state()), "Acme");
}
