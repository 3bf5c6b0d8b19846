//! A query as chips: what the screen shows of it.

use super::condition::{Comparison, Condition, Literal, Node};
use super::{Query, Span};

/// One piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The stretch of the query's text that it comes from.
    pub span: Span,
    /// Whether it is denied.
    pub denied: bool,
    /// What it is.
    pub kind: ChipKind,
}

/// What a chip shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChipKind {
    /// A word or phrase.
    Words(Literal),
    /// A field and the values, of which any will do.
    Field {
        /// The field as written.
        name: String,
        /// How it is compared.
        op: Comparison,
        /// With what: at least one.
        values: Vec<Literal>,
    },
    /// Two phrases near each other.
    Near {
        /// The field as written, if there is one.
        field: Option<String>,
        /// One phrase.
        left: Literal,
        /// The other.
        right: Literal,
        /// By how many words they are apart at most.
        distance: u32,
        /// Whether the left one comes first.
        ordered: bool,
    },
    /// All of these.
    All(Vec<Chip>),
    /// Any of these.
    Any(Vec<Chip>),
}

impl Query {
    /// The chips of which all must hold. None: everything is asked for.
    #[must_use]
    pub fn chips(&self) -> Vec<Chip> {
        match self.root() {
            None => Vec::new(),
            Some(Node::And(nodes)) => nodes.iter().map(chip).collect(),
            Some(node) => vec![chip(node)],
        }
    }
}

fn chip(node: &Node) -> Chip {
    let (span, kind) = match node {
        Node::Not(inner) => {
            let chip = chip(inner);
            return Chip {
                denied: !chip.denied,
                ..chip
            };
        }
        Node::And(nodes) => group(nodes, ChipKind::All),
        Node::Or(nodes) => alternatives(nodes).unwrap_or_else(|| group(nodes, ChipKind::Any)),
        Node::Near(near) => (
            near.span,
            ChipKind::Near {
                field: near.field.as_ref().map(|field| field.text.clone()),
                left: near.left.clone(),
                right: near.right.clone(),
                distance: near.distance,
                ordered: near.ordered,
            },
        ),
        Node::Is(condition) => (condition.span, single(condition)),
    };
    Chip {
        span,
        denied: false,
        kind,
    }
}

fn single(condition: &Condition) -> ChipKind {
    match &condition.field {
        None => ChipKind::Words(condition.value.clone()),
        Some(name) => ChipKind::Field {
            name: name.text.clone(),
            op: condition.op,
            values: vec![condition.value.clone()],
        },
    }
}

fn group(nodes: &[Node], kind: fn(Vec<Chip>) -> ChipKind) -> (Span, ChipKind) {
    let chips: Vec<Chip> = nodes.iter().map(chip).collect();
    let span = chips
        .iter()
        .map(|chip| chip.span)
        .reduce(Span::join)
        .unwrap_or(Span::new(0, 0));
    (span, kind(chips))
}

/// Values of one field, compared alike: one chip.
fn alternatives(nodes: &[Node]) -> Option<(Span, ChipKind)> {
    let mut conditions = nodes.iter().map(|node| match node {
        Node::Is(condition) => condition.field.as_ref().map(|name| (condition, name)),
        _ => None,
    });
    let (first, name) = conditions.next()??;
    let mut span = first.span;
    let mut values = vec![first.value.clone()];
    for condition in conditions {
        let (condition, other) = condition?;
        let alike =
            (&other.text, other.quoted, condition.op) == (&name.text, name.quoted, first.op);
        // Any of several denials is not the denial of any.
        if !alike || condition.op == Comparison::NotEqual {
            return None;
        }
        span = span.join(condition.span);
        values.push(condition.value.clone());
    }
    let name = name.text.clone();
    let op = first.op;
    Some((span, ChipKind::Field { name, op, values }))
}
