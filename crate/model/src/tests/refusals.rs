//! What is refused, and which place the refusal names.

use super::team::{
    BOX, CHECK, CHOICE, DATE, FIRST, GONE, HIGH, MONEY, NUMBER, PERSON, PIPELINE, REMOVED, SECOND,
    STRANGER, TEXT, add, create_box, field, perform, refusal, stage, stamp, team, thread,
};
use crate::{
    Actor, BoxId, Choice, ChoiceId, Date, Decimal, FieldId, FieldKind, Limits, Operation,
    PipelineId, Place, Problem, Refusal, Role, StageId, ThreadId, UserId, Value,
};

const NOBODY: BoxId = BoxId::from_bytes([99; 16]);

fn invalid(place: Place, problem: Problem) -> Option<Refusal> {
    Some(Refusal::Invalid { place, problem })
}

fn not_found(place: Place) -> Option<Refusal> {
    Some(Refusal::NotFound(place))
}

/// One of every operation on this box.
fn on_box(id: BoxId) -> Vec<Operation> {
    let (thread, about) = thread("18d", "Hi");
    vec![
        Operation::RenameBox {
            id,
            name: "x".to_owned(),
        },
        Operation::SetNotes {
            id,
            notes: "x".to_owned(),
        },
        Operation::MoveBox { id, stage: SECOND },
        Operation::SetField {
            id,
            field: TEXT,
            value: Value::Empty,
        },
        Operation::AddThread { id, thread, about },
        Operation::RemoveThread {
            id,
            thread: ThreadId("18f".to_owned()),
        },
        Operation::DeleteBox { id },
    ]
}

#[test]
fn a_box_that_is_not_there() {
    for operation in on_box(NOBODY) {
        assert_eq!(refusal(&team(), &operation), not_found(Place::Box));
    }
    let restore = Operation::RestoreBox { id: NOBODY };
    assert_eq!(refusal(&team(), &restore), not_found(Place::Box));
}

#[test]
fn a_deleted_box_can_only_be_brought_back() {
    for operation in on_box(GONE) {
        assert_eq!(refusal(&team(), &operation), not_found(Place::Box));
    }
    let mut state = team();
    let restore = Operation::RestoreBox { id: GONE };
    perform(&mut state, Actor::Operator, stamp(1_000, 2), &restore).unwrap();
    for operation in on_box(GONE) {
        assert_eq!(refusal(&state, &operation), None, "{operation:?}");
    }
    // Bringing back what is there does no harm.
    assert_eq!(refusal(&state, &restore), None);
}

#[test]
fn a_box_whose_pipeline_is_gone() {
    let mut state = team();
    let pipeline = state.pipelines.get_mut(&PIPELINE).unwrap();
    pipeline.deleted.set(true, stamp(1_000, 2));
    for operation in on_box(BOX) {
        assert_eq!(refusal(&state, &operation), not_found(Place::Box));
    }
    let rename = Operation::RenamePipeline {
        id: PIPELINE,
        name: "x".to_owned(),
    };
    assert_eq!(refusal(&state, &rename), not_found(Place::Pipeline));
    let create = create_box(NOBODY, "x");
    assert_eq!(refusal(&state, &create), not_found(Place::Pipeline));
}

#[test]
fn ids_that_are_taken() {
    let again = super::team::create_pipeline();
    let taken = Refusal::AlreadyExists;
    assert_eq!(refusal(&team(), &again), Some(taken(Place::Pipeline)));
    for id in [BOX, GONE] {
        let create = create_box(id, "again");
        assert_eq!(refusal(&team(), &create), Some(taken(Place::Box)));
    }
}

#[test]
fn stages_fields_and_threads_that_are_not_there() {
    let state = team();
    let other = StageId::from_bytes([99; 16]);
    let moved = Operation::MoveBox {
        id: BOX,
        stage: other,
    };
    assert_eq!(refusal(&state, &moved), not_found(Place::Stage));
    let made = Operation::CreateBox {
        id: NOBODY,
        pipeline: PIPELINE,
        stage: other,
        name: "x".to_owned(),
        thread: None,
    };
    assert_eq!(refusal(&state, &made), not_found(Place::Stage));
    let set = Operation::SetField {
        id: BOX,
        field: FieldId::from_bytes([99; 16]),
        value: Value::Empty,
    };
    assert_eq!(refusal(&state, &set), not_found(Place::Field));
    let remove = Operation::RemoveThread {
        id: BOX,
        thread: ThreadId("999".to_owned()),
    };
    assert_eq!(refusal(&state, &remove), not_found(Place::Thread));
}

