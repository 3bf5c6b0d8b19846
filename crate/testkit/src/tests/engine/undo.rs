//! What was done is taken back, also by an engine that has started again since.

use boxwood_core::api::{Command, FailureCode, Query, Request, Response, View};

use super::{BEN, code, create_box, created, desk_of, kept, name_of, rename, with_a_box};
use crate::Desk;

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// What can be taken back and what can be done again.
fn steps(desk: &mut Desk) -> (Option<String>, Option<String>) {
    match desk.read(Query::Undo) {
        Some(View::Undo { undo, redo }) => (undo, redo),
        other => panic!("{other:?}"),
    }
}

fn some(name: &str) -> Option<String> {
    Some(name.to_owned())
}

#[test]
fn what_was_done_before_a_restart_is_taken_back_after_it() {
    for is_sent in [false, true] {
        let (mut server, mut desk, sales) = with_a_box();
        desk.restart();
        kept(desk.perform(rename(&sales.deal, "Hill")));
        if is_sent {
            desk.settle(&mut server);
        }
        desk.restart();
        assert_eq!(steps(&mut desk), (some("renameBox"), None));
        kept(desk.perform(Command::Undo));
        assert_eq!(name_of(&mut desk, &sales.deal), some("Acme"));
        if is_sent {
            desk.settle(&mut server);
        }
        desk.restart();
        assert_eq!(
            steps(&mut desk),
            (some("createBox"), some("renameBox")),
            "sent: {is_sent}"
        );
        kept(desk.perform(Command::Redo));
        assert_eq!(name_of(&mut desk, &sales.deal), some("Hill"));
        desk.restart();
        assert_eq!(steps(&mut desk), (some("renameBox"), None));
        for _ in 0..2 {
            kept(desk.perform(Command::Undo));
        }
        desk.settle(&mut server);
        let bin = desk.read(Query::Bin { first: 0, count: 9 });
        assert!(matches!(bin, Some(View::Bin { boxes, .. }) if boxes.len() == 1));
    }
}

#[test]
fn what_was_done_by_a_clock_that_was_ahead_is_taken_back() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.pass(3 * DAY);
    kept(desk.perform(rename(&sales.deal, "Hill")));
    desk.now -= 3 * DAY;
    // The server takes it under a stamp of its own.
    desk.settle(&mut server);
    desk.restart();
    kept(desk.perform(Command::Undo));
    desk.settle(&mut server);
    assert_eq!(name_of(&mut desk, &sales.deal), some("Acme"));
    kept(desk.perform(Command::Redo));
    desk.settle(&mut server);
    assert_eq!(name_of(&mut desk, &sales.deal), some("Hill"));
}

#[test]
fn a_clock_that_was_ahead_does_not_take_back_what_others_did_later() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut ben = desk_of(&mut server, BEN);
    desk.pass(3 * DAY);
    let id = created(desk.perform(create_box(&sales.pipeline, "Bolt", None)));
    // Somebody sets the clock right; the server takes the box as made now.
    desk.now -= 3 * DAY;
    desk.settle(&mut server);
    ben.pass(60_000);
    ben.ask(Request::Reconnect);
    ben.settle(&mut server);
    kept(ben.perform(rename(&id, "Ben's bolt")));
    ben.settle(&mut server);
    desk.pass(120_000);
    desk.ask(Request::Reconnect);
    desk.settle(&mut server);
    assert_eq!(name_of(&mut desk, &id), some("Ben's bolt"));
    assert_eq!(steps(&mut desk).0, some("createBox"));
    let refused: Option<Response> = desk.perform(Command::Undo);
    assert_eq!(code(refused), FailureCode::NothingToUndo);
    assert_eq!(name_of(&mut desk, &id), some("Ben's bolt"));
}
