//! What a query looks for in texts: for highlights, and for an index to look up.

use super::condition::{Comparison, Literal, Meaning, Mode, Node};
use super::matching::phrase;
use super::restriction::words;
use super::text::Tokens;
use super::{Field, Query, Span, Stemmer};
use boxwood_model::Arrange as _;

/// Words that follow each other, which a query looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where it stands in the query.
    pub span: Span,
    /// The fields it is looked for in.
    pub fields: Vec<Field>,
    /// The words, folded; at least one.
    pub words: Vec<String>,
    /// How they are compared.
    pub mode: Mode,
    /// Whether the last of them stands for all that start so.
    pub prefix: bool,
}

impl Query {
    /// The words that the query looks for, in its order. What it denies is not among them.
    #[must_use]
    pub fn terms(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        if let Some(root) = self.root() {
            collect(root, &mut |literal, fields, words| {
                terms.push(Term {
                    span: literal.span,
                    fields: fields.to_vec(),
                    words,
                    mode: literal.mode,
                    prefix: literal.prefix,
                });
            });
        }
        terms
    }

    /// The places in a text of `field` that show why the query is true of it: in order, without
    /// overlaps. `Field::Any` takes the terms of all fields.
    #[must_use]
    pub fn highlights(&self, text: &str, field: Field, stemmer: Option<&dyn Stemmer>) -> Vec<Span> {
        let tokens = Tokens::of(text);
        let mut spans = Vec::new();
        let Some(root) = self.root() else {
            return spans;
        };
        collect(root, &mut |literal, fields, words| {
            let looked = |wanted: &Field| *wanted == field || *wanted == Field::Any;
            if field != Field::Any && !fields.iter().any(looked) {
                return;
            }
            let phrase = phrase(words, literal, stemmer);
            spans.extend(
                phrase
                    .starts(&tokens, stemmer)
                    .filter_map(|start| tokens.span(start, start + phrase.len())),
            );
        });
        merged(spans)
    }
}

/// Takes note of words, and of the fields in which they are looked for.
type See<'a> = dyn FnMut(&Literal, &[Field], Vec<String>) + 'a;

fn collect(node: &Node, see: &mut See<'_>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                collect(node, see);
            }
        }
        Node::Not(_) => {}
        Node::Near(near) => {
            for side in [&near.left, &near.right] {
                see(side, &near.fields, words(&side.text));
            }
        }
        Node::Is(condition) => {
            if let Meaning::Contents { fields, reading } = &condition.meaning
                && !reading.words.is_empty()
                && condition.op != Comparison::NotEqual
            {
                see(&condition.value, fields, reading.words.clone());
            }
        }
    }
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.arrange();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => *last = last.join(span),
            _ => merged.push(span),
        }
    }
    merged
}
