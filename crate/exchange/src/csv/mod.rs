//! Tables of text with a delimiter (RFC 4180), in and out.

mod cell_text;
mod date;
mod export;
mod guess;
mod import;
mod mapping;
mod number;
mod quotes;
mod sheet;

pub use cell_text::stored_text;
pub use date::DateOrder;
pub use export::{CsvExport, CsvStyle};
pub use guess::{ColumnProfile, Conventions, NewFieldKind};
pub use import::{
    CellProblem, EmptyCells, Import, ImportError, ImportOptions, OnBadRows, Outcome, PreviewRow,
    Progress, Report, RowProblem, SetupProblem, Unknown, preview,
};
pub use mapping::{Target, propose};
pub use number::Decimals;
pub use sheet::{Delimiter, Dialect, Sheet, SheetError};
