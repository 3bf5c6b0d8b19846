//! Commands: what is not acceptable changes nothing and says where.

use boxwood_core::api::{CellInput, Command, FailureCode, Request, Response, StorageState};

use super::{
    Sales, code, create_box, create_pipeline, created, failure, kept, name_of, rename, set,
    with_a_box,
};
use crate::Desk;

/// Performs a command that fails, and checks that nothing changed.
fn fails(desk: &mut Desk, command: Command) -> (FailureCode, Option<String>) {
    let before = desk.engine().unwrap().replica().clone();
    let stored = desk.stored();
    let failure = failure(desk.perform(command));
    let after = desk.engine().unwrap().replica();
    assert_eq!(after.last_seq(), before.last_seq());
    assert_eq!(after.confirmed(), before.confirmed());
    assert_eq!(after.waiting_records(), before.waiting_records());
    assert_eq!(desk.stored(), stored);
    assert!(desk.calls.is_empty());
    (failure.code, failure.place)
}

#[test]
fn ids_that_are_none_or_nothing_s() {
    let (_, mut desk, sales) = with_a_box();
    let unknown = "01a205b3-d000-7000-8000-000000000000".to_owned();
    for id in [
        String::new(),
        "x".to_owned(),
        "<img>".to_owned(),
        "9".repeat(100_000),
        unknown,
    ] {
        let Sales {
            deal,
            stages,
            fields,
            pipeline,
        } = &sales;
        let value = || CellInput::Empty;
        let cases = [
            ("box", rename(&id, "x")),
            ("box", set(&id, &fields[0], value())),
            (
                "box",
                Command::MoveBox {
                    id: id.clone(),
                    stage: stages[0].clone(),
                },
            ),
            ("box", Command::DeleteBox { id: id.clone() }),
            ("box", Command::RestoreBox { id: id.clone() }),
            (
                "stage",
                Command::MoveBox {
                    id: deal.clone(),
                    stage: id.clone(),
                },
            ),
            ("field", set(deal, &id, value())),
            (
                "choice",
                set(deal, &fields[4], CellInput::Choice { choice: id.clone() }),
            ),
            (
                "member",
                set(deal, &fields[3], CellInput::Person { person: id.clone() }),
            ),
            ("pipeline", create_box(&id, "x", None)),
            (
                "pipeline",
                Command::RenamePipeline {
                    pipeline: id.clone(),
                    name: "x".to_owned(),
                },
            ),
            (
                "stage",
                Command::CreateBox {
                    pipeline: pipeline.clone(),
                    stage: Some(id.clone()),
                    name: "x".to_owned(),
                    thread: None,
                },
            ),
        ];
        for (place, command) in cases {
            let (code, at) = fails(&mut desk, command);
            assert_eq!((code, at.as_deref()), (FailureCode::NotFound, Some(place)));
        }
    }
}

#[test]
fn values_that_are_none() {
    let (_, mut desk, sales) = with_a_box();
    let number = |text: &str| CellInput::Number {
        number: text.to_owned(),
    };
    let date = |text: &str| CellInput::Date {
        date: text.to_owned(),
    };
    let numbers = [
        "", "x", "1,5", "1.2.3", "1e5", "NaN", "٣", "0x10", "--1", "1 000", "1_000", ".",
    ];
    for text in numbers
        .into_iter()
        .chain(["99999999999999999999999999999999"])
    {
        let (code, place) = fails(&mut desk, set(&sales.deal, &sales.fields[1], number(text)));
        assert_eq!(code, FailureCode::Malformed, "{text:?}");
        assert_eq!(place.as_deref(), Some("value"));
    }
    for text in ["", "2026-02-30", "tomorrow", "2026-2-3", "01/02/2026"] {
        let (code, _) = fails(&mut desk, set(&sales.deal, &sales.fields[2], date(text)));
        assert_eq!(code, FailureCode::Malformed, "{text:?}");
    }
    let (code, place) = fails(&mut desk, set(&sales.deal, &sales.fields[2], number("1")));
    assert_eq!(
        (code, place.as_deref()),
        (FailureCode::WrongType, Some("value"))
    );
}

#[test]
fn numbers_are_kept_exactly() {
    let (_, mut desk, sales) = with_a_box();
    for text in [
        "0",
        "-1234.50",
        "0.1",
        "79228162514264337593543950335",
        " 12 ",
    ] {
        let number = CellInput::Number {
            number: text.to_owned(),
        };
        let set = set(&sales.deal, &sales.fields[1], number);
        assert_eq!(kept(desk.perform(set)), StorageState::Disk);
        desk.restart();
        let shown = cell(&mut desk, &sales, 1);
        let number = text.trim().to_owned();
        assert_eq!(shown, CellInput::Number { number });
    }
}

