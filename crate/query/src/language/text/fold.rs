//! Cutting a text into words, with case and diacritics folded.

use unicode_normalization::char::decompose_compatible;

use super::super::Span;
use super::script::{Role, role};

/// Hands `see` every word of `text` in order, folded, with where it stands in `text`.
///
/// A word is a run of letters, digits and their marks; each character of a script without spaces
/// is a word of its own, so that a phrase of them is found anywhere.
pub fn each_token(text: &str, mut see: impl FnMut(&str, Span)) {
    let mut word = String::new();
    let mut span = Span::new(0, 0);
    // Whether the word so far is one character of a script without spaces.
    let mut alone = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        fold(c, &mut |folded| {
            let role = role(folded);
            let joins = match role {
                Role::Nothing => return,
                Role::Mark => true,
                Role::Letter => !alone,
                Role::Alone | Role::Boundary => false,
            };
            if !joins && !word.is_empty() {
                see(&word, span);
                word.clear();
            }
            match role {
                Role::Letter | Role::Alone => {
                    if word.is_empty() {
                        alone = role == Role::Alone;
                        span.start = at;
                    }
                }
                // A mark after nothing.
                Role::Mark if word.is_empty() => return,
                Role::Mark => {}
                Role::Nothing | Role::Boundary => return,
            }
            word.push(folded);
            span.end = end;
        });
    }
    if !word.is_empty() {
        see(&word, span);
    }
}

/// What `c` is without case, width and style; accents come out as marks of their own.
fn fold(c: char, out: &mut impl FnMut(char)) {
    if c.is_ascii() {
        out(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        decompose_compatible(lower, |part| {
            for lower in part.to_lowercase() {
                spell(lower, out);
            }
        });
    }
}

/// Letters that people type otherwise, and that Unicode does not decompose.
fn spell(c: char, out: &mut impl FnMut(char)) {
    let spelling = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ => {
            out(c);
            return;
        }
    };
    spelling.chars().for_each(out);
}

/// The words of a text, in one buffer that can be used again.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    folded: String,
    /// Where each word ends in `folded`, and where it stands in the text.
    words: Vec<(usize, Span)>,
}

impl Tokens {
    /// The words of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.refill(text);
        tokens
    }

    /// Forgets what it held, and takes the words of `text`.
    pub fn refill(&mut self, text: &str) {
        self.folded.clear();
        self.words.clear();
        each_token(text, |word, span| {
            self.folded.push_str(word);
            self.words.push((self.folded.len(), span));
        });
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word at this place, folded; nothing past the end.
    #[must_use]
    pub fn word(&self, at: usize) -> &str {
        let start = match at.checked_sub(1) {
            Some(before) => self.words.get(before).map_or(0, |(end, _)| *end),
            None => 0,
        };
        self.words
            .get(at)
            .and_then(|(end, _)| self.folded.get(start..*end))
            .unwrap_or_default()
    }

    /// Where words `first` to before `end` stand in the text.
    #[must_use]
    pub fn span(&self, first: usize, end: usize) -> Option<Span> {
        let (_, start) = self.words.get(first)?;
        let (_, last) = self.words.get(end.checked_sub(1)?)?;
        Some(start.join(*last))
    }

    /// All words, folded.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.word(at))
    }
}

/// What names are compared by: the words folded, joined by hyphens. `Deal Size` is `deal-size`.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut key = String::new();
    each_token(name, |word, _| {
        if !key.is_empty() {
            key.push('-');
        }
        key.push_str(word);
    });
    key
}
