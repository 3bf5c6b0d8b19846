//! From documents to a segment: their words with places, put in order.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use super::documents::{Findable, Header};
use super::number;
use super::pack::put_varint;
use super::pattern::{FIRST, Pattern, Place, WHOLE};
use super::plan::Mark;
use super::score::{key, length};
use super::segment::Segment;
use super::values::Column;
use super::words::Words;
use super::write::{Row, Writer};
use crate::language::text::each_token;
use crate::language::{Content, Field};

/// Between the pieces of a field are so many places, so that words of two are not near each other.
pub(super) const GAP: u32 = 64;

type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// A word at a place.
#[derive(Debug, Clone, Copy)]
struct Hit {
    word: u32,
    position: u32,
    /// The number of the field; see [`Collector::fields`].
    field: u16,
    flags: u8,
    /// Whether it is a mark, which has no position.
    mark: bool,
}

/// Documents on their way into a segment.
#[derive(Debug, Default)]
pub(super) struct Collector {
    words: Words,
    fields: Vec<Field>,
    rows: Vec<Row>,
    hits: Vec<Hit>,
    /// Where the hits of each document end.
    ends: Vec<usize>,
    columns: BTreeMap<Column, Vec<(i64, u32)>>,
}

impl Collector {
    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a document.
    pub(super) fn add(&mut self, header: &Header, document: &(impl Findable + ?Sized)) {
        let doc = self.rows.len() as u32;
        let mut reader = Reader {
            collector: self,
            doc,
            next: Vec::new(),
            words: 0,
            name: 0,
        };
        document.each(&mut |field, content| reader.content(field, content));
        let (words, name) = (reader.words, reader.name);
        document.states(&mut |state, since| {
            let since = i64::try_from(since).unwrap_or(i64::MAX);
            let values = self.columns.entry(Column::State(state)).or_default();
            values.push((since, doc));
        });
        self.ends.push(self.hits.len());
        self.rows.push(Row {
            id: header.id,
            key: key(header.updated, header.mine),
            mine: header.mine,
            length: length(words),
            name: u8::try_from(name).unwrap_or(u8::MAX).min(0x7F),
        });
    }

    fn field(&mut self, field: Field) -> u16 {
        let known = self.fields.iter().position(|known| *known == field);
        let number = known.unwrap_or_else(|| {
            self.fields.push(field);
            self.fields.len() - 1
        });
        u16::try_from(number).unwrap_or(u16::MAX)
    }

    /// Everything as a segment.
    pub(super) fn finish(self) -> Segment {
        // The freshest document first.
        let mut order: Vec<u32> = (0..).take(self.rows.len()).collect();
        order.sort_by_key(|doc| {
            let row = &self.rows[*doc as usize];
            (std::cmp::Reverse(row.key), row.id)
        });
        let rows: Vec<Row> = order.iter().map(|doc| self.rows[*doc as usize]).collect();
        let mut numbers = vec![0; order.len()];
        for (new, old) in (0..).zip(&order) {
            numbers[*old as usize] = new;
        }
        let hits = by_word(&self.hits, &self.ends, &order, self.words.len());
        let mut postings = group(&self.fields, hits);
        let patterns = postings.patterns(&self.fields);

        let mut writer = Writer::new(&rows, &patterns);
        for (word, number) in self.words.in_order() {
            writer.word(word);
            for posting in postings.of(number) {
                let positions = writer.posting(posting.doc, posting.code);
                put_positions(postings.hits(posting), positions);
            }
        }
        let mut columns = self.columns;
        for values in columns.values_mut() {
            for (_, doc) in values.iter_mut() {
                *doc = numbers[*doc as usize];
            }
            values.sort_unstable();
            values.dedup();
        }
        writer.finish(&columns)
    }
}

/// What is known of a document while it is read.
struct Reader<'c> {
    collector: &'c mut Collector,
    doc: u32,
    /// The fields that were seen, and where the next piece of each starts.
    next: Vec<(u16, u32)>,
    words: u32,
    name: u32,
}

