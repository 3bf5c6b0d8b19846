//! Contacts as vCards: 3.0 (RFC 2426) and 4.0 (RFC 6350) in and out, 2.1 in.

mod import;
mod line;
mod read;
mod write;

pub use import::{CardImport, CardOutcome, CardReport, import_cards};
pub use read::{CardError, CardFile, NotCarried, ParsedCard, read_cards};
pub use write::write_card;

/// A version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardVersion {
    /// 2.1: read, never written.
    V2,
    /// 3.0
    V3,
    /// 4.0
    V4,
}

/// The services whose names are handles, by the words that cards have for them.
const SERVICES: [(&str, boxwood_model::Handle); 5] = [
    ("twitter", boxwood_model::Handle::Twitter),
    ("facebook", boxwood_model::Handle::Facebook),
    ("linkedin", boxwood_model::Handle::LinkedIn),
    ("instagram", boxwood_model::Handle::Instagram),
    ("github", boxwood_model::Handle::GitHub),
];
