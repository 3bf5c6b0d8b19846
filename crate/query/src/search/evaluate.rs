//! What of a segment a query is true of: certainly, and possibly.

use std::ops::Range;

use crate::language::text::WordTest;
use crate::language::text::{Phrase, each_token};
use crate::language::{Bounds, Field, Filter, NumberTest, State, Step, Test};

use super::bits::Bits;
use super::collect::GAP;
use super::documents::{Coverage, Documents};
use super::field::includes;
use super::lookup::{documents, words};
use super::number::numbers;
use super::pattern::{is_in, is_whole};
use super::phrase::{Phrases, Start};
use super::plan::Mark;
use super::segment::Segment;
use super::values::{Column, Values};

/// The documents that have something.
pub(super) struct Sets {
    /// Those that certainly do.
    pub(super) certain: Bits,
    /// Those that possibly do, the certain ones among them; none: only those.
    pub(super) possible: Option<Bits>,
}

impl From<Bits> for Sets {
    fn from(certain: Bits) -> Self {
        Self {
            certain,
            possible: None,
        }
    }
}

impl Sets {
    /// Those that possibly do, the certain ones among them.
    pub(super) fn possible(&self) -> &Bits {
        self.possible.as_ref().unwrap_or(&self.certain)
    }

    fn join(&mut self, other: &Self, join: fn(&mut Bits, &Bits)) {
        if self.possible.is_some() || other.possible.is_some() {
            let mut possible = self.possible().clone();
            join(&mut possible, other.possible());
            self.possible = Some(possible);
        }
        join(&mut self.certain, &other.certain);
    }

    fn denied(self) -> Self {
        let Self {
            mut certain,
            possible,
        } = self;
        certain.invert();
        match possible {
            None => certain.into(),
            Some(mut possible) => {
                possible.invert();
                Self {
                    certain: possible,
                    possible: Some(certain),
                }
            }
        }
    }
}

/// A query for one segment.
pub(super) struct Evaluator<'s> {
    pub(super) segment: &'s Segment,
    pub(super) filter: &'s Filter,
    pub(super) documents: &'s dyn Documents,
}

