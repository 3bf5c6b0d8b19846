//! Tables into boxes.

use boxwood_model::{BoxId, State};
use data_encoding::BASE64;

use super::desk::Desk;
use crate::Engine;
use crate::api::{
    CellInput, DateOrder, Failure, FailureCode, ImportPhase, ImportPlan, ImportReport,
    ImportTarget, ImportView, KindInput, Query, Request, Response, RowOutcome, RowProblemCode,
    TableForm, View,
};
use crate::files::FileImport;
use crate::host::{Effect, Event, Moment, Stored};
use crate::translate::FreshIds;

/// Nothing said of how the file is a table.
const ANY: TableForm = TableForm {
    delimiter: None,
    has_header: None,
};

/// What an import may be called.
const NAME: BoxId = BoxId::from_bytes([0xf0; 16]);

fn fresh(tag: u8) -> FreshIds {
    FreshIds::new(Moment {
        now: super::desk::NOON,
        random: [tag; 16],
    })
}

/// A file in two pieces, looked at.
pub(super) fn look(
    desk: &mut Desk,
    pipeline: &str,
    text: &str,
    plan: Option<ImportPlan>,
) -> (FileImport, ImportView) {
    // Another one for each import of a test.
    let boxes = u64::try_from(desk.state.boxes.len()).unwrap();
    let name = BoxId::from_parts(boxes, [0xf0; 10]);
    let nothing = State::default();
    let desktop = desk.desktop(&nothing);
    let mut file = FileImport::begin(pipeline, name, &desktop).unwrap();
    let (first, rest) = text.as_bytes().split_at(text.len() / 2);
    file.add(&BASE64.encode(first)).unwrap();
    file.add(&BASE64.encode(rest)).unwrap();
    let mut ids = fresh(0xa0);
    let view = file.look(ANY, plan, &desktop, &mut || ids.id()).unwrap();
    (file, view)
}

/// Steps until there is a report, doing what is to be done; also how many steps it took.
pub(super) fn report(desk: &mut Desk, file: &mut FileImport) -> (ImportPhase, ImportReport, u8) {
    let mut steps = 0;
    loop {
        steps += 1;
        let nothing = State::default();
        let mut ids = fresh(0xb0 + steps);
        let stepped = file
            .step(&desk.desktop(&nothing), &mut || ids.id())
            .unwrap();
        assert!(stepped.step.done <= stepped.step.of);
        if let Some(action) = stepped.action {
            desk.apply(&action).unwrap();
        }
        if let Some(report) = stepped.step.report {
            return (stepped.step.phase, *report, steps);
        }
    }
}

fn deals(desk: &mut Desk) -> String {
    desk.pipeline(&[
        ("Amount", KindInput::Number),
        ("Close", KindInput::Date),
        ("Kind", KindInput::Dropdown { choices: vec![] }),
    ])
}

#[test]
fn a_table_becomes_boxes_by_what_is_proposed() {
    let mut desk = Desk::new();
    let pipeline = deals(&mut desk);
    let text = "Deal;Stage;Amount;Close;Kind;Colour\n\
                Acme;Won;1.234,50;31.12.2026;New;red\n\
                Bolt;Lost;7;1.2.2026;Old;\n";
    let (mut file, view) = look(&mut desk, &pipeline, text, None);
    assert_eq!(view.failure, None);
    assert_eq!(view.problems, []);
    let amount = desk.field(&pipeline, "Amount");
    assert_eq!(
        view.plan.targets[..2],
        [ImportTarget::Name, ImportTarget::Stage]
    );
    assert_eq!(
        view.plan.targets[2],
        ImportTarget::Field {
            field: amount.clone()
        }
    );
    assert!(
        matches!(&view.plan.targets[5], ImportTarget::NewField { name, .. } if name == "Colour")
    );
    assert!(view.plan.has_decimal_comma);
    assert_eq!(view.plan.dates, DateOrder::DayMonthYear);
    assert_eq!(view.columns[0].examples, ["Acme", "Bolt"]);
    let outcomes: Vec<_> = view
        .rows
        .iter()
        .map(|row| (row.line, row.outcome))
        .collect();
    assert_eq!(outcomes, [(2, RowOutcome::Create), (3, RowOutcome::Create)]);

    let (phase, checked, _) = report(&mut desk, &mut file);
    assert_eq!(
        (phase, checked.created, checked.rejected),
        (ImportPhase::Checked, 2, 0)
    );
    assert_eq!(
        (&*checked.new_stages, &*checked.new_fields),
        (&["Lost".to_owned()][..], &["Colour".to_owned()][..])
    );
    // Nothing has happened so far.
    assert!(desk.state.boxes.is_empty());
    file.confirm().unwrap();
    let (phase, done, _) = report(&mut desk, &mut file);
    assert_eq!((phase, done), (ImportPhase::Done, checked));
    let acme = desk
        .state
        .boxes
        .values()
        .find(|b| b.name() == "Acme")
        .unwrap()
        .id;
    let View::Box { record: Some(acme) } = desk.see(&Query::Box {
        id: acme.to_string(),
    }) else {
        panic!("no box");
    };
    let cell = acme.cells.iter().find(|cell| cell.field == amount).unwrap();
    assert_eq!(
        cell.value,
        CellInput::Number {
            number: "1234.50".to_owned()
        }
    );
}

