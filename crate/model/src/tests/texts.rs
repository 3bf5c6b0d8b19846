//! Text of every sort, friendly and hostile, wherever a person can put text.

use super::team::{
    BOX, FIRST, HIGH, MEMBER, PIPELINE, STRANGER, TEXT, field, perform, refusal, stage, stamp,
    team, thread,
};
use crate::{
    Actor, BoxId, Choice, FieldKind, Limits, Operation, PipelineId, Place, Problem, Records as _,
    Refusal, Role, State, ThreadId, Value,
};

/// An operation that puts a text somewhere, the place of that text, and what becomes of it.
struct Spot {
    place: Place,
    most: usize,
    operation: fn(String) -> Operation,
    kept: fn(&State) -> String,
}

const MADE: PipelineId = PipelineId::from_bytes([12; 16]);
const NEW: BoxId = BoxId::from_bytes([60; 16]);

fn made(name: String, stage_name: String, field_name: String, choice: String) -> Operation {
    let choice = Choice {
        id: HIGH,
        name: choice,
    };
    Operation::CreatePipeline {
        id: MADE,
        name,
        stages: vec![stage(FIRST, &stage_name)],
        fields: vec![field(TEXT, &field_name, FieldKind::Dropdown(vec![choice]))],
    }
}

fn fine() -> String {
    "fine".to_owned()
}

/// Every place that takes a name.
fn names() -> Vec<Spot> {
    let spot = |place, operation, kept| Spot {
        place,
        most: Limits::NAME,
        operation,
        kept,
    };
    vec![
        spot(
            Place::BoxName,
            |name| Operation::RenameBox { id: BOX, name },
            |state| state.boxes[&BOX].name().to_owned(),
        ),
        spot(
            Place::BoxName,
            |name| Operation::CreateBox {
                id: NEW,
                pipeline: PIPELINE,
                stage: FIRST,
                name,
                thread: None,
            },
            |state| state.boxes[&NEW].name().to_owned(),
        ),
        spot(
            Place::PipelineName,
            |name| Operation::RenamePipeline { id: PIPELINE, name },
            |state| state.pipelines[&PIPELINE].name.value.clone(),
        ),
        spot(
            Place::PipelineName,
            |name| made(name, fine(), fine(), fine()),
            |state| state.pipelines[&MADE].name.value.clone(),
        ),
        spot(
            Place::StageName,
            |name| made(fine(), name, fine(), fine()),
            |state| state.pipelines[&MADE].stages[&FIRST].name.value.clone(),
        ),
        spot(
            Place::FieldName,
            |name| made(fine(), fine(), name, fine()),
            |state| state.pipelines[&MADE].fields[&TEXT].name.value.clone(),
        ),
        spot(
            Place::Choice,
            |name| made(fine(), fine(), fine(), name),
            |state| match &state.pipelines[&MADE].fields[&TEXT].kind.value {
                FieldKind::Dropdown(choices) => choices[0].name.clone(),
                other => panic!("{other:?}"),
            },
        ),
        spot(
            Place::MemberName,
            |name| Operation::AddMember {
                id: STRANGER,
                email: "a@b".to_owned(),
                name,
                role: Role::Member,
            },
            |state| state.member(STRANGER).unwrap().name.value.clone(),
        ),
    ]
}

/// Every place that takes a text of several lines.
fn texts() -> Vec<Spot> {
    vec![
        Spot {
            place: Place::Notes,
            most: Limits::NOTES,
            operation: |notes| Operation::SetNotes { id: BOX, notes },
            kept: |state| state.boxes[&BOX].notes().to_owned(),
        },
        Spot {
            place: Place::Value,
            most: Limits::TEXT,
            operation: |text| Operation::SetField {
                id: BOX,
                field: TEXT,
                value: Value::Text(text),
            },
            kept: |state| match state.boxes[&BOX].value(TEXT) {
                Value::Text(text) => text,
                other => panic!("{other:?}"),
            },
        },
    ]
}

fn check(spot: &Spot, text: &str, expected: Result<&str, Problem>) {
    let operation = (spot.operation)(text.to_owned());
    let mut state = team();
    let actor = if spot.place == Place::MemberName {
        Actor::Operator
    } else {
        Actor::User(MEMBER)
    };
    let done = perform(&mut state, actor, stamp(1_000, 2), &operation);
    let shown: String = text.chars().take(30).collect();
    match expected {
        Ok(kept) => {
            assert!(done.is_ok(), "{:?} {shown:?}: {done:?}", spot.place);
            assert_eq!((spot.kept)(&state), kept, "{:?}", spot.place);
        }
        Err(problem) => {
            let place = spot.place;
            assert_eq!(done, Err(Refusal::Invalid { place, problem }), "{shown:?}");
            assert_eq!(state, team());
        }
    }
}

