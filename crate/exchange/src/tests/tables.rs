//! What goes out as a table comes in as the same cells.

use boxwood_model::{
    Actor, BoxRecord, BuiltIn, Column, Context, Decimal, LiteMap, Operation, PipelineId,
    PipelineOperation, PipelineRole, Place, Problem, Refusal, State, UserId, Value,
};
use proptest::prelude::*;

use super::team::{
    BOX, MEMBER, OWNER, PIPELINE, context, everything, field_id, ids, perform, team,
};
use crate::{
    CellProblem, Conventions, CsvExport, CsvStyle, Delimiter, Dialect, Import, ImportError,
    ImportOptions, NewFieldKind, Outcome, Progress, SetupProblem, Sheet, Target, preview,
    stored_text,
};

fn export(style: CsvStyle, titles: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let titles = titles.iter().map(|title| (*title).to_owned()).collect();
    CsvExport::new(style, titles, rows.iter(), |row, at| row[at].clone()).collect()
}

fn import(state: &mut State, text: &str, targets: Vec<Target>) {
    let dialect = Dialect {
        delimiter: None,
        has_header: Some(true),
    };
    let sheet = Sheet::read(text.as_bytes(), dialect).unwrap();
    let options = ImportOptions::new(PIPELINE, targets, Conventions::default());
    let mut new_id = ids();
    let mut import = Import::new(sheet, options, context(), &*state, &mut new_id).unwrap();
    while import.step(&*state, &mut new_id, 10) != Progress::Checked {}
    import
        .confirm()
        .unwrap_or_else(|error| panic!("{error}: {:?}\n{text}", import.report()));
    while let Progress::Act { action, .. } = import.step(&*state, &mut new_id, 10) {
        perform(state, &action, context());
    }
}

#[test]
fn cells_are_quoted_and_made_safe() {
    let rows = [
        "=1+1", "+A1", "-A1", "-5.5", "@x", "\tx", "a,b", "a\"b", "a\nb", " a", "'=x", "",
    ];
    let rows: Vec<Vec<String>> = rows.iter().map(|cell| vec![(*cell).to_owned()]).collect();
    let safe: String = export(CsvStyle::default(), &["T"], &rows).concat();
    assert_eq!(
        safe,
        "T\r\n'=1+1\r\n'+A1\r\n'-A1\r\n-5.5\r\n'@x\r\n\"'\tx\"\r\n\"a,b\"\r\n\"a\"\"b\"\r\n\"a\nb\"\r\n\
         \" a\"\r\n''=x\r\n\"\"\r\n"
    );
    let plain = CsvStyle {
        delimiter: Delimiter::Semicolon,
        has_mark: true,
        is_formula_safe: false,
    };
    let plain = export(plain, &["T"], &rows).concat();
    assert!(
        plain.starts_with("\u{feff}T\r\n=1+1\r\n") && plain.contains("\na,b\r\n"),
        "{plain}"
    );
}

#[test]
fn a_preview_changes_nothing_and_tells_rows() {
    let state = team();
    let sheet = Sheet::read(
        b"Name,Stage,Value\nA,Lead,5\nB,New,x\nC,New,7\n",
        Dialect::default(),
    );
    let targets = vec![Target::Name, Target::Stage, Target::Field(field_id(2))];
    let options = ImportOptions::new(PIPELINE, targets, Conventions::default());
    let (rows, report) =
        preview(&sheet.unwrap(), options, context(), &state, &mut ids(), 2).unwrap();
    let lines: Vec<_> = rows
        .iter()
        .map(|row| (row.line, row.operations.len()))
        .collect();
    assert_eq!(lines, [(2, 2), (3, 0)]);
    assert!(matches!(rows[0].outcome, Outcome::Create(_)));
    assert_eq!(rows[1].outcome, Outcome::Rejected);
    // The stage that only the bad row named is not made.
    assert_eq!(
        (report.rows, report.rejected, report.new_stages.len()),
        (2, 1, 0)
    );
}

