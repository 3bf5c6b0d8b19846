//! Formulas: a spreadsheet's expression language over the columns of a box.
//!
//! **Grammar.** An optional leading `=`, then, from what binds loosest to what binds tightest:
//! comparisons `= <> != < <= > >=`; `&` (joins texts); `+ -`; `* /`; `^`; `%` after a value; `-` and
//! `+` before a value; and literals (`12.5`, `1E3`, `"say ""hi"""`, `TRUE`, `FALSE`), columns,
//! `(…)` and `FUNCTION(…, …)`, where `;` is as good as `,`. As in Excel, everything groups from the left, so that `2^3^2` is 64,
//! and a sign binds tighter than `^`, so that `-2^2` is 4. An argument may be left empty.
//!
//! **Columns.** `[Deal size]`, with `]]` for `]`; `$'Deal size'`, with `''` for `'`; a single word that
//! is no function; or `{…}` with the column's id. A formula is kept with ids only, so that it stays
//! right when a column gets another name. A column that is gone is `#REF!`.
//!
//! **Functions**, in any case: `ABS AND AVERAGE CEILING COALESCE CONCAT COUNT DATE DAY DAYS EDATE EVEN
//! FLOOR IF IFERROR ISBLANK LEFT LEN LOWER MAX MEDIAN MID MIN MOD MODE MONTH NOT NOW ODD OR RIGHT ROUND
//! ROUNDDOWN ROUNDUP SUM SWITCH TODAY TRIM UPPER WEEKDAY YEAR`.
//!
//! **Errors are values**, each with its [`Place`]; an error in an argument is the result of the whole,
//! except where `IFERROR` catches it, a branch is not taken, or `COUNT` counts past it. `#NAME?` does
//! not exist: a name that means nothing is a [`FormulaSyntax`], before anything is kept.
//!
//! What follows Google Sheets and Excel where they agree, and differs from them in this:
//!
//! * Numbers are exact decimals of 28 digits, so that `0.1+0.2=0.3`; but `1/3*3` is not 1. Powers with
//!   a fraction in the exponent have 20 digits. `0^0` is `#NUM!`, as in Excel.
//! * Dates are not numbers: `date*2` or `SUM(date)` is `#VALUE!`. A date and a number of days can be
//!   added, two dates subtracted; `MIN`, `MAX` and `COUNT` take dates. A text such as `"2026-03-09"`
//!   is a date wherever one is needed, and where it is compared with one.
//! * In an order, dates come after numbers; then texts, then truth values.
//! * A blank is 0, `""` and `FALSE` as needed, but no date: `YEAR` of a blank is `#VALUE!`, and a blank
//!   comes before every date. Aggregates pass it over; `AND` and `OR` take it as `FALSE`.
//! * `DATE(99,1,1)` is in the year 99. The years are 1 to 9999; beyond is `#NUM!`.
//! * `LEN`, `LEFT`, `RIGHT` and `MID` count Unicode scalar values.
//! * A list (such as tags) is its items to an aggregate, and `a, b` to everything else.
//! * `COALESCE` is SQL's: the first argument that is not blank.
//! * `#LIMIT!`, which no `IFERROR` catches: the result would be too long a text, or take too much work.

mod calendar;
mod coerce;
mod columns;
mod evaluate;
mod formulas;
mod functions;
mod graph;
mod lexer;
mod numeric;
mod operators;
mod parser;
mod syntax;
mod tree;
mod value;

#[cfg(test)]
mod tests;

pub use columns::{Column, Columns};
pub use evaluate::{Evaluated, Inputs, Now, Timing};
pub use formulas::{Cells, Formulas};
pub use syntax::{FormulaSyntax, Span, SyntaxProblem};
pub use tree::Place;
pub use value::{ErrorKind, FormulaError, FormulaValue};

use std::collections::BTreeSet;
use std::ops::Range;

use evaluate::Evaluator;
use functions::Function;
use parser::Parsed;
use tree::{Node, Tree};

/// A formula that can be evaluated: its stored text, and what that means.
///
/// The text is kept as it was typed, spaces and line breaks too, with ids in place of names and with
/// functions in capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    stored: String,
    tree: Tree,
}

impl Formula {
    /// Bytes in a formula, as typed and as stored.
    pub const MAX_LENGTH: usize = 32_768;
    /// Parentheses, calls and signs within each other.
    pub const MAX_DEPTH: usize = 64;
    /// Bytes in a text that a formula makes; a longer one is `#LIMIT!`.
    pub const MAX_TEXT: usize = 32_768;
    /// Steps that one evaluation may take: a step per part of the formula, per item of a list and per
    /// 64 bytes of text, a hundred per power. More is `#LIMIT!`.
    pub const MAX_STEPS: u32 = 100_000;

