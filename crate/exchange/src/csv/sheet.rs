//! A file as a table: its encoding, delimiter and header, found out or said.

use boxwood_model::Arrange as _;
use std::io::Cursor;
use std::sync::Arc;

use csv::{Position, ReaderBuilder, StringRecord};

use super::export::without_apostrophe;
use super::quotes::{QuoteFault, fault};
use super::{date, number};
use crate::{Encoding, decode};

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// Its byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// What is said about a file instead of being found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
    /// Whether the first row names the columns.
    pub has_header: Option<bool>,
}

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// There is no cell in it.
    #[error("the file is empty: a table with at least one row is needed")]
    Empty,
    /// It is larger than what can be worked on in memory.
    #[error("the file has {has} bytes, at most {most} are possible: split it")]
    TooLarge {
        /// How many there may be.
        most: usize,
        /// How many there are.
        has: usize,
    },
    /// A row has more cells than a pipeline could have fields.
    #[error("the table has {has} columns, at most {most} are possible")]
    TooManyColumns {
        /// How many there may be.
        most: usize,
        /// How many there are.
        has: usize,
    },
    /// Bytes that are no character of the encoding that the file's byte order mark tells of.
    #[error("byte {at} is no {encoding:?}, which the file says it is: save it again as UTF-8")]
    Malformed {
        /// Where, from the start of the file.
        at: usize,
        /// What the file says it is.
        encoding: Encoding,
    },
}

/// A file as a table. Copies share the text.
#[derive(Debug, Clone)]
pub struct Sheet {
    text: Arc<[u8]>,
    start: u64,
    encoding: Encoding,
    delimiter: Delimiter,
    has_header: bool,
    header: Vec<String>,
    width: usize,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The how many-th row it is, from 1; the header is one.
    pub(super) at: u64,
    /// The line in the file on which it starts, from 1.
    pub(super) line: u64,
    pub(super) cells: StringRecord,
    pub(super) quotes: Option<QuoteFault>,
}

impl Row {
    /// The cell of a column, without spaces around it and without the apostrophe that makes text of
    /// formulas; empty where the row is too short.
    pub(super) fn cell(&self, column: usize) -> &str {
        let cell = self.cells.get(column).unwrap_or_default();
        without_apostrophe(cell.trim()).trim()
    }
}

impl Sheet {
    /// Bytes of a file that is worked on in memory: 100,000 rows of a thousand characters.
    pub const BYTES: usize = 256 << 20;
    /// Columns of a table.
    pub const COLUMNS: usize = 1_000;
    /// Rows that are looked at to find something out about a file.
    pub(super) const SAMPLE: usize = 1_000;
    /// Rows that are looked at to find the delimiter.
    const DELIMITER_SAMPLE: usize = 100;

    /// Reads a file.
    ///
    /// # Errors
    /// A file without any cell, and one that is too large or not in its own encoding.
    pub fn read(bytes: &[u8], dialect: Dialect) -> Result<Self, SheetError> {
        if bytes.len() > Self::BYTES {
            return Err(SheetError::TooLarge {
                most: Self::BYTES,
                has: bytes.len(),
            });
        }
        let decoded = decode(bytes);
        if let Some(at) = decoded.first_malformed {
            return Err(SheetError::Malformed {
                at,
                encoding: decoded.encoding,
            });
        }
        let (said, start) = separator_line(&decoded.text);
        let mut sheet = Self {
            text: decoded.text.into_bytes().into(),
            start,
            encoding: decoded.encoding,
            delimiter: Delimiter::Comma,
            has_header: false,
            header: Vec::new(),
            width: 0,
        };
        sheet.delimiter = match dialect.delimiter.or(said) {
            Some(delimiter) => delimiter,
            None => sheet.likely_delimiter(),
        };
        let sample: Vec<Row> = sheet.rows().take(Self::SAMPLE).collect();
        let first = sample.first().ok_or(SheetError::Empty)?;
        let widest = sample.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        sheet.has_header = match dialect.has_header {
            Some(has) => has,
            None => looks_like_header(first, sample.get(1)),
        };
        sheet.width = if sheet.has_header {
            first.cells.len()
        } else {
            widest
        };
        if sheet.width > Self::COLUMNS {
            return Err(SheetError::TooManyColumns {
                most: Self::COLUMNS,
                has: sheet.width,
            });
        }
        if sheet.has_header {
            let names = (0..sheet.width).map(|column| first.cell(column).to_owned());
            sheet.header = names.collect();
        }
        Ok(sheet)
    }

    /// How the file's text is encoded.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What stands between cells.
    #[must_use]
    pub const fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The names of the columns; none if the first row is a row like the others.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether the first row names the columns.
    #[must_use]
    pub const fn has_header(&self) -> bool {
        self.has_header
    }

