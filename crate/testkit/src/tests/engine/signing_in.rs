//! Who may sign in, and where.

use boxwood_core::api::{Command, Connection, FailureCode, Request, Response, Session};
use boxwood_core::host::{CallFailure, Endpoint, Timer};

use super::{
    ANN, BEN, NOW, ann, code, connection, create_pipeline, failure, kept, server, session, status,
    with_a_box,
};
use crate::{Desk, Line, MemoryServer};

fn desk(server: &mut MemoryServer) -> Desk {
    let mut desk = Desk::new("ann@boxwood.example", NOW, 1);
    desk.settle(server);
    desk
}

fn sign_in(
    desk: &mut Desk,
    server: &mut MemoryServer,
    address: &str,
    token: &str,
) -> Option<Response> {
    let number = desk.ask(Request::SignIn {
        session: Session {
            server: address.to_owned(),
            token: token.to_owned(),
        },
    });
    desk.settle(server);
    desk.answer(number)
}

#[test]
fn a_good_token_brings_everything() {
    let (_, mut desk) = ann();
    let status = status(&mut desk);
    assert_eq!(status.connection, Connection::Online);
    assert_eq!(status.me.unwrap().email, "ann@boxwood.example");
    assert_eq!(status.server.as_deref(), Some("https://boxwood.example"));
    assert_eq!(status.problem, None);
    assert!(matches!(desk.line, Line::Open(_)));
}

#[test]
fn a_sign_in_is_answered_when_it_is_on_disk() {
    let mut server = server();
    let mut desk = desk(&mut server);
    let token = server.issue(ANN);
    let number = desk.ask(session(&format!("  {token}\n")));
    let (hello, _) = server.call(Endpoint::Hello, &token, None, NOW);
    desk.reply_one(|call| {
        assert_eq!(
            call.session.token, token,
            "spaces around a pasted token do not count"
        );
        hello
    });
    assert_eq!(desk.answer(number), None);
    desk.write_all();
    assert_eq!(desk.answer(number), Some(Response::Nothing));
    desk.restart();
    assert_eq!(connection(&mut desk), Connection::Connecting);
}

#[test]
fn a_wrong_token_is_refused() {
    let mut server = server();
    let mut desk = desk(&mut server);
    let answer = sign_in(&mut desk, &mut server, "https://boxwood.example", "wrong");
    assert_eq!(code(answer), FailureCode::TokenRefused);
    assert_eq!(connection(&mut desk), Connection::SignedOut);
    assert!(desk.engine().unwrap().replica().access().is_none());
}

#[test]
fn another_person_s_token_is_refused() {
    let mut server = server();
    let mut desk = desk(&mut server);
    let token = server.issue(BEN);
    let answer = sign_in(&mut desk, &mut server, "https://boxwood.example", &token);
    let failure = failure(answer);
    assert_eq!(failure.code, FailureCode::OtherAccount);
    assert_eq!(failure.params["email"], "ben@boxwood.example");
    assert_eq!(failure.params["account"], "ann@boxwood.example");
    assert_eq!(connection(&mut desk), Connection::SignedOut);
}

#[test]
fn another_server_is_refused_once_there_are_records() {
    let (_, mut desk, sales) = with_a_box();
    let mut other = MemoryServer::new([8; 16]);
    let role = boxwood_model::Role::Owner;
    other.admit(ANN, "ann@boxwood.example", role, NOW).unwrap();
    let token = other.issue(ANN);
    let answer = sign_in(&mut desk, &mut other, "https://other.example", &token);
    assert_eq!(code(answer), FailureCode::OtherServer);
    assert_eq!(
        super::name_of(&mut desk, &sales.deal).as_deref(),
        Some("Acme")
    );
    assert_eq!(
        status(&mut desk).server.as_deref(),
        Some("https://boxwood.example")
    );
}

#[test]
fn addresses_that_are_none_or_would_show_the_token() {
    let mut server = server();
    let mut desk = desk(&mut server);
    let token = server.issue(ANN);
    let bad = [
        "",
        "boxwood.example",
        "http://boxwood.example",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://",
        "https://a b",
        "https://user:pass@boxwood.example",
        "https://boxwood.example/path",
        "https://boxwood.example?x",
        "https://boxwood.example:99999",
        "https://boxwood.example:",
        "https://:80",
        "javascript://boxwood.example",
        "ftp://boxwood.example",
        "https://bücher.example",
    ];
    for address in bad {
        let failure = failure(sign_in(&mut desk, &mut server, address, &token));
        assert_eq!(failure.code, FailureCode::Malformed, "{address}");
        assert_eq!(failure.place.as_deref(), Some("server"));
        assert!(desk.calls.is_empty(), "{address} was asked");
    }
    let long = format!("https://{}", "a".repeat(10_000));
    let failure = failure(sign_in(&mut desk, &mut server, &long, &token));
    assert!(failure.params["text"].len() < 200);
}