#[test]
fn a_bad_row_keeps_all_out_until_bad_rows_are_skipped() {
    let mut desk = Desk::new();
    let pipeline = deals(&mut desk);
    let text = "Name,Amount,Close\nAcme,many,2026-12-31\nBolt,7,soon\nCy,8,2026-01-02\n";
    let (mut file, view) = look(&mut desk, &pipeline, text, None);
    let field = |desk: &mut Desk, name| ImportTarget::Field {
        field: desk.field(&pipeline, name),
    };
    let mut plan = view.plan;
    plan.targets = vec![
        ImportTarget::Name,
        field(&mut desk, "Amount"),
        field(&mut desk, "Close"),
    ];
    plan.has_decimal_comma = false;
    let nothing = State::default();
    let mut ids = fresh(0xc0);
    let view = file.look(
        ANY,
        Some(plan.clone()),
        &desk.desktop(&nothing),
        &mut || ids.id(),
    );
    let view = view.unwrap();
    let problems: Vec<_> = view
        .problems
        .iter()
        .map(|p| (p.line, p.column, &*p.text, p.code))
        .collect();
    assert_eq!(
        problems,
        [
            (2, Some(1), "many", RowProblemCode::NotANumber),
            (3, Some(2), "soon", RowProblemCode::NotADate),
        ]
    );
    assert_eq!(view.problems[0].params["example"], "1234.56");
    assert_eq!(file.confirm().unwrap_err().place.as_deref(), Some("import"));
    let (_, checked, _) = report(&mut desk, &mut file);
    assert_eq!(
        (checked.created, checked.rejected, checked.problem_count),
        (1, 2, 2)
    );
    let refused = file.confirm().unwrap_err();
    assert_eq!(
        (refused.place.as_deref(), &*refused.params["count"]),
        (Some("importRows"), "2")
    );

    plan.skips_bad_rows = true;
    file.look(ANY, Some(plan), &desk.desktop(&nothing), &mut || ids.id())
        .unwrap();
    report(&mut desk, &mut file);
    file.confirm().unwrap();
    report(&mut desk, &mut file);
    let names: Vec<_> = desk.state.boxes.values().map(|b| b.name()).collect();
    assert_eq!(names, ["Cy"]);
}

#[test]
fn a_large_table_is_done_in_bounded_steps_and_can_be_broken_off() {
    let mut desk = Desk::new();
    let pipeline = deals(&mut desk);
    let rows: String = (0..2_400).map(|n| format!("Deal {n},{n}\n")).collect();
    let text = format!("Name,Amount\n{rows}");
    let (mut file, _) = look(&mut desk, &pipeline, &text, None);
    let (_, checked, steps) = report(&mut desk, &mut file);
    assert_eq!(checked.created, 2_400);
    assert!(steps >= 5, "{steps}");
    file.confirm().unwrap();
    let nothing = State::default();
    let mut ids = fresh(0xd0);
    let stepped = file
        .step(&desk.desktop(&nothing), &mut || ids.id())
        .unwrap();
    assert_eq!(stepped.step.phase, ImportPhase::Running);
    assert!(stepped.step.done < stepped.step.of);
    let action = stepped.action.unwrap();
    assert!(action.operations.len() <= 1_000);
    desk.apply(&action).unwrap();
    let (phase, _, _) = report(&mut desk, &mut file);
    assert_eq!((phase, desk.state.boxes.len()), (ImportPhase::Done, 2_400));
}

