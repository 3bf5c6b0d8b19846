//! What is asked of all records, and what is found.

use boxwood_model::Key;

use super::Shelf;
use crate::language::{Context, Field, Query, Span};
use crate::search::{Correction, Count, Snippet};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The query. Read with [`typing`](crate::language::Options::typing), its last word stands for
    /// all that start so.
    pub query: &'a Query,
    /// Who asks, when and where.
    pub context: &'a Context<'a>,
    /// So many results of each kind at most.
    pub limit: usize,
    /// Whether to look among boxes only.
    pub boxes_only: bool,
}

/// What was found, the kinds in a fixed order; those of which nothing was found are left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// A group for each kind.
    pub groups: Vec<Group>,
    /// What words were taken for, because nothing at all was found for the words themselves.
    pub corrections: Vec<Correction>,
}

/// Results of one kind, the best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Which.
    pub kind: HitKind,
    /// The best ones.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub count: Count,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitKind {
    /// A record of this kind.
    Record(Shelf),
    /// What a box holds in this field: its tasks, comments or conversations.
    Part(Field),
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record; of a task, comment or conversation, the box.
    pub key: Key,
    /// What it is worth for the query; see [`Index::explain`](crate::search::Index::explain).
    pub score: f32,
    /// Its name.
    pub name: String,
    /// Where in the name the words of the query are.
    pub highlights: Vec<Span>,
    /// Where else they are.
    pub snippets: Vec<Snippet>,
}
