//! Cases as files: `tests/golden/formula/*.txt`, each of which says how it is written.
//!
//! `BOXWOOD_BLESS=1` writes what comes out as the result of every case; it then has to be compared by
//! hand with what a spreadsheet gives.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use boxwood_model::Date;

use super::super::calendar::{self, DAY};
use super::super::{
    Column, ErrorKind, Evaluated, Formula, FormulaError, FormulaValue, Timing, numeric, tree::Tree,
};
use super::sheet::{NOW, Sheet};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/formula")
}

#[test]
fn every_case_comes_to_its_result() {
    let bless = std::env::var_os("BOXWOOD_BLESS").is_some();
    let mut cases = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let mut blessed = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.is_empty() || line.starts_with('#') {
                writeln!(blessed, "{line}").unwrap();
                continue;
            }
            cases += 1;
            let (case, expected) = line.rsplit_once(" => ").unwrap();
            let (formula, inputs) = case.rsplit_once(" | ").unwrap_or((case, ""));
            let result = result(formula, &sheet(inputs));
            if result != expected {
                let file = path.file_name().unwrap().display();
                writeln!(
                    wrong,
                    "{file}: {case}\n  is     {result}\n  not    {expected}"
                )
                .unwrap();
            }
            writeln!(blessed, "{case} => {result}").unwrap();
        }
        if bless {
            fs::write(&path, blessed).unwrap();
        }
    }
    assert!(cases >= 500, "only {cases} cases were found");
    assert!(bless || wrong.is_empty(), "\n{wrong}");
}

fn result(text: &str, sheet: &Sheet) -> String {
    let formula = match Formula::parse(text, sheet) {
        Ok(formula) => formula,
        Err(error) => {
            return format!(
                "error {}..{}: {}",
                error.at.start, error.at.end, error.problem
            );
        }
    };
    let Evaluated { value, timing } = formula.evaluate(sheet, NOW);
    let mut result = write(&value);
    if let FormulaValue::Error(error) = value {
        let span = formula.span(error.at, sheet);
        let shown: Vec<char> = formula.display(sheet).chars().collect();
        let part: String = shown[span.start..span.end].iter().collect();
        write!(result, " at {part}").unwrap();
    }
    result
        + match timing {
            Timing::Never => "",
            Timing::Daily => " daily",
            Timing::Always => " always",
        }
}

fn sheet(inputs: &str) -> Sheet {
    let inputs = inputs.split("; ").filter(|input| !input.is_empty());
    Sheet(
        inputs
            .map(|input| {
                let (name, value) = input.split_once('=').unwrap();
                let value = (value != "gone").then(|| read(value));
                (name.to_owned(), value)
            })
            .collect(),
    )
}

const ERRORS: [ErrorKind; 7] = [
    ErrorKind::DivideByZero,
    ErrorKind::Reference,
    ErrorKind::Value,
    ErrorKind::Cycle,
    ErrorKind::Number,
    ErrorKind::NotAvailable,
    ErrorKind::Limit,
];

fn read(text: &str) -> FormulaValue {
    if let Some(items) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        let items = items.split(", ").filter(|item| !item.is_empty());
        return FormulaValue::List(items.map(read).collect());
    }
    if let Some(text) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        return FormulaValue::Text(text.replace("\"\"", "\""));
    }
    if let Some(kind) = ERRORS.into_iter().find(|kind| kind.code() == text) {
        let at = Tree::default().root();
        return FormulaValue::Error(FormulaError { kind, at });
    }
    match text {
        "blank" => FormulaValue::Blank,
        "TRUE" => FormulaValue::Bool(true),
        "FALSE" => FormulaValue::Bool(false),
        _ => moment(text)
            .or_else(|| text.parse().ok().map(FormulaValue::Date))
            .or_else(|| text.parse().ok().map(FormulaValue::Number))
            .unwrap_or_else(|| panic!("`{text}` is no value")),
    }
}

fn moment(text: &str) -> Option<FormulaValue> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (hours, rest) = time.split_once(':')?;
    let (minutes, seconds) = rest.split_once(':')?;
    let seconds: f64 = seconds.parse().ok()?;
    let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "less than a minute")]
    let milliseconds = minutes * 60_000 + (seconds * 1_000.0).round() as i64;
    let date: Date = date.parse().ok()?;
    let milliseconds = calendar::days_of(date) * DAY + milliseconds;
    Some(FormulaValue::Moment(milliseconds.try_into().ok()?))
}

fn write(value: &FormulaValue) -> String {
    match value {
        FormulaValue::Blank => "blank".to_owned(),
        FormulaValue::Number(number) => numeric::to_text(*number),
        FormulaValue::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        FormulaValue::Bool(true) => "TRUE".to_owned(),
        FormulaValue::Bool(false) => "FALSE".to_owned(),
        FormulaValue::Date(date) => date.to_string(),
        FormulaValue::Moment(moment) => {
            let moment = i64::try_from(*moment).unwrap();
            let date = calendar::date_of(moment.div_euclid(DAY)).unwrap();
            let seconds = moment.rem_euclid(DAY) / 1_000;
            let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
            format!("{date}T{hours:02}:{minutes:02}:{seconds:02}Z")
        }
        FormulaValue::List(items) => {
            let items: Vec<String> = items.iter().map(write).collect();
            format!("{{{}}}", items.join(", "))
        }
        FormulaValue::Error(error) => error.kind.to_string(),
    }
}

#[test]
fn a_built_in_column_is_a_number_between_braces() {
    let formula = Formula::from_stored("{#7}&\"!\"").unwrap();
    assert_eq!(formula.columns(), [Column::BuiltIn(7)].into());
}
