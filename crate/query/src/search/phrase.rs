//! Where phrases are in the documents of a segment, by the positions of their words.

use crate::language::text::{Phrase, WordTest};
use crate::language::{Field, Stemmer};

use super::bits::Bits;
use super::cursor::each_position;
use super::field::includes;
use super::lookup::{cursors, documents, words};
use super::pattern::is_in;
use super::segment::Segment;

/// A place where a phrase starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    pub(super) doc: u32,
    pub(super) field: Field,
    pub(super) position: u32,
}

/// A segment in which phrases are looked for.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'s> {
    pub(super) segment: &'s Segment,
    pub(super) stemmer: Option<&'s dyn Stemmer>,
}

impl Phrases<'_> {
    /// The documents that have a word that `test` is true of in one of the fields.
    pub(super) fn word(&self, test: &WordTest, fields: &[Field]) -> Bits {
        let takes = self.takes(|pattern| is_in(pattern, fields));
        documents(
            self.segment,
            &words(self.segment, test, self.stemmer),
            &takes,
        )
    }

    /// For each pattern, what `takes` says of it.
    pub(super) fn takes(&self, takes: impl Fn(&[super::pattern::Place]) -> bool) -> Vec<bool> {
        let patterns = self.segment.patterns().iter();
        patterns.map(|(pattern, _)| takes(pattern)).collect()
    }

    /// Every place where the phrase starts in one of the fields, in order.
    pub(super) fn starts(&self, phrase: &Phrase, fields: &[Field]) -> Vec<Start> {
        let tests = phrase.tests();
        let mut slots: Vec<(u32, Bits, &WordTest)> = Vec::with_capacity(tests.len());
        for (offset, test) in (0..).zip(tests) {
            slots.push((offset, self.word(test, fields), test));
        }
        let Some((_, first, _)) = slots.first() else {
            return Vec::new();
        };
        // Documents that have all of the words, the rarest first.
        let mut all = first.clone();
        slots.iter().for_each(|(_, docs, _)| all.intersect(docs));
        slots.sort_by_key(|(offset, docs, _)| (docs.count(), *offset));
        let mut starts: Option<Vec<Start>> = None;
        for (offset, _, test) in slots {
            let here = self.places(test, offset, fields, &all);
            let left = match starts {
                None => here,
                Some(before) => both(&before, &here),
            };
            all = Bits::none(self.segment.documents());
            left.iter().for_each(|start| all.insert(start.doc));
            if left.is_empty() {
                return left;
            }
            starts = Some(left);
        }
        starts.unwrap_or_default()
    }

    /// Where phrases with this word at `offset` would start, in these documents.
    fn places(&self, test: &WordTest, offset: u32, fields: &[Field], docs: &Bits) -> Vec<Start> {
        let mut found = Vec::new();
        let words = words(self.segment, test, self.stemmer);
        for mut cursor in cursors(self.segment, &words) {
            loop {
                let doc = cursor.doc();
                if docs.has(doc) {
                    let (places, bytes) = cursor.positions();
                    each_position(places, bytes, |place, position| {
                        if includes(fields, place.field)
                            && let Some(position) = position.checked_sub(offset)
                        {
                            found.push(Start {
                                doc,
                                field: place.field,
                                position,
                            });
                        }
                    });
                }
                if !cursor.advance() {
                    break;
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// What is in both of two lists in order.
fn both(left: &[Start], right: &[Start]) -> Vec<Start> {
    let mut right = right.iter().peekable();
    left.iter()
        .filter(|start| {
            while right.next_if(|other| other < start).is_some() {}
            right.peek() == Some(start)
        })
        .copied()
        .collect()
}
