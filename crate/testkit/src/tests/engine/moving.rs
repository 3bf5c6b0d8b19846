//! From no server to one.

use boxwood_sync::StateHash;

use super::alone::{alone, start_alone, timeline};
use super::*;

/// A server whose team is Ann alone, and a token of hers.
fn empty_server() -> (MemoryServer, String) {
    let mut server = MemoryServer::new([7; 16]);
    server
        .admit(ANN, "ann@boxwood.example", Role::Owner, NOW)
        .unwrap();
    let token = server.issue(ANN);
    (server, token)
}

fn sign_in(desk: &mut Desk, server: &mut MemoryServer, token: &str) -> Option<Response> {
    let number = desk.ask(session(token));
    desk.settle(server);
    desk.answer(number)
}

fn assert_same(desk: &Desk, server: &MemoryServer) {
    let confirmed = desk.engine().unwrap().replica().confirmed();
    assert_eq!(confirmed, server.store.state());
    assert_eq!(
        StateHash::of(confirmed),
        StateHash::of(server.store.state())
    );
}

#[test]
fn everything_moves_to_a_server_under_the_same_ids() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    desk.perform(rename(&sales.deal, "Acme Ltd"));
    let told = timeline(&mut desk, &sales.deal).lines;
    let me = desk.engine().unwrap().replica().identity().unwrap().user;

    let (mut server, token) = empty_server();
    assert_eq!(
        sign_in(&mut desk, &mut server, &token),
        Some(Response::Nothing)
    );
    let now = status(&mut desk);
    assert_eq!((now.connection, now.waiting), (Connection::Online, 0));
    assert_eq!(now.server.as_deref(), Some(ADDRESS));
    assert_eq!(now.moved, None);
    let hello = desk.engine().unwrap().replica().identity().unwrap().clone();
    assert_eq!((hello.user, hello.server), (me, server.id));
    assert_same(&desk, &server);
    timeline(&mut desk, &sales.deal);
    desk.settle(&mut server);
    let lines = timeline(&mut desk, &sales.deal).lines;
    let what = |lines: &[boxwood_core::api::TimelineLine]| {
        let all = lines.iter().map(|line| (line.at, line.what.clone()));
        all.collect::<Vec<_>>()
    };
    assert_eq!(what(&lines), what(&told));

    // Life goes on, for a second person too.
    desk.perform(rename(&sales.deal, "Acme AG"));
    desk.settle(&mut server);
    let ben = server.admit(BEN, "ben@boxwood.example", Role::Member, NOW);
    desk.hear(&mut server, &ben.unwrap());
    desk.settle(&mut server);
    let mut ben = desk_of(&mut server, BEN);
    assert_eq!(name_of(&mut ben, &sales.deal), Some("Acme AG".to_owned()));
    ben.perform(rename(&sales.deal, "Ben's"));
    ben.settle(&mut server);
    desk.restart();
    desk.settle(&mut server);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Ben's".to_owned()));
    assert_same(&desk, &server);
}

#[test]
fn a_team_that_has_records_takes_no_others() {
    let mut server = server();
    let mut ben = desk_of(&mut server, BEN);
    Sales::make(&mut ben);
    ben.settle(&mut server);
    let before = server.store.state().clone();

    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    let token = server.issue(ANN);
    assert_eq!(
        sign_in(&mut desk, &mut server, &token),
        Some(Response::Nothing)
    );
    let now = status(&mut desk);
    assert_eq!(now.connection, Connection::Alone);
    assert_eq!(now.problem.unwrap().code, FailureCode::TeamNotEmpty);
    assert_eq!(*server.store.state(), before);
    // Nothing is lost by it, and what is done holds.
    desk.perform(rename(&sales.deal, "Acme Ltd"));
    desk.restart();
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme Ltd".to_owned()));
    assert_eq!(status(&mut desk).waiting, 0);
}

#[test]
fn whoever_has_nothing_yet_joins_any_team() {
    let mut server = server();
    let mut ben = desk_of(&mut server, BEN);
    let sales = Sales::make(&mut ben);
    ben.settle(&mut server);

    let mut desk = alone();
    let token = server.issue(ANN);
    assert_eq!(
        sign_in(&mut desk, &mut server, &token),
        Some(Response::Nothing)
    );
    let now = status(&mut desk);
    assert_eq!(now.connection, Connection::Online);
    assert!(name_of(&mut desk, &sales.deal).is_some());
    let replica = desk.engine().unwrap().replica();
    assert_eq!(replica.identity().unwrap().user, ANN);
    assert_eq!(replica.confirmed().members.len(), 2);
    desk.perform(rename(&sales.deal, "ours"));
    desk.settle(&mut server);
    ben.settle(&mut server);
    desk.restart();
    desk.settle(&mut server);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("ours".to_owned()));
    assert_eq!(status(&mut desk).waiting, 0);
}

