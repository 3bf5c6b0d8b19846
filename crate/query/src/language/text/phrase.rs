//! Finding words and phrases in the words of a text.

use super::Tokens;
use crate::language::Stemmer;

/// How one word of a phrase is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WordTest {
    /// The word itself.
    Whole(String),
    /// Any word that starts so.
    Prefix(String),
    /// Any word with this stem.
    Stem(String),
}

/// Words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<WordTest>,
}

impl Phrase {
    /// These words in this order. No words are found nowhere.
    #[must_use]
    pub fn new(words: Vec<WordTest>) -> Self {
        Self { words }
    }

    /// How each of its words is compared.
    pub(crate) fn tests(&self) -> &[WordTest] {
        &self.words
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Every place where it starts, in order.
    pub fn starts<'a>(
        &'a self,
        tokens: &'a Tokens,
        stemmer: Option<&'a dyn Stemmer>,
    ) -> impl Iterator<Item = usize> + 'a {
        let places = if self.words.is_empty() {
            0
        } else {
            (tokens.len() + 1).saturating_sub(self.words.len())
        };
        (0..places).filter(move |start| {
            self.words
                .iter()
                .enumerate()
                .all(|(n, word)| word.is(tokens.word(start + n), stemmer))
        })
    }

    /// Whether it is somewhere in the text.
    #[must_use]
    pub fn is_in(&self, tokens: &Tokens, stemmer: Option<&dyn Stemmer>) -> bool {
        self.starts(tokens, stemmer).next().is_some()
    }

    /// Whether it is all that the text holds.
    #[must_use]
    pub fn is_all(&self, tokens: &Tokens, stemmer: Option<&dyn Stemmer>) -> bool {
        self.len() == tokens.len() && self.is_in(tokens, stemmer)
    }

    /// Whether this and `other` are at most `distance` words apart, neighbours being one apart;
    /// `ordered`: this one first.
    #[must_use]
    pub fn is_near(
        &self,
        other: &Self,
        distance: usize,
        ordered: bool,
        tokens: &Tokens,
        stemmer: Option<&dyn Stemmer>,
    ) -> bool {
        let others: Vec<usize> = other.starts(tokens, stemmer).collect();
        if others.is_empty() {
            return false;
        }
        self.starts(tokens, stemmer).any(|start| {
            let end = start + self.len();
            let follows = others
                .get(others.partition_point(|other| *other < end))
                .is_some_and(|other| other + 1 - end <= distance);
            let precedes = !ordered
                && others
                    .partition_point(|at| at + other.len() <= start)
                    .checked_sub(1)
                    .and_then(|last| others.get(last))
                    .is_some_and(|at| start + 1 - (at + other.len()) <= distance);
            follows || precedes
        })
    }
}

impl WordTest {
    /// The word, start or stem.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Whole(text) | Self::Prefix(text) | Self::Stem(text) => text,
        }
    }

    pub(crate) fn is(&self, word: &str, stemmer: Option<&dyn Stemmer>) -> bool {
        match self {
            Self::Whole(wanted) => word == wanted,
            Self::Prefix(start) => word.starts_with(start.as_str()),
            Self::Stem(stem) => match stemmer {
                Some(stemmer) => stemmer.stem(word) == *stem,
                None => word == stem,
            },
        }
    }
}
