//! Why a document is where it is in the order.

use crate::language::{Context, Field, Query};

use super::index::Index;
use super::lookup::cursors;
use super::rank::Part;
use super::score::{FRESH, freshness};

/// What a document is worth for a query, part by part.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// For each word of the query that the document has.
    pub words: Vec<WordPart>,
    /// For all the words being all that its name has.
    pub exact_name: f32,
    /// For how lately it was changed.
    pub freshness: f32,
    /// For being the user's own.
    pub mine: f32,
    /// All together: its [score](super::Found::score).
    pub score: f32,
}

/// What a word is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPart {
    /// The word as the query has it, folded.
    pub word: String,
    /// Where the document has it, and how often.
    pub places: Vec<(Field, u32)>,
    /// How many documents of the index have it, or had until they changed.
    pub documents: u64,
    /// Whether it is in the name, and which place it has there.
    pub name: NamePlace,
    /// What that is worth: the rarer the word, the more often it is there, the shorter the text
    /// and the weightier the fields, the more; and most if it is in the name.
    pub score: f32,
}

/// How a word stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePlace {
    /// Not at all, or it was not looked for there.
    Nowhere,
    /// Somewhere.
    Within,
    /// As the first word.
    First,
    /// As the only word.
    All,
}

impl Index {
    /// What the document with this id is worth for a query, and why; nothing if it is not there.
    /// Whether the query is true of it is not asked.
    #[must_use]
    pub fn explain(&self, query: &Query, context: &Context<'_>, id: u128) -> Option<Explanation> {
        let filter = query.prepare(context);
        let (number, doc) = self.find(id)?;
        let segment = &self.parts.get(number)?.segment;
        let ranking = self.ranking(&filter);
        let scorer = ranking.of(number, segment);
        let mut words = Vec::new();
        let (mut score, mut in_name) = (0.0, 0);
        for (goal, found) in scorer.words.iter().enumerate() {
            let mut best: Option<(Part, u32)> = None;
            for mut cursor in cursors(segment, found) {
                if cursor.seek(doc)
                    && cursor.doc() == doc
                    && let Some(part) = scorer.part(goal, &mut cursor)
                    && best.is_none_or(|(best, _)| best.score < part.score)
                {
                    best = Some((part, cursor.code()));
                }
            }
            let (Some((part, code)), Some(wanted)) = (best, ranking.goals.get(goal)) else {
                continue;
            };
            score += part.score;
            in_name += usize::from(part.tier > 0);
            words.push(WordPart {
                word: wanted.test.text().to_owned(),
                places: wanted.places(segment.pattern(code)),
                documents: ranking.frequencies.get(goal).copied().unwrap_or(0),
                name: match part.tier {
                    0 => NamePlace::Nowhere,
                    1 => NamePlace::Within,
                    2 => NamePlace::First,
                    _ => NamePlace::All,
                },
                score: part.score,
            });
        }
        let fresh = scorer.freshness(doc);
        let stranger = freshness(segment.key(doc) - segment.own(doc), context.now).min(FRESH);
        Some(Explanation {
            words,
            exact_name: scorer.exact(doc, in_name),
            freshness: stranger,
            mine: fresh - stranger,
            score: scorer.whole(doc, score, in_name),
        })
    }
}
