//! Disks that refuse, lose and spoil.

use boxwood_core::Engine;
use boxwood_core::api::{Connection, Saving, StorageState};
use boxwood_core::host::{Event, Timer};

use super::{
    ANN, NOW, Sales, create_box, created, kept, name_of, rename, session, status, with_a_box,
};
use crate::{Damaged, Desk, MemoryServer};

fn boxes_named(server: &MemoryServer, name: &str) -> usize {
    let boxes = server.store.state().boxes.values();
    boxes.filter(|record| record.name() == name).count()
}

fn client(desk: &Desk) -> boxwood_model::ClientId {
    desk.engine().unwrap().replica().client()
}

#[test]
fn a_disk_that_refuses_does_not_stop_work_and_is_tried_again() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.disk.refuse_all("QuotaExceededError");
    let answer = desk.perform(rename(&sales.deal, "in memory"));
    assert_eq!(kept(answer), StorageState::MemoryOnly);
    assert_eq!(status(&mut desk).storage, StorageState::MemoryOnly);
    desk.settle(&mut server);
    assert_eq!(
        status(&mut desk).waiting,
        0,
        "what the disk refuses goes to the server"
    );
    let record = server.store.state().boxes.values().next().unwrap();
    assert_eq!(record.name(), "in memory");

    // Tried again, in vain.
    assert!(desk.fire(Timer::Store));
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).storage, StorageState::MemoryOnly);
    desk.disk.mend();
    assert!(desk.fire(Timer::Store));
    desk.settle(&mut server);
    let now = status(&mut desk);
    assert_eq!(
        (now.storage, now.saving),
        (StorageState::Disk, Saving::Saved)
    );
    assert_eq!(
        kept(desk.perform(rename(&sales.deal, "on disk"))),
        StorageState::Disk
    );
    desk.restart();
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("on disk"));
    desk.settle(&mut server);
    assert_eq!(
        desk.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
}

#[test]
fn what_is_done_while_the_disk_is_being_tried_is_not_forgotten() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.disk.refuse_next("UnknownError");
    kept(desk.perform(rename(&sales.deal, "first")));
    desk.fire(Timer::Store);
    // A checkpoint is on its way: this is not in it.
    assert_eq!(desk.writes.len(), 1);
    let made = created(desk.perform(create_box(&sales.pipeline, "between", None)));
    kept(desk.perform(rename(&sales.deal, "after")));
    assert_eq!(status(&mut desk).storage, StorageState::Disk);
    desk.calls.clear();
    desk.restart();
    assert_eq!(name_of(&mut desk, &made).as_deref(), Some("between"));
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("after"));
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(boxes_named(&server, "between"), 1);
}

#[test]
fn what_was_sent_from_memory_only_does_not_swallow_what_comes_after_a_crash() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.disk.refuse_all("QuotaExceededError");
    let answer = desk.perform(create_box(&sales.pipeline, "from memory", None));
    assert_eq!(kept(answer), StorageState::MemoryOnly);
    desk.settle(&mut server);
    assert_eq!(boxes_named(&server, "from memory"), 1);

    // The engine dies, and with it all memory of what it sent.
    desk.disk.mend();
    desk.crash(0);
    desk.start();
    let made = created(desk.perform(create_box(&sales.pipeline, "after the crash", None)));
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(
        boxes_named(&server, "after the crash"),
        1,
        "taken for a repetition"
    );
    assert_eq!(boxes_named(&server, "from memory"), 1);
    assert_eq!(
        name_of(&mut desk, &made).as_deref(),
        Some("after the crash")
    );
    assert_eq!(
        desk.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
}

#[test]
fn a_write_behind_a_refused_one_is_refused_too() {
    let (mut server, mut desk, sales) = with_a_box();
    let first = {
        let command_id = desk.command_id();
        desk.ask(boxwood_core::api::Request::Do {
            command_id,
            command: create_box(&sales.pipeline, "refused", None),
        })
    };
    let second = {
        let command_id = desk.command_id();
        desk.ask(boxwood_core::api::Request::Do {
            command_id,
            command: create_box(&sales.pipeline, "behind it", None),
        })
    };
    assert_eq!(desk.writes.len(), 2);
    desk.disk.refuse_next("UnknownError");
    desk.write_one();
    assert_eq!(kept(desk.answer(first)), StorageState::MemoryOnly);
    desk.write_one();
    assert_eq!(kept(desk.answer(second)), StorageState::MemoryOnly);
    desk.settle(&mut server);
    assert_eq!(boxes_named(&server, "behind it"), 1);

    // Both were sent; what landed on disk of them is not sent once more.
    desk.crash(0);
    desk.start();
    desk.settle(&mut server);
    assert_eq!(boxes_named(&server, "behind it"), 1);
    assert_eq!(boxes_named(&server, "refused"), 1);
    assert!(status(&mut desk).refused.is_empty());
    assert_eq!(status(&mut desk).waiting, 0);
    let made = created(desk.perform(create_box(&sales.pipeline, "later", None)));
    desk.settle(&mut server);
    desk.restart();
    assert_eq!(name_of(&mut desk, &made).as_deref(), Some("later"));
    assert_eq!(boxes_named(&server, "later"), 1);
}

