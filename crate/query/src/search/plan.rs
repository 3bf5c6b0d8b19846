//! What of a query an index can look up: its words with their fields, and marks that are no words.

use crate::language::text::WordTest;
use crate::language::{Field, Filter, Step};

use super::field::{includes, put_field};
use super::pattern::Place;

/// Something other than a word that a document has, kept among the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// There is something in the field.
    Has(Field),
    /// A person of the team is in a field.
    Person(u128),
    /// A checkbox is so.
    Flag(bool),
}

impl Mark {
    /// The word that stands for it: no text has such a word.
    pub(super) fn word(self) -> Vec<u8> {
        let mut word = vec![0];
        match self {
            Self::Has(field) => {
                word.push(b'h');
                put_field(field, &mut word);
            }
            Self::Person(id) => {
                word.push(b'p');
                word.extend(id.to_be_bytes());
            }
            Self::Flag(on) => word.extend([b'f', u8::from(on)]),
        }
        word
    }
}

/// A word that a query looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    pub(super) test: WordTest,
    pub(super) fields: Vec<Field>,
}

impl Goal {
    /// The places among these that the word is looked for in, and how often it is there.
    pub(super) fn places(&self, pattern: &[Place]) -> Vec<(Field, u32)> {
        let places = pattern
            .iter()
            .filter(|place| includes(&self.fields, place.field));
        places.map(|place| (place.field, place.count)).collect()
    }
}

/// So many words of a query count for the order at most.
pub(super) const MOST: usize = 32;

/// The words that a query looks for, each once, in its order. What it denies is not among them.
pub(super) fn goals(filter: &Filter) -> Vec<Goal> {
    let mut goals = Vec::new();
    if let Some(root) = &filter.root {
        collect(root, &mut goals);
    }
    goals
}

fn collect(step: &Step, goals: &mut Vec<Goal>) {
    let mut add = |tests: &[WordTest], fields: &[Field]| {
        for test in tests {
            let goal = Goal {
                test: test.clone(),
                fields: fields.to_vec(),
            };
            if goals.len() < MOST && !goals.contains(&goal) {
                goals.push(goal);
            }
        }
    };
    match step {
        Step::And(steps) | Step::Or(steps) => steps.iter().for_each(|step| collect(step, goals)),
        Step::Contents(fields, test) => add(test.phrase.tests(), fields),
        Step::Near {
            fields,
            left,
            right,
            ..
        } => {
            add(left.tests(), fields);
            add(right.tests(), fields);
        }
        Step::Not(_) | Step::Has(_) | Step::Is(_) | Step::Always => {}
    }
}
