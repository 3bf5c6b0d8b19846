//! The index: segments, and which of their documents live.

use crate::language::{Filter, Query, State};

use super::bits::Bits;
use super::collect::Collector;
use super::documents::{Documents, Findable, Header};
use super::evaluate::{Evaluator, is_whole_in};
use super::fast;
use super::merge::merge;
use super::plan::goals;
use super::rank::{Ranking, Scorer};
use super::request::{Answer, Count, Found, Request};
use super::segment::Segment;
use super::top::Top;

/// So many segments of a size become one.
const FANOUT: usize = 8;
/// Segments of no more documents are merged at once, larger ones by [`Index::maintain`].
const AT_ONCE: u32 = 7;
/// So many segments of a size are merged at once, whatever their size: nobody had time.
const LATE: usize = 64;
/// So many documents of a bulk are packed together first.
const CHUNK: usize = 4_096;
/// Where no more documents have any of the words, all are looked at, so that they are counted.
const FEW: u64 = 4_096;
/// Who wants more than so many is shown all.
const MANY: usize = 256;

/// Documents of one kind, to be found by queries.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub(super) parts: Vec<Part>,
    /// The name of the next segment.
    pub(super) next: u64,
}

/// A segment and which of its documents are still those of their ids.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) name: u64,
    pub(super) segment: Segment,
    pub(super) live: Bits,
    alive: u32,
}

impl Part {
    pub(super) fn new(name: u64, segment: Segment, live: Bits) -> Self {
        Self {
            name,
            alive: live.count(),
            segment,
            live,
        }
    }

    fn is_dense(&self) -> bool {
        u64::from(self.alive) * 4 >= u64::from(self.segment.documents()) * 3
    }
}

impl Index {
    /// An index of these documents, of which no two have the same id or the last one counts.
    pub fn build<D: Findable>(documents: impl IntoIterator<Item = (Header, D)>) -> Self {
        let mut index = Self::default();
        index.extend(documents);
        while index.maintain() {}
        index
    }

    /// Adds or replaces many documents. [`maintain`](Self::maintain) is due after that.
    pub fn extend<D: Findable>(&mut self, documents: impl IntoIterator<Item = (Header, D)>) {
        let mut collector = Collector::default();
        let mut ids = std::collections::HashSet::new();
        for (header, document) in documents {
            if collector.len() >= CHUNK || ids.contains(&header.id) {
                self.push(std::mem::take(&mut collector).finish());
                ids.clear();
            }
            self.remove(header.id);
            ids.insert(header.id);
            collector.add(&header, &document);
        }
        if collector.len() > 0 {
            self.push(collector.finish());
        }
    }

    /// Adds a document, or puts it in the place of the one with its id.
    pub fn put(&mut self, header: &Header, document: &(impl Findable + ?Sized)) {
        self.remove(header.id);
        let mut collector = Collector::default();
        collector.add(header, document);
        self.push(collector.finish());
        self.settle();
    }

    /// Removes a document; whether it was there.
    pub fn remove(&mut self, id: u128) -> bool {
        let Some((part, doc)) = self.find(id) else {
            return false;
        };
        if let Some(found) = self.parts.get_mut(part) {
            found.live.remove(doc);
            found.alive = found.alive.saturating_sub(1);
            if found.alive == 0 {
                self.parts.swap_remove(part);
            }
        }
        true
    }

    /// Whether there is a document with this id.
    #[must_use]
    pub fn contains(&self, id: u128) -> bool {
        self.find(id).is_some()
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.alive as usize).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The bytes of memory that it takes.
    #[must_use]
    pub fn memory(&self) -> usize {
        let parts = self.parts.iter();
        parts
            .map(|part| part.segment.memory() + part.live.words().len() * 8 + size_of::<Part>())
            .sum()
    }

    /// Tidies up a little, for which there is no time when a document changes: large segments are
    /// merged, and the dead are removed. Answers stay the same. Whether there was anything to do,
    /// and so may be more.
    pub fn maintain(&mut self) -> bool {
        let sparse = self.parts.iter().position(|part| !part.is_dense());
        let merged = match self.crowd(u32::MAX, FANOUT) {
            Some(crowd) => crowd,
            None => match sparse {
                Some(part) => vec![part],
                None => return false,
            },
        };
        self.join(&merged);
        true
    }

    pub(super) fn find(&self, id: u128) -> Option<(usize, u32)> {
        self.parts.iter().enumerate().find_map(|(number, part)| {
            let doc = part.segment.find(id)?;
            part.live.has(doc).then_some((number, doc))
        })
    }

    fn push(&mut self, segment: Segment) {
        let live = Bits::all(segment.documents());
        let part = Part::new(self.next, segment, live);
        self.next += 1;
        if part.alive > 0 {
            self.parts.push(part);
        }
    }

    fn settle(&mut self) {
        loop {
            let crowd = self.crowd(AT_ONCE, FANOUT);
            match crowd.or_else(|| self.crowd(u32::MAX, LATE)) {
                Some(crowd) => self.join(&crowd),
                None => return,
            }
        }
    }