#[test]
fn a_refusal_that_only_a_relaxed_write_holds_is_told_again() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(rename(&sales.deal, "too late")));
    let delete = boxwood_model::Operation::DeleteBox {
        id: sales.deal.parse().unwrap(),
    };
    server.operate(delete, NOW).unwrap();
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).refused.len(), 1);
    desk.crash(0);
    desk.disk.lose_power();
    desk.start();
    desk.settle(&mut server);
    assert_eq!(
        status(&mut desk).refused.len(),
        1,
        "the server has forgotten it too early"
    );
}

#[test]
fn a_loss_of_power_loses_nothing_that_was_called_saved() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(rename(&sales.deal, "one")));
    desk.settle(&mut server);
    assert_eq!(
        kept(desk.perform(rename(&sales.deal, "two"))),
        StorageState::Disk
    );
    desk.crash(0);
    desk.disk.lose_power();
    desk.start();
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("two"));
    desk.settle(&mut server);
    assert_eq!(server.store.history().len(), 6);
}

fn sign_in_again(desk: &mut Desk, server: &mut MemoryServer) {
    let token = server.issue(ANN);
    desk.ask(session(&token));
    desk.settle(server);
    assert_eq!(status(desk).connection, Connection::Online);
}

#[test]
fn a_store_that_is_thrown_away_is_filled_again() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(rename(&sales.deal, "never sent")));
    desk.crash(0);
    desk.disk.evict();
    desk.start();
    let now = status(&mut desk);
    assert_eq!(
        (now.connection, now.storage_damaged),
        (Connection::SignedOut, false)
    );
    sign_in_again(&mut desk, &mut server);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("Acme"));
    assert_eq!(
        desk.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
}

/// Spoils a part of the store of an engine that is down, and starts it.
fn spoil(desk: &mut Desk, what: Damaged) {
    desk.crash(0);
    assert!(desk.disk.damage(what, |bytes| {
        bytes.pop();
    }));
    desk.start();
    assert!(status(desk).storage_damaged, "{what:?}");
}

fn check_after_damage(desk: &mut Desk, server: &mut MemoryServer, sales: &Sales) {
    desk.settle(server);
    assert_eq!(status(desk).waiting, 0);
    assert_eq!(
        desk.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
    // It works on, and the damage is mended.
    let made = created(desk.perform(create_box(&sales.pipeline, "afterwards", None)));
    desk.settle(server);
    assert_eq!(boxes_named(server, "afterwards"), 1);
    desk.restart();
    assert!(!status(desk).storage_damaged);
    assert_eq!(name_of(desk, &made).as_deref(), Some("afterwards"));
}

#[test]
fn a_spoiled_manifest_loses_what_was_not_sent_at_most() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.crash(0);
    desk.start();
    kept(desk.perform(rename(&sales.deal, "in the journal")));
    spoil(&mut desk, Damaged::Manifest);
    if status(&mut desk).connection == Connection::SignedOut {
        sign_in_again(&mut desk, &mut server);
    }
    check_after_damage(&mut desk, &mut server, &sales);
    assert_eq!(
        name_of(&mut desk, &sales.deal).as_deref(),
        Some("in the journal")
    );
}

#[test]
fn a_spoiled_journal_record_loses_that_one_only() {
    let (mut server, mut desk, sales) = with_a_box();
    let before = desk.stored().journal.len();
    let names = ["one", "two", "three"];
    for name in names {
        kept(desk.perform(create_box(&sales.pipeline, name, None)));
    }
    // Nothing of it was sent.
    desk.calls.clear();
    let name = client(&desk);
    spoil(&mut desk, Damaged::Record(before + 1));
    desk.settle(&mut server);
    assert_ne!(
        client(&desk),
        name,
        "it takes another name, or it would wait for ever"
    );
    check_after_damage(&mut desk, &mut server, &sales);
    let there: Vec<usize> = names
        .iter()
        .map(|name| boxes_named(&server, name))
        .collect();
    assert_eq!(there, [1, 0, 1]);
}

