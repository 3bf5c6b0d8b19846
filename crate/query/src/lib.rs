//! Views over records, kept up as records change; formulas; and the language they are filtered by.

mod formula;
pub mod language;
mod sort;
mod table;

#[cfg(test)]
mod tests;

pub use formula::{
    Cells, Column, Columns, ErrorKind, Evaluated, Formula, FormulaError, FormulaSyntax,
    FormulaValue, Formulas, Inputs, Now, Place, Span, SyntaxProblem, Timing,
};
pub use sort::{Direction, Order, SortBy};
pub use table::{Group, Row, Table};
