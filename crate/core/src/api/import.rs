//! Tables that become boxes: how they are read, what would come of them, how far it is.

use serde::{Deserialize, Serialize};

use super::{Failure, KindInput, Params};
use crate::api::mirror::by_kind;

/// What stands between the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

/// How a file is a table; what is not said is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TableForm {
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
    /// Whether the first row names the columns.
    pub has_header: Option<bool>,
}

by_kind! {
    /// Where the cells of a column go.
    pub enum ImportTarget {
        /// Nowhere.
        Ignore,
        /// The box's name.
        Name,
        /// The box's notes.
        Notes,
        /// The box's stage, by its name.
        Stage,
        /// The people whose work it is, by their addresses.
        Assignees,
        /// The contacts it is about, by their addresses.
        Contacts,
        /// The organizations it is about, by their domains or names.
        Organizations,
        /// The box's id.
        BoxId,
        /// A field of the pipeline.
        Field {
            /// Which.
            field: String,
        },
        /// A new field.
        NewField {
            /// Its name.
            name: String,
            /// What its cells hold: no contact, organization, rating or formula. Choices are made as
            /// they come.
            content: KindInput,
        },
    }
}

/// In which order a date's parts come where it does not start with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum DateOrder {
    /// `31/12/2026`
    DayMonthYear,
    /// `12/31/2026`
    MonthDayYear,
}

/// What becomes of the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    /// Where each column goes.
    pub targets: Vec<ImportTarget>,
    /// Whether a comma starts the decimals of numbers, not a point.
    pub has_decimal_comma: bool,
    /// How dates are written.
    pub dates: DateOrder,
    /// The column by which boxes that are there are found, from 0: they are changed, others made. If
    /// none is given, the one that has ids.
    pub match_by: Option<u32>,
    /// Whether stages, choices, contacts and organizations that are not known are made; otherwise
    /// their rows cannot be.
    pub makes_unknown: bool,
    /// Whether an empty cell empties the field of a box that is there.
    pub clears: bool,
    /// Whether the others are imported where some rows cannot be; otherwise none is.
    pub skips_bad_rows: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// Its name; empty if the table does not say it.
    pub title: String,
    /// The first few contents.
    pub examples: Vec<String>,
}

/// What would become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum RowOutcome {
    /// It makes a box.
    Create,
    /// It changes a box.
    Update,
    /// A box is as it says.
    Unchanged,
    /// It cannot be.
    Rejected,
}

/// One of the first rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// The line of the file on which it starts, from 1.
    pub line: u32,
    /// The starts of its cells.
    pub cells: Vec<String>,
    /// What would become of it.
    pub outcome: RowOutcome,
}

/// What a table is, and what would become of its first rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ImportView {
    /// How the file is a table, as it was said or found out.
    pub form: TableForm,
    /// The columns.
    pub columns: Vec<ImportColumn>,
    /// What becomes of its rows, as it was said or as it is proposed.
    pub plan: ImportPlan,
    /// Whether the dates in the file fit either order: then somebody should be asked.
    pub is_date_order_ambiguous: bool,
    /// The first rows; none where the plan makes no sense.
    pub rows: Vec<ImportRow>,
    /// What is wrong with them.
    pub problems: Vec<RowProblem>,
    /// Why the plan makes no sense, if it does not.
    pub failure: Option<Failure>,
}

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RowProblem {
    /// The line of the file on which the row starts, from 1.
    pub line: u32,
    /// The column, from 0; none where it is about the whole row.
    pub column: Option<u32>,
    /// The start of what is in the cell.
    pub text: String,
    /// What is wrong. The words, which say what would be right, are in the message catalogue under
    /// `row-problem-CODE`.
    pub code: RowProblemCode,
    /// The values that the message names.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, string>"))]
    pub params: Params,
    /// The rule that is against it, if the code says that one is.
    pub refusal: Option<Failure>,
}

/// The kinds of problems of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "kebab-case")]
pub enum RowProblemCode {
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// A cell goes on after its closing quote.
    TextAfterQuote,
    /// More cells than columns: `most`, `has`.
    TooManyCells,
    /// A cell names more than a box can have: `most`.
    TooManyParts,
    /// A new box has no name.
    NoName,
    /// Not a number: `example`.
    NotANumber,
    /// An amount in another currency than the field's: `has`, `wanted`.
    OtherCurrency,
    /// Not a rating: `most`.
    NotARating,
    /// Not a date: `example`.
    NotADate,
    /// Not a moment.
    NotAMoment,
    /// Not a yes or no.
    NotACheckbox,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not an address in the web.
    NotAUrl,
    /// Not a telephone number.
    NotAPhone,
    /// Not an id of a box.
    NotAnId,
    /// A stage that the pipeline does not have.
    UnknownStage,
    /// A choice that the field does not have: `name`.
    UnknownChoice,
    /// Nobody in the team: `name`.
    UnknownPerson,
    /// No contact of the team: `name`.
    UnknownContact,
    /// No organization of the team: `name`.
    UnknownOrganization,
    /// Another row is about the same box: `line`.
    Duplicate,
    /// Several boxes fit: `count`.
    Ambiguous,
    /// The box of this id is in another pipeline or was deleted.
    Elsewhere,
    /// A rule is against it: [`RowProblem::refusal`].
    Refused,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ImportStep {
    /// What it does.
    pub phase: ImportPhase,
    /// How many bytes of text lie behind in this phase.
    pub done: u32,
    /// How many bytes of text there are.
    pub of: u32,
    /// What it would do, once it is checked; what it did, once it is done.
    pub report: Option<Box<ImportReport>>,
}

/// What an import does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum ImportPhase {
    /// It looks at each row.
    Checking,
    /// Every row was looked at: it waits to be confirmed.
    Checked,
    /// It makes and changes boxes.
    Running,
    /// There is nothing left to do.
    Done,
}

/// What an import would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// How many rows there are.
    pub rows: u32,
    /// How many make a box.
    pub created: u32,
    /// How many change a box.
    pub updated: u32,
    /// How many find a box that is as they say.
    pub unchanged: u32,
    /// How many cannot be.
    pub rejected: u32,
    /// Why; the first thousand of the reasons.
    pub problems: Vec<RowProblem>,
    /// How many reasons there are in all.
    pub problem_count: u32,
    /// The names of new fields.
    pub new_fields: Vec<String>,
    /// The names of new stages.
    pub new_stages: Vec<String>,
    /// The names of new choices.
    pub new_choices: Vec<String>,
    /// How many contacts are made.
    pub new_contacts: u32,
    /// How many organizations are made.
    pub new_organizations: u32,
}
