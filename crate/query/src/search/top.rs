//! The best of what was found, without keeping the rest.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A document that was found. Of two the greater one comes first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub(super) score: f32,
    /// Its place in the order of freshness.
    pub(super) key: u32,
    pub(super) id: u128,
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score
            .total_cmp(&other.score)
            .then(self.key.cmp(&other.key))
            .then(other.id.cmp(&self.id))
    }
}

/// The best so far.
#[derive(Debug)]
pub(super) struct Top {
    limit: usize,
    heap: BinaryHeap<Reverse<Ranked>>,
}

impl Top {
    /// Will keep so many.
    pub(super) const fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::new(),
        }
    }

    /// Whether a document could get in that has no higher score and is no fresher.
    pub(super) fn takes(&self, score: f32, key: u32) -> bool {
        if self.heap.len() < self.limit {
            return true;
        }
        let worst = self.heap.peek();
        worst.is_some_and(|Reverse(worst)| {
            score
                .total_cmp(&worst.score)
                .then(key.cmp(&worst.key))
                .is_ge()
        })
    }

    /// Takes a document, if it is among the best. It was not offered before.
    pub(super) fn offer(&mut self, ranked: Ranked) {
        if self.heap.len() < self.limit {
            self.heap.push(Reverse(ranked));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && ranked > worst.0
        {
            *worst = Reverse(ranked);
        }
    }

    /// Takes a document with a score that may be better than one it was offered with before.
    pub(super) fn offer_again(&mut self, ranked: Ranked) {
        if !self.takes(ranked.score, ranked.key) {
            return;
        }
        match self
            .heap
            .iter()
            .find(|Reverse(known)| known.id == ranked.id)
        {
            None => self.offer(ranked),
            Some(Reverse(known)) if *known < ranked => {
                self.heap.retain(|Reverse(known)| known.id != ranked.id);
                self.offer(ranked);
            }
            Some(_) => {}
        }
    }

    /// All of them, the best one first.
    pub(super) fn into_sorted(self) -> Vec<Ranked> {
        let sorted = self.heap.into_sorted_vec();
        sorted.into_iter().map(|Reverse(ranked)| ranked).collect()
    }
}
