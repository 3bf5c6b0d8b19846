//! What can be wrong with the text of a formula.

use std::ops::Range;

/// Part of a text, in characters (Unicode scalar values), from `start` up to but not with `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl Span {
    pub(super) fn whole(text: &str) -> Self {
        Self::of_bytes(text, 0..text.len())
    }

    pub(super) fn of_bytes(text: &str, range: Range<usize>) -> Self {
        let characters = |end: usize| text.get(..end).unwrap_or(text).chars().count();
        Self {
            start: characters(range.start),
            end: characters(range.end),
        }
    }
}

/// A text that is no formula: where, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {}: {problem}", .at.start)]
pub struct FormulaSyntax {
    /// Where in the text; empty, at its end, when something is missing there.
    pub at: Span,
    /// What is wrong.
    pub problem: SyntaxProblem,
}

/// What is wrong with the text of a formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxProblem {
    /// Something else must be here.
    #[error("{expected} is needed here, not {found}")]
    Expected {
        /// What would be right.
        expected: &'static str,
        /// The start of what is there.
        found: String,
    },
    /// A text, a name or an id that does not end.
    #[error("the closing {closing} is missing")]
    Unclosed {
        /// How it must end.
        closing: &'static str,
    },
    /// A number of more digits than can be held.
    #[error("the number {text} is too large")]
    Number {
        /// The start of it.
        text: String,
    },
    /// What is between braces is no id.
    #[error("`{text}` is not the id of a column")]
    Id {
        /// The start of it.
        text: String,
    },
    /// No column has this name.
    #[error("there is no column `{name}`")]
    UnknownColumn {
        /// The start of the name.
        name: String,
    },
    /// A column must be given by id, in a stored formula.
    #[error("a stored formula has the id of `{name}`, not its name")]
    NameInStored {
        /// The start of the name.
        name: String,
    },
    /// No function has this name.
    #[error("there is no function `{name}`")]
    UnknownFunction {
        /// The start of the name.
        name: String,
    },
    /// A function's name without its arguments.
    #[error(
        "{function} is a function: write {function}(…), or [{function}] for a column of that name"
    )]
    NotCalled {
        /// The function.
        function: &'static str,
    },
    /// A function that takes fewer or more arguments.
    #[error("{function} takes {}, not {given}", takes(*least, *most))]
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// The fewest it takes.
        least: usize,
        /// The most it takes, if there is a limit.
        most: Option<usize>,
        /// How many there are.
        given: usize,
    },
    /// Too much text.
    #[error("a formula has at most {most} bytes, with ids in place of names")]
    TooLong {
        /// The limit.
        most: usize,
    },
    /// Too many parentheses, calls and signs within each other.
    #[error("a formula is nested at most {most} deep")]
    TooDeep {
        /// The limit.
        most: usize,
    },
}

fn takes(least: usize, most: Option<usize>) -> String {
    match most {
        Some(0) => "no arguments".to_owned(),
        Some(1) if least == 1 => "1 argument".to_owned(),
        Some(most) if most == least => format!("{least} arguments"),
        Some(most) => format!("{least} to {most} arguments"),
        None if least == 1 => "at least 1 argument".to_owned(),
        None => format!("at least {least} arguments"),
    }
}

/// A problem and the bytes it is at, before it is known which text it is shown with.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: Range<usize>,
    pub(super) problem: SyntaxProblem,
}

impl Fault {
    pub(super) fn in_text(self, text: &str) -> FormulaSyntax {
        FormulaSyntax {
            at: Span::of_bytes(text, self.at),
            problem: self.problem,
        }
    }
}

/// The start of a text that may be long and hostile: enough to recognise it.
pub(super) fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}