#[test]
fn a_plan_that_makes_no_sense_is_told_with_the_table() {
    let mut desk = Desk::new();
    let pipeline = deals(&mut desk);
    let (_, proposed) = look(&mut desk, &pipeline, "Name,Amount\nAcme,1\n", None);
    let mut plan = proposed.plan;
    plan.targets = vec![ImportTarget::Name, ImportTarget::Name];
    let (mut file, view) = look(&mut desk, &pipeline, "Name,Amount\nAcme,1\n", Some(plan));
    let failure = view.failure.unwrap();
    assert_eq!(
        (failure.code, failure.place.as_deref()),
        (FailureCode::Duplicate, Some("importColumn"))
    );
    assert_eq!(
        (&*failure.params["first"], &*failure.params["second"]),
        ("1", "2")
    );
    assert_eq!((view.rows.len(), view.columns.len()), (0, 2));
    let nothing = State::default();
    let mut ids = fresh(1);
    file.step(&desk.desktop(&nothing), &mut || ids.id())
        .unwrap_err();
}

#[test]
fn what_is_no_table_is_told() {
    let mut desk = Desk::new();
    let pipeline = deals(&mut desk);
    let nothing = State::default();
    let desktop = desk.desktop(&nothing);
    let mut file = FileImport::begin(&pipeline, NAME, &desktop).unwrap();
    assert_eq!(
        file.add("not base64!").unwrap_err().code,
        FailureCode::Malformed
    );
    let mut ids = fresh(1);
    let empty = file
        .look(ANY, None, &desktop, &mut || ids.id())
        .unwrap_err();
    assert_eq!(
        (empty.code, empty.place.as_deref()),
        (FailureCode::Empty, Some("file"))
    );
    // An odd byte at the end of what says it is UTF-16.
    file.add(&BASE64.encode(&[0xff, 0xfe, b'a', 0, b'b']))
        .unwrap();
    let broken = file
        .look(ANY, None, &desktop, &mut || ids.id())
        .unwrap_err();
    assert_eq!(
        (broken.code, &*broken.params["at"]),
        (FailureCode::Malformed, "4")
    );
    let gone =
        FileImport::begin("0190f5c2-0000-7000-8000-000000000000", NAME, &desktop).unwrap_err();
    assert_eq!(gone.code, FailureCode::NotFound);
}

/// What an engine that nobody signed in to answers.
fn answer(trusted: bool, request: Request) -> Failure {
    let moment = Moment {
        now: super::desk::NOON,
        random: [3; 16],
    };
    let (mut engine, _) = Engine::open("ana@team.example", &Stored::default(), moment);
    let event = Event::Request {
        port: 1,
        number: 1,
        trusted,
        request,
    };
    let effects = engine.handle(event, moment);
    let response = effects.into_iter().find_map(|effect| match effect {
        Effect::Respond {
            response: Response::Failed { failure },
            ..
        } => Some(failure),
        _ => None,
    });
    response.expect("a failure")
}

#[test]
fn only_an_extension_page_may_import_and_only_what_it_began() {
    let import = Request::Import {
        pipeline: String::new(),
        resumes: None,
    };
    assert_eq!(answer(false, import.clone()).code, FailureCode::NotAllowed);
    assert_eq!(answer(true, import).code, FailureCode::NeverSignedIn);
    let failure = answer(true, Request::ImportNext { import: 7 });
    assert_eq!(
        (failure.code, failure.place.as_deref()),
        (FailureCode::NotFound, Some("file"))
    );
    let failure = answer(false, Request::ExportNext { export: 7 });
    assert_eq!(
        (failure.code, failure.place.as_deref()),
        (FailureCode::NotFound, Some("file"))
    );
}
