//! The query language: any text to a query, and which documents the query is true of.
//!
//! Gmail's operators on the grammar of App Engine's Search API. From what binds tightest:
//!
//! ```text
//! primitive  word  "a phrase"  +exactly  ~stem  field:value  field>=3  field:(group)  ( group )
//! AROUND     a AROUND 5 b      both within five words of each other; "a AROUND 5 b" in this order
//! NOT  -     -word  NOT word
//! OR         a OR b  {a b}     any of them
//! (a space)  a b               all of them, so that `a b OR c` is `a (b OR c)`
//! AND        a AND b           all of them
//! ```
//!
//! * A field is a built-in one ([`OPERATORS`]) or a custom one by its name: `"Deal size">=10` or
//!   `deal-size>=10`, for case, diacritics and what stands between words do not matter. Where a
//!   custom field is called like a built-in one, the quoted name means the custom one.
//! * `:` asks whether the field contains the words, `=` whether they are all it holds. For numbers
//!   and dates the two are the same. `!=` is `=` denied, so it is true of an empty field.
//! * Any text is a query. What cannot be understood is searched for as plain words, what stands
//!   for nothing is left out, and each such place has a [`Note`].
//! * Days are days of the user's zone, and relative ones stay relative until the query
//!   [runs](Query::prepare): `before:X` is before the first instant of X, `after:X` from its first
//!   instant on, `on:X` within it; `<` is `before`, `>=` is `after`, `>` is after its last instant
//!   and `<=` up to it. `older_than:3d` is before this time of day three days ago, `newer_than:3d`
//!   since then. These five ask about the time of the last change.
//! * A bare weekday is the latest one before today, except that for `due` it is the next one,
//!   today included; `3d` is three days ago, and for `due` in three days (`-3d` and `+3d` say which).
//! * A word is a run of letters and digits; one that holds other signs, as `amy@example.org`, is a
//!   phrase. Scripts that are written without spaces match by any part.

mod chip;
mod complete;
mod condition;
mod correct;
mod date;
mod document;
mod field;
mod lexer;
mod matching;
mod note;
mod number;
mod parser;
mod print;
mod query;
mod restriction;
mod schema;
mod span;
mod stem;
mod term;
pub mod text;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use date::Bounds;
pub(crate) use matching::{Step, Test};

pub use chip::{Chip, ChipKind};
pub use complete::{Completion, CompletionKind, complete};
pub use condition::{
    Comparison, Condition, FieldName, Literal, Meaning, Mode, Near, Node, Reading,
};
pub use date::{FixedOffset, Period, TimeTest, TimeUnit, Weekday, Which, Zone};
pub use document::{Content, Context, Document, Stemmer};
pub use field::{Field, FieldKey, OPERATORS, Operator, State};
pub use matching::Filter;

pub use note::{Keyword, Note, NoteKind};
pub use number::NumberTest;
pub use query::{Limit, Options, Query, Reach};
pub use schema::{Kind, NoFields, Schema, SchemaField};
pub use span::Span;
pub use stem::StemLanguage;
pub use term::Term;
