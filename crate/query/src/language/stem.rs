//! Stems by the Snowball algorithms, for `~word`.

use rust_stemmers::{Algorithm, Stemmer as Snowball};

use super::Stemmer;

/// A word of more bytes is its own stem: no word that people inflect is longer.
const LONGEST: usize = 64;

/// The languages whose words have stems here.
///
/// Words come without accents, as the language folds them, so that stems of French, Hungarian,
/// Romanian and Turkish are a little coarser than Snowball's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum StemLanguage {
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Turkish,
}

impl StemLanguage {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Danish,
        Self::Dutch,
        Self::English,
        Self::Finnish,
        Self::French,
        Self::German,
        Self::Hungarian,
        Self::Italian,
        Self::Norwegian,
        Self::Portuguese,
        Self::Romanian,
        Self::Russian,
        Self::Spanish,
        Self::Swedish,
        Self::Turkish,
    ];

    /// The language of a BCP 47 tag, such as `de` or `pt-BR`; nothing for one without stems here.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Some(match primary.to_ascii_lowercase().as_str() {
            "da" => Self::Danish,
            "nl" => Self::Dutch,
            "en" => Self::English,
            "fi" => Self::Finnish,
            "fr" => Self::French,
            "de" => Self::German,
            "hu" => Self::Hungarian,
            "it" => Self::Italian,
            "nb" | "nn" | "no" => Self::Norwegian,
            "pt" => Self::Portuguese,
            "ro" => Self::Romanian,
            "ru" => Self::Russian,
            "es" => Self::Spanish,
            "sv" => Self::Swedish,
            "tr" => Self::Turkish,
            _ => return None,
        })
    }

    /// What finds the stems of this language, for [`Context::stemmer`](super::Context::stemmer).
    #[must_use]
    pub fn stemmer(self) -> &'static dyn Stemmer {
        let place = Self::ALL.iter().position(|language| *language == self);
        place
            .and_then(|place| Self::ALL.get(place))
            .unwrap_or(&Self::English)
    }

    const fn algorithm(self) -> Algorithm {
        match self {
            Self::Danish => Algorithm::Danish,
            Self::Dutch => Algorithm::Dutch,
            Self::English => Algorithm::English,
            Self::Finnish => Algorithm::Finnish,
            Self::French => Algorithm::French,
            Self::German => Algorithm::German,
            Self::Hungarian => Algorithm::Hungarian,
            Self::Italian => Algorithm::Italian,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Romanian => Algorithm::Romanian,
            Self::Russian => Algorithm::Russian,
            Self::Spanish => Algorithm::Spanish,
            Self::Swedish => Algorithm::Swedish,
            Self::Turkish => Algorithm::Turkish,
        }
    }

    /// Whether a word is written in the language's letters: what is not has no stem in it.
    fn writes(self, word: &str) -> bool {
        let is_letter = |c: char| match self {
            Self::Russian => matches!(c, 'а'..='я'),
            _ => c.is_ascii_lowercase(),
        };
        word.len() <= LONGEST && word.chars().all(is_letter)
    }
}

impl Stemmer for StemLanguage {
    fn stem(&self, word: &str) -> String {
        if !self.writes(word) {
            return word.to_owned();
        }
        let stem = Snowball::create(self.algorithm()).stem(word).into_owned();
        if stem.chars().next() == word.chars().next() {
            stem
        } else {
            word.to_owned()
        }
    }
}