#[test]
fn whoever_does_not_own_the_team_moves_nothing_in() {
    let mut server = MemoryServer::new([7; 16]);
    server
        .admit(ANN, "ann@boxwood.example", Role::Member, NOW)
        .unwrap();
    let token = server.issue(ANN);
    let mut desk = alone();
    Sales::make(&mut desk);
    sign_in(&mut desk, &mut server, &token);
    let now = status(&mut desk);
    assert_eq!(now.connection, Connection::Alone);
    assert_eq!(now.problem.unwrap().code, FailureCode::NotAllowed);
}

#[test]
fn what_is_done_on_the_way_waits_and_arrives() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    let (mut server, token) = empty_server();
    desk.ask(session(&token));
    desk.write_all();
    // The server takes hello and the question, and is gone before the first piece.
    for _ in 0..2 {
        desk.reply_one(|call| {
            let body = call.body.as_deref();
            server.call(call.endpoint, &call.session.token, body, NOW).0
        });
        desk.write_all();
    }
    assert_eq!(connection(&mut desk), Connection::Moving);
    desk.reply_one(|_| {
        Err(boxwood_core::host::CallFailure::Unreachable {
            detail: "gone".to_owned(),
        })
    });
    desk.perform(rename(&sales.deal, "Acme Ltd"));
    let now = status(&mut desk);
    assert_eq!((now.connection, now.waiting), (Connection::Moving, 1));
    assert_eq!(now.problem.unwrap().code, FailureCode::Unreachable);
    desk.restart();
    assert_eq!(connection(&mut desk), Connection::Moving);
    desk.settle(&mut server);
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("Acme Ltd".to_owned()));
    assert_same(&desk, &server);
}

#[test]
fn moving_is_given_up_on_request_and_goes_on_later() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    let (mut server, token) = empty_server();
    desk.ask(session(&token));
    desk.write_all();
    desk.reply_one(|call| {
        server
            .call(call.endpoint, &token, call.body.as_deref(), NOW)
            .0
    });
    desk.write_all();
    assert_eq!(connection(&mut desk), Connection::Moving);
    assert_eq!(start_alone(&mut desk), Some(Response::Nothing));
    assert_eq!(connection(&mut desk), Connection::Alone);
    desk.perform(rename(&sales.deal, "Acme Ltd"));
    sign_in(&mut desk, &mut server, &token);
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_same(&desk, &server);
}

#[test]
fn many_records_move_piece_by_piece_whatever_is_lost() {
    let mut desk = alone();
    let sales = Sales::make(&mut desk);
    for n in 0..1_100 {
        created(desk.perform(create_box(&sales.pipeline, &format!("Deal {n}"), None)));
    }
    desk.crash(usize::MAX);
    let disk = desk.disk.clone();
    // The answer that is lost, and with it the browser; some of them are the last.
    for lost in 0..9 {
        let mut desk = Desk::new("ann@boxwood.example", NOW, 6);
        desk.crash(0);
        desk.disk = disk.clone();
        desk.start();
        let (mut server, token) = empty_server();
        desk.ask(session(&token));
        desk.write_all();
        let mut most = 0;
        for call in 0.. {
            assert!(call < 30, "{:?}", status(&mut desk));
            let answered = desk.reply_one(|call| {
                let body = call.body.as_deref();
                server.call(call.endpoint, &call.session.token, body, NOW).0
            });
            if call == lost {
                desk.restart();
            }
            desk.write_all();
            let now = status(&mut desk);
            if let Some(progress) = now.moved {
                most = most.max(progress.of);
                assert!(progress.done <= progress.of);
            }
            if now.connection == Connection::Online || !answered {
                break;
            }
        }
        desk.settle(&mut server);
        assert_eq!(connection(&mut desk), Connection::Online);
        assert!(most >= 4, "{most} pieces");
        assert_same(&desk, &server);
        assert_eq!(server.store.state().boxes.len(), 1_101);
        let made = server.store.history().iter();
        let made = made.map(|(_, entry)| entry.effects.len()).sum::<usize>();
        assert_eq!(
            made,
            server.store.state().keys().count(),
            "nothing comes twice"
        );
    }
}

#[test]
fn a_copy_that_left_one_server_moves_to_another() {
    let (mut first, mut desk, sales) = with_a_box();
    assert_eq!(start_alone(&mut desk), Some(Response::Nothing));
    desk.perform(rename(&sales.deal, "ours"));
    first.revoke(ANN);
    let (mut server, token) = empty_server();
    server.id = boxwood_sync::ServerId([8; 16]);
    assert_eq!(
        sign_in(&mut desk, &mut server, &token),
        Some(Response::Nothing)
    );
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_same(&desk, &server);
    assert_eq!(name_of(&mut desk, &sales.deal), Some("ours".to_owned()));
}