fn cell(desk: &mut Desk, sales: &Sales, at: usize) -> CellInput {
    let id = sales.deal.clone();
    match desk.read(boxwood_core::api::Query::Box { id }) {
        Some(boxwood_core::api::View::Box {
            record: Some(record),
        }) => record.cells[at].value.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_of_spaces_empties_the_cell() {
    let (_, mut desk, sales) = with_a_box();
    for (typed, shown) in [("x", false), ("  ", true)] {
        let text = typed.to_owned();
        kept(desk.perform(set(&sales.deal, &sales.fields[0], CellInput::Text { text })));
        assert_eq!(cell(&mut desk, &sales, 0) == CellInput::Empty, shown);
    }
}

#[test]
fn a_box_name_of_ten_thousand_characters() {
    let (_, mut desk, sales) = with_a_box();
    let long = "x".repeat(10_000);
    for command in [
        rename(&sales.deal, &long),
        create_box(&sales.pipeline, &long, None),
    ] {
        let failure = failure(desk.perform(command.clone()));
        assert_eq!(failure.params["most"], "1000");
        assert_eq!(failure.params["has"], "10000");
        let (code, place) = fails(&mut desk, command);
        assert_eq!(
            (code, place.as_deref()),
            (FailureCode::TooLong, Some("boxName"))
        );
    }
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("Acme"));
}

#[test]
fn names_of_every_sort_come_back_as_they_were() {
    let (mut server, mut desk, sales) = with_a_box();
    for name in [
        "<img src=x onerror=alert(1)>",
        "👩‍👩‍👧‍👦",
        "שלום",
        "a\u{202e}b",
        "&amp;",
    ] {
        kept(desk.perform(rename(&sales.deal, name)));
        desk.settle(&mut server);
        desk.restart();
        assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some(name));
    }
    let (code, place) = fails(&mut desk_without_calls(desk), rename(&sales.deal, "a\0b"));
    assert_eq!(
        (code, place.as_deref()),
        (FailureCode::ControlCharacter, Some("boxName"))
    );
}

/// The desk with no question to the server under way.
fn desk_without_calls(mut desk: Desk) -> Desk {
    desk.calls.clear();
    desk
}

#[test]
fn colours_and_stages_of_a_new_pipeline() {
    let (_, mut desk, _) = with_a_box();
    let Command::CreatePipeline {
        name,
        mut stages,
        fields,
    } = create_pipeline("Other")
    else {
        panic!("another command");
    };
    let made = |stages| Command::CreatePipeline {
        name: name.clone(),
        stages,
        fields: fields.clone(),
    };
    let (code, place) = fails(&mut desk, made(vec![]));
    assert_eq!(
        (code, place.as_deref()),
        (FailureCode::Empty, Some("stage"))
    );
    stages[0].colour = "red".to_owned();
    let (code, place) = fails(&mut desk, made(stages));
    assert_eq!(
        (code, place.as_deref()),
        (FailureCode::Malformed, Some("stage"))
    );
}

#[test]
fn a_command_is_answered_when_it_is_on_disk_and_not_before() {
    let (mut server, mut desk, sales) = with_a_box();
    let command_id = desk.command_id();
    let command = rename(&sales.deal, "later");
    let number = desk.ask(Request::Do {
        command_id,
        command,
    });
    assert_eq!(
        name_of(&mut desk, &sales.deal).as_deref(),
        Some("later"),
        "shown at once"
    );
    assert_eq!(desk.answer(number), None);
    assert!(desk.calls.is_empty(), "nothing is sent that is not on disk");
    desk.write_one();
    assert_eq!(kept(desk.answer(number)), StorageState::Disk);
    assert_eq!(desk.calls.len(), 1);
    desk.settle(&mut server);
}

#[test]
fn a_command_that_is_repeated_is_done_once() {
    let (mut server, mut desk, sales) = with_a_box();
    let command_id = desk.command_id();
    let request = || Request::Do {
        command_id: command_id.clone(),
        command: create_box(&sales.pipeline, "Once", None),
    };
    let first = desk.ask(request());
    // At once, while the first is on its way to disk.
    let second = desk.ask(request());
    desk.write_all();
    let id = created(desk.answer(first));
    assert_eq!(created(desk.answer(second)), id);
    // After the engine died, as a screen does that had no answer.
    desk.restart();
    let third = desk.ask(request());
    desk.write_all();
    assert_eq!(created(desk.answer(third)), id);
    // After it was sent.
    desk.settle(&mut server);
    let fourth = desk.ask(request());
    desk.write_all();
    assert_eq!(created(desk.answer(fourth)), id);
    let boxes = server.store.state().boxes.values();
    assert_eq!(boxes.filter(|b| b.name() == "Once").count(), 1);
}

#[test]
fn a_command_without_a_good_name_is_not_done() {
    let (_, mut desk, sales) = with_a_box();
    for command_id in ["", "x", "00000000-0000-0000-0000-00000000000g"] {
        let number = desk.ask(Request::Do {
            command_id: command_id.to_owned(),
            command: rename(&sales.deal, "x"),
        });
        let failure = failure(desk.answer(number));
        assert_eq!(failure.code, FailureCode::Malformed);
        assert_eq!(failure.place.as_deref(), Some("commandId"));
    }
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("Acme"));
}

#[test]
fn a_deleted_box_is_gone_until_it_is_brought_back() {
    let (mut server, mut desk, sales) = with_a_box();
    let id = || sales.deal.clone();
    kept(desk.perform(Command::DeleteBox { id: id() }));
    assert_eq!(name_of(&mut desk, &sales.deal), None);
    assert_eq!(
        code(desk.perform(rename(&sales.deal, "x"))),
        FailureCode::NotFound
    );
    kept(desk.perform(Command::RestoreBox { id: id() }));
    desk.settle(&mut server);
    assert_eq!(name_of(&mut desk, &sales.deal).as_deref(), Some("Acme"));
}

#[test]
fn dismissing_what_is_not_there_is_no_failure() {
    let (_, mut desk, _) = with_a_box();
    let done = desk.perform(Command::DismissRefused { seq: 9 });
    assert!(matches!(done, Some(Response::Done { .. })));
}
