//! Without a server: everything works, waits, and goes out once and in order.

use boxwood_core::api::{CellInput, Command, Connection, Query, StorageState, View};
use boxwood_core::host::{Event, Timer};

use super::{
    BEN, code, create_box, created, desk_of, kept, name_of, rename, set, status, with_a_box,
};

#[test]
fn what_is_done_offline_survives_a_restart_and_goes_out_once_in_order() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut ben = desk_of(&mut server, BEN);
    let before = server.store.history().len();
    desk.tell(Event::Network { online: false });
    assert_eq!(status(&mut desk).connection, Connection::Offline);

    kept(desk.perform(Command::MoveBox {
        id: sales.deal.clone(),
        stage: sales.stages[1].clone(),
    }));
    let text = "typed offline".to_owned();
    kept(desk.perform(set(&sales.deal, &sales.fields[0], CellInput::Text { text })));
    let made = created(desk.perform(create_box(&sales.pipeline, "Made offline", None)));
    assert_eq!(
        kept(desk.perform(rename(&made, "Renamed offline"))),
        StorageState::Disk
    );
    assert_eq!(status(&mut desk).waiting, 4);
    assert!(desk.calls.is_empty());

    desk.restart();
    // Still no network: the first attempt fails.
    desk.tell(Event::Network { online: false });
    desk.calls.clear();
    let now = status(&mut desk);
    assert_eq!((now.waiting, now.connection), (4, Connection::Offline));
    assert_eq!(
        name_of(&mut desk, &made).as_deref(),
        Some("Renamed offline")
    );
    assert_eq!(server.store.history().len(), before);

    desk.tell(Event::Network { online: true });
    desk.settle(&mut server);
    let now = status(&mut desk);
    assert_eq!((now.waiting, now.connection), (0, Connection::Online));
    let sent = &server.store.history()[before..];
    let numbers: Vec<u64> = sent.iter().map(|(_, entry)| entry.seq).collect();
    assert_eq!(numbers, [3, 4, 5, 6]);

    ben.fire(Timer::Retry);
    ben.tell(Event::Network { online: true });
    ben.settle(&mut server);
    assert_eq!(
        ben.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
    assert_eq!(
        desk.engine().unwrap().replica().confirmed(),
        server.store.state()
    );
}

#[test]
fn a_box_says_that_it_waits() {
    let (mut server, mut desk, sales) = with_a_box();
    let waits = |desk: &mut crate::Desk| {
        let id = sales.deal.clone();
        match desk.read(Query::Box { id }) {
            Some(View::Box {
                record: Some(record),
            }) => record.waiting,
            other => panic!("{other:?}"),
        }
    };
    assert!(!waits(&mut desk));
    kept(desk.perform(rename(&sales.deal, "x")));
    assert!(waits(&mut desk));
    desk.settle(&mut server);
    assert!(!waits(&mut desk));
}

#[test]
fn a_change_that_is_refused_is_undone_and_shown_with_what_was_typed() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut ben = desk_of(&mut server, BEN);
    desk.tell(Event::Network { online: false });
    kept(desk.perform(rename(&sales.deal, "typed too late")));
    let id = sales.deal.clone();
    kept(ben.perform(Command::DeleteBox { id }));
    ben.settle(&mut server);

    desk.tell(Event::Network { online: true });
    desk.settle(&mut server);
    let shown = status(&mut desk);
    assert_eq!(shown.waiting, 0);
    assert_eq!(name_of(&mut desk, &sales.deal), None);
    let [refused] = shown.refused.as_slice() else {
        panic!("{:?}", shown.refused);
    };
    assert_eq!(refused.command, "renameBox");
    assert_eq!(refused.typed.as_deref(), Some("typed too late"));
    assert_eq!(refused.subject.as_deref(), Some("Acme"));
    assert_eq!(refused.failure.place.as_deref(), Some("box"));

    // It is still there after a restart, until its author has taken note.
    desk.restart();
    assert_eq!(status(&mut desk).refused, shown.refused);
    kept(desk.perform(Command::DismissRefused { seq: refused.seq }));
    assert!(status(&mut desk).refused.is_empty());
    desk.restart();
    assert!(status(&mut desk).refused.is_empty());
}

#[test]
fn many_changes_go_out_in_several_pushes() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.tell(Event::Network { online: false });
    for n in 0..1_200 {
        kept(desk.perform(rename(&sales.deal, &n.to_string())));
    }
    assert_eq!(status(&mut desk).waiting, 1_200);
    desk.tell(Event::Network { online: true });
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(server.store.history().len(), 1_204);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("1199"));
}

#[test]
fn a_teammate_sees_a_change_at_once_over_the_live_connection() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut ben = desk_of(&mut server, BEN);
    kept(desk.perform(rename(&sales.deal, "seen by ben")));
    let heads = server.store.head(scope(&sales.pipeline));
    desk.settle(&mut server);
    let now = server.store.head(scope(&sales.pipeline));
    assert_eq!(now, heads + 1);
    let news = [(scope(&sales.pipeline), now)].into_iter().collect();
    ben.hear(&mut server, &news);
    assert_eq!(ben.calls.len(), 1);
    ben.settle(&mut server);
    assert_eq!(
        name_of(&mut ben, &sales.deal).as_deref(),
        Some("seen by ben")
    );
    // The same news again is no news.
    ben.hear(&mut server, &news);
    assert!(ben.calls.is_empty());
    // Words that cannot be read are worth a question.
    ben.tell(Event::LiveSaid {
        bytes: b"nonsense".to_vec(),
    });
    assert_eq!(ben.calls.len(), 1);
}

fn scope(pipeline: &str) -> boxwood_model::Scope {
    boxwood_model::Scope::Pipeline(pipeline.parse().unwrap())
}

#[test]
fn who_is_removed_from_the_team_keeps_what_was_typed() {
    let (mut server, mut desk, sales) = with_a_box();
    let role = boxwood_model::Role::Removed;
    server
        .admit(super::ANN, "ann@boxwood.example", role, super::NOW)
        .unwrap();
    kept(desk.perform(rename(&sales.deal, "typed")));
    desk.settle(&mut server);
    let now = status(&mut desk);
    assert_eq!(
        now.problem.unwrap().code,
        boxwood_core::api::FailureCode::NotAllowed
    );
    assert_eq!(now.waiting, 1);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("typed"));
    // A stranger's box is not a member's business.
    let unknown = "01a205b3-d000-7000-8000-000000000000";
    assert_eq!(
        code(desk.perform(rename(unknown, "x"))),
        boxwood_core::api::FailureCode::NotFound
    );
}
