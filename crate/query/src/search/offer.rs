//! What fields hold, with how many documents have it: for completions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bits::Bits;
use super::index::Index;
use super::lookup::documents;
use super::pattern::is_in;
use super::phrase::Phrases;
use super::segment::Segment;
use crate::language::text::{Phrase, Tokens, WordTest};
use crate::language::{Field, Schema, SchemaField};

/// So many words of a segment are counted at most: the ones that most documents have anywhere.
const COUNTED: usize = 64;
/// So many words are offered for a field without a list of values.
const OFFERED: usize = 10;

impl Index {
    /// How many documents have these words, one behind the other, in a piece of `field`.
    #[must_use]
    pub fn count_of(&self, field: Field, text: &str) -> u32 {
        let words = Tokens::of(text);
        let tests: Vec<WordTest> = words
            .words()
            .map(|word| WordTest::Whole(word.to_owned()))
            .collect();
        let phrase = Phrase::new(tests);
        let counts = self.parts.iter().map(|part| {
            let phrases = Phrases {
                segment: &part.segment,
                stemmer: None,
            };
            let mut found = match phrase.tests() {
                [word] => phrases.word(word, &[field]),
                _ => {
                    let mut found = Bits::none(part.segment.documents());
                    let starts = phrases.starts(&phrase, &[field]);
                    starts.iter().for_each(|start| found.insert(start.doc));
                    found
                }
            };
            found.intersect(&part.live);
            found.count()
        });
        counts.sum()
    }

    /// Words of `field` that start with `start`, folded, those that most documents have there
    /// first, with how many do; at most `limit`.
    #[must_use]
    pub fn words_of(&self, field: Field, start: &str, limit: usize) -> Vec<(String, u32)> {
        let tokens = Tokens::of(start);
        let start = match tokens.len() {
            0 => "",
            1 => tokens.word(0),
            _ => return Vec::new(),
        };
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for part in &self.parts {
            let phrases = Phrases {
                segment: &part.segment,
                stemmer: None,
            };
            let takes = phrases.takes(|pattern| is_in(pattern, &[field]));
            for (word, number) in commonest(&part.segment, start) {
                let one: Range<u32> = number..number + 1;
                let mut found = documents(&part.segment, &[one], &takes);
                found.intersect(&part.live);
                *counts.entry(word).or_default() += found.count();
            }
        }
        let mut all: Vec<(String, u32)> = counts.into_iter().filter(|(_, n)| *n > 0).collect();
        all.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        all.truncate(limit);
        all
    }
}

/// The words of a segment that start so and that most documents have, with their numbers.
fn commonest(segment: &Segment, start: &str) -> Vec<(String, u32)> {
    let dictionary = segment.dictionary();
    let range = if start.is_empty() {
        // Marks come first; no text has a word of theirs.
        dictionary.lower_bound(&[1])..dictionary.count
    } else {
        dictionary.starting(start.as_bytes())
    };
    let mut all: Vec<(u32, u32)> = range
        .map(|number| (segment.frequency(&segment.word(number)), number))
        .collect();
    if all.len() > COUNTED {
        all.select_nth_unstable_by(COUNTED, |a, b| b.cmp(a));
        all.truncate(COUNTED);
    }
    let words = all.into_iter().filter_map(|(_, number)| {
        let word = dictionary.walk(number).advance()?.to_vec();
        Some((String::from_utf8(word).ok()?, number))
    });
    words.collect()
}

/// A schema whose values come with counts, and whose fields without a list of values offer the
/// words that they hold.
#[derive(Clone, Copy)]
pub struct CountedSchema<'a> {
    /// What fields there are, and what values are known.
    pub schema: &'a dyn Schema,
    /// Where they are counted.
    pub index: &'a Index,
}

impl Schema for CountedSchema<'_> {
    fn fields_named(&self, key: &str) -> Vec<SchemaField> {
        self.schema.fields_named(key)
    }

    fn fields(&self) -> Vec<SchemaField> {
        self.schema.fields()
    }

    fn values(&self, field: Field, start: &str) -> Vec<(String, Option<u32>)> {
        let known = self.schema.values(field, start);
        if known.is_empty() {
            let words = self.index.words_of(field, start, OFFERED).into_iter();
            return words.map(|(word, count)| (word, Some(count))).collect();
        }
        let mut counted: Vec<(String, Option<u32>)> = known
            .into_iter()
            .map(|(value, count)| {
                let count = count.unwrap_or_else(|| self.index.count_of(field, &value));
                (value, Some(count))
            })
            .collect();
        // The order of the schema is kept among those that are as frequent.
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counted
    }
}
