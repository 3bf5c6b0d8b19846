//! Cutting a text into words, with case and diacritics folded.

use unicode_normalization::char::decompose_canonical;

use super::super::Span;
use super::script::{Role, role};
use super::width::usual;

/// Hands `see` every word of `text` in order, folded, with where it stands in `text`.
///
/// A word is a run of letters, digits and their marks; each character of a script without spaces
/// is a word of its own, so that a phrase of them is found anywhere.
pub fn each_token(text: &str, see: impl FnMut(&str, Span)) {
    let mut cutter = Cutter {
        see,
        word: String::new(),
        span: Span::new(0, 0),
        alone: false,
    };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // Most texts are ASCII for the most part: take runs of it at once.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if let Some(run) = rest.get(..plain).filter(|run| !run.is_empty()) {
            let ends = rest.as_bytes().get(plain).is_none_or(u8::is_ascii);
            let is_folded = !run.bytes().any(|byte| byte.is_ascii_uppercase());
            if ends && is_folded && cutter.word.is_empty() {
                // A whole word as it is: nothing to copy.
                (cutter.see)(run, Span::new(at, at + plain));
            } else {
                cutter.run(run, at);
            }
            at += plain;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        let end = at + c.len_utf8();
        if c.is_ascii() {
            cutter.end();
        } else {
            fold(c, &mut |folded| {
                cutter.character(folded, Span::new(at, end))
            });
        }
        at = end;
    }
    cutter.end();
}

/// The word that is being read.
struct Cutter<F> {
    see: F,
    word: String,
    span: Span,
    /// Whether it is one character of a script without spaces.
    alone: bool,
}

impl<F: FnMut(&str, Span)> Cutter<F> {
    fn end(&mut self) {
        if !self.word.is_empty() {
            (self.see)(&self.word, self.span);
            self.word.clear();
        }
    }

    /// Takes ASCII letters and digits that stand at `at`.
    fn run(&mut self, run: &str, at: usize) {
        if self.alone {
            self.end();
        }
        if self.word.is_empty() {
            self.alone = false;
            self.span.start = at;
        }
        let start = self.word.len();
        self.word.push_str(run);
        if let Some(added) = self.word.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        self.span.end = at + run.len();
    }

    /// Takes a folded character of what stands at `span`.
    fn character(&mut self, c: char, span: Span) {
        let role = role(c);
        match role {
            Role::Nothing => return,
            // A mark after nothing is nothing.
            Role::Mark if self.word.is_empty() => return,
            Role::Mark => {}
            Role::Letter if self.alone => self.end(),
            Role::Letter => {}
            Role::Alone | Role::Boundary => self.end(),
        }
        if role == Role::Boundary {
            return;
        }
        if self.word.is_empty() {
            self.alone = role == Role::Alone;
            self.span.start = span.start;
        }
        self.word.push(c);
        self.span.end = span.end;
    }
}

/// What `c` is without case, width and style; accents come out as marks of their own.
fn fold(c: char, out: &mut impl FnMut(char)) {
    usual(c, &mut |c| {
        for lower in c.to_lowercase() {
            decompose_canonical(lower, |part| spell(part, out));
        }
    });
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
