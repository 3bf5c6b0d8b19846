//! All records as JSON, and back: a backup that people can read.
//!
//! The document is one object. `format` and `version` come first, then `team` (an object or `null`)
//! and a list for each kind of record: `members`, `pipelines`, `boxes`, `invitations`, `contacts`,
//! `organizations`, `snippets`, `views`, `settings`. Each record is on a line of its own and has the
//! names of the model's fields. In it
//!
//! * ids are text, `0190f5c2-…`; moments are RFC 3339 in UTC to the millisecond; dates are
//!   `2026-03-09`; colours are `#1a73e8`; exact numbers and places in an order are text;
//! * a **register** is `{"value": …, "stamp": "2026-03-09T10:00:00.000Z/0/0a0b0c0d"}`: the value, and
//!   the intent that set it (its moment, the count within the moment, the replica);
//! * a map is an object whose keys are texts: ids, stamps, message ids, `👍/0190f5c2-…` for a
//!   reaction and its person, `pipeline_order/0190f5c2-…` for a setting and what it is of;
//! * a cell is `"empty"` or an object that says its type: `{"number": "12.50"}`, `{"tags": ["…"]}`;
//!   so are field types: `"text"`, `{"currency": "EUR"}`, `{"dropdown": [{"id": …, "name": …}]}`.
//!
//! What people's devices have learnt from their mail ([lessons](boxwood_model::Lesson)) is not in it: nobody
//! but those devices can make use of it.
//!
//! What was deleted or taken out is there too, as entries that say so: a reader merges with the
//! stamps as any replica does. Records that are written and read are the same to the last stamp, so
//! they have the same [hash](crate::state_hash).
//!
//! Reading is strict: unknown, missing and repeated names are errors, and so is what is longer than
//! the model's limits let be. It does not ask whether records fit together (a box's pipeline may be
//! one that the writer did not see).

mod basic;
mod form;
mod node;
mod read;
mod records;
mod variants;

use std::fmt;

use boxwood_model::State;

use form::Form;
pub use read::read_json;

/// What `format` says.
pub const JSON_FORMAT: &str = "boxwood";

/// The version of what is written; what is read must have the same.
pub const JSON_VERSION: u32 = 1;

/// Why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct JsonError {
    /// Where, such as `$.boxes[3].name.stamp`.
    pub path: String,
    /// What is wrong there.
    pub problem: JsonProblem,
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonProblem {
    /// It is no JSON, or not all of it is there.
    #[error("this is no JSON: {0}")]
    Syntax(String),
    /// Something else than what belongs there.
    #[error("{0} is needed here")]
    Wanted(&'static str),
    /// A name that must be there is not.
    #[error("`{0}` is missing")]
    Missing(String),
    /// A name that means nothing here.
    #[error("`{0}` means nothing here")]
    Unknown(String),
    /// A name or record that was there before.
    #[error("`{0}` is there twice")]
    Twice(String),
    /// A text that is longer than any may be.
    #[error("the text has more than {most} characters")]
    TooLong {
        /// How many there may be.
        most: usize,
    },
    /// A list or map that has more entries than any may have.
    #[error("there are more than {most} entries")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// A version that this program does not read.
    #[error("version {has} is not known: this program reads version {JSON_VERSION}")]
    Version {
        /// What the document says.
        has: u32,
    },
}

/// What is written one after the other. There is one type for all, since the types of chains of
/// iterators double with each, and the code that they bring into the browser with them.
type Pieces<'s> = Box<dyn Iterator<Item = String> + 's>;

/// Writes all records, a piece for each record, so that a host can stream them to a file.
pub struct JsonExport<'s> {
    pieces: Pieces<'s>,
}

impl fmt::Debug for JsonExport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonExport").finish_non_exhaustive()
    }
}

/// A list, from records that are borrowed or had.
macro_rules! list {
    ($state:ident, $many:ident, $records:ident) => {
        section(
            stringify!($many),
            Box::new($state.$many.$records().map(|record| {
                let mut text = String::new();
                record.write(&mut text);
                text
            })),
        )
    };
}

/// All pieces, from records that are borrowed or had.
macro_rules! pieces {
    ($state:ident, $records:ident) => {{
        let mut head =
            format!("{{\"format\":\"{JSON_FORMAT}\",\"version\":{JSON_VERSION},\n\"team\":");
        $state.team.write(&mut head);
        let sections = [
            list!($state, members, $records),
            list!($state, pipelines, $records),
            list!($state, boxes, $records),
            list!($state, invitations, $records),
            list!($state, contacts, $records),
            list!($state, organizations, $records),
            list!($state, snippets, $records),
            list!($state, views, $records),
            list!($state, settings, $records),
        ];
        std::iter::once(head)
            .chain(sections.into_iter().flatten())
            .chain(std::iter::once("}\n".to_owned()))
    }};
}

impl<'s> JsonExport<'s> {
    /// An export of these records.
    #[must_use]
    pub fn new(state: &'s State) -> Self {
        Self {
            pieces: Box::new(pieces!(state, values)),
        }
    }
}

impl JsonExport<'static> {
    /// An export that has its records, and lets go of each once it is written.
    #[must_use]
    pub fn of(state: State) -> Self {
        Self {
            pieces: Box::new(pieces!(state, into_values)),
        }
    }
}

impl Iterator for JsonExport<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.pieces.next()
    }
}

/// A list of records that are written already.
fn section<'s>(name: &str, records: Pieces<'s>) -> Pieces<'s> {
    let lines = records.enumerate().map(|(at, record)| {
        let separator = if at == 0 { "\n" } else { ",\n" };
        format!("{separator}{record}")
    });
    let head = std::iter::once(format!(",\n\"{name}\":["));
    Box::new(head.chain(lines).chain(std::iter::once("]".to_owned())))
}
