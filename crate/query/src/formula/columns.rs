//! The columns that a formula may read, and their names.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use boxwood_model::FieldId;

/// A column of a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// A field.
    Field(FieldId),
    /// One that every box has, such as its name or its stage. The number is the caller's; it is kept
    /// in stored formulas, so it must go on meaning the same.
    BuiltIn(u32),
}

/// What columns there are. Where two have one name, [`Self::named`] decides which is meant.
pub trait Columns {
    /// The column of this name, in whichever case it is written.
    fn named(&self, name: &str) -> Option<Column>;

    /// The column's name, if the column is there.
    fn name(&self, column: Column) -> Option<Cow<'_, str>>;
}

/// As in stored formulas: `{0190a4f2-…}` is a field, `{#7}` a built-in column.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(id) => write!(f, "{{{id}}}"),
            Self::BuiltIn(number) => write!(f, "{{#{number}}}"),
        }
    }
}

impl Column {
    /// Reads what is between the braces.
    pub(super) fn from_id(text: &str) -> Option<Self> {
        match text.strip_prefix('#') {
            Some(number) => number
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| number.parse().ok())?
                .map(Self::BuiltIn),
            None => FieldId::from_str(text).ok().map(Self::Field),
        }
    }
}