const HOSTILE: &[&str] = &[
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "'; DROP TABLE boxes; --",
    "{{constructor.constructor('alert(1)')()}}",
    "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪",
    "שלום עולם",
    "مرحبا بالعالم",
    "\u{202e}gnp.exe",
    "z\u{300}\u{301}\u{302}\u{303}\u{304}",
    "日本語の名前",
    "%s%n%00../../etc/passwd",
    "=HYPERLINK(\"http://x\")",
    "\u{feff}bom",
];

#[test]
fn hostile_text_is_kept_as_it_is() {
    for spot in names().iter().chain(&texts()) {
        for text in HOSTILE {
            check(spot, text, Ok(text));
        }
    }
}

#[test]
fn names_have_no_spaces_around_and_are_not_empty() {
    for spot in &names() {
        check(spot, "  Acme \u{2003}", Ok("Acme"));
        check(spot, "", Err(Problem::Empty));
        check(spot, " \t\n\u{a0}\u{2003}", Err(Problem::Empty));
    }
}

#[test]
fn texts_keep_their_spaces_and_lines() {
    for spot in &texts() {
        for text in ["", " ", "one\ntwo\r\n\tthree "] {
            check(spot, text, Ok(text));
        }
    }
}

#[test]
fn control_characters_are_refused() {
    let controls = [
        "a\0b",
        "a\u{7}b",
        "a\u{1b}[31mb",
        "a\u{7f}b",
        "a\u{85}b",
        "a\u{9b}b",
    ];
    for spot in names().iter().chain(&texts()) {
        for text in controls {
            let code = u32::from(text.chars().nth(1).unwrap());
            check(spot, text, Err(Problem::ControlCharacter { code }));
        }
    }
    for spot in &names() {
        check(spot, "a\nb", Err(Problem::ControlCharacter { code: 10 }));
        check(spot, "a\tb", Err(Problem::ControlCharacter { code: 9 }));
    }
}

#[test]
fn a_text_as_long_as_it_may_be_and_one_character_longer() {
    for spot in names().iter().chain(&texts()) {
        // Characters are counted, not bytes.
        for character in ["a", "é", "語", "🙂"] {
            let longest = character.repeat(spot.most);
            check(spot, &longest, Ok(&longest));
            let longer = character.repeat(spot.most + 1);
            let most = u32::try_from(spot.most).unwrap();
            let has = most + 1;
            check(spot, &longer, Err(Problem::TooLong { most, has }));
        }
    }
}

#[test]
fn a_name_of_ten_thousand_characters_is_refused() {
    for spot in &names() {
        let (most, has) = (1_000, 10_000);
        check(
            spot,
            &"x".repeat(10_000),
            Err(Problem::TooLong { most, has }),
        );
    }
}

#[test]
fn a_subject_is_made_to_fit() {
    let long = "🙂".repeat(Limits::SUBJECT + 500);
    let subjects = [
        ("", ""),
        ("Re: \u{1b}[31mHello\0\n", "Re: [31mHello"),
        (long.as_str(), &long[..Limits::SUBJECT * 4]),
        ("<img onerror>", "<img onerror>"),
    ];
    for (subject, kept) in subjects {
        let (id, about) = thread("18e", subject);
        let add = Operation::AddThread {
            id: BOX,
            thread: id.clone(),
            about: about.clone(),
        };
        let create = Operation::CreateBox {
            id: NEW,
            pipeline: PIPELINE,
            stage: FIRST,
            name: "x".to_owned(),
            thread: Some((id, about)),
        };
        let mut state = team();
        for operation in [add, create] {
            assert_eq!(refusal(&state, &operation), None);
            perform(&mut state, Actor::User(MEMBER), stamp(1_000, 2), &operation).unwrap();
        }
        let thread = ThreadId("18e".to_owned());
        for id in [BOX, NEW] {
            let entry = &state.boxes[&id].threads[&thread];
            assert_eq!(entry.value.as_ref().unwrap().subject, kept);
        }
    }
}
