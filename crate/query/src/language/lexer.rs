//! Cutting a query into words, signs and brackets.

use super::{Comparison, Keyword, Note, NoteKind, Span};

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A run of what is nothing else, escapes resolved.
    Word {
        text: String,
        /// Whether there was an escape, so that it is no keyword.
        escaped: bool,
    },
    /// What stood in quotes.
    Quoted {
        text: String,
        closed: bool,
    },
    Open(Bracket),
    Close(Bracket),
    Compare(Comparison),
    Minus,
    Plus,
    Tilde,
}

/// A kind of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `(` and `)`.
    Round,
    /// `{` and `}`.
    Brace,
}

/// A token, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) span: Span,
    /// Whether white space stands before it, or nothing.
    pub(super) spaced: bool,
}

impl Token {
    pub(super) fn keyword(&self) -> Option<Keyword> {
        match self {
            Self::Word {
                text,
                escaped: false,
            } => keyword(text),
            _ => None,
        }
    }
}

/// The operator that a word is.
pub(super) fn keyword(text: &str) -> Option<Keyword> {
    match text {
        "AND" => Some(Keyword::And),
        "OR" => Some(Keyword::Or),
        "NOT" => Some(Keyword::Not),
        "AROUND" => Some(Keyword::Around),
        _ => None,
    }
}

/// Whether the character opens or closes a phrase.
pub(super) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}')
}

/// All tokens of `text`, in order, without overlaps.
pub(super) fn lex(text: &str, notes: &mut Vec<Note>) -> Vec<Lexeme> {
    let mut lexer = Lexer {
        text,
        at: 0,
        lexemes: Vec::new(),
        value: false,
    };
    let mut spaced = true;
    while let Some(c) = lexer.peek() {
        if c.is_whitespace() {
            lexer.at += c.len_utf8();
            spaced = true;
            continue;
        }
        let start = lexer.at;
        // A value that follows its comparison without a space may hold further such signs.
        lexer.value = !spaced && lexer.value;
        let token = lexer.token(c, notes);
        lexer.value = matches!(token, Token::Compare(_))
            || (lexer.value && matches!(token, Token::Plus | Token::Tilde));
        lexer.lexemes.push(Lexeme {
            token,
            span: Span::new(start, lexer.at),
            spaced,
        });
        spaced = false;
    }
    lexer.lexemes
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    lexemes: Vec<Lexeme>,
    /// Whether what comes is the value of a comparison that it follows directly.
    value: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn token(&mut self, c: char, notes: &mut Vec<Note>) -> Token {
        let sign = match c {
            '(' => Some(Token::Open(Bracket::Round)),
            ')' => Some(Token::Close(Bracket::Round)),
            '{' => Some(Token::Open(Bracket::Brace)),
            '}' => Some(Token::Close(Bracket::Brace)),
            '-' | '+' | '~' => self.sign(c),
            _ => None,
        };
        if let Some(token) = sign {
            self.at += c.len_utf8();
            return token;
        }
        if is_quote(c) {
            let start = self.at;
            self.at += c.len_utf8();
            return self.quoted(start, notes);
        }
        if !self.value
            && let Some((comparison, length)) = comparison(self.rest())
        {
            self.at += length;
            return Token::Compare(comparison);
        }
        self.word(notes)
    }

    /// A sign at the start of a word; anywhere else it is part of one.
    fn sign(&self, c: char) -> Option<Token> {
        if self.value {
            // The sign of a number.
            let number = self
                .rest()
                .chars()
                .nth(1)
                .is_some_and(|next| next.is_ascii_digit());
            return match c {
                '+' if !number => Some(Token::Plus),
                '~' => Some(Token::Tilde),
                _ => None,
            };
        }
        Some(match c {
            '-' => Token::Minus,
            '+' => Token::Plus,
            _ => Token::Tilde,
        })
    }

    /// What comes up to the next quotation mark; the one before it was at `start`.
    fn quoted(&mut self, start: usize, notes: &mut Vec<Note>) -> Token {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if is_quote(c) {
                self.at += c.len_utf8();
                return Token::Quoted { text, closed: true };
            }
            if c == '\\' {
                self.escape(&mut text, notes);
            } else {
                text.push(c);
                self.at += c.len_utf8();
            }
        }
        notes.push(Note {
            kind: NoteKind::UnclosedQuote,
            span: Span::new(start, self.at),
        });
        Token::Quoted {
            text,
            closed: false,
        }
    }

    fn word(&mut self, notes: &mut Vec<Note>) -> Token {
        let mut text = String::new();
        let mut escaped = false;
        while let Some(c) = self.peek() {
            if c == '\\' {
                escaped = true;
                self.escape(&mut text, notes);
                continue;
            }
            let ends = c.is_whitespace()
                || matches!(c, '(' | ')' | '{' | '}')
                || is_quote(c)
                || (!self.value && comparison(self.rest()).is_some());
            if ends && (escaped || !text.is_empty()) {
                break;
            }
            text.push(c);
            self.at += c.len_utf8();
        }
        Token::Word { text, escaped }
    }

    /// Takes a backslash and what it stands for with what follows.
    fn escape(&mut self, text: &mut String, notes: &mut Vec<Note>) {
        let start = self.at;
        let rest = self.rest().get(1..).unwrap_or_default();
        let numbered = |digits: Option<&str>, radix| {
            let digits = digits?;
            let plain = digits.chars().all(|c| c.is_digit(radix));
            let code = u32::from_str_radix(digits, radix).ok()?;
            plain.then(|| char::from_u32(code)).flatten()
        };
        let (c, length) = if let Some(hex) = rest.strip_prefix('u') {
            (numbered(hex.get(..4), 16), 6)
        } else if rest.starts_with(['0', '1', '2', '3']) {
            (numbered(rest.get(..3), 8), 4)
        } else {
            let next = rest.chars().next().filter(|c| !c.is_alphanumeric());
            (next, 1 + next.map_or(0, char::len_utf8))
        };
        if let Some(c) = c {
            text.push(c);
            self.at += length;
        } else {
            text.push('\\');
            self.at += 1;
            notes.push(Note {
                kind: NoteKind::OddEscape,
                span: Span::new(start, self.at),
            });
        }
    }
}

/// The comparison that `text` starts with, and its length.
fn comparison(text: &str) -> Option<(Comparison, usize)> {
    const SIGNS: [(&str, Comparison); 13] = [
        (":!=", Comparison::NotEqual),
        (":<=", Comparison::LessOrEqual),
        (":>=", Comparison::GreaterOrEqual),
        (":<", Comparison::Less),
        (":>", Comparison::Greater),
        (":=", Comparison::Equal),
        (":", Comparison::Contains),
        ("!=", Comparison::NotEqual),
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    SIGNS
        .iter()
        .find(|(sign, _)| text.starts_with(sign))
        .map(|(sign, comparison)| (*comparison, sign.len()))
}
