//! Files through a whole engine: the disk, the server, and whoever asks.

use boxwood_core::api::{
    Command, ExportOf, FailureCode, ImportPhase, ImportReport, Request, Response, TableForm,
};
use boxwood_core::host::Event;

use super::{Sales, code, status, with_a_box};
use crate::{Desk, MemoryServer};

/// `Name,Number`, `Bolt,5` and `Cy,7`, each on a line.
const TABLE: &str = "TmFtZSxOdW1iZXIKQm9sdCw1CkN5LDcK";

fn answered(desk: &mut Desk, request: Request) -> Response {
    let number = desk.ask(request);
    desk.answer(number).expect("an answer")
}

/// The table is handed over and looked at.
fn begin(desk: &mut Desk, sales: &Sales) -> u32 {
    begin_or_resume(desk, sales, None).0
}

/// The same, as an import that was broken off; also what it is called for ever.
fn begin_or_resume(desk: &mut Desk, sales: &Sales, resumes: Option<String>) -> (u32, String) {
    let pipeline = sales.pipeline.clone();
    let request = Request::Import { pipeline, resumes };
    let Response::Importing { import, run } = answered(desk, request) else {
        panic!("no import");
    };
    let bytes = TABLE.to_owned();
    let taken = answered(desk, Request::ImportBytes { import, bytes });
    assert_eq!(taken, Response::Nothing);
    let form = TableForm {
        delimiter: None,
        has_header: None,
    };
    let plan = None;
    match answered(desk, Request::ImportLook { import, form, plan }) {
        Response::ImportLooked { view } => assert_eq!((view.failure, view.rows.len()), (None, 2)),
        other => panic!("{other:?}"),
    }
    (import, run)
}

/// Goes on until there is a report.
fn report(desk: &mut Desk, import: u32) -> (ImportPhase, ImportReport) {
    loop {
        let number = desk.ask(Request::ImportNext { import });
        desk.write_all();
        match desk.answer(number) {
            Some(Response::ImportStepped { step }) => {
                if let Some(report) = step.report {
                    return (step.phase, *report);
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

fn confirmed(desk: &mut Desk, sales: &Sales) -> u32 {
    let import = begin(desk, sales);
    assert_eq!(report(desk, import).0, ImportPhase::Checked);
    let nothing = answered(desk, Request::ImportConfirm { import });
    assert_eq!(nothing, Response::Nothing);
    import
}

fn names(server: &MemoryServer) -> Vec<&str> {
    let boxes = server.store.state().boxes.values();
    let live = boxes.filter(|record| !record.deleted());
    let mut names: Vec<_> = live.map(|record| record.name()).collect();
    names.sort_unstable();
    names
}

#[test]
fn what_is_imported_is_on_disk_when_it_is_answered_and_reaches_the_server() {
    let (mut server, mut desk, sales) = with_a_box();
    let import = confirmed(&mut desk, &sales);
    let number = desk.ask(Request::ImportNext { import });
    assert_eq!(desk.answer(number), None, "not before it is on disk");
    desk.write_all();
    assert!(matches!(
        desk.answer(number),
        Some(Response::ImportStepped { .. })
    ));
    desk.restart();
    desk.settle(&mut server);
    assert_eq!(names(&server), ["Acme", "Bolt", "Cy"]);
    assert_eq!(status(&mut desk).waiting, 0);
    // The engine that knew of the import is gone.
    let lost = answered(&mut desk, Request::ImportNext { import });
    assert_eq!(code(Some(lost)), FailureCode::NotFound);
}

#[test]
fn an_import_is_undone_like_anything_else() {
    let (mut server, mut desk, sales) = with_a_box();
    let import = confirmed(&mut desk, &sales);
    let (phase, report) = report(&mut desk, import);
    assert_eq!((phase, report.created), (ImportPhase::Done, 2));
    desk.settle(&mut server);
    assert_eq!(names(&server), ["Acme", "Bolt", "Cy"]);
    desk.perform(Command::Undo);
    desk.settle(&mut server);
    assert_eq!(names(&server), ["Acme"]);
}

#[test]
fn an_import_is_its_ports_alone_and_ends_with_it() {
    let (_, mut desk, sales) = with_a_box();
    let import = begin(&mut desk, &sales);
    for (port, trusted, expected) in [
        (1, false, FailureCode::NotAllowed),
        (2, true, FailureCode::NotFound),
    ] {
        let number = desk.ask_as(port, trusted, Request::ImportNext { import });
        assert_eq!(code(desk.answer(number)), expected);
    }
    let ended = answered(&mut desk, Request::ImportEnd { import });
    assert_eq!(ended, Response::Nothing);
    let import = begin(&mut desk, &sales);
    desk.tell(Event::PortClosed { port: 1 });
    let lost = answered(&mut desk, Request::ImportNext { import });
    assert_eq!(code(Some(lost)), FailureCode::NotFound);
}

#[test]
fn an_export_has_what_waits_for_the_server_too() {
    let (_, mut desk, sales) = with_a_box();
    let import = confirmed(&mut desk, &sales);
    report(&mut desk, import);
    let what = ExportOf::Boxes {
        pipeline: sales.pipeline,
        shape: None,
        titles: std::collections::BTreeMap::new(),
        ids: None,
    };
    let Response::Exporting { export } = answered(&mut desk, Request::Export { what }) else {
        panic!("no export");
    };
    match answered(&mut desk, Request::ExportNext { export }) {
        Response::Exported { piece } => {
            assert!(piece.is_last);
            assert_eq!(piece.text.lines().count(), 4);
        }
        other => panic!("{other:?}"),
    }
    // The last piece ends it.
    let ended = answered(&mut desk, Request::ExportNext { export });
    assert_eq!(code(Some(ended)), FailureCode::NotFound);
}

#[test]
fn an_import_that_is_broken_off_goes_on_and_makes_nothing_twice() {
    let (mut server, mut desk, sales) = with_a_box();
    let (import, run) = begin_or_resume(&mut desk, &sales, None);
    assert_eq!(report(&mut desk, import).0, ImportPhase::Checked);
    answered(&mut desk, Request::ImportConfirm { import });
    // The rows are on disk, and nobody is told: the engine dies before it answers.
    desk.ask(Request::ImportNext { import });
    desk.write_all();
    desk.restart();

    let (import, same) = begin_or_resume(&mut desk, &sales, Some(run.clone()));
    assert_eq!(same, run);
    let (_, checked) = report(&mut desk, import);
    assert_eq!((checked.created, checked.unchanged), (0, 2));
    answered(&mut desk, Request::ImportConfirm { import });
    assert_eq!(report(&mut desk, import).0, ImportPhase::Done);
    desk.settle(&mut server);
    assert_eq!(names(&server), ["Acme", "Bolt", "Cy"]);

    // As an import of its own the same file makes boxes of its own.
    let (import, other) = begin_or_resume(&mut desk, &sales, None);
    assert_ne!(other, run);
    let (_, checked) = report(&mut desk, import);
    assert_eq!((checked.created, checked.unchanged), (2, 0));
}
