//! What could be written next.

use super::condition::FieldName;
use super::date::RELATIVE;
use super::field::{CONTENTS, OPERATORS, Operator, STATES};
use super::lexer::{Lexeme, Token, lex};
use super::restriction::Target;
use super::schema::{Kind, Schema};
use super::text::name_key;
use super::{Field, Span, print};

/// How many are offered at most.
const MOST: usize = 50;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it takes the place of, up to the caret.
    pub replace: Span,
    /// What comes there instead, escaped or quoted as the language wants it.
    pub insert: String,
    /// What to show.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// How many documents have the value, where that is known.
    pub count: Option<u32>,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// `OR`, `AND`, `NOT`, `AROUND`.
    Keyword,
    /// A built-in field or operator.
    Operator,
    /// A custom field.
    Field(Kind),
    /// A value that the language defines: a state, a relative day, `me`, yes or no.
    Word,
    /// A value that documents hold.
    Value,
}

/// What could be written at `caret` (a byte of `text`; within a character, its start is taken).
#[must_use]
pub fn complete(text: &str, caret: usize, schema: &dyn Schema) -> Vec<Completion> {
    let mut caret = caret.min(text.len());
    while !text.is_char_boundary(caret) {
        caret -= 1;
    }
    let before = text.get(..caret).unwrap_or_default();
    let lexemes = lex(before, &mut Vec::new());
    let mut completer = Completer {
        schema,
        replace: Span::new(caret, caret),
        key: String::new(),
        found: Vec::new(),
    };
    let touches = |lexeme: &Lexeme| lexeme.span.end == caret;
    match lexemes.as_slice() {
        [.., name, op, value]
            if is_compare(op) && touches(value) && is_word(value) && !value.spaced =>
        {
            completer.start(value);
            completer.values(name, start_of(value));
        }
        [.., name, op] if is_compare(op) && touches(op) => completer.values(name, ""),
        [.., name] if touches(name) && is_word(name) => {
            completer.start(name);
            completer.names();
            if lexemes.len() > 1 {
                completer.keywords(before.get(name.span.start..).unwrap_or_default());
            }
        }
        [.., last] if touches(last) && !matches!(last.token, Token::Open(_) | Token::Minus) => {}
        _ => completer.names(),
    }
    completer.found.truncate(MOST);
    completer.found
}

struct Completer<'a> {
    schema: &'a dyn Schema,
    replace: Span,
    /// What candidates start with.
    key: String,
    found: Vec<Completion>,
}

impl Completer<'_> {
    fn start(&mut self, lexeme: &Lexeme) {
        self.replace.start = lexeme.span.start;
        self.key = name_key(start_of(lexeme));
    }

    fn fits(&self, candidate: &str) -> bool {
        name_key(candidate).starts_with(&self.key)
    }

    fn offer(&mut self, insert: String, label: &str, kind: CompletionKind, count: Option<u32>) {
        self.found.push(Completion {
            replace: self.replace,
            insert,
            label: label.to_owned(),
            kind,
            count,
        });
    }

    fn names(&mut self) {
        for (name, _) in OPERATORS {
            if self.fits(name) {
                self.offer(format!("{name}:"), name, CompletionKind::Operator, None);
            }
        }
        for field in self.schema.fields() {
            let key = name_key(&field.name);
            if key.is_empty() || !key.starts_with(&self.key) {
                continue;
            }
            let bare = FieldName {
                span: self.replace,
                text: key.clone(),
                quoted: false,
            };
            let mut insert = key;
            // A built-in field has the bare name.
            if matches!(Target::of(&bare, self.schema), Some(Target::Operator(_))) {
                insert.clear();
                print::quoted(&field.name, &mut insert);
            }
            insert.push(':');
            self.offer(insert, &field.name, CompletionKind::Field(field.kind), None);
        }
    }

    fn keywords(&mut self, typed: &str) {
        for word in ["OR", "AND", "NOT", "AROUND"] {
            if word.starts_with(typed) {
                self.offer(format!("{word} "), word, CompletionKind::Keyword, None);
            }
        }
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'static str>) {
        for word in words {
            if self.fits(word) {
                self.offer(word.to_owned(), word, CompletionKind::Word, None);
            }
        }
    }

    fn values(&mut self, name: &Lexeme, start: &str) {
        let (text, quoted) = match &name.token {
            Token::Word { text, .. } => (text, false),
            Token::Quoted { text, .. } => (text, true),
            _ => return,
        };
        let name = FieldName {
            span: name.span,
            text: text.clone(),
            quoted,
        };
        match Target::of(&name, self.schema) {
            None => {}
            Some(Target::Operator(Operator::Is)) => {
                self.words(STATES.iter().map(|(name, _)| *name))
            }
            Some(Target::Operator(Operator::Has)) => {
                self.words(["overdue"]);
                self.words(CONTENTS.iter().map(|(name, _)| *name));
                for field in self.schema.fields() {
                    let key = name_key(&field.name);
                    if !key.is_empty() && key.starts_with(&self.key) {
                        self.offer(key, &field.name, CompletionKind::Field(field.kind), None);
                    }
                }
            }
            Some(Target::Operator(Operator::Before | Operator::After | Operator::On)) => {
                self.words(RELATIVE.iter().copied());
            }
            Some(Target::Operator(Operator::OlderThan | Operator::NewerThan)) => {
                self.words(["1d", "1w", "1m", "1y"]);
            }
            Some(Target::Operator(Operator::In)) => {
                self.words(["anywhere", "archive", "bin"]);
                self.held(Field::Pipeline, start);
                self.held(Field::Stage, start);
            }
            Some(Target::Operator(Operator::Contents(field, kind))) => {
                self.contents(field, kind, start);
            }
            Some(Target::Custom(fields)) => {
                for (field, kind) in fields {
                    self.contents(field, kind, start);
                }
            }
        }
    }

    fn contents(&mut self, field: Field, kind: Kind, start: &str) {
        if kind.is_person() {
            self.words(["me"]);
        }
        if kind.is_flag() {
            self.words(["yes", "no"]);
        }
        if kind.is_time() {
            self.words(RELATIVE.iter().copied());
        }
        self.held(field, start);
    }

    fn held(&mut self, field: Field, start: &str) {
        for (value, count) in self.schema.values(field, start).into_iter().take(MOST) {
            let mut insert = String::new();
            if value
                .chars()
                .all(|c| c.is_alphanumeric() || "-_.@".contains(c))
                && value != "me"
            {
                print::word(&value, true, &mut insert);
            } else {
                print::quoted(&value, &mut insert);
            }
            self.offer(insert, &value, CompletionKind::Value, count);
        }
    }
}

fn is_compare(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Compare(_))
}

fn is_word(lexeme: &Lexeme) -> bool {
    matches!(
        lexeme.token,
        Token::Word { .. } | Token::Quoted { closed: false, .. }
    )
}

fn start_of(lexeme: &Lexeme) -> &str {
    match &lexeme.token {
        Token::Word { text, .. } | Token::Quoted { text, .. } => text,
        _ => "",
    }
}
