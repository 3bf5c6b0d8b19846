//! What imports say and are told, from the exchange's words to the screen's and back.

use boxwood_exchange::{
    self as exchange, CellProblem, Conventions, Decimals, ImportError, NewFieldKind, SetupProblem,
    SheetError,
};
use boxwood_model::{Gather as _, PipelineId, Place, Refusal};

use super::count;
use crate::api::{
    DateOrder, Delimiter, Failure, FailureCode, ImportPlan, ImportReport, ImportTarget, KindInput,
    Params, RowProblem, RowProblemCode, TableForm,
};
use crate::translate::{failure, id, refusal};

/// Why something about a file cannot be.
pub(super) fn about(place: &str, code: FailureCode, params: &[(&str, String)]) -> Failure {
    Failure {
        place: Some(place.to_owned()),
        params: named(params),
        ..failure(code, None)
    }
}

fn named(params: &[(&str, String)]) -> Params {
    let params = params.iter();
    let params = params.map(|(name, value)| ((*name).to_owned(), value.clone()));
    params.gather()
}

pub(super) fn dialect(form: TableForm) -> exchange::Dialect {
    exchange::Dialect {
        delimiter: form.delimiter.map(|delimiter| match delimiter {
            Delimiter::Comma => exchange::Delimiter::Comma,
            Delimiter::Semicolon => exchange::Delimiter::Semicolon,
            Delimiter::Tab => exchange::Delimiter::Tab,
            Delimiter::Pipe => exchange::Delimiter::Pipe,
        }),
        has_header: form.has_header,
    }
}

pub(super) const fn form(sheet: &exchange::Sheet) -> TableForm {
    TableForm {
        delimiter: Some(match sheet.delimiter() {
            exchange::Delimiter::Comma => Delimiter::Comma,
            exchange::Delimiter::Semicolon => Delimiter::Semicolon,
            exchange::Delimiter::Tab => Delimiter::Tab,
            exchange::Delimiter::Pipe => Delimiter::Pipe,
        }),
        has_header: Some(sheet.has_header()),
    }
}

/// A plan that makes what is unknown, keeps what cells say nothing of, and does all or nothing.
pub(super) fn proposal(targets: Vec<exchange::Target>, conventions: Conventions) -> ImportPlan {
    let ids = targets.iter();
    let mut ids = ids
        .zip(0..)
        .filter(|(target, _)| **target == exchange::Target::BoxId);
    ImportPlan {
        match_by: ids.next().map(|(_, column)| column),
        targets: targets.into_iter().map(target_view).collect(),
        has_decimal_comma: conventions.decimals == Decimals::Comma,
        dates: match conventions.dates {
            exchange::DateOrder::DayMonthYear => DateOrder::DayMonthYear,
            exchange::DateOrder::MonthDayYear => DateOrder::MonthDayYear,
        },
        makes_unknown: true,
        clears: false,
        skips_bad_rows: false,
    }
}

/// What an import is told by a plan.
///
/// # Errors
/// A field that does not exist, and a new field of a type that an import cannot make.
pub(super) fn options(
    plan: &ImportPlan,
    pipeline: PipelineId,
    minutes_ahead: i32,
    operations_per_action: usize,
) -> Result<exchange::ImportOptions, Failure> {
    let targets = plan.targets.iter().enumerate();
    let targets = targets.map(|(column, to)| target(column, to));
    let conventions = Conventions {
        decimals: if plan.has_decimal_comma {
            Decimals::Comma
        } else {
            Decimals::Point
        },
        dates: match plan.dates {
            DateOrder::DayMonthYear => exchange::DateOrder::DayMonthYear,
            DateOrder::MonthDayYear => exchange::DateOrder::MonthDayYear,
        },
        is_order_ambiguous: false,
        minutes_ahead,
    };
    let unknown = if plan.makes_unknown {
        exchange::Unknown::Create
    } else {
        exchange::Unknown::Report
    };
    let targets = targets.collect::<Result<_, Failure>>()?;
    Ok(exchange::ImportOptions {
        match_by: plan
            .match_by
            .map(|column| usize::try_from(column).unwrap_or(usize::MAX)),
        unknown_stages: unknown,
        unknown_choices: unknown,
        unknown_contacts: unknown,
        unknown_organizations: unknown,
        empty_cells: if plan.clears {
            exchange::EmptyCells::Clear
        } else {
            exchange::EmptyCells::Keep
        },
        bad_rows: if plan.skips_bad_rows {
            exchange::OnBadRows::Skip
        } else {
            exchange::OnBadRows::Refuse
        },
        operations_per_action,
        ..exchange::ImportOptions::new(pipeline, targets, conventions)
    })
}

