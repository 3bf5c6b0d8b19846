//! A hundred thousand rows, in steps that each do little.

use super::team::{PIPELINE, context, ids, team};
use crate::{ColumnProfile, Conventions, Dialect, Import, ImportOptions, Progress, Sheet, propose};

const ROWS: usize = 100_000;
const BUDGET: usize = 1_000;

#[test]
fn a_hundred_thousand_rows_come_in_bounded_steps() {
    use std::fmt::Write as _;
    let mut text = String::from("Name,Stage,Value,Due,Tags,Contact email,Notes\n");
    for row in 0..ROWS {
        let (stage, tag) = (row % 5, row % 7);
        let contact = row % 1_000;
        writeln!(
            text,
            "Deal {row},Stage {stage},{row}00.50 €,2026-03-{:02},New; T{tag},c{contact}@hill.example,\"a \"\"b\"\"\"",
            row % 28 + 1
        )
        .unwrap();
    }
    let state = team();
    let sheet = Sheet::read(text.as_bytes(), Dialect::default()).unwrap();
    let conventions = Conventions::of(&sheet);
    let profiles = ColumnProfile::of_all(&sheet, &conventions);
    let targets = propose(&sheet, &profiles, &state.pipelines[&PIPELINE]);
    let options = ImportOptions::new(PIPELINE, targets, conventions);
    let most = options.operations_per_action;
    let mut new_id = ids();
    let mut import = Import::new(sheet, options, context(), &state, &mut new_id).unwrap();

    let mut steps = 0;
    let mut last = 0;
    loop {
        match import.step(&state, &mut new_id, BUDGET) {
            Progress::Learning => {}
            Progress::Checking { done, of } => {
                assert!(done > last && done <= of);
                last = done;
                steps += 1;
            }
            Progress::Checked => break,
            progress => panic!("{progress:?}"),
        }
    }
    assert!(steps >= ROWS / BUDGET, "{steps} steps");
    let report = import.report().clone();
    assert_eq!(
        (report.created, report.rejected),
        (ROWS as u64, 0),
        "{:?}",
        report.problems.first()
    );
    assert_eq!(report.new_stages.len(), 5);
    assert_eq!((report.new_choices.len(), report.new_contacts), (7, 1_000));

    import.confirm().unwrap();
    let (mut operations, mut last) = (0, 0);
    while let Progress::Act { action, done, of } = import.step(&state, &mut new_id, BUDGET) {
        assert!(action.operations.len() <= most && done >= last && done <= of);
        last = done;
        operations += action.operations.len();
    }
    // Five stages, a field with its new tags, the contacts, and for each row the box, three cells, its
    // notes and its contact.
    assert_eq!(operations, 5 + 1 + 1_000 + ROWS * 6);
}
