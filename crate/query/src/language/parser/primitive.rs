//! Words, phrases, fields with values, and groups.

use super::super::condition::{
    Comparison, Condition, FieldName, Literal, Meaning, Mode, Near, Node,
};
use super::super::lexer::{Bracket, Token};
use super::super::restriction::{Target, anything, words};
use super::super::text::name_key;
use super::super::{Field, Limit, NoteKind};
use super::{Parser, Scope, near};

impl Parser<'_> {
    /// One word, phrase, condition or group. Takes at least one token.
    pub(super) fn primitive(&mut self) -> Option<Node> {
        let next = self.peek()?.clone();
        match next.token {
            Token::Open(bracket) => self.group(bracket),
            // What closes a group is taken by whoever opened it.
            Token::Close(_) => None,
            Token::Compare(_) => {
                self.at += 1;
                self.note(NoteKind::StrayComparison, next.span);
                None
            }
            Token::Minus => {
                self.at += 1;
                self.note(NoteKind::StraySign, next.span);
                None
            }
            Token::Word { .. } | Token::Quoted { .. } if self.names_field() => self.restriction(),
            _ => {
                let value = self.literal()?;
                self.plain(value)
            }
        }
    }

    /// Whether the word here is followed by a comparison that belongs to it.
    fn names_field(&self) -> bool {
        let Some(after) = self.ahead(1) else {
            return false;
        };
        if !matches!(after.token, Token::Compare(_)) {
            return false;
        }
        // With a space between, only a field that there is.
        !after.spaced
            || self
                .name()
                .is_some_and(|name| Target::of(&name, self.schema).is_some())
    }

    fn name(&self) -> Option<FieldName> {
        let next = self.peek()?;
        let (text, quoted) = match &next.token {
            Token::Word { text, .. } => (text, false),
            Token::Quoted { text, .. } => (text, true),
            _ => return None,
        };
        Some(FieldName {
            span: next.span,
            text: text.clone(),
            quoted,
        })
    }

    /// `( … )` or `{ … }`.
    fn group(&mut self, bracket: Bracket) -> Option<Node> {
        let open = self.peek()?.span;
        self.at += 1;
        if self.brackets.len() >= Limit::DEPTH {
            self.note(
                NoteKind::TooDeep {
                    limit: Limit::DEPTH,
                },
                open,
            );
            self.ignored += 1;
            return None;
        }
        let first = self.at;
        self.brackets.push(bracket);
        let node = match bracket {
            Bracket::Round => self.all(),
            Bracket::Brace => self.any(),
        };
        self.brackets.pop();
        match self.peek() {
            Some(close) => {
                let span = open.join(close.span);
                if self.at == first {
                    self.note(NoteKind::EmptyBrackets, span);
                }
                self.at += 1;
            }
            None => self.note(NoteKind::UnclosedBracket, open),
        }
        node
    }

    /// `name:value` and the like.
    fn restriction(&mut self) -> Option<Node> {
        let name = self.name()?;
        let Some(Token::Compare(op)) = self.ahead(1).map(|after| after.token.clone()) else {
            return None;
        };
        let sign = self.ahead(1)?.span;
        self.at += 2;
        let target = Target::of(&name, self.schema);
        let direct = self.peek().is_some_and(|next| !next.spaced);
        if !self.has_value() {
            self.note(
                NoteKind::MissingValue {
                    field: name.text.clone(),
                },
                name.span.join(sign),
            );
            return None;
        }
        let Some(target) = target else {
            return self.unknown(&name, op, direct);
        };
        if let Some(outer) = self.scope.take() {
            self.note(
                NoteKind::FieldInField {
                    outer: outer.name.text.clone(),
                    inner: name.text.clone(),
                },
                name.span,
            );
            let node = self.valued(Scope { name, target, op });
            self.scope = Some(outer);
            return node;
        }
        self.valued(Scope { name, target, op })
    }

    /// Whether a value comes: not the end, an operator, or the next field with its own.
    fn has_value(&self) -> bool {
        let Some(next) = self.peek() else {
            return false;
        };
        // `state:OR` asks for a value that happens to be spelt like an operator.
        if next.spaced && self.keyword().is_some() {
            return false;
        }
        match next.token {
            Token::Open(_) | Token::Plus | Token::Tilde => true,
            Token::Minus => self.ahead(1).is_some_and(|after| {
                let number = matches!(&after.token, Token::Word { text, .. }
                    if text.starts_with(|c: char| c.is_ascii_digit() || c == '$'));
                number && !after.spaced
            }),
            Token::Word { .. } | Token::Quoted { .. } => {
                !(next.spaced
                    && self.ahead(1).is_some_and(|after| {
                        matches!(after.token, Token::Compare(_)) && !after.spaced
                    }))
            }
            Token::Close(_) | Token::Compare(_) => false,
        }
    }

    /// The value of a field: a literal, or a group of them.
    fn valued(&mut self, scope: Scope) -> Option<Node> {
        let bracket = match self.peek()?.token {
            Token::Open(bracket) => Some(bracket),
            _ => None,
        };
        if let Some(bracket) = bracket {
            self.scope = Some(scope);
            let node = self.group(bracket);
            self.scope = None;
            return node;
        }
        // A number after a space keeps its sign.
        let minus = self
            .peek()
            .filter(|next| next.token == Token::Minus)
            .map(|next| next.span);
        self.at += usize::from(minus.is_some());
        let days = scope.target.takes_days();
        let mut value = self.literal()?;
        if let Some(minus) = minus {
            value.text.insert(0, '-');
            value.span = minus.join(value.span);
        }
        if days {
            self.two_words(&mut value);
        }
        self.compared(&scope, value)
    }

    /// `next week` is one value where days are asked for.
    fn two_words(&mut self, value: &mut Literal) {
        let first = matches!(name_key(&value.text).as_str(), "last" | "this" | "next");
        if !first || value.quoted {
            return;
        }
        let Some(Token::Word { text, .. }) = self.peek().map(|next| &next.token) else {
            return;
        };
        let both = format!("{}-{text}", value.text);
        if super::super::date::period(&both, super::super::date::Sense::Past).is_none() {
            return;
        }
        if let Some(next) = self.peek() {
            value.span = value.span.join(next.span);
            value.text = both;
            value.prefix = false;
            self.at += 1;
        }
    }

    /// A word or phrase with its sign; nothing, and a note, if there is nothing to look for.
    fn literal(&mut self) -> Option<Literal> {
        let first = self.peek()?.span;
        let mut mode = Mode::Plain;
        while let Some(next) = self.peek() {
            let sign = match next.token {
                Token::Plus => Mode::Exact,
                Token::Tilde => Mode::Stem,
                _ => break,
            };
            let span = next.span;
            self.at += 1;
            let applies = self.peek().is_some_and(|next| {
                let literal = matches!(
                    next.token,
                    Token::Word { .. } | Token::Quoted { .. } | Token::Plus | Token::Tilde
                );
                literal && !next.spaced
            });
            if !applies {
                self.note(NoteKind::StraySign, span);
                return None;
            }
            mode = sign;
        }
        let next = self.peek()?.clone();
        self.at += 1;
        let (text, quoted, open) = match next.token {
            Token::Word { text, .. } => {
                if text.ends_with('*') {
                    self.note(NoteKind::Wildcard, next.span);
                }
                (text, false, true)
            }
            Token::Quoted { text, closed } => (text, true, !closed),
            _ => {
                self.note(NoteKind::StraySign, first);
                return None;
            }
        };
        let typing = self.options.typing && open && next.span.end == self.end;
        Some(Literal {
            span: first.join(next.span),
            text,
            quoted,
            mode,
            prefix: typing && mode == Mode::Plain,
        })
    }

    /// A word or phrase without a field of its own.
    fn plain(&mut self, mut value: Literal) -> Option<Node> {
        if let Some(scope) = self.scope.clone() {
            if scope.target.takes_days() {
                self.two_words(&mut value);
            }
            return self.compared(&scope, value);
        }
        if words(&value.text).is_empty() {
            self.note(NoteKind::NoWords, value.span);
            return None;
        }
        if let Some(near) = ordered(None, vec![Field::Any], &value) {
            return Some(near);
        }
        Some(Node::Is(Condition {
            span: value.span,
            field: None,
            op: Comparison::Contains,
            meaning: anything(&value),
            value,
        }))
    }

    /// A field compared with a value; plain words, and a note, if that means nothing.
    fn compared(&mut self, scope: &Scope, value: Literal) -> Option<Node> {
        let Scope { name, target, op } = scope;
        let span = if self.scope.is_some() {
            value.span
        } else {
            name.span.join(value.span)
        };
        let meaning = target.meaning(name, *op, &value, self.schema);
        if let Ok(Meaning::Contents { reading, .. }) = &meaning
            && !reading.words.is_empty()
            && *op == Comparison::Contains
            && let Some(near) = ordered(Some(name), target.text_fields(), &value)
        {
            return Some(near);
        }
        match meaning {
            Ok(meaning) => Some(Node::Is(Condition {
                span,
                field: Some(name.clone()),
                op: *op,
                value,
                meaning,
            })),
            Err(NoteKind::NoWords) => {
                self.note(NoteKind::NoWords, span);
                None
            }
            Err(kind) => {
                let unfinished = value.prefix;
                self.note(kind, span);
                // `is:op` may become `is:open`: until then it asks for nothing.
                if unfinished {
                    return None;
                }
                let outer = self.scope.take();
                let node = self.plain(joined(name, *op, value));
                self.scope = outer;
                node
            }
        }
    }

    /// A field that there is not: its name and its value as plain words.
    fn unknown(&mut self, name: &FieldName, op: Comparison, direct: bool) -> Option<Node> {
        let kind = NoteKind::UnknownField {
            name: name.text.clone(),
        };
        self.note(kind, name.span);
        let literal = self
            .peek()
            .is_some_and(|next| matches!(next.token, Token::Word { .. } | Token::Quoted { .. }));
        if direct && literal {
            let value = self.literal()?;
            return self.plain(joined(name, op, value));
        }
        let own = Literal {
            span: name.span,
            text: name.text.clone(),
            quoted: name.quoted,
            mode: Mode::Plain,
            prefix: false,
        };
        let mut nodes = Vec::new();
        nodes.extend(self.plain(own));
        if matches!(self.peek().map(|next| &next.token), Some(Token::Open(_))) {
            nodes.extend(self.primitive());
        } else if let Some(value) = self.literal() {
            nodes.extend(self.plain(value));
        }
        Node::all(nodes)
    }
}

/// The name, the sign and the value as one plain word or phrase.
fn joined(name: &FieldName, op: Comparison, value: Literal) -> Literal {
    Literal {
        span: name.span.join(value.span),
        text: format!("{}{}{}", name.text, op.sign(), value.text),
        ..value
    }
}

/// `"a AROUND 5 b"`: both in this order.
fn ordered(field: Option<&FieldName>, fields: Vec<Field>, value: &Literal) -> Option<Node> {
    let (left, right, distance) = near::quoted(value).filter(|_| value.quoted)?;
    Some(Node::Near(Near {
        span: value.span,
        field: field.cloned(),
        fields,
        left,
        right,
        distance,
        ordered: true,
    }))
}
