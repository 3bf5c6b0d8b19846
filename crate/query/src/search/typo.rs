//! Words that look like one that is nowhere.

use crate::language::Query;
use crate::language::text::WordTest;

use super::index::Index;
use super::request::{Correction, Request};
use super::segment::Segment;

/// A word that looks like the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Likeness {
    distance: usize,
    documents: u64,
    word: String,
}

impl Index {
    /// The query with words that are nowhere taken for others, and what was taken for what;
    /// nothing if there are none.
    pub(super) fn corrected(&self, request: &Request<'_>) -> Option<(Query, Vec<Correction>)> {
        let filter = request.query.prepare(request.context);
        let ranking = self.ranking(&filter);
        let mut corrections: Vec<Correction> = Vec::new();
        for (goal, found) in ranking.goals.iter().zip(&ranking.frequencies) {
            let (word, starts) = match &goal.test {
                WordTest::Whole(word) => (word, false),
                WordTest::Prefix(word) => (word, true),
                WordTest::Stem(_) => continue,
            };
            let known = corrections.iter().any(|known| known.asked == *word);
            if *found > 0 || known {
                continue;
            }
            if let Some(taken) = self.alike(word, starts) {
                corrections.push(Correction {
                    asked: word.clone(),
                    taken,
                });
            }
        }
        if corrections.is_empty() {
            return None;
        }
        let query = request.query.with_words(&|word| {
            let known = corrections.iter().find(|known| known.asked == word);
            known.map(|known| known.taken.clone())
        });
        Some((query, corrections))
    }

    /// The word that is most like `word`: fewest letters away, then in most documents; `starts`: or
    /// whose start is.
    fn alike(&self, word: &str, starts: bool) -> Option<String> {
        let wanted: Vec<char> = word.chars().collect();
        let most = match wanted.len() {
            0..=2 => return None,
            3..=6 => 1,
            _ => 2,
        };
        let mut best: Option<Likeness> = None;
        for part in &self.parts {
            nearest(&part.segment, &wanted, most, starts, &mut best);
        }
        best.map(|best| best.word)
    }
}

/// Looks at every word of a segment, each only from where it differs from the one before.
fn nearest(
    segment: &Segment,
    wanted: &[char],
    most: usize,
    starts: bool,
    best: &mut Option<Likeness>,
) {
    let dictionary = segment.dictionary();
    // Marks come first; no text has a word of theirs.
    let mut walk = dictionary.walk(dictionary.lower_bound(&[1]));
    let mut letters: Vec<char> = Vec::new();
    let mut rows: Vec<Vec<usize>> = vec![(0..=wanted.len()).collect()];
    loop {
        let number = walk.next;
        let Some(word) = walk.advance() else { return };
        let Ok(word) = std::str::from_utf8(word) else {
            continue;
        };
        let shared = letters
            .iter()
            .zip(word.chars())
            .take_while(|(a, b)| **a == *b)
            .count();
        if shared < letters.len().min(rows.len() - 1) || rows.len() > shared + 1 {
            rows.truncate(shared + 1);
        }
        letters.truncate(shared);
        letters.extend(word.chars().skip(shared));
        // Rows are there as far as a word could still be near enough.
        while rows.len() <= letters.len() {
            let hopeless = rows.last().is_none_or(|row| row.iter().all(|n| *n > most));
            if hopeless {
                break;
            }
            rows.push(row(&letters, rows.len(), wanted, &rows));
        }
        let end = |row: &Vec<usize>| row.last().copied().unwrap_or(usize::MAX);
        let distance = if starts {
            rows.iter().skip(1).map(end).min().unwrap_or(usize::MAX)
        } else if rows.len() == letters.len() + 1 {
            rows.last().map_or(usize::MAX, end)
        } else {
            usize::MAX
        };
        if distance > most || distance == 0 {
            continue;
        }
        let documents = u64::from(segment.frequency(&segment.word(number)));
        let better = best.as_ref().is_none_or(|best| {
            (distance, std::cmp::Reverse(documents), word)
                < (
                    best.distance,
                    std::cmp::Reverse(best.documents),
                    best.word.as_str(),
                )
        });
        if better {
            *best = Some(Likeness {
                distance,
                documents,
                word: word.to_owned(),
            });
        }
    }
}

/// How many letters the first `count` letters are from each start of the wanted word: letters may
/// be added, left out, changed, or two neighbours swapped.
fn row(letters: &[char], count: usize, wanted: &[char], rows: &[Vec<usize>]) -> Vec<usize> {
    let letter = letters.get(count - 1);
    let (above, before) = (rows.get(count - 1), count.checked_sub(2));
    let at = |row: Option<&Vec<usize>>, n: usize| {
        row.and_then(|row| row.get(n))
            .copied()
            .unwrap_or(usize::MAX / 2)
    };
    let mut row = vec![count];
    for (n, other) in (1..).zip(wanted) {
        let changed = at(above, n - 1) + usize::from(letter != Some(other));
        let mut least = changed.min(at(above, n) + 1).min(at(Some(&row), n - 1) + 1);
        if let (Some(before), Some(two)) = (before, n.checked_sub(2))
            && letter == wanted.get(two)
            && letters.get(before) == Some(other)
        {
            least = least.min(at(rows.get(before), two) + 1);
        }
        row.push(least);
    }
    row
}