    /// Reads what a person typed; names become ids.
    ///
    /// # Errors
    /// When it is not a formula: where, and what would be right.
    pub fn parse(text: &str, columns: &dyn Columns) -> Result<Self, FormulaSyntax> {
        let parsed = parser::parse(text, Some(columns))?;
        let stored = parsed.stored(text);
        // Read again, so that places are those of the stored text. All that can be wrong with it is
        // that ids are longer than names.
        Self::from_stored(&stored).map_err(|error| FormulaSyntax {
            at: Span::whole(text),
            problem: error.problem,
        })
    }

    /// Reads [`Self::stored`] back.
    ///
    /// # Errors
    /// When it is not a formula, or names a column otherwise than by id.
    pub fn from_stored(text: &str) -> Result<Self, FormulaSyntax> {
        let parsed = parser::parse(text, None)?;
        let stored = parsed.stored(text);
        if stored == text {
            let Parsed { tree, .. } = parsed;
            return Ok(Self { stored, tree });
        }
        // Another hand wrote it, with a leading `=` perhaps: what is kept has one form.
        Self::from_stored(&stored)
    }

    /// The formula with ids in place of names: what is kept.
    #[must_use]
    pub fn stored(&self) -> &str {
        &self.stored
    }

    /// The formula as a person reads and edits it: with the names that columns have now. A column
    /// whose name does not lead back to it, because it is gone or another one has the same name,
    /// stays an id; so [`Self::parse`] of this is the same formula.
    #[must_use]
    pub fn display(&self, columns: &dyn Columns) -> String {
        self.render(columns).0
    }

    /// Where a place of this formula is in what [`Self::display`] gives for the same columns.
    #[must_use]
    pub fn span(&self, place: Place, columns: &dyn Columns) -> Span {
        let stored = self.tree.range(place);
        let (text, moved) = self.render(columns);
        let shown = |at: usize| {
            let before = moved.partition_point(|(end, _)| *end <= at);
            match before.checked_sub(1).and_then(|last| moved.get(last)) {
                Some((end, shown_end)) => shown_end + (at - end),
                None => at,
            }
        };
        Span::of_bytes(&text, shown(stored.start)..shown(stored.end))
    }

    /// The columns that it reads, each once.
    #[must_use]
    pub fn columns(&self) -> BTreeSet<Column> {
        self.references().map(|(column, _)| column).collect()
    }

    /// Whether it asks what time or day it is, on any of its ways.
    #[must_use]
    pub fn asks_time(&self) -> bool {
        let asks = |node: &Node| matches!(node, Node::Call(Function::Now | Function::Today, _));
        self.tree.places().any(|place| asks(self.tree.node(place)))
    }

    /// What it comes to for one box.
    #[must_use]
    pub fn evaluate(&self, inputs: &dyn Inputs, now: Now) -> Evaluated {
        Evaluator::new(&self.tree, inputs, now, Self::MAX_STEPS).run()
    }

    /// The first reference to one of these columns.
    fn reference_to(&self, columns: &BTreeSet<Column>) -> Option<Place> {
        self.tree
            .places()
            .find(|place| matches!(self.tree.node(*place), Node::Column(c) if columns.contains(c)))
    }

    /// The references and where they are in the stored text, from left to right.
    fn references(&self) -> impl Iterator<Item = (Column, Range<usize>)> {
        self.tree
            .places()
            .filter_map(|place| match self.tree.node(place) {
                Node::Column(column) => Some((*column, self.tree.range(place))),
                _ => None,
            })
    }

    /// The text with names, and for each reference where it ends in the stored text and in this one.
    fn render(&self, columns: &dyn Columns) -> (String, Vec<(usize, usize)>) {
        let mut text = String::new();
        let mut moved = Vec::new();
        let mut done = 0;
        for (column, range) in self.references() {
            text.push_str(&self.stored[done..range.start]);
            match columns.name(column) {
                Some(name) if !name.is_empty() && columns.named(&name) == Some(column) => {
                    text.push('[');
                    text.push_str(&name.replace(']', "]]"));
                    text.push(']');
                }
                _ => text.push_str(&self.stored[range.clone()]),
            }
            done = range.end;
            moved.push((done, text.len()));
        }
        text.push_str(&self.stored[done..]);
        (text, moved)
    }
}
