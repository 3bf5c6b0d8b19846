//! What is wrong with a row, and what would be right; and what an import would do.

use std::fmt;

use boxwood_model::{Date, Decimal, Place, Problem, Refusal};

use crate::csv::{DateOrder, Decimals};

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The line of the file on which the row starts, from 1.
    pub line: u64,
    /// The column, from 0; none where it is about the whole row.
    pub column: Option<usize>,
    /// The start of what is in the cell.
    pub text: String,
    /// What is wrong.
    pub problem: CellProblem,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {}, `{}`", column + 1, self.text)?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What is wrong with a cell or row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CellProblem {
    /// A quote is opened and never closed.
    #[error("a quote is not closed: end the cell with a quote, and write quotes in it twice")]
    UnclosedQuote,
    /// A cell goes on after its closing quote.
    #[error("there is text after a closing quote: write quotes within a cell twice")]
    TextAfterQuote,
    /// More cells than columns.
    #[error("there are {has} cells in {most} columns: put cells that hold a delimiter in quotes")]
    TooManyCells {
        /// How many columns there are.
        most: usize,
        /// How many cells there are.
        has: usize,
    },
    /// A cell names more than a box may be about.
    #[error("the cell names more than {most}: that is more than a box can have")]
    TooManyParts {
        /// How many there may be.
        most: usize,
    },
    /// A new box has no name.
    #[error("a new box needs a name")]
    NoName,
    /// Not a number.
    #[error("this is no number: write it as {}", number_example(*decimals))]
    NotANumber {
        /// What starts the decimals here.
        decimals: Decimals,
    },
    /// An amount in another currency than the field's.
    #[error("the amount is in {has}, the field in {wanted}")]
    OtherCurrency {
        /// The amount's.
        has: String,
        /// The field's.
        wanted: String,
    },
    /// Not a rating.
    #[error("this is no rating: write a whole number from 0 to {most}")]
    NotARating {
        /// The best.
        most: u8,
    },
    /// Not a date.
    #[error("this is no date: write it as {} or 2026-12-31", date_example(*order))]
    NotADate {
        /// In which order its parts come here.
        order: DateOrder,
    },
    /// Not a moment.
    #[error("this is no date and time since 1970: write it as 2026-12-31 14:30")]
    NotAMoment,
    /// Not a yes or no.
    #[error("this is neither yes nor no: write TRUE or FALSE")]
    NotACheckbox,
    /// Not an e-mail address.
    #[error("this is no e-mail address: write it as name@example.com")]
    NotAnEmail,
    /// Not an address in the web.
    #[error("this is no address in the web: write it as https://example.com")]
    NotAUrl,
    /// Not a telephone number.
    #[error("this is no telephone number: it needs digits")]
    NotAPhone,
    /// Not an id of a box.
    #[error("this is no id: 32 hexadecimal digits are needed, with or without hyphens")]
    NotAnId,
    /// A stage that the pipeline does not have.
    #[error("the pipeline has no such stage: create it, or use one of its own")]
    UnknownStage,
    /// A choice that the field does not have.
    #[error("the field has no choice `{name}`: create it, or use one of its own")]
    UnknownChoice {
        /// The start of its name.
        name: String,
    },
    /// Nobody in the team.
    #[error("`{who}` is nobody in the team: use the address of a member")]
    UnknownPerson {
        /// The start of what should be somebody.
        who: String,
    },
    /// No contact of the team.
    #[error("the team has no contact `{who}`: create it, or use the address of one")]
    UnknownContact {
        /// The start of what should be somebody.
        who: String,
    },
    /// No organization of the team.
    #[error("the team has no organization `{what}`: create it, or use the name of one")]
    UnknownOrganization {
        /// The start of what should be one.
        what: String,
    },
    /// Another row is about the same box.
    #[error("line {line} is about the same box: keep one of the two")]
    Duplicate {
        /// The line of the other row.
        line: u64,
    },
    /// Several boxes fit.
    #[error("{count} boxes fit: match by something that tells them apart")]
    Ambiguous {
        /// How many.
        count: usize,
    },
    /// The box of this id is in another pipeline or was deleted.
    #[error("the box of this id is not in the pipeline")]
    Elsewhere,
    /// A rule of the model is against it.
    #[error("{0}")]
    Refused(Refusal),
}

impl From<Refusal> for CellProblem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid {
                place,
                problem: Problem::Malformed,
            } => match place {
                Place::Email => Self::NotAnEmail,
                Place::Url => Self::NotAUrl,
                Place::Phone => Self::NotAPhone,
                _ => Self::Refused(refusal),
            },
            _ => Self::Refused(refusal),
        }
    }
}

fn number_example(decimals: Decimals) -> String {
    let number = Decimal::new(123_456, 2).to_string();
    match decimals {
        Decimals::Point => number,
        Decimals::Comma => number.replace('.', ","),
    }
}

fn date_example(order: DateOrder) -> String {
    let date = Date::new(2026, 12, 31);
    let (day, month) = date.map_or((0, 0), |date| (date.day(), date.month()));
    match order {
        DateOrder::DayMonthYear => format!("{day}/{month}/2026"),
        DateOrder::MonthDayYear => format!("{month}/{day}/2026"),
    }
}

/// What an import would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How many rows there are.
    pub rows: u64,
    /// How many make a box.
    pub created: u64,
    /// How many change a box.
    pub updated: u64,
    /// How many find a box that is as they say.
    pub unchanged: u64,
    /// How many cannot be.
    pub rejected: u64,
    /// Why; the first [`Report::PROBLEMS`] of the reasons.
    pub problems: Vec<RowProblem>,
    /// How many reasons there are in all.
    pub problem_count: u64,
    /// The names of new fields.
    pub new_fields: Vec<String>,
    /// The names of new stages.
    pub new_stages: Vec<String>,
    /// The names of new choices, each after its field's.
    pub new_choices: Vec<(String, String)>,
    /// How many contacts are made.
    pub new_contacts: u64,
    /// How many organizations are made.
    pub new_organizations: u64,
}

impl Report {
    /// How many reasons are kept: more than anybody reads, and a bound on memory.
    pub const PROBLEMS: usize = 1_000;
}