    /// How many columns there are.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many bytes of text there are: what [`Progress`](crate::Progress) counts.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.text.len() as u64
    }

    /// Whether there is no text; never true for a sheet that was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The rows under the header.
    pub(super) fn body(&self) -> Rows {
        let mut rows = self.rows();
        if self.has_header {
            rows.next();
        }
        rows
    }

    fn rows(&self) -> Rows {
        self.rows_between(self.delimiter)
    }

    fn rows_between(&self, delimiter: Delimiter) -> Rows {
        let mut reader = ReaderBuilder::new();
        reader.delimiter(delimiter.byte());
        reader.has_headers(false).flexible(true);
        let mut cursor = Cursor::new(Arc::clone(&self.text));
        cursor.set_position(self.start);
        Rows {
            reader: reader.from_reader(cursor),
            text: Arc::clone(&self.text),
            start: self.start,
            delimiter: delimiter.byte(),
            line: if self.start > 0 { 2 } else { 1 },
            count: 0,
        }
    }

    /// The delimiter by which most rows have the same number of cells, more than one.
    fn likely_delimiter(&self) -> Delimiter {
        let mut best = (Delimiter::Comma, 0, 1);
        for delimiter in Delimiter::ALL {
            let rows = self.rows_between(delimiter).take(Self::DELIMITER_SAMPLE);
            let mut widths: Vec<usize> = rows.map(|row| row.cells.len()).collect();
            widths.arrange();
            let runs = widths.chunk_by(|a, b| a == b).filter(|run| run[0] > 1);
            let Some(run) = runs.max_by_key(|run| (run.len(), run[0])) else {
                continue;
            };
            // Of delimiters that fit as many rows the one that makes more of them is meant.
            if (run.len(), run[0]) > (best.1, best.2) {
                best = (delimiter, run.len(), run[0]);
            }
        }
        best.0
    }
}

/// The rows of a sheet, blank lines left out.
#[derive(Debug)]
pub(super) struct Rows {
    reader: csv::Reader<Cursor<Arc<[u8]>>>,
    text: Arc<[u8]>,
    start: u64,
    delimiter: u8,
    /// The line on which the next row starts, from 1.
    line: u64,
    /// How many rows were read.
    count: u64,
}

impl Rows {
    /// How many bytes of the text lie behind.
    pub(super) fn offset(&self) -> u64 {
        self.start + self.reader.position().byte()
    }

    /// How many lines end between two places. The parser counts line feeds, and some files have only
    /// carriage returns.
    fn breaks(&self, begin: usize, end: usize) -> u64 {
        let ends = |at: &usize| match self.text.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => self.text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        (begin..end.min(self.text.len())).filter(ends).count() as u64
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut cells = StringRecord::new();
        // The text is UTF-8 and in memory, and rows may be of any width: reading cannot fail.
        while self.reader.read_record(&mut cells).unwrap_or(false) {
            let begin = cells.position().map_or(0, Position::byte);
            let range = [self.start + begin, self.offset()];
            let [begin, end] = range.map(|at| usize::try_from(at).unwrap_or(usize::MAX));
            let raw = self.text.get(begin..end).unwrap_or_default();
            let blank = raw.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let line = self.line + self.breaks(begin, begin + blank.count());
            self.line += self.breaks(begin, end);
            let quotes = fault(raw, self.delimiter);
            if cells.iter().all(|cell| cell.trim().is_empty()) && quotes.is_none() {
                continue;
            }
            self.count += 1;
            return Some(Row {
                at: self.count,
                line,
                cells,
                quotes,
            });
        }
        None
    }
}

/// `sep=;` on a line of its own, with which spreadsheets are told the delimiter: what it says, and
/// where the table starts.
fn separator_line(text: &str) -> (Option<Delimiter>, u64) {
    let Some(rest) = text.strip_prefix("sep=") else {
        return (None, 0);
    };
    let (line, _) = rest.split_once('\n').unwrap_or((rest, ""));
    let said = line.trim_end_matches('\r').as_bytes();
    let known = Delimiter::ALL.into_iter().find(|one| said == [one.byte()]);
    match known {
        Some(known) => (
            Some(known),
            (text.len() - rest.len() + line.len() + 1) as u64,
        ),
        None => (None, 0),
    }
}

/// Names are there, differ, and are neither numbers, dates nor addresses.
fn looks_like_header(first: &Row, second: Option<&Row>) -> bool {
    let mut names: Vec<String> = first
        .cells
        .iter()
        .map(|cell| cell.trim().to_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    let count = names.len();
    let is_content = |name: &String| {
        number::looks_numeric(name) || date::looks_like_date(name) || name.contains('@')
    };
    if count == 0 || names.iter().any(is_content) {
        return false;
    }
    names.arrange();
    names.dedup();
    // A lone column that is named like what stands in it has no header.
    let repeats = second.is_some_and(|row| row.cells == first.cells);
    names.len() == count && !repeats
}
