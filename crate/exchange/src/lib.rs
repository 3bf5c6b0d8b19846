//! Records as files: CSV in and out, everything as JSON out and in, contacts as vCards.
//!
//! Nothing here does input or output: files come as bytes and go as pieces of text. Ids of new
//! records come from a [`NewId`] that the caller hands in. What changes records is said as
//! [`Operation`](boxwood_model::Operation)s, so that all rules stay where they are, in the model.

mod catalogue;
mod csv;
mod decode;
mod digest;
mod json;
mod moment;
mod vcard;

#[cfg(test)]
mod tests;

pub use catalogue::Catalogue;
pub use csv::{
    CellProblem, ColumnProfile, Conventions, CsvExport, CsvStyle, DateOrder, Decimals, Delimiter,
    Dialect, EmptyCells, Import, ImportError, ImportOptions, NewFieldKind, OnBadRows, Outcome,
    PreviewRow, Progress, Report, RowProblem, SetupProblem, Sheet, SheetError, Target, Unknown,
    preview, propose, stored_text,
};
pub use decode::{Decoded, Encoding, decode};
pub use digest::state_hash;
pub use json::{JSON_FORMAT, JSON_VERSION, JsonError, JsonExport, JsonProblem, read_json};
pub use vcard::{
    CardError, CardFile, CardImport, CardOutcome, CardReport, CardVersion, NotCarried, ParsedCard,
    import_cards, read_cards, write_card,
};

/// Makes ids: sixteen bytes that it never gave before, best those of UUIDs of version 7.
pub type NewId<'a> = dyn FnMut() -> [u8; 16] + 'a;
