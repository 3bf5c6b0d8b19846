//! Boxes as a table, row by row.

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvStyle {
    /// What stands between cells.
    pub delimiter: super::Delimiter,
    /// Whether a byte order mark comes first, by which Excel knows UTF-8.
    pub has_mark: bool,
    /// Whether cells that a spreadsheet would run as a formula are made text: an apostrophe is put
    /// before what starts with `=`, `+`, `-`, `@`, a tab or a carriage return. Numbers stay as they
    /// are.
    pub is_formula_safe: bool,
}

impl Default for CsvStyle {
    /// Commas, no mark, safe.
    fn default() -> Self {
        Self {
            delimiter: super::Delimiter::Comma,
            has_mark: false,
            is_formula_safe: true,
        }
    }
}

/// Writes boxes as a table (RFC 4180): first the header, then a row for each item of the iterator, in
/// its order. What a cell says is asked of a function, so that computed columns and formulas come
/// from whoever computes them. Each item of the export is a piece of the file.
#[derive(Debug)]
pub struct CsvExport<R, F> {
    style: CsvStyle,
    columns: usize,
    header: Option<Vec<String>>,
    rows: R,
    cell: F,
}

impl<R: Iterator, F: FnMut(&R::Item, usize) -> String> CsvExport<R, F> {
    /// An export with these column titles; `cell` says the text of a row in a column, by its number.
    pub fn new(style: CsvStyle, titles: Vec<String>, rows: R, cell: F) -> Self {
        Self {
            style,
            columns: titles.len(),
            header: Some(titles),
            rows,
            cell,
        }
    }
}

impl<R: Iterator, F: FnMut(&R::Item, usize) -> String> Iterator for CsvExport<R, F> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if let Some(titles) = self.header.take() {
            let mark = if self.style.has_mark { "\u{feff}" } else { "" };
            return Some(format!("{mark}{}", line(&titles, &self.style)));
        }
        let row = self.rows.next()?;
        let cells: Vec<String> = (0..self.columns).map(|at| (self.cell)(&row, at)).collect();
        Some(line(&cells, &self.style))
    }
}

fn line(cells: &[String], style: &CsvStyle) -> String {
    let mut line = String::new();
    let delimiter = char::from(style.delimiter.byte());
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(delimiter);
        }
        let prefix = if style.is_formula_safe && starts_formula(cell) {
            "'"
        } else {
            ""
        };
        let needs_quotes = cell.contains([delimiter, '"', '\r', '\n'])
            || cell.starts_with(char::is_whitespace)
            || cell.ends_with(char::is_whitespace)
            // An empty line would be no row.
            || (cells.len() == 1 && cell.is_empty());
        if needs_quotes {
            line.push('"');
            line.push_str(prefix);
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(prefix);
            line.push_str(cell);
        }
    }
    line.push_str("\r\n");
    line
}

/// Whether a spreadsheet would take the cell for a formula.
fn starts_formula(cell: &str) -> bool {
    let is_number = || {
        let rest = cell.strip_prefix(['-', '+']).unwrap_or(cell);
        let digits = rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        digits && rest.starts_with(|c: char| c.is_ascii_digit())
    };
    // An apostrophe that is there already counts for what follows it, so that reading the file takes
    // away exactly what was put there.
    let content = cell.trim_start_matches('\'');
    content.starts_with(FORMULA_STARTS) && (content.len() < cell.len() || !is_number())
}

/// What the formulas of spreadsheets start with.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell without the apostrophe that keeps it from being a formula.
pub(super) fn without_apostrophe(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA_STARTS) => rest,
        _ => cell,
    }
}
