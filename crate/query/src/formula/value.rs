//! What a formula comes to.

use std::fmt;

use boxwood_model::{Date, Decimal, Millis};

use super::tree::Place;

/// What a column holds for a formula, and what a formula comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormulaValue {
    /// Nothing.
    Blank,
    /// A number, exact.
    Number(Decimal),
    /// Text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// A calendar date.
    Date(Date),
    /// A point in time.
    Moment(Millis),
    /// Several values, such as tags. A list in a list counts as an error in value.
    List(Vec<FormulaValue>),
    /// An error.
    Error(FormulaError),
}

/// An error as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormulaError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Where, in the formula that came to it. An error that another column holds is at the reference
    /// to that column.
    pub at: Place,
}

/// What can go wrong in evaluating a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// A division by zero, or an average of nothing.
    DivideByZero,
    /// A column that is not there (any more).
    Reference,
    /// A value of a type that does not fit.
    Value,
    /// A formula that needs its own result.
    Cycle,
    /// A number or a date that does not exist or is out of range.
    Number,
    /// No value to give: `SWITCH` without a case that fits, `MODE` without a repeated value.
    NotAvailable,
    /// Too much work, or too long a text.
    Limit,
}

impl ErrorKind {
    /// As spreadsheets write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DivideByZero => "#DIV/0!",
            Self::Reference => "#REF!",
            Self::Value => "#VALUE!",
            Self::Cycle => "#CYCLE!",
            Self::Number => "#NUM!",
            Self::NotAvailable => "#N/A",
            Self::Limit => "#LIMIT!",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
