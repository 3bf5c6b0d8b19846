//! `a AROUND 5 b`.

use super::super::condition::{Comparison, Literal, Meaning, Mode, Near, Node};
use super::super::lexer::{Bracket, Token};
use super::super::restriction::words;
use super::super::{Condition, Field, Keyword, NoteKind, Span};
use super::Parser;

/// How far apart words may be where that is not said.
const USUAL: u32 = 5;

impl Parser<'_> {
    /// A primitive, or two and more near each other.
    pub(super) fn near(&mut self) -> Option<Node> {
        if self.keyword() == Some(Keyword::Around) {
            let span = self.peek()?.span;
            self.at += 1;
            self.note(NoteKind::DanglingKeyword(Keyword::Around), span);
            return None;
        }
        let mut left = self.primitive()?;
        let mut nodes = Vec::new();
        while self.keyword() == Some(Keyword::Around) {
            let Some(span) = self.next_of_group() else {
                break;
            };
            self.at += 1;
            let distance = self.distance();
            let denied = self.peek().is_some_and(|next| next.token == Token::Minus);
            if self.next_is_no_operand() || self.keyword().is_some() || denied {
                self.note(NoteKind::DanglingKeyword(Keyword::Around), span);
                continue;
            }
            let Some(right) = self.primitive() else {
                continue;
            };
            if let Some(near) = pair(&left, &right, distance) {
                nodes.push(Node::Near(near));
            } else {
                self.note(NoteKind::AroundNeedsWords, span);
                nodes.extend([left, right.clone()]);
            }
            left = right;
        }
        if nodes.is_empty() {
            return Some(left);
        }
        Node::all(nodes)
    }

    /// `5` or `(5)` after `AROUND`, unless it is itself what is to be near.
    fn distance(&mut self) -> u32 {
        let count = |token: Option<&Token>| match token {
            Some(Token::Word {
                text,
                escaped: false,
            }) => text.parse::<u32>().ok(),
            _ => None,
        };
        let token = |by| self.ahead(by).map(|lexeme| &lexeme.token);
        if token(0) == Some(&Token::Open(Bracket::Round))
            && token(2) == Some(&Token::Close(Bracket::Round))
            && let Some(distance) = count(token(1))
            && self.peek().is_some_and(|next| !next.spaced)
        {
            self.at += 3;
            return distance;
        }
        let follows = token(1).is_some_and(|after| {
            !matches!(after, Token::Close(_) | Token::Compare(_)) && after.keyword().is_none()
        });
        match count(token(0)) {
            Some(distance) if follows => {
                self.at += 1;
                distance
            }
            _ => USUAL,
        }
    }
}

/// The two as one condition, if they are words of the same fields.
fn pair(left: &Node, right: &Node, distance: u32) -> Option<Near> {
    let (Node::Is(left), Node::Is(right)) = (left, right) else {
        return None;
    };
    let (fields, others) = (word_fields(left)?, word_fields(right)?);
    let scoped = right.field.is_none() || left.field.as_ref()?.span == right.field.as_ref()?.span;
    (fields == others && scoped).then(|| Near {
        span: left.span.join(right.span),
        field: left.field.clone(),
        fields,
        left: left.value.clone(),
        right: right.value.clone(),
        distance,
        ordered: false,
    })
}

/// The fields in which a condition looks for words.
fn word_fields(condition: &Condition) -> Option<Vec<Field>> {
    match &condition.meaning {
        Meaning::Contents { fields, reading }
            if !reading.words.is_empty() && condition.op == Comparison::Contains =>
        {
            Some(fields.clone())
        }
        _ => None,
    }
}

/// `a AROUND 5 b` in quotes: the two sides, and how far apart they may be.
pub(super) fn quoted(value: &Literal) -> Option<(Literal, Literal, u32)> {
    let (left, rest) = value.text.split_once(" AROUND ")?;
    let rest = rest.trim_start();
    let (distance, right) = match rest.split_once(' ') {
        Some((number, right)) => match number.parse() {
            Ok(distance) => (distance, right),
            Err(_) => (USUAL, rest),
        },
        None => (USUAL, rest),
    };
    let side = |text: &str| {
        let text = words(text).join(" ");
        (!text.is_empty()).then(|| Literal {
            span: Span::new(value.span.start, value.span.end),
            text,
            quoted: false,
            mode: Mode::Plain,
            prefix: false,
        })
    };
    Some((side(left)?, side(right)?, distance))
}