#[test]
fn nothing_happens_unchecked_or_with_bad_rows() {
    let state = team();
    let sheet = Sheet::read(b"Name,Value\nA,5\nB,x\n", Dialect::default()).unwrap();
    let targets = vec![Target::Name, Target::Field(field_id(2))];
    let options = ImportOptions::new(PIPELINE, targets, Conventions::default());
    let mut new_id = ids();
    let mut import = Import::new(sheet, options, context(), &state, &mut new_id).unwrap();
    assert_eq!(import.confirm(), Err(ImportError::NotChecked));
    while import.step(&state, &mut new_id, 1) != Progress::Checked {}
    assert_eq!(import.confirm(), Err(ImportError::BadRows { count: 1 }));
    assert_eq!(import.step(&state, &mut new_id, 1), Progress::Checked);
}

/// Text as it stays: the ends of a cell lose their spaces.
fn cell() -> impl Strategy<Value = String> {
    "[^\\p{Cc}]{0,12}(\n[=+@'\",;|\t-]{0,3}[a-z]{0,3})?".prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn what_goes_out_comes_in(
        rows in proptest::collection::vec((cell(), cell(), any::<i32>(), 0..6_u32), 1..6),
        delimiter in prop_oneof![
            Just(Delimiter::Comma), Just(Delimiter::Semicolon), Just(Delimiter::Tab), Just(Delimiter::Pipe)
        ],
        has_mark in any::<bool>(),
    ) {
        let table: Vec<Vec<String>> = rows
            .iter()
            .enumerate()
            .map(|(at, (text, notes, number, scale))| {
                let number = Decimal::new(i64::from(*number), *scale);
                vec![format!("box {at}"), text.clone(), notes.clone(), number.to_string()]
            })
            .collect();
        let style = CsvStyle { delimiter, has_mark, is_formula_safe: true };
        let text = export(style, &["Name", "Text", "Notes", "Number"], &table).concat();
        let mut state = team();
        let targets = vec![
            Target::Name, Target::Field(field_id(0)), Target::Notes, Target::Field(field_id(1)),
        ];
        // The delimiter is said: cells of chance may look like more columns than there are.
        let sheet = Sheet::read(text.as_bytes(), Dialect {
            delimiter: Some(delimiter),
            has_header: Some(true),
        }).unwrap();
        prop_assert_eq!(sheet.width(), 4);
        let options = ImportOptions::new(PIPELINE, targets, Conventions::default());
        let mut new_id = ids();
        let mut import = Import::new(sheet, options, context(), &state, &mut new_id).unwrap();
        while import.step(&state, &mut new_id, 10) != Progress::Checked {}
        prop_assert_eq!(import.report().problems.len(), 0, "{:?}", import.report().problems);
        import.confirm().unwrap();
        while let Progress::Act { action, .. } = import.step(&state, &mut new_id, 10) {
            perform(&mut state, &action, context());
        }
        for (at, (text, notes, number, scale)) in rows.iter().enumerate() {
            let name = format!("box {at}");
            let record = state.boxes.values().find(|record| record.name() == name).unwrap();
            let expected = if text.is_empty() { Value::Empty } else { Value::Text(text.clone()) };
            prop_assert_eq!(record.value(field_id(0)), expected);
            prop_assert_eq!(record.notes(), notes);
            let number = Value::Number(Decimal::new(i64::from(*number), *scale));
            prop_assert_eq!(record.value(field_id(1)), number);
        }
    }
}

#[test]
fn importing_an_export_again_changes_nothing() {
    let mut state = team();
    let targets = || vec![Target::BoxId, Target::Name];
    let rows = |state: &State| -> Vec<Vec<String>> {
        let boxes = state.boxes.values();
        boxes
            .map(|record| vec![record.id.to_string(), record.name().to_owned()])
            .collect()
    };
    let text = export(CsvStyle::default(), &["Id", "Name"], &rows(&state)).concat();
    let before = state.clone();
    import(&mut state, &text, targets());
    assert_eq!(state, before);
}

