//! From tokens to the tree: one pass, no way back, and no way to fail.

mod near;
mod primitive;

use super::condition::{Comparison, FieldName, Node};
use super::lexer::{Bracket, Lexeme, Token, lex};
use super::restriction::Target;
use super::{Keyword, Note, NoteKind, Options, Schema, Span};

/// A query on its way from text to tree.
pub(super) struct Parser<'a> {
    schema: &'a dyn Schema,
    options: Options,
    /// Where the text ends.
    end: usize,
    lexemes: Vec<Lexeme>,
    at: usize,
    notes: Vec<Note>,
    /// The brackets that are open.
    brackets: Vec<Bracket>,
    /// How many more are open that were too deep to be taken.
    ignored: usize,
    /// The field that the words of this group are looked for in.
    scope: Option<Scope>,
}

/// A field with a group for a value.
#[derive(Clone)]
struct Scope {
    name: FieldName,
    target: Target,
    op: Comparison,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &str, schema: &'a dyn Schema, options: Options) -> Self {
        let mut notes = Vec::new();
        Self {
            schema,
            options,
            end: text.len(),
            lexemes: lex(text, &mut notes),
            at: 0,
            notes,
            brackets: Vec::new(),
            ignored: 0,
            scope: None,
        }
    }

    pub(super) fn parse(mut self) -> (Option<Node>, Vec<Note>) {
        let root = self.all();
        (root, self.notes)
    }

    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at)
    }

    fn ahead(&self, by: usize) -> Option<&Lexeme> {
        self.lexemes.get(self.at + by)
    }

    fn note(&mut self, kind: NoteKind, span: Span) {
        self.notes.push(Note { kind, span });
    }

    fn keyword(&self) -> Option<Keyword> {
        let next = self.peek()?;
        // `OR:x` asks for a field of that name.
        let names = self
            .ahead(1)
            .is_some_and(|after| matches!(after.token, Token::Compare(_)) && !after.spaced);
        next.token.keyword().filter(|_| !names)
    }

    /// Everything up to the end of the innermost bracket, or of the text: `a b AND c`.
    fn all(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        // The `AND` that has nothing after it so far.
        let mut open: Option<Span> = None;
        while let Some(next) = self.next_of_group() {
            if self.keyword() == Some(Keyword::And) {
                self.at += 1;
                if nodes.is_empty() || open.is_some() {
                    self.note(NoteKind::DanglingKeyword(Keyword::And), next);
                } else {
                    open = Some(next);
                }
                continue;
            }
            if let Some(node) = self.factor() {
                nodes.push(node);
                open = None;
            }
        }
        if let Some(span) = open {
            self.note(NoteKind::DanglingKeyword(Keyword::And), span);
        }
        Node::all(nodes)
    }

    /// Everything up to the end of the braces: any of `a b`.
    fn any(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(next) = self.next_of_group() {
            if self.keyword() == Some(Keyword::And) {
                self.at += 1;
                self.note(NoteKind::AndInBraces, next);
                continue;
            }
            nodes.extend(self.factor());
        }
        Node::any(nodes)
    }

    /// Where the next token of this group stands, passing over brackets that close nothing.
    fn next_of_group(&mut self) -> Option<Span> {
        loop {
            let next = self.peek()?;
            let span = next.span;
            let Token::Close(bracket) = next.token else {
                return Some(span);
            };
            if self.ignored > 0 {
                self.ignored -= 1;
            } else if self.brackets.last() == Some(&bracket) {
                return None;
            } else {
                self.note(NoteKind::StrayBracket, span);
            }
            self.at += 1;
        }
    }

    /// `a OR b`.
    fn factor(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        // The `OR` that has nothing after it so far.
        let mut open: Option<Span> = None;
        if self.keyword() != Some(Keyword::Or) {
            nodes.extend(self.term());
        }
        while let Some(next) = self.next_of_group() {
            if self.keyword() == Some(Keyword::Or) {
                self.at += 1;
                if nodes.is_empty() || open.is_some() {
                    self.note(NoteKind::DanglingKeyword(Keyword::Or), next);
                } else {
                    open = Some(next);
                }
            } else if open.is_some() && self.keyword() != Some(Keyword::And) {
                nodes.extend(self.term());
                open = None;
            } else {
                break;
            }
        }
        if let Some(span) = open {
            self.note(NoteKind::DanglingKeyword(Keyword::Or), span);
        }
        Node::any(nodes)
    }

    /// `NOT a`, `-a`.
    fn term(&mut self) -> Option<Node> {
        let mut denied = false;
        // The sign or word before what is to be denied.
        let mut open: Option<(NoteKind, Span)> = None;
        loop {
            let kind = match self.keyword() {
                Some(Keyword::Not) => NoteKind::DanglingKeyword(Keyword::Not),
                _ => match self.peek() {
                    Some(next) if next.token == Token::Minus => NoteKind::StraySign,
                    _ => break,
                },
            };
            let Some(next) = self.peek() else { break };
            let span = next.span;
            self.at += 1;
            // A dash between words is no sign.
            let applies =
                kind != NoteKind::StraySign || self.peek().is_some_and(|next| !next.spaced);
            if applies {
                denied = !denied;
                open = Some((kind, span));
            } else {
                self.note(kind, span);
                return None;
            }
        }
        let ends = self.next_is_no_operand();
        if let Some((kind, span)) = open.filter(|_| ends) {
            self.note(kind, span);
            return None;
        }
        let node = self.near()?;
        Some(if denied { node.denied() } else { node })
    }

    /// Whether the end of the group or an operator comes, to which nothing can be applied.
    fn next_is_no_operand(&self) -> bool {
        self.peek()
            .is_none_or(|next| matches!(next.token, Token::Close(_)))
            || matches!(self.keyword(), Some(Keyword::And | Keyword::Or))
    }
}