    /// Segments that are about of one size, up to `largest` documents, and `many` or more.
    fn crowd(&self, largest: u32, many: usize) -> Option<Vec<usize>> {
        let level = |part: &Part| part.alive.max(1).ilog2() / FANOUT.ilog2();
        let small = || {
            self.parts
                .iter()
                .enumerate()
                .filter(|(_, part)| part.alive <= largest)
        };
        (0..16).find_map(|wanted| {
            let alike = small().filter(|(_, part)| level(part) == wanted);
            let alike: Vec<usize> = alike.map(|(number, _)| number).collect();
            (alike.len() >= many).then_some(alike)
        })
    }

    /// Makes these segments one.
    pub(super) fn join(&mut self, numbers: &[usize]) {
        let parts = numbers.iter().filter_map(|number| self.parts.get(*number));
        let parts: Vec<(&Segment, &Bits)> = parts.map(|part| (&part.segment, &part.live)).collect();
        let merged = merge(&parts);
        let mut number = 0;
        self.parts.retain(|_| {
            number += 1;
            !numbers.contains(&(number - 1))
        });
        self.push(merged);
    }

    /// The documents that the query is true of, the best ones first. `documents` are those of the
    /// index as they are now; few are looked at, or none.
    #[must_use]
    pub fn search(&self, request: &Request<'_>, documents: &dyn Documents) -> Answer {
        let answer = self.exactly(request, documents, FEW);
        if !request.forgives || answer.count != Count::Exactly(0) {
            return answer;
        }
        let Some((query, corrections)) = self.corrected(request) else {
            return answer;
        };
        let request = Request {
            query: &query,
            ..*request
        };
        let other = self.exactly(&request, documents, FEW);
        if other.count == Count::Exactly(0) {
            return answer;
        }
        Answer {
            corrections,
            ..other
        }
    }

    pub(super) fn ranking(&self, filter: &Filter) -> Ranking {
        let segments: Vec<&Segment> = self.parts.iter().map(|part| &part.segment).collect();
        let stemmer = filter.stemmer.map(|stemmer| stemmer as _);
        Ranking::new(goals(filter), &segments, stemmer, filter.now)
    }

    /// What was found for the very words of the query. Where no more than `few` documents have any
    /// of the words, they are all looked at.
    pub(super) fn exactly(
        &self,
        request: &Request<'_>,
        documents: &dyn Documents,
        few: u64,
    ) -> Answer {
        let filter = request.query.prepare(request.context);
        let ranking = self.ranking(&filter);
        let mut top = Top::new(request.limit);
        let many = ranking.frequencies.iter().any(|found| *found > few);
        let mut fields = ranking.goals.iter().flat_map(|goal| &goal.fields);
        let held = fields.all(|field| is_whole_in(documents, *field));
        let plain =
            many && held && !request.counts && request.limit <= MANY && fast::is_plain(&filter);
        let (mut found, mut passed_over) = (0, false);
        for (number, part) in self.parts.iter().enumerate() {
            let scorer = ranking.of(number, &part.segment);
            let evaluator = Evaluator {
                segment: &part.segment,
                filter: &filter,
                documents,
            };
            let live = in_reach(part, &evaluator, request);
            let live = live.as_ref().unwrap_or(&part.live);
            if plain && scorer.is_plain() {
                let tally = scorer.best(live, &mut top);
                found += tally.found;
                passed_over |= tally.passed_over;
            } else {
                found += all(&scorer, &evaluator, live, documents, &mut top);
            }
        }
        let found_best = top.into_sorted();
        // What one document has twice, is found twice.
        let several = plain && ranking.goals.len() == 1;
        let count = if passed_over || several {
            Count::AtLeast(if several {
                found_best.len() as u64
            } else {
                found
            })
        } else {
            Count::Exactly(found)
        };
        Answer {
            found: found_best
                .into_iter()
                .map(|ranked| Found {
                    id: ranked.id,
                    score: ranked.score,
                })
                .collect(),
            count,
            corrections: Vec::new(),
        }
    }
}

/// Offers everything among `live` that the query is true of; how many that is.
fn all(
    scorer: &Scorer<'_>,
    evaluator: &Evaluator<'_>,
    live: &Bits,
    documents: &dyn Documents,
    top: &mut Top,
) -> u64 {
    let sets = evaluator.all();
    let mut open = sets.possible.unwrap_or_default();
    let mut found = sets.certain;
    found.intersect(live);
    open.intersect(live);
    open.subtract(&found);
    for doc in open.iter() {
        let id = evaluator.segment.id(doc);
        documents.document(id, &mut |document| {
            if evaluator.filter.matches(document) {
                found.insert(doc);
            }
        });
    }
    scorer.rank(&found, top);
    u64::from(found.count())
}

/// The living documents without those that are put aside, if any are.
fn in_reach(part: &Part, evaluator: &Evaluator<'_>, request: &Request<'_>) -> Option<Bits> {
    if !request.puts_aside {
        return None;
    }
    let reach = Query::reach(request.query);
    let mut live = None;
    for (asked, state) in [
        (reach.archived, State::Archived),
        (reach.deleted, State::Deleted),
    ] {
        if !asked && evaluator.knows(state) {
            let aside = evaluator.is(state).certain;
            live.get_or_insert_with(|| part.live.clone())
                .subtract(&aside);
        }
    }
    live
}