#[test]
fn all_that_a_box_stores_goes_out_and_comes_in() {
    let mut state = everything();
    let home = state.pipelines[&PIPELINE].clone();
    let fields: Vec<_> = home.fields_in_order();
    let mut columns = vec![
        (Column::BuiltIn(BuiltIn::Name), Target::Name),
        (Column::BuiltIn(BuiltIn::Notes), Target::Notes),
        (Column::BuiltIn(BuiltIn::Stage), Target::Stage),
        (Column::BuiltIn(BuiltIn::Assignees), Target::Assignees),
        (Column::BuiltIn(BuiltIn::Contacts), Target::Contacts),
        (
            Column::BuiltIn(BuiltIn::Organizations),
            Target::Organizations,
        ),
    ];
    let stored = fields
        .iter()
        .filter(|(_, field)| !field.kind.value.is_calculated());
    columns.extend(stored.map(|(id, _)| (Column::Field(*id), Target::Field(*id))));
    let mut titles = vec!["Id".to_owned()];
    titles.extend((1..=columns.len()).map(|column| format!("Column {column}")));
    let mut targets = vec![Target::BoxId];
    targets.extend(columns.iter().map(|(_, target)| target.clone()));
    let cell = |record: &&BoxRecord, at: usize| match at.checked_sub(1) {
        None => record.id.to_string(),
        Some(at) => stored_text(record, columns[at].0, &state).unwrap(),
    };
    let text: String =
        CsvExport::new(CsvStyle::default(), titles, state.boxes.values(), cell).collect();
    let before = state.clone();
    import(&mut state, &text, targets.clone());
    assert_eq!(state, before, "{text}");

    // Into boxes that hold nothing of it the same comes.
    for record in state.boxes.values_mut() {
        record.change(|head| head.values = LiteMap::new());
        record.contacts = LiteMap::new();
        record.change(|head| head.notes.value = String::new());
    }
    import(&mut state, &text, targets);
    for (id, record) in &before.boxes {
        for (column, _) in &columns {
            let came = stored_text(&state.boxes[id], *column, &state);
            assert_eq!(came, stored_text(record, *column, &before), "{text}");
        }
    }
    let computed = Column::BuiltIn(BuiltIn::DaysInStage);
    assert_eq!(stored_text(&before.boxes[&BOX], computed, &before), None);
}

/// Checks a file as somebody, and says why its first bad row cannot be.
fn problem(state: &State, who: UserId, text: &str, targets: Vec<Target>) -> Option<CellProblem> {
    let said = Dialect {
        delimiter: None,
        has_header: Some(true),
    };
    let sheet = Sheet::read(text.as_bytes(), said).unwrap();
    let options = ImportOptions::new(PIPELINE, targets, Conventions::default());
    let context = Context {
        actor: Actor::User(who),
        ..context()
    };
    let mut new_id = ids();
    let mut import = Import::new(sheet, options, context, state, &mut new_id).unwrap();
    while import.step(state, &mut new_id, 100) != Progress::Checked {}
    let problem = import.report().problems.first();
    problem.map(|problem| problem.problem.clone())
}

#[test]
fn the_rules_of_the_model_hold_for_every_row() {
    let mut state = team();
    let watch = PipelineOperation::SetMember(MEMBER, Some(PipelineRole::Viewer));
    let operation = Operation::Pipeline(PIPELINE, watch);
    perform(&mut state, &operation.into(), context());
    let by_viewer = problem(&state, MEMBER, "Name\nA\n", vec![Target::Name]);
    assert_eq!(by_viewer, Some(CellProblem::Refused(Refusal::NotAllowed)));

    // The pipeline has two stages, and at most a hundred.
    let rows: String = (0..99).map(|at| format!("A,S{at}\n")).collect();
    let text = format!("Name,Stage\n{rows}");
    let too_many = problem(&state, OWNER, &text, vec![Target::Name, Target::Stage]);
    let refusal = Refusal::Invalid {
        place: Place::Stage,
        problem: Problem::TooMany {
            most: 100,
            has: 101,
        },
    };
    assert_eq!(too_many, Some(CellProblem::Refused(refusal)));

    let by_id = |state: &State| {
        let text = format!("Id,Name\n{BOX},A\n");
        problem(state, OWNER, &text, vec![Target::BoxId, Target::Name])
    };
    assert_eq!(by_id(&state), None);
    perform(
        &mut state,
        &Operation::DeleteBox { id: BOX }.into(),
        context(),
    );
    assert_eq!(by_id(&state), Some(CellProblem::Elsewhere));
}

