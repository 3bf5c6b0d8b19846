//! Whether a row's quotes are as RFC 4180 has them. The parser takes anything; a quote that is never
//! closed would make one cell of the rest of a file without a word.

/// What is wrong with a row's quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteFault {
    /// A quote that is opened and not closed.
    Unclosed,
    /// Something between the quote that closes a cell and the next delimiter.
    TextAfter,
}

enum At {
    CellStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: the end, or the first of two that mean one.
    Quote,
}

/// Looks at the raw bytes of one row, its line break included. A quote within a cell that does not
/// start with one stands for itself, as spreadsheets have it.
pub(super) fn fault(row: &[u8], delimiter: u8) -> Option<QuoteFault> {
    let mut at = At::CellStart;
    for byte in row {
        let ends = *byte == delimiter || matches!(byte, b'\r' | b'\n');
        at = match at {
            At::CellStart | At::Plain if ends => At::CellStart,
            At::CellStart if *byte == b'"' => At::Quoted,
            At::CellStart | At::Plain => At::Plain,
            At::Quoted if *byte == b'"' => At::Quote,
            At::Quoted => At::Quoted,
            At::Quote if *byte == b'"' => At::Quoted,
            At::Quote if ends => At::CellStart,
            At::Quote => return Some(QuoteFault::TextAfter),
        };
    }
    matches!(at, At::Quoted).then_some(QuoteFault::Unclosed)
}
