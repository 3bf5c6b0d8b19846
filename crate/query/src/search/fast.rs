//! The best documents of plain queries, without a look at most of the others.
//!
//! The documents of a segment are in the order of freshness, and each block of a word's documents
//! says what none of them is worth more than. A block that cannot get among the best any more is
//! passed over.

use crate::language::{Filter, Step, Test};

use super::bits::Bits;
use super::cursor::Cursor;
use super::lookup::cursors;
use super::plan::MOST;
use super::rank::Scorer;
use super::top::Top;

/// Whether a query is words of which all must be there, and nothing else.
pub(super) fn is_plain(filter: &Filter) -> bool {
    match &filter.root {
        // More words than count for the order cannot be looked up by it.
        Some(Step::And(steps)) => steps.len() <= MOST && steps.iter().all(is_word),
        Some(step) => is_word(step),
        None => false,
    }
}

fn is_word(step: &Step) -> bool {
    let Step::Contents(_, test) = step else {
        return false;
    };
    let Test {
        phrase,
        whole: false,
        me: false,
        digits: None,
        number: None,
        time: None,
        flag: None,
    } = test
    else {
        return false;
    };
    phrase.len() == 1
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// So many.
    pub(super) found: u64,
    /// There may be more.
    pub(super) passed_over: bool,
}

impl Scorer<'_> {
    /// Whether the ways below can go: one word that stands for many, or several that stand for one
    /// each.
    pub(super) fn is_plain(&self) -> bool {
        let single = |words: &Vec<std::ops::Range<u32>>| match words.as_slice() {
            [] => true,
            [range] => range.len() <= 1,
            _ => false,
        };
        self.words.len() == 1 || self.words.iter().all(single)
    }

    /// Offers to `top` the documents among `live` that have all words.
    pub(super) fn best(&self, live: &Bits, top: &mut Top) -> Tally {
        match self.words {
            [words] => self.best_of_any(words, live, top),
            several => self.best_of_all(several, live, top),
        }
    }

    /// The documents that have any of the words that one word of the query stands for.
    fn best_of_any(&self, words: &[std::ops::Range<u32>], live: &Bits, top: &mut Top) -> Tally {
        let mut tally = Tally::default();
        // The most promising words first, so that the others have to be better soon.
        let mut order: Vec<(f32, u32)> = Vec::new();
        for word in words.iter().cloned().flatten() {
            order.push((self.word_limit(0, &self.segment.word(word)), word));
        }
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let several = order.len() > 1;
        for (limit, word) in order {
            if !top.takes(limit + self.freshness(0), self.segment.key(0)) {
                tally.passed_over = true;
                break;
            }
            let Some(mut cursor) = Cursor::new(self.segment, self.segment.word(word)) else {
                continue;
            };
            'blocks: loop {
                let first = cursor.doc();
                let block = self.block_limit(0, cursor.block()) + self.freshness(first);
                if !top.takes(limit + self.freshness(first), self.segment.key(first)) {
                    tally.passed_over = true;
                    break;
                }
                if !top.takes(block, self.segment.key(first)) {
                    tally.passed_over = true;
                    if cursor.next_block() {
                        continue;
                    }
                    break;
                }
                let last = cursor.block().last;
                loop {
                    let doc = cursor.doc();
                    if live.has(doc)
                        && let Some(part) = self.part(0, &mut cursor)
                    {
                        tally.found += 1;
                        let score = self.whole(doc, part.score, usize::from(part.tier > 0));
                        let ranked = self.ranked(doc, score);
                        if several {
                            top.offer_again(ranked);
                        } else {
                            top.offer(ranked);
                        }
                    }
                    if !cursor.advance() {
                        break 'blocks;
                    }
                    if doc >= last {
                        break;
                    }
                }
            }
        }
        tally
    }

    /// The documents that have each of the words.
    fn best_of_all(
        &self,
        words: &[Vec<std::ops::Range<u32>>],
        live: &Bits,
        top: &mut Top,
    ) -> Tally {
        let mut tally = Tally::default();
        let mut all: Vec<(usize, Cursor<'_>)> = Vec::with_capacity(words.len());
        for (goal, words) in words.iter().enumerate() {
            match cursors(self.segment, words).next() {
                Some(cursor) => all.push((goal, cursor)),
                None => return tally,
            }
        }
        all.sort_by_key(|(goal, cursor)| (cursor.word().blocks.len(), *goal));
        let Some(((lead_goal, mut lead), mut others)) = split(all) else {
            return tally;
        };
        let rest: f32 = others
            .iter()
            .map(|(goal, cursor)| self.word_limit(*goal, cursor.word()))
            .sum();
        let rest = rest + self.exact_limit();
        let limit = rest + self.word_limit(lead_goal, lead.word());
        // Up to this document the block is known to be worth a look.
        let mut looked = None;
        'docs: loop {
            let doc = lead.doc();
            let key = self.segment.key(doc);
            if looked.is_none_or(|last| doc > last) {
                let fresh = self.freshness(doc);
                if !top.takes(limit + fresh, key) {
                    tally.passed_over = true;
                    return tally;
                }
                let mut block = self.block_limit(lead_goal, lead.block());
                // They can be all of a name only where all of them are in one.
                let mut named = lead.block().tier > 0;
                for (goal, cursor) in &mut others {
                    let near = cursor.peek(doc, lead.block().last);
                    let word = (cursor.word().share, cursor.word().tier);
                    let (share, tier) = near.unwrap_or(word);
                    block += self.limit(*goal, share, tier);
                    named &= tier > 0;
                }
                let exact = if named { self.exact_limit() } else { 0.0 };
                if !top.takes(block + exact + fresh, key) {
                    tally.passed_over = true;
                    if lead.next_block() {
                        continue;
                    }
                    return tally;
                }
                looked = Some(lead.block().last);
            }
            for (_, cursor) in &mut others {
                if !cursor.seek(doc) {
                    return tally;
                }
                let there = cursor.doc();
                if there > doc {
                    if lead.seek(there) {
                        continue 'docs;
                    }
                    return tally;
                }
            }
            if live.has(doc) {
                self.offer_all(doc, (lead_goal, &mut lead), &mut others, &mut tally, top);
            }
            if !lead.advance() {
                return tally;
            }
        }
    }

    fn offer_all(
        &self,
        doc: u32,
        (goal, lead): (usize, &mut Cursor<'_>),
        others: &mut [(usize, Cursor<'_>)],
        tally: &mut Tally,
        top: &mut Top,
    ) {
        let Some(part) = self.part(goal, lead) else {
            return;
        };
        // In the order of the query, as everywhere: sums of floats depend on it.
        let mut parts = vec![(goal, part)];
        for (goal, cursor) in others {
            match self.part(*goal, cursor) {
                Some(part) => parts.push((*goal, part)),
                None => return,
            }
        }
        parts.sort_unstable_by_key(|(goal, _)| *goal);
        let score = parts.iter().fold(0.0, |sum, (_, part)| sum + part.score);
        let in_name = parts.iter().filter(|(_, part)| part.tier > 0).count();
        tally.found += 1;
        top.offer(self.ranked(doc, self.whole(doc, score, in_name)));
    }
}

type Cursors<'s> = Vec<(usize, Cursor<'s>)>;

fn split(mut all: Cursors<'_>) -> Option<((usize, Cursor<'_>), Cursors<'_>)> {
    (!all.is_empty()).then(|| (all.remove(0), all))
}