#[test]
fn a_spoiled_record_of_what_was_sent_does_not_swallow_what_comes_after() {
    let (mut server, mut desk, sales) = with_a_box();
    let before = desk.stored().journal.len();
    kept(desk.perform(create_box(&sales.pipeline, "sent", None)));
    // It arrives; its author never hears.
    let now = desk.now;
    let call = desk.calls.pop_front().unwrap();
    let (done, _) = server.call(
        call.endpoint,
        &call.session.token,
        call.body.as_deref(),
        now,
    );
    assert!(done.is_ok());
    spoil(&mut desk, Damaged::Record(before));
    // Done before the server was asked anything.
    kept(desk.perform(create_box(&sales.pipeline, "after", None)));
    desk.settle(&mut server);
    assert_eq!(boxes_named(&server, "sent"), 1);
    assert_eq!(boxes_named(&server, "after"), 1);
    check_after_damage(&mut desk, &mut server, &sales);
}

#[test]
fn a_spoiled_segment_is_fetched_again_and_what_waits_is_kept() {
    let (mut server, mut desk, sales) = with_a_box();
    // A checkpoint, so that there is a segment.
    desk.disk.refuse_next("UnknownError");
    kept(desk.perform(rename(&sales.deal, "checkpoint")));
    desk.fire(Timer::Store);
    desk.settle(&mut server);
    assert_eq!(desk.stored().segments.len(), 1);
    kept(desk.perform(rename(&sales.deal, "waits")));
    spoil(&mut desk, Damaged::Segment(0));
    assert_eq!(status(&mut desk).waiting, 1);
    check_after_damage(&mut desk, &mut server, &sales);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("waits"));
}

#[test]
fn without_a_store_everything_works_in_memory() {
    let (mut server, first, sales) = with_a_box();
    let mut desk = Desk::new(&first.account, NOW, 99);
    desk.crash(0);
    desk.disk.refuse_all("SecurityError");
    desk.start_with(|account, moment| {
        Engine::open_without_store(account, "SecurityError".to_owned(), moment)
    });
    assert_eq!(status(&mut desk).storage, StorageState::MemoryOnly);
    sign_in_again(&mut desk, &mut server);
    let answer = desk.perform(create_box(&sales.pipeline, "in memory", None));
    assert_eq!(kept(answer), StorageState::MemoryOnly);
    desk.settle(&mut server);
    assert_eq!(boxes_named(&server, "in memory"), 1);
    assert!(desk.stored().manifest.is_none());
}

#[test]
fn a_store_that_could_not_be_read_is_not_overwritten_before_somebody_signs_in() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(rename(&sales.deal, "never sent")));
    desk.crash(0);
    let stored = desk.stored();
    desk.start_with(|account, moment| {
        Engine::open_without_store(account, "UnknownError".to_owned(), moment)
    });
    for _ in 0..3 {
        desk.fire(Timer::Store);
        desk.write_all();
    }
    assert_eq!(desk.stored(), stored);
    // It is readable again.
    desk.crash(0);
    desk.start();
    assert_eq!(
        name_of(&mut desk, &sales.deal).as_deref(),
        Some("never sent")
    );

    // Overwritten, it holds what was in memory and nothing of before.
    desk.crash(0);
    desk.start_with(|account, moment| {
        Engine::open_without_store(account, "UnknownError".to_owned(), moment)
    });
    sign_in_again(&mut desk, &mut server);
    desk.fire(Timer::Store);
    desk.settle(&mut server);
    let name = client(&desk);
    desk.restart();
    assert_eq!(client(&desk), name);
    assert_eq!(
        desk.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
}

#[test]
fn a_long_journal_becomes_a_checkpoint() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.tell(Event::Network { online: false });
    for n in 0..4_010 {
        kept(desk.perform(rename(&sales.deal, &n.to_string())));
    }
    // By its bytes or by its records, whichever is more first.
    assert!(
        desk.stored().journal.len() < 2_000,
        "{}",
        desk.stored().journal.len()
    );
    desk.restart();
    assert_eq!(status(&mut desk).waiting, 4_010);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("4009"));
    desk.tell(Event::Network { online: true });
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
}