#[test]
fn addresses_that_are_good() {
    let good = [
        (" https://boxwood.example/ ", "https://boxwood.example"),
        (
            "https://boxwood.example:8443",
            "https://boxwood.example:8443",
        ),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:4000", "http://[::1]:4000"),
    ];
    for (given, kept) in good {
        let mut server = server();
        let mut desk = desk(&mut server);
        let token = server.issue(ANN);
        let answer = sign_in(&mut desk, &mut server, given, &token);
        assert_eq!(answer, Some(Response::Nothing), "{given}");
        assert_eq!(status(&mut desk).server.as_deref(), Some(kept));
    }
}

#[test]
fn a_page_inside_gmail_may_neither_sign_in_nor_out() {
    let (mut server, mut desk) = ann();
    for request in [session("x"), Request::SignOut] {
        let number = desk.ask_as(2, false, request);
        assert_eq!(code(desk.answer(number)), FailureCode::NotAllowed);
    }
    desk.settle(&mut server);
    assert_eq!(connection(&mut desk), Connection::Online);
}

#[test]
fn a_second_sign_in_takes_the_place_of_the_first() {
    let mut server = server();
    let mut desk = desk(&mut server);
    let token = server.issue(ANN);
    let first = desk.ask(session("wrong"));
    let second = desk.ask(session(&token));
    desk.settle(&mut server);
    assert_eq!(code(desk.answer(first)), FailureCode::Duplicate);
    assert_eq!(desk.answer(second), Some(Response::Nothing));
}

#[test]
fn before_the_first_sign_in_nothing_can_be_done() {
    let mut server = server();
    let mut desk = desk(&mut server);
    let answer = desk.perform(create_pipeline("Sales"));
    assert_eq!(code(answer), FailureCode::NeverSignedIn);
}

/// Ann's desk, signed in, with nothing heard of the records yet.
fn fetching(server: &mut MemoryServer) -> Desk {
    let mut desk = desk(server);
    let token = server.issue(ANN);
    let number = desk.ask(session(&token));
    let (hello, _) = server.call(Endpoint::Hello, &token, None, NOW);
    desk.reply_one(|_| hello);
    desk.write_all();
    assert_eq!(desk.answer(number), Some(Response::Nothing));
    assert_eq!(connection(&mut desk), Connection::Connecting);
    desk
}

fn ask_for(desk: &mut Desk, command: Command) -> u64 {
    let command_id = desk.command_id();
    desk.ask(Request::Do {
        command_id,
        command,
    })
}

#[test]
fn what_is_asked_before_the_first_news_waits_for_them() {
    let mut server = server();
    let mut desk = fetching(&mut server);
    let first = ask_for(&mut desk, create_pipeline("Sales"));
    let second = ask_for(&mut desk, create_pipeline("Hiring"));
    desk.write_all();
    assert_eq!((desk.answer(first), desk.answer(second)), (None, None));
    desk.settle(&mut server);
    let first = super::created(desk.answer(first));
    let second = super::created(desk.answer(second));
    assert_ne!(first, second);
    assert_eq!(status(&mut desk).waiting, 0);
    assert_eq!(status(&mut desk).refused, []);
}

#[test]
fn what_is_asked_before_the_first_news_is_not_done_where_they_do_not_come() {
    let mut server = server();
    let mut desk = fetching(&mut server);
    let early = ask_for(&mut desk, create_pipeline("Sales"));
    desk.reply_one(|_| {
        Err(CallFailure::Unreachable {
            detail: "cut".to_owned(),
        })
    });
    assert_eq!(code(desk.answer(early)), FailureCode::StillFetching);
    let late = ask_for(&mut desk, create_pipeline("Sales"));
    assert_eq!(code(desk.answer(late)), FailureCode::StillFetching);
    desk.fire(Timer::Retry);
    desk.settle(&mut server);
    super::created(desk.perform(create_pipeline("Hiring")));
    desk.settle(&mut server);
    let pipelines = server.store.state().pipelines.values();
    let names: Vec<_> = pipelines.map(|one| one.name.value.as_str()).collect();
    assert_eq!(names, ["Hiring"]);
}

#[test]
fn signing_out_keeps_records_and_what_waits() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(super::rename(&sales.deal, "waits")));
    let number = desk.ask(Request::SignOut);
    assert_eq!(desk.answer(number), None, "not on disk yet");
    desk.write_all();
    assert_eq!(desk.answer(number), Some(Response::Nothing));
    assert_eq!(desk.line, Line::Closed);
    desk.calls.clear();
    desk.restart();
    let now = status(&mut desk);
    assert_eq!(now.connection, Connection::SignedOut);
    assert_eq!(now.waiting, 1);
    assert_eq!(
        now.server.as_deref(),
        Some("https://boxwood.example"),
        "to sign in again"
    );
    assert_eq!(
        super::name_of(&mut desk, &sales.deal).as_deref(),
        Some("waits")
    );
    assert!(desk.calls.is_empty());

    // It goes on as it was, also while signed out.
    kept(desk.perform(super::rename(&sales.deal, "still waits")));
    let token = server.issue(ANN);
    let answer = sign_in(&mut desk, &mut server, "https://boxwood.example", &token);
    assert_eq!(answer, Some(Response::Nothing));
    assert_eq!(status(&mut desk).waiting, 0);
}
