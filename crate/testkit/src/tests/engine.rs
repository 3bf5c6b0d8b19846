//! The engine as whoever runs it sees it: events in, effects out.

mod alone;
mod commands;
mod connection;
mod files;
mod moving;
mod offline;
mod places;
mod renewal;
mod signing_in;
mod storage;
mod suggestions;
mod undo;
mod views;

use boxwood_core::api::{
    CellInput, Command, Connection, Failure, FailureCode, FieldInput, KindInput, Query, Request,
    Response, Session, StageInput, StatusView, StorageState, ThreadInput, View,
};
use boxwood_model::{Role, UserId};

use crate::{Desk, MemoryServer};

const NOW: u64 = crate::world::BEGINNING;
const ANN: UserId = UserId::from_bytes([1; 16]);
const BEN: UserId = UserId::from_bytes([2; 16]);
const ADDRESS: &str = "https://boxwood.example";

fn server() -> MemoryServer {
    let mut server = MemoryServer::new([7; 16]);
    server
        .admit(ANN, "ann@boxwood.example", Role::Owner, NOW)
        .unwrap();
    server
        .admit(BEN, "ben@boxwood.example", Role::Member, NOW)
        .unwrap();
    server
}

fn session(token: &str) -> Request {
    Request::SignIn {
        session: Session {
            server: ADDRESS.to_owned(),
            token: token.to_owned(),
        },
    }
}

/// A desk of this person's, signed in and up to date.
fn desk_of(server: &mut MemoryServer, user: UserId) -> Desk {
    let email = if user == ANN {
        "ann@boxwood.example"
    } else {
        "ben@boxwood.example"
    };
    let mut desk = Desk::new(email, NOW, u64::from(user.as_bytes()[0]));
    desk.settle(server);
    let token = server.issue(user);
    let number = desk.ask(session(&token));
    desk.settle(server);
    assert_eq!(desk.answer(number), Some(Response::Nothing));
    desk
}

/// The server and Ann's desk.
fn ann() -> (MemoryServer, Desk) {
    let mut server = server();
    let desk = desk_of(&mut server, ANN);
    (server, desk)
}

/// The server, and Ann's desk with a pipeline and a box, all of it sent.
fn with_a_box() -> (MemoryServer, Desk, Sales) {
    let (mut server, mut desk) = ann();
    let sales = Sales::make(&mut desk);
    desk.settle(&mut server);
    assert_eq!(status(&mut desk).waiting, 0);
    (server, desk, sales)
}

/// A pipeline and a box in it, by their ids.
struct Sales {
    pipeline: String,
    stages: Vec<String>,
    fields: Vec<String>,
    deal: String,
}

impl Sales {
    fn make(desk: &mut Desk) -> Self {
        let pipeline = created(desk.perform(create_pipeline("Sales")));
        let deal = created(desk.perform(create_box(&pipeline, "Acme", Some("18f2"))));
        let query = Query::Pipeline {
            pipeline: pipeline.clone(),
        };
        let Some(View::Pipeline {
            pipeline: Some(view),
        }) = desk.read(query)
        else {
            panic!("no pipeline");
        };
        Self {
            pipeline,
            stages: view.stages.into_iter().map(|stage| stage.id).collect(),
            fields: view.fields.into_iter().map(|field| field.id).collect(),
            deal,
        }
    }
}

fn create_pipeline(name: &str) -> Command {
    let stage = |name: &str| StageInput {
        name: name.to_owned(),
        colour: "#1a73e8".to_owned(),
    };
    let field = |name: &str, kind| FieldInput {
        name: name.to_owned(),
        kind,
    };
    Command::CreatePipeline {
        name: name.to_owned(),
        stages: vec![stage("Lead"), stage("Won")],
        fields: vec![
            field("Text", KindInput::Text),
            field("Number", KindInput::Number),
            field("Date", KindInput::Date),
            field("Person", KindInput::Person),
            field(
                "Choice",
                KindInput::Dropdown {
                    choices: vec!["Low".to_owned(), "High".to_owned()],
                },
            ),
        ],
    }
}

fn create_box(pipeline: &str, name: &str, thread: Option<&str>) -> Command {
    Command::CreateBox {
        pipeline: pipeline.to_owned(),
        stage: None,
        name: name.to_owned(),
        thread: thread.map(|id| ThreadInput {
            id: id.to_owned(),
            subject: "Hello".to_owned(),
        }),
    }
}

fn rename(id: &str, name: &str) -> Command {
    Command::RenameBox {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn set(id: &str, field: &str, value: CellInput) -> Command {
    Command::SetField {
        id: id.to_owned(),
        field: field.to_owned(),
        value,
    }
}

/// The id of what a command made.
fn created(response: Option<Response>) -> String {
    match response {
        Some(Response::Done {
            created: Some(id), ..
        }) => id,
        other => panic!("{other:?}"),
    }
}

/// Where a command that was done is kept.
fn kept(response: Option<Response>) -> StorageState {
    match response {
        Some(Response::Done { storage, .. }) => storage,
        other => panic!("{other:?}"),
    }
}

fn failure(response: Option<Response>) -> Failure {
    match response {
        Some(Response::Failed { failure }) => failure,
        other => panic!("{other:?}"),
    }
}

fn code(response: Option<Response>) -> FailureCode {
    failure(response).code
}

fn status(desk: &mut Desk) -> StatusView {
    match desk.read(Query::Status) {
        Some(View::Status { status }) => status,
        other => panic!("{other:?}"),
    }
}

fn connection(desk: &mut Desk) -> Connection {
    status(desk).connection
}

/// The name of a box as the screen shows it; none if it shows no such box.
fn name_of(desk: &mut Desk, id: &str) -> Option<String> {
    match desk.read(Query::Box { id: id.to_owned() }) {
        Some(View::Box { record }) => record.map(|record| record.name),
        other => panic!("{other:?}"),
    }
}