fn target(column: usize, target: &ImportTarget) -> Result<exchange::Target, Failure> {
    Ok(match target {
        ImportTarget::Ignore => exchange::Target::Ignore,
        ImportTarget::Name => exchange::Target::Name,
        ImportTarget::Notes => exchange::Target::Notes,
        ImportTarget::Stage => exchange::Target::Stage,
        ImportTarget::Assignees => exchange::Target::Assignees,
        ImportTarget::Contacts => exchange::Target::Contacts,
        ImportTarget::Organizations => exchange::Target::Organizations,
        ImportTarget::BoxId => exchange::Target::BoxId,
        ImportTarget::Field { field } => exchange::Target::Field(id(field, Place::Field)?),
        ImportTarget::NewField { name, content } => {
            let not_here = || {
                let params = [("column", (column + 1).to_string())];
                about("importColumn", FailureCode::WrongType, &params)
            };
            exchange::Target::NewField {
                name: name.clone(),
                kind: new_field(content).ok_or_else(not_here)?,
            }
        }
    })
}

fn target_view(target: exchange::Target) -> ImportTarget {
    match target {
        exchange::Target::Ignore => ImportTarget::Ignore,
        exchange::Target::Name => ImportTarget::Name,
        exchange::Target::Notes => ImportTarget::Notes,
        exchange::Target::Stage => ImportTarget::Stage,
        exchange::Target::Assignees => ImportTarget::Assignees,
        exchange::Target::Contacts => ImportTarget::Contacts,
        exchange::Target::Organizations => ImportTarget::Organizations,
        exchange::Target::BoxId => ImportTarget::BoxId,
        exchange::Target::Field(field) => ImportTarget::Field {
            field: field.to_string(),
        },
        exchange::Target::NewField { name, kind } => ImportTarget::NewField {
            name,
            content: new_field_view(kind),
        },
    }
}

fn new_field(kind: &KindInput) -> Option<NewFieldKind> {
    Some(match kind {
        KindInput::Text => NewFieldKind::Text,
        KindInput::Number => NewFieldKind::Number,
        KindInput::Currency { code } => NewFieldKind::Currency(code.clone()),
        KindInput::Percent => NewFieldKind::Percent,
        KindInput::Date => NewFieldKind::Date,
        KindInput::DateTime => NewFieldKind::DateTime,
        KindInput::Checkbox => NewFieldKind::Checkbox,
        KindInput::Dropdown { .. } => NewFieldKind::Dropdown,
        KindInput::Tags { .. } => NewFieldKind::Tags,
        KindInput::Person => NewFieldKind::Person,
        KindInput::Url => NewFieldKind::Url,
        KindInput::Email => NewFieldKind::Email,
        KindInput::Phone => NewFieldKind::Phone,
        KindInput::Contact
        | KindInput::Organization
        | KindInput::Rating { .. }
        | KindInput::Formula { .. } => return None,
    })
}

fn new_field_view(kind: NewFieldKind) -> KindInput {
    match kind {
        NewFieldKind::Text => KindInput::Text,
        NewFieldKind::Number => KindInput::Number,
        NewFieldKind::Currency(code) => KindInput::Currency { code },
        NewFieldKind::Percent => KindInput::Percent,
        NewFieldKind::Date => KindInput::Date,
        NewFieldKind::DateTime => KindInput::DateTime,
        NewFieldKind::Checkbox => KindInput::Checkbox,
        NewFieldKind::Dropdown => KindInput::Dropdown {
            choices: Vec::new(),
        },
        NewFieldKind::Tags => KindInput::Tags {
            choices: Vec::new(),
        },
        NewFieldKind::Person => KindInput::Person,
        NewFieldKind::Url => KindInput::Url,
        NewFieldKind::Email => KindInput::Email,
        NewFieldKind::Phone => KindInput::Phone,
    }
}

pub(super) fn report(report: &exchange::Report) -> ImportReport {
    let choices = report.new_choices.iter();
    ImportReport {
        rows: count(report.rows),
        created: count(report.created),
        updated: count(report.updated),
        unchanged: count(report.unchanged),
        rejected: count(report.rejected),
        problems: report.problems.iter().map(problem).collect(),
        problem_count: count(report.problem_count),
        new_fields: report.new_fields.clone(),
        new_stages: report.new_stages.clone(),
        new_choices: choices.map(|(_, choice)| choice.clone()).collect(),
        new_contacts: count(report.new_contacts),
        new_organizations: count(report.new_organizations),
    }
}

pub(super) fn problem(problem: &exchange::RowProblem) -> RowProblem {
    let (code, params) = cell_problem(&problem.problem);
    RowProblem {
        line: count(problem.line),
        column: problem.column.map(|column| count(column as u64)),
        text: problem.text.clone(),
        code,
        params: named(&params),
        refusal: match &problem.problem {
            CellProblem::Refused(reason) => Some(refusal(reason)),
            _ => None,
        },
    }
}