impl Evaluator<'_> {
    /// What the query is true of, the dead among it.
    pub(super) fn all(&self) -> Sets {
        match &self.filter.root {
            Some(root) => self.step(root),
            None => Bits::all(self.segment.documents()).into(),
        }
    }

    /// Whether any document was or will be in a state.
    pub(super) fn knows(&self, state: State) -> bool {
        let mut columns = self.segment.columns();
        columns.any(|(column, _)| column == Column::State(state))
    }

    fn none(&self) -> Bits {
        Bits::none(self.segment.documents())
    }

    fn phrases(&self) -> Phrases<'_> {
        let stemmer = self.filter.stemmer;
        Phrases {
            segment: self.segment,
            stemmer: stemmer.map(|stemmer| stemmer as _),
        }
    }

    fn step(&self, step: &Step) -> Sets {
        match step {
            Step::Always => Bits::all(self.segment.documents()).into(),
            Step::And(steps) => self.steps(steps, Bits::intersect),
            Step::Or(steps) => self.steps(steps, Bits::unite),
            Step::Not(inner) => self.step(inner).denied(),
            Step::Has(fields) => self.covered(fields, |fields| self.has(fields).into()),
            Step::Is(state) => self.is(*state),
            Step::Contents(fields, test) => {
                self.covered(fields, |fields| self.contents(fields, test))
            }
            Step::Near {
                fields,
                left,
                right,
                distance,
                ordered,
            } => self.covered(fields, |fields| {
                self.near(fields, left, right, *distance, *ordered)
            }),
        }
    }

    /// What `find` finds in the fields, of which the index may not hold all.
    fn covered(&self, fields: &[Field], find: impl Fn(&[Field]) -> Sets) -> Sets {
        if fields
            .iter()
            .all(|field| is_whole_in(self.documents, *field))
        {
            return find(fields);
        }
        let mut whole: Vec<Field> = fields.to_vec();
        whole.retain(|field| is_whole_in(self.documents, *field));
        let mut found = if whole.is_empty() {
            self.none().into()
        } else {
            find(&whole)
        };
        let mut possible = found.possible().clone();
        for field in fields.iter().filter(|field| !whole.contains(field)) {
            match self.documents.coverage(*field) {
                Coverage::Whole => {}
                Coverage::Within(other) => possible.unite(find(&[other]).possible()),
                Coverage::None => possible = Bits::all(self.segment.documents()),
            }
        }
        found.possible = Some(possible);
        found
    }

    fn steps(&self, steps: &[Step], join: fn(&mut Bits, &Bits)) -> Sets {
        let mut steps = steps.iter().map(|step| self.step(step));
        let Some(mut all) = steps.next() else {
            return self.none().into();
        };
        steps.for_each(|other| all.join(&other, join));
        all
    }

    /// The documents that have something in one of the fields.
    fn has(&self, fields: &[Field]) -> Bits {
        let mut found = self.none();
        let patterns = self.segment.patterns().iter();
        let mut known: Vec<Field> = patterns
            .flat_map(|(pattern, _)| pattern.iter().map(|place| place.field))
            .filter(|field| includes(fields, *field))
            .collect();
        known.sort_unstable();
        known.dedup();
        for field in known {
            found.unite(&self.mark(Mark::Has(field), &[field]));
        }
        found
    }

    fn mark(&self, mark: Mark, fields: &[Field]) -> Bits {
        let word = self.segment.dictionary().find(&mark.word());
        let takes = self.phrases().takes(|pattern| is_in(pattern, fields));
        let words: Vec<_> = word.map(|at| at..at + 1).into_iter().collect();
        documents(self.segment, &words, &takes)
    }

    /// The documents that are in a state.
    pub(super) fn is(&self, state: State) -> Sets {
        match state {
            State::Mine => self.me(&[Field::Assignee]),
            State::Followed => self.me(&[Field::Follower]),
            State::Unassigned => {
                let mut assigned = self.has(&[Field::Assignee]);
                assigned.invert();
                assigned.into()
            }
            state => {
                let now = i64::try_from(self.filter.now).unwrap_or(i64::MAX);
                let mut found = self.none();
                for (column, values) in self.segment.columns() {
                    if column == Column::State(state) {
                        let until = now
                            .checked_add(1)
                            .map_or(values.len(), |next| values.below(next));
                        values.docs(0..until).for_each(|doc| found.insert(doc));
                    }
                }
                found.into()
            }
        }
    }

    /// The documents that have the user in one of the fields.
    fn me(&self, fields: &[Field]) -> Sets {
        let mut found = Sets::from(self.none());
        if let Some(me) = self.filter.me {
            found.certain = self.mark(Mark::Person(me), fields);
        }
        // An address is told from a part of one by looking.
        for address in &self.filter.addresses {
            let mut words = Vec::new();
            each_token(address, |word, _| {
                words.push(WordTest::Whole(word.to_owned()))
            });
            let mut possible = if words.is_empty() {
                self.has(fields)
            } else {
                self.phrase(&Phrase::new(words), fields)
            };
            possible.unite(found.possible());
            found.possible = Some(possible);
        }
        found
    }

    fn contents(&self, fields: &[Field], test: &Test) -> Sets {
        let mut found = self.words(fields, test);
        if test.me {
            found.join(&self.me(fields), Bits::unite);
        }
        if test.digits.is_some() {
            let possible = self.has(fields);
            let sets = Sets {
                certain: self.none(),
                possible: Some(possible),
            };
            found.join(&sets, Bits::unite);
        }
        if let Some(flag) = test.flag {
            found.join(&self.mark(Mark::Flag(flag), fields).into(), Bits::unite);
        }
        for (column, values) in self.segment.columns() {
            let sets = match (column, test.number, test.time) {
                (Column::Number(field), Some(test), _) if includes(fields, field) => {
                    self.numbers(values, test)
                }
                (Column::Date(field), _, Some(bounds)) if includes(fields, field) => {
                    self.dates(values, &bounds)
                }
                (Column::Moment(field), _, Some(bounds)) if includes(fields, field) => {
                    self.moments(values, &bounds)
                }
                _ => continue,
            };
            found.join(&sets, Bits::unite);
        }
        found
    }

    fn phrase(&self, phrase: &Phrase, fields: &[Field]) -> Bits {
        let mut found = self.none();
        let starts = self.phrases().starts(phrase, fields);
        starts.iter().for_each(|start| found.insert(start.doc));
        found
    }

    fn words(&self, fields: &[Field], test: &Test) -> Sets {
        let phrases = self.phrases();
        match test.phrase.tests() {
            [] => self.none().into(),
            [word] if test.whole => {
                let takes = phrases.takes(|pattern| is_whole(pattern, fields));
                let words = words(self.segment, word, phrases.stemmer);
                documents(self.segment, &words, &takes).into()
            }
            [word] => phrases.word(word, fields).into(),
            _ => {
                let found = self.phrase(&test.phrase, fields);
                if test.whole {
                    return Sets {
                        certain: self.none(),
                        possible: Some(found),
                    };
                }
                found.into()
            }
        }
    }

    fn numbers(&self, values: Values<'_>, test: NumberTest) -> Sets {
        let found = numbers(values, test);
        let mut sets = Sets::from(self.between(values, found.certain));
        for range in found.possible.into_iter().filter(|range| !range.is_empty()) {
            let mut possible = self.between(values, range);
            possible.unite(sets.possible());
            sets.possible = Some(possible);
        }
        sets
    }

    fn dates(&self, values: Values<'_>, bounds: &Bounds) -> Sets {
        let (low, high) = bounds.days();
        self.between(values, values.below(low)..values.below(high))
            .into()
    }

    fn moments(&self, values: Values<'_>, bounds: &Bounds) -> Sets {
        let (low, last) = bounds.moments();
        let end = last
            .checked_add(1)
            .map_or(values.len(), |next| values.below(next));
        self.between(values, values.below(low)..end).into()
    }

    fn between(&self, values: Values<'_>, range: Range<usize>) -> Bits {
        let mut found = self.none();
        values.docs(range).for_each(|doc| found.insert(doc));
        found
    }

    fn near(
        &self,
        fields: &[Field],
        left: &Phrase,
        right: &Phrase,
        distance: usize,
        ordered: bool,
    ) -> Sets {
        let phrases = self.phrases();
        let lefts = phrases.starts(left, fields);
        let rights = phrases.starts(right, fields);
        let mut found = self.none();
        let (first, second) = (left.len() as u64, right.len() as u64);
        // The places of pieces are this far apart, so that words of two are never as near as that.
        let within = (distance as u64).min(u64::from(GAP));
        for here in lefts.chunk_by(same) {
            let Some(one) = here.first() else { continue };
            let from =
                rights.partition_point(|other| (other.doc, other.field) < (one.doc, one.field));
            let rest = rights.get(from..).unwrap_or_default();
            let end =
                rest.partition_point(|other| (other.doc, other.field) == (one.doc, one.field));
            let others = rest.get(..end).unwrap_or_default();
            if here
                .iter()
                .any(|start| is_near(start, first, others, second, within, ordered))
            {
                found.insert(one.doc);
            }
        }
        if distance <= GAP as usize {
            return found.into();
        }
        // Farther apart than that, the piece must be looked at.
        let mut possible = self.none();
        let mut other = self.none();
        lefts.iter().for_each(|start| possible.insert(start.doc));
        rights.iter().for_each(|start| other.insert(start.doc));
        possible.intersect(&other);
        Sets {
            certain: found,
            possible: Some(possible),
        }
    }
}

/// Whether the index holds all of a field.
pub(super) fn is_whole_in(documents: &dyn Documents, field: Field) -> bool {
    field == Field::Any || documents.coverage(field) == Coverage::Whole
}

fn same(a: &Start, b: &Start) -> bool {
    (a.doc, a.field) == (b.doc, b.field)
}

/// Whether a phrase of `length` words is at most `within` words from one of the others.
fn is_near(
    start: &Start,
    length: u64,
    others: &[Start],
    other_length: u64,
    within: u64,
    ordered: bool,
) -> bool {
    let at = u64::from(start.position);
    let end = at + length;
    let follows = others
        .get(others.partition_point(|other| u64::from(other.position) < end))
        .is_some_and(|other| u64::from(other.position) + 1 - end <= within);
    let precedes = !ordered
        && others
            .partition_point(|other| u64::from(other.position) + other_length <= at)
            .checked_sub(1)
            .and_then(|last| others.get(last))
            .is_some_and(|other| at + 1 - (u64::from(other.position) + other_length) <= within);
    follows || precedes
}
