//! Files in `tests/golden/exchange`: each with what must come of it beside it, as text. Run with
//! `BOXWOOD_WRITE_GOLDEN=1` to write what comes of them now; look at the difference before it stays.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use boxwood_model::{PipelineId, State, reads_as};

use super::team::{PIPELINE, context, everything, ids, perform, team};
use crate::{
    ColumnProfile, Conventions, Dialect, EmptyCells, Import, ImportOptions, JsonExport, OnBadRows,
    Progress, Report, Sheet, Target, Unknown, import_cards, propose, read_cards, read_json,
    state_hash,
};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden/exchange")
        .join(name)
}

/// Compares what came of each file of a folder with the text beside it.
#[track_caller]
fn check(name: &str, extension: &str, least: usize, come_of: impl Fn(&Path, &[u8]) -> String) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    assert!(files.len() >= least, "{} files in {name}", files.len());
    for path in files {
        let found = come_of(&path, &fs::read(&path).unwrap());
        let beside = path.with_extension("txt");
        if std::env::var_os("BOXWOOD_WRITE_GOLDEN").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn tables() {
    check("csv", "csv", 20, |path, bytes| {
        let said = fs::read_to_string(path.with_extension("options")).unwrap_or_default();
        table(bytes, &said)
    });
}

#[test]
fn cards() {
    check("vcard", "vcf", 5, |_, bytes| card_file(bytes));
}

#[test]
fn broken_backups() {
    check("json", "json", 10, |_, bytes| {
        let text = String::from_utf8_lossy(bytes);
        match read_json(&text) {
            Ok(state) => format!("{} records\n", state.keys().count()),
            Err(error) => format!("{error}\n"),
        }
    });
}

/// A backup of version 1 is read for ever, and is what it was.
#[test]
fn the_first_version_is_read() {
    let path = folder("backup-1.json");
    if std::env::var_os("BOXWOOD_WRITE_GOLDEN").is_some() {
        fs::write(&path, JsonExport::new(&everything()).collect::<String>()).unwrap();
    }
    let state = read_json(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(state, everything());
    assert_eq!(state_hash(&state), state_hash(&everything()));
}

/// Reads, maps, checks and imports a file into the small team, and tells of every step.
fn table(bytes: &[u8], said: &str) -> String {
    let is_said = |word: &str| said.lines().any(|line| line == word);
    let number = |word: &str| -> Option<usize> {
        let line = said.lines().find_map(|line| line.strip_prefix(word))?;
        line.trim().parse().ok()
    };
    let mut out = String::new();
    let dialect = Dialect {
        delimiter: None,
        has_header: is_said("no header").then_some(false),
    };
    let sheet = match Sheet::read(bytes, dialect) {
        Ok(sheet) => sheet,
        Err(error) => return format!("{error}\n"),
    };
    let mut state = team();
    let conventions = Conventions::of(&sheet);
    let profiles = ColumnProfile::of_all(&sheet, &conventions);
    let mut targets = propose(&sheet, &profiles, &state.pipelines[&PIPELINE]);
    if let Some(column) = number("id ") {
        targets[column] = Target::BoxId;
    }
    writeln!(
        out,
        "{:?}, {:?}, {}, decimals {:?}, dates {:?}{}",
        sheet.encoding(),
        sheet.delimiter(),
        if sheet.has_header() {
            "header"
        } else {
            "no header"
        },
        conventions.decimals,
        conventions.dates,
        if conventions.is_order_ambiguous {
            " or not"
        } else {
            ""
        },
    )
    .unwrap();
    for (column, target) in targets.iter().enumerate() {
        let title = sheet.header().get(column).map_or("", String::as_str);
        writeln!(
            out,
            "column {} `{title}`: {}",
            column + 1,
            target_text(target, &state)
        )
        .unwrap();
    }
    let mut options = ImportOptions::new(PIPELINE, targets, conventions);
    options.match_by = number("match ");
    options.operations_per_action = number("operations ").unwrap_or(2_000);
    if is_said("skip bad rows") {
        options.bad_rows = OnBadRows::Skip;
    }
    if is_said("clear") {
        options.empty_cells = EmptyCells::Clear;
    }
    if is_said("report unknown") {
        options.unknown_stages = Unknown::Report;
        options.unknown_choices = Unknown::Report;
        options.unknown_contacts = Unknown::Report;
        options.unknown_organizations = Unknown::Report;
    }
    let mut new_id = ids();
    let import = Import::new(sheet, options, context(), &state, &mut new_id);
    let mut import = match import {
        Ok(import) => import,
        Err(problem) => return out + &format!("{problem}\n"),
    };
    while import.step(&state, &mut new_id, 3) != Progress::Checked {}
    report(import.report(), &mut out);
    if let Err(error) = import.confirm() {
        writeln!(out, "{error}").unwrap();
        return out;
    }
    let mut actions = 0;
    while let Progress::Act { action, .. } = import.step(&state, &mut new_id, 3) {
        perform(&mut state, &action, context());
        actions += 1;
    }
    writeln!(out, "{actions} actions").unwrap();
    boxes(&state, PIPELINE, &mut out);
    out
}

fn target_text(target: &Target, state: &State) -> String {
    match target {
        Target::Field(id) => {
            let field = state.pipelines[&PIPELINE].fields.get(id).unwrap();
            format!("field {}", field.name.value)
        }
        Target::NewField { name, kind } => format!("new field {name} ({kind:?})"),
        target => format!("{target:?}"),
    }
}

fn report(report: &Report, out: &mut String) {
    writeln!(
        out,
        "{} rows: {} created, {} updated, {} unchanged, {} rejected",
        report.rows, report.created, report.updated, report.unchanged, report.rejected
    )
    .unwrap();
    for problem in &report.problems {
        writeln!(out, "{problem}").unwrap();
    }
    let lists = [
        ("fields", &report.new_fields),
        ("stages", &report.new_stages),
    ];
    for (what, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        writeln!(out, "new {what}: {}", names.join(" | ")).unwrap();
    }
    for (field, choice) in &report.new_choices {
        writeln!(out, "new choice: {field} = {choice}").unwrap();
    }
    if report.new_contacts + report.new_organizations > 0 {
        let (contacts, organizations) = (report.new_contacts, report.new_organizations);
        writeln!(
            out,
            "new: {contacts} contacts, {organizations} organizations"
        )
        .unwrap();
    }
}

fn boxes(state: &State, pipeline: PipelineId, out: &mut String) {
    let home = &state.pipelines[&pipeline];
    for record in state.boxes.values() {
        let stage = home
            .stages
            .get(&home.resolve_stage(record.stage()))
            .unwrap();
        write!(out, "{:?} at {}", record.name(), stage.name.value).unwrap();
        if !record.notes().is_empty() {
            let notes: String = record.notes().chars().take(60).collect();
            write!(out, ", notes {notes:?}").unwrap();
        }
        for (id, field) in home.fields_in_order() {
            let text = reads_as(&record.value(id), field, state);
            if !text.is_empty() {
                let text: String = text.chars().take(60).collect();
                write!(out, ", {} = {text:?}", field.name.value).unwrap();
            }
        }
        for person in boxwood_model::elements(&record.assignees) {
            write!(out, ", of {}", state.members[person].name.value).unwrap();
        }
        for (id, _) in record.live_contacts() {
            write!(out, ", contact {}", state.contacts[id].display_name()).unwrap();
        }
        for (id, _) in record.live_organizations() {
            write!(out, ", organization {}", state.organizations[id].name.value).unwrap();
        }
        writeln!(out).unwrap();
    }
}

/// Reads cards and imports them into the team that has everything.
fn card_file(bytes: &[u8]) -> String {
    let file = read_cards(bytes);
    let mut out = String::new();
    for error in &file.errors {
        writeln!(out, "{error}").unwrap();
    }
    for card in &file.cards {
        for left in &card.not_carried {
            writeln!(
                out,
                "line {}: {} is {} carried over",
                left.line,
                left.property,
                if left.is_partly_carried {
                    "partly"
                } else {
                    "not"
                },
            )
            .unwrap();
        }
    }
    let mut state = everything();
    let import = import_cards(&file.cards, context(), &state, &mut ids());
    let report = &import.report;
    writeln!(
        out,
        "{} created, {} updated, {} unchanged, {} rejected, {} new organizations",
        report.created, report.updated, report.unchanged, report.rejected, report.new_organizations
    )
    .unwrap();
    for (line, refusal) in &report.refused {
        writeln!(out, "card of line {line}: {refusal}").unwrap();
    }
    for action in &import.actions {
        perform(&mut state, action, context());
    }
    for contact in state.contacts.values() {
        let firms = boxwood_model::elements(&contact.organizations);
        let firms: Vec<_> = firms
            .map(|id| &*state.organizations[id].name.value)
            .collect();
        let handles = contact.handles.iter();
        let handles: Vec<_> = handles
            .map(|(handle, name)| format!("{handle:?} {}", name.value))
            .collect();
        writeln!(
            out,
            "{:?} {:?}, title {:?}, notes {:?}, emails {:?}, phones {:?}, addresses {:?}, \
             handles {handles:?}, photo {:?}, organizations {firms:?}",
            contact.given_name.value,
            contact.family_name.value,
            contact.title.value,
            contact.notes.value,
            contact.emails.value,
            contact.phones.value,
            contact.addresses.value,
            contact.photo_url.value,
        )
        .unwrap();
    }
    out
}