#[test]
fn boxes_are_found_by_what_a_cell_means() {
    let mut state = team();
    let targets = || vec![Target::Name, Target::Field(field_id(1))];
    import(
        &mut state,
        "Name,Number\nFirst,1.50\nTwin,2\nTwin,3\n",
        targets(),
    );
    let again = |column| {
        let sheet = Sheet::read(b"Name,Number\nTwin,\"1.5\"\n", Dialect::default()).unwrap();
        let mut options = ImportOptions::new(PIPELINE, targets(), Conventions::default());
        options.match_by = Some(column);
        preview(&sheet, options, context(), &state, &mut ids(), 1).unwrap()
    };
    let first = state
        .boxes
        .values()
        .find(|record| record.name() == "First")
        .unwrap();
    let (by_number, _) = again(1);
    assert_eq!(by_number[0].outcome, Outcome::Update(first.id));
    let rename = Operation::RenameBox {
        id: first.id,
        name: "Twin".to_owned(),
    };
    assert_eq!(by_number[0].operations, [rename]);
    let (by_name, report) = again(0);
    assert_eq!(by_name[0].outcome, Outcome::Rejected);
    assert_eq!(
        report.problems[0].problem,
        CellProblem::Ambiguous { count: 2 }
    );
}

#[test]
fn an_import_that_makes_no_sense_does_not_start() {
    let state = team();
    let start = |targets: Vec<Target>, change: fn(&mut ImportOptions)| {
        let sheet = Sheet::read(b"Name,Stage\nA,Lead\n", Dialect::default()).unwrap();
        let mut options = ImportOptions::new(PIPELINE, targets, Conventions::default());
        change(&mut options);
        let import = Import::new(sheet, options, context(), &state, &mut ids());
        import.map(|_| ()).unwrap_err()
    };
    let as_it_is: fn(&mut ImportOptions) = |_| {};
    let name = || vec![Target::Name];
    let gone: fn(&mut ImportOptions) = |options| options.pipeline = PipelineId::from_bytes([9; 16]);
    let by_stage: fn(&mut ImportOptions) = |options| options.match_by = Some(1);
    let empty: fn(&mut ImportOptions) = |options| options.operations_per_action = 0;
    let formula = Target::Field(field_id(16));
    let unknown = Target::Field(field_id(99));
    let bad_name = Target::NewField {
        name: String::new(),
        kind: NewFieldKind::Text,
    };
    assert_eq!(start(name(), gone), SetupProblem::NoPipeline);
    assert_eq!(
        start(vec![Target::Ignore], as_it_is),
        SetupProblem::NothingMapped
    );
    let three = vec![Target::Name, Target::Stage, Target::Notes];
    assert_eq!(start(three, as_it_is), SetupProblem::NoColumn { column: 2 });
    let twice = vec![Target::Name, Target::Name];
    assert_eq!(
        start(twice, as_it_is),
        SetupProblem::Twice {
            first: 0,
            second: 1
        }
    );
    assert_eq!(
        start(vec![unknown], as_it_is),
        SetupProblem::NoField { column: 0 }
    );
    assert_eq!(
        start(vec![formula], as_it_is),
        SetupProblem::Calculated { column: 0 }
    );
    let stage = vec![Target::Name, Target::Stage];
    assert_eq!(
        start(stage, by_stage),
        SetupProblem::NotMatchable { column: 1 }
    );
    assert_eq!(
        start(name(), empty),
        SetupProblem::ActionSize { most: 10_000 }
    );
    let refusal = Refusal::Invalid {
        place: Place::FieldName,
        problem: Problem::Empty,
    };
    let refused = SetupProblem::Refused { column: 0, refusal };
    assert_eq!(start(vec![bad_name], as_it_is), refused);
}
