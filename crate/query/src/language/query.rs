//! A parsed query.

use super::condition::{Meaning, Node};
use super::parser::Parser;
use super::{Note, NoteKind, Schema, Span, State, print};
use boxwood_model::Arrange as _;

/// How much of everything a query may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit;

impl Limit {
    /// Characters (Unicode scalar values); what is longer is cut. It bounds the number of
    /// conditions too.
    pub const CHARACTERS: usize = 2_000;
    /// Brackets within each other.
    pub const DEPTH: usize = 32;
}

/// How to read a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The text is still being typed at its end, so a last word there stands for all words that
    /// start so, and a field's last value that means nothing yet is left out.
    pub typing: bool,
}

/// A query: what a text asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    root: Option<Node>,
    notes: Vec<Note>,
}

/// Which of what is usually put aside a query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// What is archived.
    pub archived: bool,
    /// What is in the bin.
    pub deleted: bool,
}

impl Query {
    /// The query that `text` is. Every text is one; see [`notes`](Self::notes) for what was odd.
    #[must_use]
    pub fn parse(text: &str, schema: &dyn Schema, options: Options) -> Self {
        let (text, rest) = match text.char_indices().nth(Limit::CHARACTERS) {
            Some((end, _)) => text.split_at(end),
            None => (text, ""),
        };
        let (root, mut notes) = Parser::new(text, schema, options).parse();
        if !rest.is_empty() {
            notes.push(Note {
                kind: NoteKind::TooLong {
                    limit: Limit::CHARACTERS,
                },
                span: Span::new(text.len(), text.len() + rest.len()),
            });
        }
        notes.arrange_by_key(|note| note.span.start);
        Self { root, notes }
    }

    /// The tree of conditions; nothing if everything is asked for.
    #[must_use]
    pub fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    pub(super) fn root_mut(&mut self) -> Option<&mut Node> {
        self.root.as_mut()
    }

    /// What was odd, in the order of the text.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The query in its usual form, which is read as the very same query.
    #[must_use]
    pub fn to_text(&self) -> String {
        print::query(self.root())
    }

    /// Which of what is usually put aside is asked for: a plain search leaves out what is archived
    /// or in the bin, unless the query names the state or says `in:anywhere`.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let mut reach = Reach::default();
        self.each(&mut |node| {
            let Node::Is(condition) = node else { return };
            let meaning = &condition.meaning;
            let anywhere = *meaning == Meaning::Anywhere;
            reach.archived |= anywhere || *meaning == Meaning::Is(State::Archived);
            reach.deleted |= anywhere || *meaning == Meaning::Is(State::Deleted);
        });
        reach
    }

    fn each(&self, see: &mut dyn FnMut(&Node)) {
        if let Some(root) = &self.root {
            root.each(see);
        }
    }
}

impl Node {
    /// Shows `see` this node and all below it, in the order of the text.
    pub(super) fn each(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().for_each(|node| node.each(see)),
            Self::Not(node) => node.each(see),
            Self::Near(_) | Self::Is(_) => {}
        }
    }
}
