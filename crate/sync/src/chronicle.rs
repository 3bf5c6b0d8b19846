//! What happened, as a replica keeps it that is alone: with a server, the server does.

use std::collections::BTreeMap;

use boxwood_model::{Happening, Key, Scope};
use serde::{Deserialize, Serialize};

/// Something that happened, under its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Counts what happened, from 1.
    pub number: u64,
    /// Where.
    pub scope: Scope,
    /// What.
    pub happening: Happening,
}

/// All that happened, by number and by the record that it happened to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Chronicle {
    all: BTreeMap<u64, Told>,
    about: BTreeMap<Key, Vec<u64>>,
}

impl Chronicle {
    /// All of it, by number.
    pub(crate) const fn all(&self) -> &BTreeMap<u64, Told> {
        &self.all
    }

    /// The number of what happens next.
    pub(crate) fn next(&self) -> u64 {
        let last = self.all.keys().next_back();
        last.map_or(1, |last| last.saturating_add(1))
    }

    /// Keeps what happened, unless it is here already.
    pub(crate) fn add(&mut self, told: Told) {
        let (number, about) = (told.number, told.happening.about);
        if self.all.insert(number, told).is_none() {
            self.about.entry(about).or_default().push(number);
        }
    }

    /// Up to `most` of what happened in scopes that are wanted, to this record or to any, newest
    /// first: those with numbers below `before`.
    pub(crate) fn told(
        &self,
        wanted: impl Fn(Scope) -> bool,
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Vec<(u64, Happening)> {
        let told = |told: &Told| (told.number, told.happening.clone());
        match about {
            None => {
                let all = self.all.range(..before).rev().map(|(_, told)| told);
                let all = all.filter(|told| wanted(told.scope));
                all.take(most).map(told).collect()
            }
            Some(key) => {
                let numbers = self.about.get(&key).map_or(&[][..], Vec::as_slice);
                let below = numbers.partition_point(|number| *number < before);
                let all = numbers[..below].iter().rev();
                let all = all.filter_map(|number| self.all.get(number));
                let all = all.filter(|told| wanted(told.scope));
                all.take(most).map(told).collect()
            }
        }
    }
}
