//! What the documents of a segment are worth for the words of a query.

use std::ops::Range;

use boxwood_model::Millis;

use crate::language::{Field, Stemmer};

use super::bits::Bits;
use super::cursor::Cursor;
use super::field::includes;
use super::lookup::{cursors, words};
use super::pattern::{frequency, tier};
use super::plan::Goal;
use super::score::{EXACT, NAME, TELLING, WORDS, freshness, lengths, of_step, rarity, share};
use super::segment::{Block, Segment, Word};
use super::top::{Ranked, Top};

/// Sums of floats in another order differ by less.
const SLACK: f32 = 1e-5;

/// The words of a query, with what each is worth over all segments.
pub(super) struct Ranking {
    pub(super) goals: Vec<Goal>,
    /// What each word is worth at most for being there.
    pub(super) gains: Vec<f32>,
    /// The words of each segment that each goal stands for.
    pub(super) found: Vec<Vec<Vec<Range<u32>>>>,
    /// How many documents have each word, dead ones too.
    pub(super) frequencies: Vec<u64>,
    /// How many of the words are looked for in the name.
    pub(super) named: usize,
    pub(super) now: Millis,
    pub(super) norms: [f32; 256],
}

impl Ranking {
    pub(super) fn new(
        goals: Vec<Goal>,
        segments: &[&Segment],
        stemmer: Option<&dyn Stemmer>,
        now: Millis,
    ) -> Self {
        let all: u64 = segments
            .iter()
            .map(|segment| u64::from(segment.documents()))
            .sum();
        let mut found: Vec<Vec<Vec<Range<u32>>>> = Vec::new();
        let mut frequencies = vec![0_u64; goals.len()];
        for segment in segments {
            let of_goal = |(goal, frequency): (&Goal, &mut u64)| {
                let words = words(segment, &goal.test, stemmer);
                for word in words.iter().cloned().flatten() {
                    *frequency += u64::from(segment.frequency(&segment.word(word)));
                }
                words
            };
            found.push(goals.iter().zip(&mut frequencies).map(of_goal).collect());
        }
        let rarities: Vec<f32> = frequencies
            .iter()
            .map(|found| rarity(*found, all))
            .collect();
        let sum: f32 = rarities.iter().sum();
        let named = goals
            .iter()
            .filter(|goal| includes(&goal.fields, Field::Name));
        Self {
            gains: rarities
                .iter()
                .map(|rarity| WORDS * rarity / sum.max(TELLING))
                .collect(),
            named: named.count(),
            found,
            frequencies,
            now,
            norms: lengths(),
            goals,
        }
    }

    /// The ranking for one of the segments.
    pub(super) fn of<'s>(&'s self, number: usize, segment: &'s Segment) -> Scorer<'s> {
        let none: &[Vec<Range<u32>>] = &[];
        Scorer {
            ranking: self,
            segment,
            words: self.found.get(number).map_or(none, Vec::as_slice),
            tables: self
                .goals
                .iter()
                .map(|goal| Table::new(goal, segment))
                .collect(),
        }
    }
}

/// What each pattern of a segment is worth for a word of the query.
pub(super) struct Table {
    /// 0 where the fields are not among its places.
    pub(super) frequencies: Vec<f32>,
    pub(super) tiers: Vec<u8>,
    /// Whether the word is looked for in the name.
    named: bool,
}

impl Table {
    fn new(goal: &Goal, segment: &Segment) -> Self {
        let patterns = || segment.patterns().iter().map(|(pattern, _)| pattern);
        Self {
            frequencies: patterns().map(|p| frequency(p, &goal.fields)).collect(),
            tiers: patterns().map(|p| tier(p, &goal.fields)).collect(),
            named: includes(&goal.fields, Field::Name),
        }
    }
}

/// The part of a score that comes from one word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Part {
    /// What it is worth.
    pub(super) score: f32,
    /// How it stands in the name; see [`tier`].
    pub(super) tier: u8,
}

/// The ranking of the documents of a segment.
pub(super) struct Scorer<'s> {
    pub(super) ranking: &'s Ranking,
    pub(super) segment: &'s Segment,
    /// The words that each goal stands for.
    pub(super) words: &'s [Vec<Range<u32>>],
    pub(super) tables: Vec<Table>,
}

impl<'s> Scorer<'s> {
    /// What the word at the cursor is worth in its document; nothing where it is in other fields.
    pub(super) fn part(&self, goal: usize, cursor: &mut Cursor<'_>) -> Option<Part> {
        let table = self.tables.get(goal)?;
        let code = cursor.code() as usize;
        let frequency = table.frequencies.get(code).copied().filter(|f| *f > 0.0)?;
        let tier = table.tiers.get(code).copied().unwrap_or(0);
        let length = self.segment.length(cursor.doc());
        let share = share(frequency, self.ranking.norms[usize::from(length)]);
        Some(Part {
            score: self.gain(goal) * share + self.name(tier),
            tier,
        })
    }