impl Reader<'_> {
    fn content(&mut self, field: Field, content: Content<'_>) {
        let number = self.collector.field(field);
        if !self.next.iter().any(|(seen, _)| *seen == number) {
            self.next.push((number, 0));
            self.mark(number, Mark::Has(field));
        }
        match content {
            Content::Text(text) => self.piece(number, field, text),
            Content::Person { id, name, address } => {
                if let Some(id) = id {
                    self.mark(number, Mark::Person(id));
                }
                self.piece(number, field, name);
                self.piece(number, field, address);
            }
            Content::Flag(on) => self.mark(number, Mark::Flag(on)),
            Content::Number(value) => self.value(Column::Number(field), number::key(value)),
            Content::Date(date) => self.value(Column::Date(field), date.days()),
            Content::Moment(moment) => {
                let moment = i64::try_from(moment).unwrap_or(i64::MAX);
                self.value(Column::Moment(field), moment);
            }
        }
    }

    fn value(&mut self, column: Column, value: i64) {
        let values = self.collector.columns.entry(column).or_default();
        values.push((value, self.doc));
    }

    fn mark(&mut self, field: u16, mark: Mark) {
        let word = self.collector.words.number(&mark.word());
        self.collector.hits.push(Hit {
            word,
            position: 0,
            field,
            flags: 0,
            mark: true,
        });
    }

    fn piece(&mut self, number: u16, field: Field, text: &str) {
        let Some(place) = self.next.iter().position(|(seen, _)| *seen == number) else {
            return;
        };
        let first = self.next[place].1;
        let mut position = first;
        let collector = &mut *self.collector;
        each_token(text, |word, _| {
            let word = collector.words.number(word.as_bytes());
            collector.hits.push(Hit {
                word,
                position,
                field: number,
                flags: if position == first { FIRST } else { 0 },
                mark: false,
            });
            position = position.saturating_add(1);
        });
        let count = position - first;
        if count == 1
            && let Some(hit) = collector.hits.last_mut()
        {
            hit.flags |= WHOLE;
        }
        if count > 0 {
            self.next[place].1 = position.saturating_add(GAP);
        }
        self.words = self.words.saturating_add(count);
        if field == Field::Name {
            self.name = self.name.saturating_add(count);
        }
    }
}

/// A document that has a word.
#[derive(Debug, Clone, Copy)]
struct Posting {
    doc: u32,
    code: u32,
    /// Where its hits start and end.
    start: usize,
    end: usize,
}

/// A place of the word that is being looked at.
#[derive(Debug, Clone, Copy)]
struct At {
    doc: u32,
    position: u32,
    field: u16,
    flags: u8,
    mark: bool,
}

/// The documents that have each word, word after word.
struct Postings {
    hits: Vec<At>,
    list: Vec<Posting>,
    /// Where the documents of each word start; one more than there are words.
    words: Vec<usize>,
    patterns: Map<Vec<(u16, u32, u8)>, u32>,
}

