//! Servers that fail in every way, and how long the engine waits.

use boxwood_core::api::{Connection, FailureCode, Request};
use boxwood_core::host::{CallFailure, Endpoint, Event, Timer};
use boxwood_sync::{FrameKind, PullReply, PushReply, ServerId, encode};

use super::{ANN, connection, kept, name_of, rename, session, status, with_a_box};
use crate::{Desk, Line};

fn answer_status(status: u16, code: Option<&str>) -> Result<Vec<u8>, CallFailure> {
    let code = code.map(str::to_owned);
    Err(CallFailure::Status { status, code })
}

fn hang() -> Result<Vec<u8>, CallFailure> {
    Err(CallFailure::Unreachable {
        detail: "timed out".to_owned(),
    })
}

fn other_version(by: i8) -> Result<Vec<u8>, CallFailure> {
    let reply = PushReply {
        acked: 1_000,
        clock_ahead: None,
    };
    let mut bytes = encode(FrameKind::PushReply, &reply).unwrap();
    bytes[3] = bytes[3].wrapping_add_signed(by);
    Ok(bytes)
}

/// Gives every call under way this answer.
fn answer_all(desk: &mut Desk, answer: &Result<Vec<u8>, CallFailure>) {
    for _ in 0..desk.calls.len() {
        desk.reply_one(|_| answer.clone());
    }
}

#[test]
fn a_server_that_fails_is_tried_again_and_nothing_is_lost() {
    let cases = [
        (hang(), FailureCode::Unreachable),
        (answer_status(500, None), FailureCode::ServerFailed),
        (answer_status(503, Some("busy")), FailureCode::ServerFailed),
        (answer_status(404, None), FailureCode::ServerFailed),
        (
            answer_status(403, Some("not-allowed")),
            FailureCode::NotAllowed,
        ),
        (
            answer_status(409, Some("other-server")),
            FailureCode::OtherServer,
        ),
        (
            answer_status(426, Some("wire-version")),
            FailureCode::ServerVersion,
        ),
        (other_version(1), FailureCode::ServerVersion),
        (other_version(-2), FailureCode::ServerVersion),
        (Ok(vec![]), FailureCode::ServerNonsense),
        (
            Ok(b"<html>It works!</html>".to_vec()),
            FailureCode::ServerNonsense,
        ),
        (
            Ok(vec![0xb0, 0x0d, 3, 1, 0, 0, 0, 0]),
            FailureCode::ServerNonsense,
        ),
    ];
    for (answer, code) in cases {
        let (mut server, mut desk, sales) = with_a_box();
        kept(desk.perform(rename(&sales.deal, "waits")));
        answer_all(&mut desk, &answer);
        let now = status(&mut desk);
        assert_eq!(now.connection, Connection::Offline, "{answer:?}");
        assert_eq!(now.problem.map(|p| p.code), Some(code), "{answer:?}");
        assert_eq!(now.waiting, 1);
        assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("waits"));
        // Only who a server is that says that it is another one.
        let asked = desk.calls.iter().map(|call| call.endpoint);
        let asked: Vec<Endpoint> = asked.collect();
        let other = code == FailureCode::OtherServer;
        let fine: &[Endpoint] = if other { &[Endpoint::Hello] } else { &[] };
        assert_eq!(asked, fine, "it does not ask again at once");

        assert!(desk.fire(Timer::Retry), "{answer:?}");
        desk.settle(&mut server);
        let now = status(&mut desk);
        assert_eq!((now.connection, now.waiting), (Connection::Online, 0));
        assert_eq!(now.problem, None);
        assert_eq!(server.store.history().len(), 5);
    }
}

#[test]
fn waits_grow_up_to_a_quarter_of_a_minute_and_a_hurry_ends_them() {
    let (mut server, mut desk, _) = with_a_box();
    desk.ask(Request::Reconnect);
    let mut waits = Vec::new();
    for _ in 0..12 {
        answer_all(&mut desk, &hang());
        let due = desk.timers[&Timer::Retry];
        waits.push(due - desk.uptime);
        assert!(desk.calls.is_empty());
        desk.fire(Timer::Retry);
    }
    assert!((500..=625).contains(&waits[0]), "{waits:?}");
    assert!(
        waits.windows(2).take(5).all(|pair| pair[0] < pair[1]),
        "{waits:?}"
    );
    assert!(waits.iter().all(|wait| *wait <= 18_750), "{waits:?}");
    assert!(waits[11] >= 15_000, "{waits:?}");

    answer_all(&mut desk, &hang());
    desk.ask(Request::Reconnect);
    assert_eq!(desk.calls.len(), 1, "now, not at the next attempt");
    answer_all(&mut desk, &hang());
    desk.tell(Event::Network { online: true });
    assert_eq!(desk.calls.len(), 1);
    desk.settle(&mut server);
    assert_eq!(connection(&mut desk), Connection::Online);
}

