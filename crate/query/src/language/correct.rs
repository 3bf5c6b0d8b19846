//! The same query with other words, or for another field.

use super::condition::{Literal, Meaning, Node};
use super::restriction::words;
use super::{Field, Query};

impl Query {
    /// This query with each word for which `other` has another one replaced by that, as a whole
    /// word. The words are folded.
    #[must_use]
    pub fn with_words(&self, other: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut query = self.clone();
        if let Some(root) = query.root_mut() {
            replace(root, other);
        }
        query
    }

    /// This query with its plain words looked for in `field` only; nothing if there are none. What
    /// it denies stays as it is. It has no text of its own.
    #[must_use]
    pub fn within(&self, field: Field) -> Option<Self> {
        let mut query = self.clone();
        let mut any = false;
        if let Some(root) = query.root_mut() {
            narrow(root, field, &mut any);
        }
        any.then_some(query)
    }
}

fn narrow(node: &mut Node, field: Field, any: &mut bool) {
    let mut replace = |fields: &mut Vec<Field>| {
        if fields.contains(&Field::Any) {
            *fields = vec![field];
            *any = true;
        }
    };
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter_mut().for_each(|node| narrow(node, field, any))
        }
        Node::Not(_) => {}
        Node::Near(near) => replace(&mut near.fields),
        Node::Is(condition) => {
            if let Meaning::Contents { fields, .. } = &mut condition.meaning {
                replace(fields);
            }
        }
    }
}

fn replace(node: &mut Node, other: &dyn Fn(&str) -> Option<String>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter_mut().for_each(|node| replace(node, other))
        }
        Node::Not(inner) => replace(inner, other),
        Node::Near(near) => {
            literal(&mut near.left, other);
            literal(&mut near.right, other);
        }
        Node::Is(condition) => {
            let Meaning::Contents { reading, .. } = &mut condition.meaning else {
                return;
            };
            if !reading.words.is_empty() && literal(&mut condition.value, other) {
                reading.words = words(&condition.value.text);
            }
        }
    }
}

/// Whether anything was replaced.
fn literal(literal: &mut Literal, other: &dyn Fn(&str) -> Option<String>) -> bool {
    let mut changed = false;
    let new: Vec<String> = words(&literal.text)
        .into_iter()
        .map(|word| match other(&word) {
            Some(other) => {
                changed = true;
                other
            }
            None => word,
        })
        .collect();
    if changed {
        literal.quoted |= new.len() > 1;
        literal.text = new.join(" ");
        literal.prefix = false;
    }
    changed
}
