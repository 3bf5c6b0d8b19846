//! Views over records: what boxes have in their columns, filtered, grouped, sorted and summed up,
//! kept up as records change; formulas; and the language that boxes are asked for in.

mod collation;
mod content;
mod expression;
pub mod formula;
pub mod language;
pub mod library;
pub mod search;
mod sequence;
mod sheets;
mod view;

#[cfg(test)]
mod tests;

pub use collation::{Alphabet, AlphabetError, Cached, Collation, FoldCase};
pub use content::{Content, Contents, Formulas, Namer, Now, Timing, World};
pub use expression::{Asker, Expression, PipelineFields};
pub use sheets::{ColumnNames, Sheet, Sheets, text_of};
pub use view::{Due, Everything, Filter, Group, Row, View, Window};