/// The hits by word and then in the order of documents, each with its document, and where each
/// word's start; one more than there are words.
fn by_word(hits: &[Hit], ends: &[usize], order: &[u32], words: usize) -> (Vec<At>, Vec<usize>) {
    let mut starts = vec![0; words + 1];
    for hit in hits {
        starts[hit.word as usize + 1] += 1;
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let none = At {
        doc: 0,
        position: 0,
        field: 0,
        flags: 0,
        mark: true,
    };
    let mut sorted = vec![none; hits.len()];
    let mut next = starts.clone();
    for (new, old) in (0..).zip(order) {
        let old = *old as usize;
        let start = old.checked_sub(1).map_or(0, |before| ends[before]);
        for hit in &hits[start..ends[old]] {
            let place = &mut next[hit.word as usize];
            sorted[*place] = At {
                doc: new,
                position: hit.position,
                field: hit.field,
                flags: hit.flags,
                mark: hit.mark,
            };
            *place += 1;
        }
    }
    (sorted, starts)
}

/// The hits of a word and a document as one, with a number for where they are.
fn group(fields: &[Field], (mut hits, starts): (Vec<At>, Vec<usize>)) -> Postings {
    let mut sorted: Vec<Field> = fields.to_vec();
    sorted.sort_unstable();
    let ranks: Vec<usize> = fields
        .iter()
        .map(|field| sorted.partition_point(|other| other < field))
        .collect();
    let mut list = Vec::with_capacity(hits.len());
    let mut words = Vec::with_capacity(starts.len());
    let mut patterns = Patterns::default();
    let mut pattern = Vec::new();
    for bounds in starts.windows(2) {
        words.push(list.len());
        let (mut start, end) = (bounds[0], bounds[1]);
        while start < end {
            let first = hits[start];
            let mut stop = start + 1;
            while stop < end && hits[stop].doc == first.doc {
                stop += 1;
            }
            let code = if stop - start == 1 {
                patterns.single(first.field, u32::from(!first.mark), first.flags)
            } else {
                let run = &mut hits[start..stop];
                run.sort_unstable_by_key(|hit| (ranks[usize::from(hit.field)], hit.position));
                pattern.clear();
                for hit in run.iter() {
                    let count = u32::from(!hit.mark);
                    match pattern.last_mut() {
                        Some((field, counted, flags)) if *field == hit.field => {
                            *counted += count;
                            *flags |= hit.flags;
                        }
                        _ => pattern.push((hit.field, count, hit.flags)),
                    }
                }
                patterns.code(&pattern)
            };
            list.push(Posting {
                doc: first.doc,
                code,
                start,
                end: stop,
            });
            start = stop;
        }
    }
    words.push(list.len());
    Postings {
        hits,
        list,
        words,
        patterns: patterns.codes,
    }
}

/// The patterns that were seen, by their fields' numbers, and the codes they got.
#[derive(Default)]
struct Patterns {
    codes: Map<Vec<(u16, u32, u8)>, u32>,
    /// The codes of those of one place, which are by far the most, by what it is; and one more.
    singles: Vec<u32>,
}

impl Patterns {
    fn single(&mut self, field: u16, count: u32, flags: u8) -> u32 {
        let place = usize::from(field) << 3 | (count as usize & 1) << 2 | usize::from(flags & 3);
        if self.singles.len() <= place {
            self.singles.resize(place + 1, 0);
        }
        if let Some(code) = self.singles[place].checked_sub(1) {
            return code;
        }
        let code = self.code(&[(field, count, flags)]);
        self.singles[place] = code + 1;
        code
    }

    fn code(&mut self, pattern: &[(u16, u32, u8)]) -> u32 {
        if let Some(code) = self.codes.get(pattern) {
            return *code;
        }
        let code = self.codes.len() as u32;
        self.codes.insert(pattern.to_vec(), code);
        code
    }
}

impl Postings {
    /// All patterns, those first that are used most, with how often; from now on codes are their
    /// numbers.
    fn patterns(&mut self, fields: &[Field]) -> Vec<(Pattern, u64)> {
        let mut all: Vec<(Pattern, u64, u32)> = self
            .patterns
            .drain()
            .map(|(pattern, code)| {
                let places = pattern.into_iter().map(|(field, count, flags)| Place {
                    field: fields[usize::from(field)],
                    count,
                    flags,
                });
                (places.collect(), 0, code)
            })
            .collect();
        all.sort_unstable_by_key(|(.., code)| *code);
        for posting in &self.list {
            all[posting.code as usize].1 += 1;
        }
        all.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let mut numbers = vec![0; all.len()];
        for (number, (.., code)) in (0..).zip(&all) {
            numbers[*code as usize] = number;
        }
        for posting in &mut self.list {
            posting.code = numbers[posting.code as usize];
        }
        all.into_iter()
            .map(|(pattern, uses, _)| (pattern, uses))
            .collect()
    }

    fn of(&self, word: u32) -> &[Posting] {
        let word = word as usize;
        &self.list[self.words[word]..self.words[word + 1]]
    }

    fn hits(&self, posting: &Posting) -> &[At] {
        &self.hits[posting.start..posting.end]
    }
}

/// Appends the positions of the hits of a word in a document, field after field, each as the
/// distance from the one before.
fn put_positions(hits: &[At], out: &mut Vec<u8>) {
    let mut last: Option<(u16, u32)> = None;
    for hit in hits.iter().filter(|hit| !hit.mark) {
        let before = last.filter(|(field, _)| *field == hit.field);
        let base = before.map_or(0, |(_, position)| position);
        put_varint(u64::from(hit.position - base), out);
        last = Some((hit.field, hit.position));
    }
}
