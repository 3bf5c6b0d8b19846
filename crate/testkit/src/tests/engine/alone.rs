//! Without a server.

use boxwood_core::api::{TimelineKind, TimelineOf, TimelineState, TimelineView};

use super::*;

pub(super) fn start_alone(desk: &mut Desk) -> Option<Response> {
    let number = desk.ask(Request::StartAlone);
    desk.write_all();
    desk.answer(number)
}

/// Ann's desk, which no server ever heard of.
pub(super) fn alone() -> Desk {
    let mut desk = Desk::new("ann@boxwood.example", NOW, 5);
    desk.write_all();
    assert_eq!(start_alone(&mut desk), Some(Response::Nothing));
    desk
}

pub(super) fn timeline(desk: &mut Desk, id: &str) -> TimelineView {
    let query = || Query::Timeline {
        of: TimelineOf::Box { id: id.to_owned() },
        kinds: vec![TimelineKind::Edit],
        count: 100,
    };
    // What is wanted is looked up after the first answer, as with a server.
    desk.read(query());
    match desk.read(query()) {
        Some(View::Timeline { timeline }) => timeline,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_person_has_a_whole_team_without_any_server() {
    let mut desk = alone();
    let now = status(&mut desk);
    assert_eq!(now.connection, Connection::Alone);
    assert_eq!(now.server, None);
    assert_eq!(now.me.unwrap().email, "ann@boxwood.example");

    let sales = Sales::make(&mut desk);
    let renamed = desk.perform(rename(&sales.deal, "Acme Ltd"));
    assert_eq!(kept(renamed), StorageState::Disk);
    let now = status(&mut desk);
    assert_eq!((now.connection, now.waiting), (Connection::Alone, 0));
    assert!(desk.calls.is_empty(), "nobody is asked anything");
    assert_eq!(desk.line, crate::Line::Closed);

    desk.restart();
    desk.write_all();
    assert_eq!(connection(&mut desk), Connection::Alone);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme Ltd".to_owned()));
    let replica = desk.engine().unwrap().replica();
    assert_eq!(replica.pending().len(), 0);
    assert_eq!(replica.waiting_records().keys().count(), 0);
}

#[test]
fn only_an_extension_page_starts_it() {
    let mut desk = Desk::new("ann@boxwood.example", NOW, 5);
    let number = desk.ask_as(2, false, Request::StartAlone);
    desk.write_all();
    assert_eq!(code(desk.answer(number)), FailureCode::NotAllowed);
    assert_eq!(connection(&mut desk), Connection::SignedOut);
}

#[test]
fn starting_twice_changes_nothing() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    let before = desk.engine().unwrap().replica().identity().cloned();
    assert_eq!(start_alone(&mut desk), Some(Response::Nothing));
    let after = desk.engine().unwrap().replica().identity().cloned();
    assert_eq!(after, before);
    assert!(name_of(&mut desk, &sales.deal).is_some());
}

#[test]
fn what_happened_is_told_and_outlives_the_engine() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    desk.perform(rename(&sales.deal, "Acme Ltd"));
    let before = timeline(&mut desk, &sales.deal);
    assert_eq!(before.state, TimelineState::Here);
    assert!(before.lines.len() >= 2, "{before:?}");
    assert!(before.lines.iter().all(|line| !line.waiting));
    desk.restart();
    assert_eq!(timeline(&mut desk, &sales.deal).lines, before.lines);
    // A checkpoint keeps it too.
    for n in 0..2_100 {
        desk.perform(rename(&sales.deal, &format!("Acme {n}")));
    }
    desk.restart();
    let after = timeline(&mut desk, &sales.deal);
    assert!(!after.lines.is_empty());
}

#[test]
fn what_was_done_is_undone() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    desk.perform(rename(&sales.deal, "Acme Ltd"));
    desk.restart();
    let undone = desk.perform(Command::Undo);
    assert_eq!(kept(undone), StorageState::Disk);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme".to_owned()));
    desk.perform(Command::Redo);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme Ltd".to_owned()));
}

#[test]
fn an_intent_without_its_settlement_is_settled_at_the_next_start() {
    for landed in 0..6 {
        let mut desk = alone();
        let sales = Sales::make(&mut desk);
        let command_id = desk.command_id();
        let command = rename(&sales.deal, "Acme Ltd");
        desk.ask(Request::Do {
            command_id: command_id.clone(),
            command: command.clone(),
        });
        desk.crash(landed);
        desk.start();
        // A screen without an answer asks again.
        let number = desk.ask(Request::Do {
            command_id,
            command,
        });
        desk.write_all();
        assert_eq!(kept(desk.answer(number)), StorageState::Disk);
        assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme Ltd".to_owned()));
        assert_eq!(status(&mut desk).waiting, 0);
        let lines = timeline(&mut desk, &sales.deal).lines;
        let named = lines
            .iter()
            .filter(|line| format!("{line:?}").contains("Acme Ltd"));
        assert_eq!(named.count(), 1, "{lines:?}");
    }
}

#[test]
fn a_disk_that_refuses_loses_nothing_that_it_takes_later() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    desk.disk.refuse_all("QuotaExceededError");
    let renamed = desk.perform(rename(&sales.deal, "Acme Ltd"));
    assert_eq!(kept(renamed), StorageState::MemoryOnly);
    assert_eq!(status(&mut desk).storage, StorageState::MemoryOnly);
    desk.disk.mend();
    desk.fire(boxwood_core::host::Timer::Store);
    desk.write_all();
    assert_eq!(status(&mut desk).storage, StorageState::Disk);
    desk.restart();
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme Ltd".to_owned()));
}

#[test]
fn leaving_a_server_keeps_everything_and_what_waited() {
    let (mut server, mut desk, sales) = with_a_box();
    let token = desk.engine().unwrap().replica().access().cloned();
    desk.perform(rename(&sales.deal, "never sent"));
    assert_eq!(status(&mut desk).waiting, 1);
    assert_eq!(start_alone(&mut desk), Some(Response::Nothing));
    let now = status(&mut desk);
    assert_eq!((now.connection, now.waiting), (Connection::Alone, 0));
    assert_eq!(now.server, None);
    assert_eq!(
        name_of(&mut desk, &sales.deal),
        Some("never sent".to_owned())
    );
    assert!(token.is_some());
    desk.restart();
    desk.settle(&mut server);
    assert!(desk.calls.is_empty());
    assert_eq!(
        name_of(&mut desk, &sales.deal),
        Some("never sent".to_owned())
    );
    desk.perform(rename(&sales.deal, "ours alone"));
    assert_eq!(
        name_of(&mut desk, &sales.deal),
        Some("ours alone".to_owned())
    );
    let on_server = server.store.state().boxes.values().next().unwrap();
    assert_eq!(on_server.name(), "Acme");
}

#[test]
fn whoever_leaves_owns_the_copy() {
    let mut server = server();
    let mut desk = desk_of(&mut server, BEN);
    assert_eq!(start_alone(&mut desk), Some(Response::Nothing));
    let replica = desk.engine().unwrap().replica();
    assert_eq!(replica.confirmed().members[&BEN].role.value, Role::Owner);
    assert_eq!(replica.confirmed().members.len(), 2);
    Sales::make(&mut desk);
}