#[test]
fn where_trying_again_will_not_help_it_waits_long() {
    let (_, mut desk, _) = with_a_box();
    desk.ask(Request::Reconnect);
    answer_all(&mut desk, &answer_status(426, Some("wire-version")));
    assert!(desk.timers[&Timer::Retry] - desk.uptime >= 300_000);
}

#[test]
fn a_push_whose_answer_is_lost_is_sent_again_and_applied_once() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(rename(&sales.deal, "once")));
    let now = desk.now;
    desk.reply_one(|call| {
        assert_eq!(call.endpoint, Endpoint::Push);
        let done = server.call(
            Endpoint::Push,
            &call.session.token,
            call.body.as_deref(),
            now,
        );
        assert!(done.0.is_ok());
        hang()
    });
    assert_eq!(server.store.history().len(), 5);
    assert_eq!(status(&mut desk).waiting, 1);
    desk.fire(Timer::Retry);
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(server.store.history().len(), 5);
}

#[test]
fn a_token_that_is_revoked_signs_out_and_deletes_nothing() {
    let (mut server, mut desk, sales) = with_a_box();
    server.revoke(ANN);
    kept(desk.perform(rename(&sales.deal, "waits")));
    desk.settle(&mut server);
    let now = status(&mut desk);
    assert_eq!(now.connection, Connection::SignedOut);
    assert_eq!(now.problem.map(|p| p.code), Some(FailureCode::TokenRefused));
    assert_eq!((now.waiting, desk.line.clone()), (1, Line::Closed));
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("waits"));

    desk.restart();
    assert!(desk.calls.is_empty());
    assert_eq!(status(&mut desk).waiting, 1);
    let token = server.issue(ANN);
    desk.ask(session(&token));
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(server.store.history().len(), 5);
}

#[test]
fn an_answer_to_what_was_asked_before_signing_out_is_not_listened_to() {
    let (mut server, mut desk, _) = with_a_box();
    desk.ask(Request::Reconnect);
    let call = desk.calls.pop_front().unwrap();
    desk.ask(Request::SignOut);
    desk.write_all();
    let token = server.issue(ANN);
    desk.ask(session(&token));
    desk.settle(&mut server);
    desk.tell(Event::Called {
        call: call.call,
        outcome: answer_status(401, None),
    });
    assert_eq!(connection(&mut desk), Connection::Online);
}

#[test]
fn a_live_connection_that_cannot_be_had_is_not_asked_for_all_the_time() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut waits = Vec::new();
    for _ in 0..10 {
        desk.line = Line::Closed;
        desk.tell(Event::LiveClosed);
        // Whether the server is there is asked all the same, and commands are sent.
        answer_pulls(&mut desk, &mut server);
        waits.push(desk.timers[&Timer::Live] - desk.uptime);
        assert_eq!(desk.line, Line::Closed);
        desk.fire(Timer::Live);
        assert!(matches!(desk.line, Line::Wanted(_)));
    }
    assert!(waits[9] > 10_000, "{waits:?}");
    kept(desk.perform(rename(&sales.deal, "sent")));
    answer_pulls(&mut desk, &mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    desk.settle(&mut server);
    assert!(matches!(desk.line, Line::Open(_)));
}

/// Answers all calls as the server does, and leaves the live connection alone.
fn answer_pulls(desk: &mut Desk, server: &mut crate::MemoryServer) {
    let now = desk.now;
    while desk.reply_one(|call| {
        let (token, body) = (&call.session.token, call.body.as_deref());
        server.call(call.endpoint, token, body, now).0
    }) {
        desk.write_all();
    }
}

#[test]
fn a_server_that_says_nonsense_about_numbers_takes_nothing_away() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(rename(&sales.deal, "waits")));
    let before = desk.engine().unwrap().replica().acked();
    // The push was lost, and an older server answers the pull.
    answer_all(&mut desk, &hang());
    desk.fire(Timer::Retry);
    let reply = PullReply {
        deltas: vec![],
        lost: vec![],
        acked: 0,
        refused: vec![],
        more: false,
    };
    let reply = encode(FrameKind::PullReply, &reply).unwrap();
    while !desk.calls.is_empty() {
        desk.reply_one(|call| match call.endpoint {
            Endpoint::Pull => Ok(reply.clone()),
            _ => hang(),
        });
    }
    assert_eq!(before, 2);
    assert_eq!(status(&mut desk).waiting, 1);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("waits"));
    desk.write_all();
    desk.fire(Timer::Retry);
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(
        server.store.history().len(),
        5,
        "once, whatever name it goes by"
    );
}

