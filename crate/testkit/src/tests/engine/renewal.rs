//! A session whose token runs out goes on with a new one, and its person notices nothing.

use boxwood_core::api::{Connection, FailureCode, Response};
use boxwood_core::host::{CallFailure, Endpoint, Timer};

use super::{ANN, NOW, connection, create_pipeline, server, session, status};
use crate::{Desk, MemoryServer};

/// Ann at a desk that signed in by a session.
fn ann() -> (MemoryServer, Desk) {
    let mut server = server();
    let mut desk = Desk::new("ann@boxwood.example", NOW, 1);
    desk.settle(&mut server);
    let (access, refresh) = server.begin_session(ANN);
    let number = desk.ask(session(&format!("{access}:{refresh}:first")));
    desk.settle(&mut server);
    assert_eq!(desk.answer(number), Some(Response::Nothing));
    (server, desk)
}

fn token(desk: &Desk) -> String {
    let replica = desk.engine().unwrap().replica();
    replica.access().unwrap().token.clone()
}

#[test]
fn a_token_that_ran_out_is_renewed_and_what_waits_arrives() {
    let (mut server, mut desk) = ann();
    let before = token(&desk);
    for _ in 0..3 {
        server.run_out();
        desk.perform(create_pipeline("Sales"));
        desk.settle(&mut server);
        let status = status(&mut desk);
        assert_eq!(status.connection, Connection::Online);
        assert_eq!((status.waiting, status.problem), (0, None));
    }
    assert_eq!(server.taken().len(), 3);
    assert_ne!(token(&desk), before);
    assert_eq!(server.sessions(), 1);
    // What is sent with requests holds neither what renews it nor the attempt's name.
    server.run_out();
    desk.perform(create_pipeline("Hiring"));
    desk.write_all();
    while desk.reply_one(|call| {
        assert!(!call.session.token.contains(':'), "{}", call.session.token);
        server
            .call(
                call.endpoint,
                &call.session.token,
                call.body.as_deref(),
                NOW,
            )
            .0
    }) {
        desk.write_all();
    }
}

#[test]
fn an_answer_that_was_lost_is_asked_for_again_under_the_same_name() {
    let (mut server, mut desk) = ann();
    server.run_out();
    desk.perform(create_pipeline("Sales"));
    desk.write_all();
    // The server renews the session, and the worker dies before it knows.
    let mut renewed = false;
    while !renewed {
        let answered = desk.reply_one(|call| {
            renewed = call.endpoint == Endpoint::Renew;
            let answer = server.call(
                call.endpoint,
                &call.session.token,
                call.body.as_deref(),
                NOW,
            );
            if renewed {
                Err(CallFailure::Unreachable {
                    detail: "lost".to_owned(),
                })
            } else {
                answer.0
            }
        });
        assert!(answered);
    }
    desk.crash(0);
    desk.start();
    desk.settle(&mut server);
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_eq!(server.sessions(), 1);
    assert_eq!(server.taken().len(), 1);
}

#[test]
fn a_session_that_has_ended_signs_out_and_keeps_what_waits() {
    let (mut server, mut desk) = ann();
    server.end_sessions();
    desk.perform(create_pipeline("Sales"));
    desk.settle(&mut server);
    let status = status(&mut desk);
    assert_eq!(status.connection, Connection::SignedOut);
    assert_eq!(status.waiting, 1);
    assert_eq!(status.problem.unwrap().code, FailureCode::TokenRefused);

    let (access, refresh) = server.begin_session(ANN);
    desk.ask(session(&format!("{access}:{refresh}:second")));
    desk.settle(&mut server);
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_eq!(server.taken().len(), 1);
}

#[test]
fn a_renewal_that_nobody_answers_is_tried_again() {
    let (mut server, mut desk) = ann();
    server.run_out();
    desk.perform(create_pipeline("Sales"));
    desk.write_all();
    let mut asked = 0;
    while asked == 0 {
        assert!(desk.reply_one(|call| {
            if call.endpoint == Endpoint::Renew {
                asked += 1;
                return Err(CallFailure::Unreachable {
                    detail: "no network".to_owned(),
                });
            }
            server
                .call(
                    call.endpoint,
                    &call.session.token,
                    call.body.as_deref(),
                    NOW,
                )
                .0
        }));
    }
    assert_eq!(connection(&mut desk), Connection::Offline);
    assert!(desk.fire(Timer::Retry));
    desk.settle(&mut server);
    assert_eq!(connection(&mut desk), Connection::Online);
    assert_eq!(server.taken().len(), 1);
}

#[test]
fn tokens_that_are_never_taken_are_given_up() {
    let (mut server, mut desk) = ann();
    desk.perform(create_pipeline("Sales"));
    desk.write_all();
    let mut renewals = 0;
    for _ in 0..50 {
        let answered = desk.reply_one(|call| {
            if call.endpoint == Endpoint::Renew {
                renewals += 1;
                return server.call(call.endpoint, "", call.body.as_deref(), NOW).0;
            }
            Err(CallFailure::Status {
                status: 401,
                code: Some("token-expired".to_owned()),
            })
        });
        desk.write_all();
        if !answered {
            break;
        }
    }
    assert_eq!(renewals, 3);
    assert_eq!(connection(&mut desk), Connection::SignedOut);
}