    /// What nothing with this share and tier is worth more than.
    pub(super) fn limit(&self, goal: usize, share: u8, tier: u8) -> f32 {
        let named = self.tables.get(goal).is_some_and(|table| table.named);
        let name = if named { self.name(tier) } else { 0.0 };
        self.gain(goal) * of_step(share) + name + SLACK
    }

    /// What no document that has the word is worth more than, for this goal.
    pub(super) fn word_limit(&self, goal: usize, word: &Word) -> f32 {
        self.limit(goal, word.share, word.tier)
    }

    /// The same of the documents of a block.
    pub(super) fn block_limit(&self, goal: usize, block: &Block) -> f32 {
        self.limit(goal, block.share, block.tier)
    }

    /// What a document with these parts is worth.
    pub(super) fn whole(&self, doc: u32, parts: f32, in_name: usize) -> f32 {
        parts + self.exact(doc, in_name) + self.freshness(doc)
    }

    /// What it is worth that the words, of which so many are in the name, are all that is there.
    pub(super) fn exact(&self, doc: u32, in_name: usize) -> f32 {
        let named = self.ranking.named;
        let all = named > 1 && in_name == named && usize::from(self.segment.name(doc)) == named;
        if all { EXACT } else { 0.0 }
    }

    /// What [`exact`](Self::exact) can come to.
    pub(super) fn exact_limit(&self) -> f32 {
        if self.ranking.named > 1 { EXACT } else { 0.0 }
    }

    pub(super) fn freshness(&self, doc: u32) -> f32 {
        freshness(self.segment.key(doc), self.ranking.now)
    }

    pub(super) fn ranked(&self, doc: u32, score: f32) -> Ranked {
        Ranked {
            score,
            key: self.segment.key(doc),
            id: self.segment.id(doc),
        }
    }

    fn gain(&self, goal: usize) -> f32 {
        self.ranking.gains.get(goal).copied().unwrap_or(0.0)
    }

    fn name(&self, tier: u8) -> f32 {
        let worth = NAME.get(usize::from(tier)).copied().unwrap_or(0.0);
        worth / self.ranking.named.max(1) as f32
    }

    /// Offers all of `found` to `top`.
    pub(super) fn rank(&self, found: &Bits, top: &mut Top) {
        let mut sources: Vec<Source<'_>> = Vec::with_capacity(self.words.len());
        for (goal, words) in self.words.iter().enumerate() {
            sources.extend(self.source(goal, words, found));
        }
        let limit: f32 = sources.iter().map(|source| source.limit).sum();
        let limit = limit + self.exact_limit() + SLACK;
        for doc in found.iter() {
            // The next ones are not fresher.
            if !top.takes(limit + self.freshness(doc), self.segment.key(doc)) {
                return;
            }
            let (mut score, mut in_name) = (0.0, 0);
            for source in &mut sources {
                let Some(part) = source.at(self, doc) else {
                    continue;
                };
                score += part.score;
                in_name += usize::from(part.tier > 0);
            }
            top.offer(self.ranked(doc, self.whole(doc, score, in_name)));
        }
    }

    fn source(&self, goal: usize, words: &[Range<u32>], found: &Bits) -> Option<Source<'s>> {
        let mut all = cursors(self.segment, words);
        let first = all.next()?;
        let Some(second) = all.next() else {
            return Some(Source {
                goal,
                limit: self.word_limit(goal, first.word()),
                parts: Parts::Word(Box::new(first)),
            });
        };
        // The best of several words.
        let mut parts = vec![Part::default(); self.segment.documents() as usize];
        let mut limit = 0.0_f32;
        for mut cursor in [first, second].into_iter().chain(all) {
            loop {
                let doc = cursor.doc();
                if found.has(doc)
                    && let Some(part) = self.part(goal, &mut cursor)
                    && let Some(best) = parts.get_mut(doc as usize)
                    && best.score < part.score
                {
                    *best = part;
                    limit = limit.max(part.score);
                }
                if !cursor.advance() {
                    break;
                }
            }
        }
        Some(Source {
            goal,
            limit,
            parts: Parts::Words(parts),
        })
    }
}

/// Where the parts of one word of the query come from.
struct Source<'s> {
    goal: usize,
    /// No part is more than this.
    limit: f32,
    parts: Parts<'s>,
}

enum Parts<'s> {
    Word(Box<Cursor<'s>>),
    /// By document.
    Words(Vec<Part>),
}

impl Source<'_> {
    fn at(&mut self, scorer: &Scorer<'_>, doc: u32) -> Option<Part> {
        match &mut self.parts {
            Parts::Word(cursor) => {
                let there = cursor.seek(doc) && cursor.doc() == doc;
                there.then(|| scorer.part(self.goal, cursor)).flatten()
            }
            Parts::Words(parts) => {
                let part = parts.get(doc as usize).copied();
                part.filter(|part| part.score > 0.0)
            }
        }
    }
}
