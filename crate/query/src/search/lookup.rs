//! The words of a segment that a word of a query stands for.

use std::ops::Range;

use crate::language::Stemmer;
use crate::language::text::WordTest;

use super::bits::Bits;
use super::cursor::Cursor;
use super::segment::Segment;

/// The numbers of the words in `segment` that `test` is true of.
pub(super) fn words(
    segment: &Segment,
    test: &WordTest,
    stemmer: Option<&dyn Stemmer>,
) -> Vec<Range<u32>> {
    let dictionary = segment.dictionary();
    let one = |word: &str| dictionary.find(word.as_bytes()).map(|at| at..at + 1);
    match test {
        WordTest::Whole(word) => one(word).into_iter().collect(),
        WordTest::Prefix(start) if start.is_empty() => Vec::new(),
        WordTest::Prefix(start) => {
            let range = dictionary.starting(start.as_bytes());
            if range.is_empty() {
                Vec::new()
            } else {
                vec![range]
            }
        }
        WordTest::Stem(stem) => match stemmer {
            None => one(stem).into_iter().collect(),
            Some(_) => stems(segment, test, stem, stemmer),
        },
    }
}

/// The words that have a stem, by a look at all that start as it does.
fn stems(
    segment: &Segment,
    test: &WordTest,
    stem: &str,
    stemmer: Option<&dyn Stemmer>,
) -> Vec<Range<u32>> {
    let mut found: Vec<Range<u32>> = Vec::new();
    let dictionary = segment.dictionary();
    let first = stem.chars().next().map_or(0, char::len_utf8);
    let Some(start) = stem.get(..first).filter(|start| !start.is_empty()) else {
        return found;
    };
    let alike = dictionary.starting(start.as_bytes());
    let mut walk = dictionary.walk(alike.start);
    for at in alike {
        let Some(word) = walk.advance() else {
            return found;
        };
        if !std::str::from_utf8(word).is_ok_and(|word| test.is(word, stemmer)) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// A cursor for each word.
pub(super) fn cursors<'s>(
    segment: &'s Segment,
    words: &[Range<u32>],
) -> impl Iterator<Item = Cursor<'s>> {
    words
        .iter()
        .cloned()
        .flatten()
        .filter_map(|word| Cursor::new(segment, segment.word(word)))
}

/// The documents that have any of the words in a way that `takes` its pattern's number.
pub(super) fn documents(segment: &Segment, words: &[Range<u32>], takes: &[bool]) -> Bits {
    let mut found = Bits::none(segment.documents());
    let all = takes.iter().all(|takes| *takes);
    for mut cursor in cursors(segment, words) {
        loop {
            if all || takes.get(cursor.code() as usize).copied().unwrap_or(false) {
                found.insert(cursor.doc());
            }
            if !cursor.advance() {
                break;
            }
        }
    }
    found
}