fn cell_problem(problem: &CellProblem) -> (RowProblemCode, Vec<(&'static str, String)>) {
    use RowProblemCode as Code;
    match problem {
        CellProblem::UnclosedQuote => (Code::UnclosedQuote, vec![]),
        CellProblem::TextAfterQuote => (Code::TextAfterQuote, vec![]),
        CellProblem::TooManyCells { most, has } => (
            Code::TooManyCells,
            vec![("most", most.to_string()), ("has", has.to_string())],
        ),
        CellProblem::TooManyParts { most } => {
            (Code::TooManyParts, vec![("most", most.to_string())])
        }
        CellProblem::NoName => (Code::NoName, vec![]),
        CellProblem::NotANumber { decimals } => {
            let example = match decimals {
                Decimals::Point => "1234.56",
                Decimals::Comma => "1234,56",
            };
            (Code::NotANumber, vec![("example", example.to_owned())])
        }
        CellProblem::OtherCurrency { has, wanted } => (
            Code::OtherCurrency,
            vec![("has", has.clone()), ("wanted", wanted.clone())],
        ),
        CellProblem::NotARating { most } => (Code::NotARating, vec![("most", most.to_string())]),
        CellProblem::NotADate { order } => {
            let example = match order {
                exchange::DateOrder::DayMonthYear => "31/12/2026",
                exchange::DateOrder::MonthDayYear => "12/31/2026",
            };
            (Code::NotADate, vec![("example", example.to_owned())])
        }
        CellProblem::NotAMoment => (Code::NotAMoment, vec![]),
        CellProblem::NotACheckbox => (Code::NotACheckbox, vec![]),
        CellProblem::NotAnEmail => (Code::NotAnEmail, vec![]),
        CellProblem::NotAUrl => (Code::NotAUrl, vec![]),
        CellProblem::NotAPhone => (Code::NotAPhone, vec![]),
        CellProblem::NotAnId => (Code::NotAnId, vec![]),
        CellProblem::UnknownStage => (Code::UnknownStage, vec![]),
        CellProblem::UnknownChoice { name } => (Code::UnknownChoice, vec![("name", name.clone())]),
        CellProblem::UnknownPerson { who } => (Code::UnknownPerson, vec![("name", who.clone())]),
        CellProblem::UnknownContact { who } => (Code::UnknownContact, vec![("name", who.clone())]),
        CellProblem::UnknownOrganization { what } => {
            (Code::UnknownOrganization, vec![("name", what.clone())])
        }
        CellProblem::Duplicate { line } => (Code::Duplicate, vec![("line", line.to_string())]),
        CellProblem::Ambiguous { count } => (Code::Ambiguous, vec![("count", count.to_string())]),
        CellProblem::Elsewhere => (Code::Elsewhere, vec![]),
        CellProblem::Refused(_) => (Code::Refused, vec![]),
    }
}

/// Why a file is no table.
pub(super) fn no_table(error: &SheetError) -> Failure {
    match error {
        SheetError::Empty => about("file", FailureCode::Empty, &[]),
        SheetError::TooLarge { most, has } => too_large(*most, *has),
        SheetError::TooManyColumns { most, has } => about(
            "importColumn",
            FailureCode::TooMany,
            &[("most", most.to_string()), ("has", has.to_string())],
        ),
        SheetError::Malformed { at, .. } => {
            about("file", FailureCode::Malformed, &[("at", at.to_string())])
        }
    }
}

/// A file of too many bytes.
pub(super) fn too_large(most: usize, has: usize) -> Failure {
    let params = [("most", most.to_string()), ("has", has.to_string())];
    about("file", FailureCode::TooLong, &params)
}

/// Why a plan makes no sense. Columns are counted from 1, as people count them.
pub(super) fn no_plan(problem: &SetupProblem) -> Failure {
    let column = |code, column: &usize| {
        let params = [("column", (column + 1).to_string())];
        about("importColumn", code, &params)
    };
    match problem {
        SetupProblem::NoPipeline => refusal(&Refusal::NotFound(Place::Pipeline)),
        SetupProblem::NothingMapped => about("importColumn", FailureCode::Empty, &[]),
        SetupProblem::NoColumn { column: at } | SetupProblem::NoField { column: at } => {
            column(FailureCode::NotFound, at)
        }
        SetupProblem::Twice { first, second } => about(
            "importColumn",
            FailureCode::Duplicate,
            &[
                ("first", (first + 1).to_string()),
                ("second", (second + 1).to_string()),
            ],
        ),
        SetupProblem::Calculated { column: at } => column(FailureCode::WrongType, at),
        SetupProblem::NotMatchable { column: at } => column(FailureCode::NotHere, at),
        SetupProblem::ActionSize { most } => about(
            "import",
            FailureCode::TooMany,
            &[("most", most.to_string())],
        ),
        SetupProblem::Refused {
            column: at,
            refusal: reason,
        } => {
            let mut failure = refusal(reason);
            let column = (at + 1).to_string();
            failure.params.insert("column".to_owned(), column);
            failure
        }
    }
}

/// Why an import does not go on.
pub(super) fn no_import(error: ImportError) -> Failure {
    match error {
        ImportError::NotChecked => about("import", FailureCode::NotHere, &[]),
        ImportError::BadRows { count } => about(
            "importRows",
            FailureCode::NotHere,
            &[("count", count.to_string())],
        ),
    }
}
