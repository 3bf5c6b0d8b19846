//! What is asked of an index, and what it answers.

use crate::language::{Context, Query};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The query. Read with [`typing`](crate::language::Options::typing), its last word stands for
    /// all that start so.
    pub query: &'a Query,
    /// Who asks, when and where.
    pub context: &'a Context<'a>,
    /// How many documents are wanted at most.
    pub limit: usize,
    /// Whether to leave out what is archived or in the bin, unless the query
    /// [asks](Query::reach) for it.
    pub puts_aside: bool,
    /// Whether to count all that there are, which takes longer where there are many.
    pub counts: bool,
    /// Whether words that are nowhere may be taken for others that look like them, if nothing is
    /// found.
    pub forgives: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The best ones, the best first.
    pub found: Vec<Found>,
    /// How many there are.
    pub count: Count,
    /// What words were taken for; none, if this is what was asked for.
    pub corrections: Vec<Correction>,
}

/// A document that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Its id.
    pub id: u128,
    /// What it is worth for the query; see [`Index::explain`](super::Index::explain).
    pub score: f32,
}

/// How many documents a query is true of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// So many or more: the rest was not looked at.
    AtLeast(u64),
}

/// A word that was taken for another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word as it was asked for, folded.
    pub asked: String,
    /// The word that was looked for instead, folded.
    pub taken: String,
}