#[test]
fn a_clock_that_is_far_ahead_is_told() {
    let (mut server, mut desk, sales) = with_a_box();
    let right = desk.now;
    desk.now += 86_400_000;
    kept(desk.perform(rename(&sales.deal, "tomorrow")));
    desk.reply_one(|call| {
        let (token, body) = (&call.session.token, call.body.as_deref());
        server.call(call.endpoint, token, body, right).0
    });
    assert_eq!(status(&mut desk).clock_ahead_seconds, Some(86_400));
    desk.now = right;
    desk.settle(&mut server);
}

#[test]
fn an_answer_that_comes_ends_the_wait_for_one_that_did_not() {
    let (mut server, mut desk, sales) = with_a_box();
    desk.ask(Request::Reconnect);
    kept(desk.perform(rename(&sales.deal, "sent")));
    let ends: Vec<Endpoint> = desk.calls.iter().map(|call| call.endpoint).collect();
    assert_eq!(ends, [Endpoint::Pull, Endpoint::Push]);
    desk.reply_one(|_| hang());
    assert_eq!(connection(&mut desk), Connection::Offline);
    let now = desk.now;
    desk.reply_one(|call| {
        let (token, body) = (&call.session.token, call.body.as_deref());
        server.call(call.endpoint, token, body, now).0
    });
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_eq!(desk.calls.len(), 1, "online, it asks what is new");
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
}

#[test]
fn where_no_live_connection_can_be_had_calls_that_wait_stand_in() {
    let (mut server, mut desk, sales) = with_a_box();
    for _ in 0..2 {
        desk.line = Line::Closed;
        desk.tell(Event::LiveClosed);
        while desk
            .calls
            .iter()
            .any(|call| call.endpoint != Endpoint::Wait)
        {
            answer_one(&mut desk, &mut server);
            desk.write_all();
        }
        desk.fire(Timer::Live);
    }
    let waits = |desk: &Desk| {
        let calls = desk.calls.iter();
        calls.filter(|call| call.endpoint == Endpoint::Wait).count()
    };
    assert_eq!(waits(&desk), 1);
    // Somebody else changes something, and the call is answered.
    let id = sales.deal.parse().unwrap();
    let name = "by the operator".to_owned();
    server
        .operate(
            boxwood_model::Operation::RenameBox { id, name },
            desk.now + 1,
        )
        .unwrap();
    answer_one(&mut desk, &mut server);
    let calls: Vec<Endpoint> = desk.calls.iter().map(|call| call.endpoint).collect();
    assert_eq!(calls, [Endpoint::Pull]);
    answer_one(&mut desk, &mut server);
    desk.write_all();
    assert_eq!(
        name_of(&mut desk, &sales.deal).as_deref(),
        Some("by the operator")
    );
    assert_eq!(waits(&desk), 1, "it waits again");
    // One that brings nothing is not made again before the live connection was tried.
    answer_one(&mut desk, &mut server);
    assert_eq!(waits(&desk), 0);
    desk.line = Line::Closed;
    desk.tell(Event::LiveClosed);
    while desk
        .calls
        .iter()
        .any(|call| call.endpoint != Endpoint::Wait)
    {
        answer_one(&mut desk, &mut server);
        desk.write_all();
    }
    assert_eq!(waits(&desk), 1);
}

/// Answers the oldest call as the server does.
fn answer_one(desk: &mut Desk, server: &mut crate::MemoryServer) {
    let now = desk.now;
    desk.reply_one(|call| {
        let (token, body) = (&call.session.token, call.body.as_deref());
        server.call(call.endpoint, token, body, now).0
    });
}

/// The server is put back from a backup, and has gone on since: further than this replica has seen.
#[test]
fn a_server_that_was_put_back_is_taken_as_it_is_and_gets_what_waits() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut restored = server.clone();
    restored.id = ServerId([77; 16]);
    kept(desk.perform(rename(&sales.deal, "after the backup")));
    desk.settle(&mut server);
    let id = sales.deal.parse().unwrap();
    for n in 0..5 {
        let name = format!("restored {n}");
        let operation = boxwood_model::Operation::RenameBox { id, name };
        restored.operate(operation, desk.now + 100 + n).unwrap();
    }
    desk.now += 1_000;
    kept(desk.perform(rename(&sales.deal, "waits")));
    desk.settle(&mut restored);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(status(&mut desk).refused, []);
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("waits"));
    let replica = desk.engine().unwrap().replica();
    assert_eq!(replica.identity().unwrap().server, restored.id);
    let theirs = crate::visible(restored.store.state(), ANN);
    for key in theirs.keys().chain(replica.confirmed().keys()) {
        assert_eq!(replica.confirmed().get(key), theirs.get(key));
    }
    // All of it is on disk.
    desk.write_all();
    desk.restart();
    desk.settle(&mut restored);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("waits"));
}
