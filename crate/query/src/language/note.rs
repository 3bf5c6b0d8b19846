//! What was odd about a query, for the screen to put into words.

use super::Span;

/// One thing that was odd, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// Where in the text of the query.
    pub span: Span,
}

/// The words that are operators when they are written in capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keyword {
    /// All of what stands on both sides.
    And,
    /// Either of the neighbours.
    Or,
    /// The neighbours near each other.
    Around,
    /// Not what follows.
    Not,
}

/// What was odd, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// Longer than a query may be: the rest was left out.
    TooLong {
        /// How many characters a query may have.
        limit: usize,
    },
    /// Brackets in brackets in brackets: these were taken as if they were not there.
    TooDeep {
        /// How many levels there may be.
        limit: usize,
    },
    /// No quotation mark closes this: it was taken as closed at the end.
    UnclosedQuote,
    /// No bracket closes this: it was taken as closed at the end.
    UnclosedBracket,
    /// A closing bracket that closes nothing: left out.
    StrayBracket,
    /// Brackets round nothing: left out.
    EmptyBrackets,
    /// An operator with nothing on one side: left out.
    DanglingKeyword(Keyword),
    /// `AND` within braces, which ask for any of what is in them: left out.
    AndInBraces,
    /// `AROUND` beside something that is no word or phrase: both are searched for, anywhere.
    AroundNeedsWords,
    /// A sign with nothing to apply it to: left out.
    StraySign,
    /// A comparison with no field before it: left out.
    StrayComparison,
    /// A field with no value after it: left out.
    MissingValue {
        /// The field as written.
        field: String,
    },
    /// No field has this name: searched for as plain words.
    UnknownField {
        /// The name as written.
        name: String,
    },
    /// The field has no such value: searched for as plain words.
    UnknownValue {
        /// The field as written.
        field: String,
        /// The value as written.
        value: String,
    },
    /// The field holds dates, and this is none: searched for as plain words.
    NotADate {
        /// The field as written.
        field: String,
        /// The value as written.
        value: String,
    },
    /// The field takes a length of time, such as `3d`, and this is none: searched for as plain words.
    NotADuration {
        /// The field as written.
        field: String,
        /// The value as written.
        value: String,
    },
    /// The field holds numbers, and this is none: searched for as plain words.
    NotANumber {
        /// The field as written.
        field: String,
        /// The value as written.
        value: String,
    },
    /// The field is a checkbox, and this is neither yes nor no: searched for as plain words.
    NotAFlag {
        /// The field as written.
        field: String,
        /// The value as written.
        value: String,
    },
    /// What the field holds has no smaller and larger: searched for as plain words.
    NotOrdered {
        /// The field as written.
        field: String,
    },
    /// A field within the brackets of another: the inner one was taken.
    FieldInField {
        /// The outer field as written.
        outer: String,
        /// The inner field as written.
        inner: String,
    },
    /// A star at a word's end, which means nothing here: words match as a whole.
    Wildcard,
    /// No letter, digit or picture to search for: left out.
    NoWords,
    /// A backslash that changes nothing: taken as itself.
    OddEscape,
}

impl NoteKind {
    /// Names the kind in the message catalogue: `unknown-field`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too-long",
            Self::TooDeep { .. } => "too-deep",
            Self::UnclosedQuote => "unclosed-quote",
            Self::UnclosedBracket => "unclosed-bracket",
            Self::StrayBracket => "stray-bracket",
            Self::EmptyBrackets => "empty-brackets",
            Self::DanglingKeyword(_) => "dangling-keyword",
            Self::AndInBraces => "and-in-braces",
            Self::AroundNeedsWords => "around-needs-words",
            Self::StraySign => "stray-sign",
            Self::StrayComparison => "stray-comparison",
            Self::MissingValue { .. } => "missing-value",
            Self::UnknownField { .. } => "unknown-field",
            Self::UnknownValue { .. } => "unknown-value",
            Self::NotADate { .. } => "not-a-date",
            Self::NotADuration { .. } => "not-a-duration",
            Self::NotANumber { .. } => "not-a-number",
            Self::NotAFlag { .. } => "not-a-flag",
            Self::NotOrdered { .. } => "not-ordered",
            Self::FieldInField { .. } => "field-in-field",
            Self::Wildcard => "wildcard",
            Self::NoWords => "no-words",
            Self::OddEscape => "odd-escape",
        }
    }

    /// The word that it is about, where that is not all of its [span](Note::span).
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::MissingValue { field } | Self::NotOrdered { field } => Some(field),
            Self::UnknownField { name } => Some(name),
            Self::UnknownValue { value, .. }
            | Self::NotADate { value, .. }
            | Self::NotADuration { value, .. }
            | Self::NotANumber { value, .. }
            | Self::NotAFlag { value, .. } => Some(value),
            Self::FieldInField { inner, .. } => Some(inner),
            _ => None,
        }
    }
}
