//! The search index: which documents a query is true of, best first, without looking at them all.
//!
//! An [`Index`] holds documents of one kind in packed, immutable segments, oldest texts last. A
//! change writes a small segment and marks the old document as dead; small segments are merged as
//! they come, large ones when there is [time](Index::maintain). A saved index is those segments as
//! they are, so that loading builds nothing.
//!
//! Answers are exact: the set that [`Filter::matches`](crate::language::Filter::matches) gives.
//! Each condition is answered by two sets, of what certainly and of what possibly has it; what is
//! only possible in the end is looked at.

mod bits;
mod collect;
mod cursor;
mod dictionary;
mod documents;
mod evaluate;
mod explain;
mod fast;
mod field;
mod index;
mod lookup;
mod manifest;
mod merge;
mod number;
mod offer;
mod pack;
mod pattern;
mod phrase;
mod plan;
mod rank;
mod request;
mod score;
mod segment;
mod snippet;
mod top;
mod typo;
mod values;
mod words;
mod write;

#[cfg(test)]
mod tests;

pub use documents::{Coverage, Documents, Findable, Header};
pub use explain::{Explanation, NamePlace, WordPart};
pub use index::Index;
pub use manifest::{LoadError, Saved};
pub use offer::CountedSchema;
pub use request::{Answer, Correction, Count, Found, Request};
pub use snippet::{Snippet, SnippetLimit, snippets};