#[test]
fn a_thread_that_was_taken_out_cannot_be_taken_out_again() {
    let mut state = team();
    let remove = Operation::RemoveThread {
        id: BOX,
        thread: ThreadId("18f".to_owned()),
    };
    perform(&mut state, Actor::Operator, stamp(1_000, 2), &remove).unwrap();
    assert_eq!(refusal(&state, &remove), not_found(Place::Thread));
    assert_eq!(state.boxes[&BOX].live_threads().count(), 0);
    let (thread, about) = thread("18f", "Back");
    let add = Operation::AddThread {
        id: BOX,
        thread,
        about,
    };
    perform(&mut state, Actor::Operator, stamp(1_001, 2), &add).unwrap();
    let subjects: Vec<&str> = state.boxes[&BOX]
        .live_threads()
        .map(|(_, thread)| thread.subject.as_str())
        .collect();
    assert_eq!(subjects, ["Back"]);
}

#[test]
fn each_kind_of_field_takes_its_values_and_no_others() {
    let values = [
        Value::Text("x".to_owned()),
        Value::Number(Decimal::new(-125, 2)),
        Value::Date(Date::new(2026, 2, 28).unwrap()),
        Value::Checkbox(true),
        Value::Choice(HIGH),
        Value::Person(super::team::MEMBER),
    ];
    let fields = [
        (TEXT, 0),
        (NUMBER, 1),
        (MONEY, 1),
        (DATE, 2),
        (CHECK, 3),
        (CHOICE, 4),
        (PERSON, 5),
    ];
    for (field, fits) in fields {
        for (n, value) in values.iter().chain([&Value::Empty]).enumerate() {
            let set = Operation::SetField {
                id: BOX,
                field,
                value: value.clone(),
            };
            let expected = if n == fits || *value == Value::Empty {
                None
            } else {
                invalid(Place::Value, Problem::WrongType)
            };
            assert_eq!(refusal(&team(), &set), expected, "{field:?} {value:?}");
        }
    }
}

#[test]
fn values_that_name_what_is_not_there() {
    let set = |field, value| Operation::SetField {
        id: BOX,
        field,
        value,
    };
    let state = team();
    let choice = set(CHOICE, Value::Choice(ChoiceId::from_bytes([99; 16])));
    assert_eq!(refusal(&state, &choice), not_found(Place::Choice));
    for person in [STRANGER, REMOVED, UserId::from_bytes([99; 16])] {
        let person = set(PERSON, Value::Person(person));
        assert_eq!(refusal(&state, &person), not_found(Place::Member));
    }
}

fn pipeline(stages: usize, fields: Vec<crate::FieldSpec>) -> Operation {
    let id = |n: usize| {
        let mut bytes = [60; 16];
        bytes[14..].copy_from_slice(&u16::try_from(n).unwrap().to_be_bytes());
        bytes
    };
    Operation::CreatePipeline {
        id: PipelineId::from_bytes([12; 16]),
        name: "Many".to_owned(),
        stages: (0..stages)
            .map(|n| stage(StageId::from_bytes(id(n)), "Stage"))
            .collect(),
        fields,
    }
}

fn many_fields(count: usize) -> Vec<crate::FieldSpec> {
    let id = |n: usize| FieldId::from_parts(n as u64, [0; 10]);
    (0..count)
        .map(|n| field(id(n), "Field", FieldKind::Text))
        .collect()
}

fn dropdown(count: usize) -> Vec<crate::FieldSpec> {
    let choices = (0..count).map(|n| Choice {
        id: ChoiceId::from_parts(n as u64, [0; 10]),
        name: n.to_string(),
    });
    vec![field(
        CHOICE,
        "Field",
        FieldKind::Dropdown(choices.collect()),
    )]
}

fn too_many(place: Place, most: usize) -> Option<Refusal> {
    let most = u32::try_from(most).unwrap();
    let has = most + 1;
    invalid(place, Problem::TooMany { most, has })
}

#[test]
fn as_many_pieces_as_there_may_be_and_one_more() {
    let state = team();
    let fine = [
        pipeline(1, vec![]),
        pipeline(Limits::STAGES, vec![]),
        pipeline(1, many_fields(Limits::FIELDS)),
        pipeline(1, dropdown(0)),
        pipeline(1, dropdown(Limits::CHOICES)),
    ];
    for operation in &fine {
        assert_eq!(refusal(&state, operation), None);
    }
    let none = pipeline(0, vec![]);
    assert_eq!(
        refusal(&state, &none),
        invalid(Place::Stage, Problem::Empty)
    );
    let stages = pipeline(Limits::STAGES + 1, vec![]);
    assert_eq!(
        refusal(&state, &stages),
        too_many(Place::Stage, Limits::STAGES)
    );
    let fields = pipeline(1, many_fields(Limits::FIELDS + 1));
    assert_eq!(
        refusal(&state, &fields),
        too_many(Place::Field, Limits::FIELDS)
    );
    let choices = pipeline(1, dropdown(Limits::CHOICES + 1));
    assert_eq!(
        refusal(&state, &choices),
        too_many(Place::Choice, Limits::CHOICES)
    );
}

#[test]
fn as_many_threads_as_there_may_be_and_one_more() {
    let mut state = team();
    let add = |n: usize| {
        let (thread, about) = thread(&format!("{n:x}"), "x");
        Operation::AddThread {
            id: BOX,
            thread,
            about,
        }
    };
    // One is there from the beginning.
    for n in 1..Limits::THREADS {
        let done = perform(
            &mut state,
            Actor::Operator,
            stamp(1_000, 2),
            &add(0x1000 + n),
        );
        assert!(done.is_ok(), "{n}: {done:?}");
    }
    let one_more = refusal(&state, &add(0x9_0000));
    assert_eq!(one_more, too_many(Place::Thread, Limits::THREADS));
    assert_eq!(refusal(&state, &add(0x1001)), None, "it is there already");
}

#[test]
fn pieces_that_are_named_twice() {
    let twice = |stages, fields| Operation::CreatePipeline {
        id: PipelineId::from_bytes([12; 16]),
        name: "Twice".to_owned(),
        stages,
        fields,
    };
    let state = team();
    let one = || vec![stage(FIRST, "One")];
    let stages = twice(vec![stage(FIRST, "One"), stage(FIRST, "Two")], vec![]);
    let text = || field(TEXT, "Text", FieldKind::Text);
    let fields = twice(one(), vec![text(), text()]);
    let choice = || Choice {
        id: HIGH,
        name: "High".to_owned(),
    };
    let kind = FieldKind::Dropdown(vec![choice(), choice()]);
    let choices = twice(one(), vec![field(CHOICE, "Choice", kind)]);
    let duplicate = |place| invalid(place, Problem::Duplicate);
    assert_eq!(refusal(&state, &stages), duplicate(Place::Stage));
    assert_eq!(refusal(&state, &fields), duplicate(Place::Field));
    assert_eq!(refusal(&state, &choices), duplicate(Place::Choice));
}

#[test]
fn currencies_are_three_capital_letters() {
    for code in ["EUR", "USD", "XXX"] {
        let kind = FieldKind::Currency(code.to_owned());
        let made = pipeline(1, vec![field(MONEY, "Money", kind)]);
        assert_eq!(refusal(&team(), &made), None);
    }
    for code in ["", "eur", "EURO", "E1R", "€€€", "EU", "E R"] {
        let kind = FieldKind::Currency(code.to_owned());
        let made = pipeline(1, vec![field(MONEY, "Money", kind)]);
        let expected = invalid(Place::Currency, Problem::Malformed);
        assert_eq!(refusal(&team(), &made), expected, "{code}");
    }
}

#[test]
fn addresses() {
    for email in ["a@b", "Ann.Smith+x@Mail.Example", " dora@boxwood.example "] {
        assert_eq!(refusal(&team(), &add(STRANGER, email, Role::Member)), None);
    }
    for email in ["", "ann", "@b", "a@", "a b@c", "a@b\u{a0}c"] {
        let refused = refusal(&team(), &add(STRANGER, email, Role::Member));
        let expected = invalid(Place::Email, Problem::Malformed);
        assert_eq!(refused, expected, "{email:?}");
    }
    // One address is one person.
    let taken = refusal(
        &team(),
        &add(STRANGER, " Ann@boxwood.example", Role::Member),
    );
    assert_eq!(taken, Some(Refusal::AlreadyExists(Place::Member)));
    let long = format!("{}@b", "a".repeat(Limits::EMAIL - 1));
    let expected = invalid(
        Place::Email,
        Problem::TooLong {
            most: 254,
            has: 255,
        },
    );
    assert_eq!(
        refusal(&team(), &add(STRANGER, &long, Role::Member)),
        expected
    );
}

#[test]
fn thread_ids_are_short_hexadecimal() {
    let add = |id: &str| {
        let (thread, about) = thread(id, "x");
        Operation::AddThread {
            id: BOX,
            thread,
            about,
        }
    };
    for id in ["0", "18f2a", "ffffffffffffffff"] {
        assert_eq!(refusal(&team(), &add(id)), None);
    }
    for id in ["", "18F", "0x1", "fffffffffffffffff", "١", "18f ", "thread"] {
        let expected = invalid(Place::Thread, Problem::Malformed);
        assert_eq!(refusal(&team(), &add(id)), expected, "{id:?}");
    }
}

#[test]
fn a_refused_operation_changes_nothing() {
    let refused = [
        create_box(BOX, "again"),
        pipeline(0, vec![]),
        Operation::DeleteBox { id: GONE },
    ];
    for operation in refused {
        let mut state = team();
        let done = perform(
            &mut state,
            Actor::User(super::team::OWNER),
            stamp(1, 2),
            &operation,
        );
        assert!(done.is_err());
        assert_eq!(state, team());
    }
}
