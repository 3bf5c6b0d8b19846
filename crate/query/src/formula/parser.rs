//! From tokens to parts.

use std::ops::Range;

use super::Formula;
use super::columns::{Column, Columns};
use super::functions::Function;
use super::lexer::{self, Piece, Token};
use super::syntax::{Fault, FormulaSyntax, SyntaxProblem, excerpt};
use super::tree::{Node, Operator, Place, Tree};
use super::value::FormulaValue;

/// A text that was read.
pub(super) struct Parsed {
    pub(super) tree: Tree,
    /// The bytes that are the formula, without a leading `=` and the space around it.
    body: Range<usize>,
    /// What is written otherwise in the stored form, from left to right.
    rewritten: Vec<(Range<usize>, String)>,
}

impl Parsed {
    /// The stored form of the text that was read.
    pub(super) fn stored(&self, text: &str) -> String {
        let mut stored = String::new();
        let mut done = self.body.start;
        for (range, new) in &self.rewritten {
            stored.push_str(&text[done..range.start]);
            stored.push_str(new);
            done = range.end;
        }
        stored.push_str(&text[done..self.body.end]);
        stored
    }
}

/// Reads a formula; without columns to look names up in, one that has ids only.
pub(super) fn parse(text: &str, columns: Option<&dyn Columns>) -> Result<Parsed, FormulaSyntax> {
    let parse = || {
        if text.len() > Formula::MAX_LENGTH {
            return Err(Fault {
                at: 0..text.len(),
                problem: SyntaxProblem::TooLong {
                    most: Formula::MAX_LENGTH,
                },
            });
        }
        let tokens = lexer::tokens(text)?;
        let parser = Parser {
            text,
            tokens: &tokens,
            columns,
            depth: 0,
            tree: Tree::default(),
            rewritten: Vec::new(),
        };
        parser.formula()
    };
    parse().map_err(|fault: Fault| fault.in_text(text))
}

struct Parser<'t> {
    text: &'t str,
    /// What is left; never empty, for the end stays.
    tokens: &'t [Piece<'t>],
    columns: Option<&'t dyn Columns>,
    depth: usize,
    tree: Tree,
    rewritten: Vec<(Range<usize>, String)>,
}

const END: Token<'static> = Token::End;

impl<'t> Parser<'t> {
    fn formula(mut self) -> Result<Parsed, Fault> {
        if *self.peek() == Token::Operator(Operator::Equal) {
            self.advance();
        }
        let start = self.range().start;
        let root = self.operation(0)?;
        self.expect(&Token::End, "an operator or the end")?;
        Ok(Parsed {
            body: start..self.tree.range(root).end,
            tree: self.tree,
            rewritten: self.rewritten,
        })
    }

    fn peek(&self) -> &'t Token<'t> {
        self.tokens.first().map_or(&END, |(token, _)| token)
    }

    /// The bytes of the next token.
    fn range(&self) -> Range<usize> {
        let end = self.text.len();
        self.tokens
            .first()
            .map_or(end..end, |(_, range)| range.clone())
    }

    fn advance(&mut self) -> Range<usize> {
        let range = self.range();
        if let [_, rest @ ..] = self.tokens
            && !rest.is_empty()
        {
            self.tokens = rest;
        }
        range
    }

    fn expect(&mut self, token: &Token<'_>, expected: &'static str) -> Result<Range<usize>, Fault> {
        if self.peek() == token {
            Ok(self.advance())
        } else {
            Err(self.unexpected(expected))
        }
    }

    fn unexpected(&self, expected: &'static str) -> Fault {
        let at = self.range();
        let found = match self.peek() {
            Token::End => "the end".to_owned(),
            _ => format!("`{}`", excerpt(&self.text[at.clone()])),
        };
        Fault {
            at,
            problem: SyntaxProblem::Expected { expected, found },
        }
    }

    /// Operands with operators that bind at least as tight as `least` between them.
    fn operation(&mut self, least: u8) -> Result<Place, Fault> {
        let mut left = self.operand()?;
        while let Token::Operator(operator) = *self.peek() {
            let tightness = tightness(operator);
            if tightness < least {
                break;
            }
            self.advance();
            let right = self.operation(tightness + 1)?;
            let range = self.tree.range(left).start..self.tree.range(right).end;
            left = self.tree.push(Node::Binary(operator, left, right), range);
        }
        Ok(left)
    }

    /// A value with the percent signs after it.
    fn operand(&mut self) -> Result<Place, Fault> {
        let mut inner = self.signed()?;
        while *self.peek() == Token::Percent {
            let sign = self.advance();
            let range = self.tree.range(inner).start..sign.end;
            inner = self.tree.push(Node::Percent(inner), range);
        }
        Ok(inner)
    }

    /// A value with the sign before it.
    fn signed(&mut self) -> Result<Place, Fault> {
        let node = match self.peek() {
            Token::Operator(Operator::Subtract) => Node::Negate,
            Token::Operator(Operator::Add) => Node::Same,
            _ => return self.primary(),
        };
        let sign = self.advance();
        let inner = self.nested(sign.clone(), Self::signed)?;
        let range = sign.start..self.tree.range(inner).end;
        Ok(self.tree.push(node(inner), range))
    }

    fn primary(&mut self) -> Result<Place, Fault> {
        let (token, at) = (self.peek(), self.range());
        let node = match token {
            Token::Number(number) => Node::Literal(FormulaValue::Number(*number)),
            Token::Text(text) => Node::Literal(FormulaValue::Text(text.clone())),
            Token::Id(column) => self.column(*column, at.clone()),
            Token::Name(name) => {
                let column = self.resolve(name, at.clone())?;
                self.column(column, at.clone())
            }
            Token::Word(word) => return self.word(word),
            Token::Open => return self.parentheses(),
            _ => return Err(self.unexpected("a value")),
        };
        self.advance();
        Ok(self.tree.push(node, at))
    }

    fn parentheses(&mut self) -> Result<Place, Fault> {
        let open = self.advance();
        let inner = self.nested(open.clone(), |parser| parser.operation(0))?;
        let close = self.expect(&Token::Close, "an operator or `)`")?;
        Ok(self.tree.push(Node::Same(inner), open.start..close.end))
    }

    /// A truth value, a call or a column.
    fn word(&mut self, word: &str) -> Result<Place, Fault> {
        let at = self.advance();
        let function = Function::named(word);
        if *self.peek() == Token::Open {
            let Some(function) = function else {
                return Err(Fault {
                    at,
                    problem: SyntaxProblem::UnknownFunction {
                        name: excerpt(word),
                    },
                });
            };
            self.rewrite(at.clone(), function.name().to_owned());
            return self.call(function, at);
        }
        if let Some(function) = function {
            return Err(Fault {
                at,
                problem: SyntaxProblem::NotCalled {
                    function: function.name(),
                },
            });
        }
        for (name, value) in [("TRUE", true), ("FALSE", false)] {
            if word.eq_ignore_ascii_case(name) {
                self.rewrite(at.clone(), name.to_owned());
                return Ok(self.tree.push(Node::Literal(FormulaValue::Bool(value)), at));
            }
        }
        let column = self.resolve(word, at.clone())?;
        let node = self.column(column, at.clone());
        Ok(self.tree.push(node, at))
    }

    fn call(&mut self, function: Function, name: Range<usize>) -> Result<Place, Fault> {
        let open = self.advance();
        let mut arguments = Vec::new();
        let close = if *self.peek() == Token::Close {
            self.advance()
        } else {
            loop {
                arguments.push(self.argument(open.clone())?);
                if *self.peek() == Token::Comma {
                    self.advance();
                } else {
                    break self.expect(&Token::Close, "an operator, `,` or `)`")?;
                }
            }
        };
        let range = name.start..close.end;
        let (least, most) = function.takes();
        let given = arguments.len();
        if given < least || most.is_some_and(|most| given > most) {
            return Err(Fault {
                at: range,
                problem: SyntaxProblem::ArgumentCount {
                    function: function.name(),
                    least,
                    most,
                    given,
                },
            });
        }
        Ok(self.tree.push(Node::Call(function, arguments), range))
    }

    fn argument(&mut self, open: Range<usize>) -> Result<Place, Fault> {
        if matches!(self.peek(), Token::Comma | Token::Close) {
            let at = self.range().start;
            return Ok(self.tree.push(Node::Literal(FormulaValue::Blank), at..at));
        }
        self.nested(open, |parser| parser.operation(0))
    }

    fn nested(
        &mut self,
        at: Range<usize>,
        read: impl FnOnce(&mut Self) -> Result<Place, Fault>,
    ) -> Result<Place, Fault> {
        if self.depth == Formula::MAX_DEPTH {
            return Err(Fault {
                at,
                problem: SyntaxProblem::TooDeep {
                    most: Formula::MAX_DEPTH,
                },
            });
        }
        self.depth += 1;
        let place = read(self);
        self.depth -= 1;
        place
    }

    fn resolve(&self, name: &str, at: Range<usize>) -> Result<Column, Fault> {
        let problem = match self.columns.map(|columns| columns.named(name)) {
            Some(Some(column)) => return Ok(column),
            Some(None) => SyntaxProblem::UnknownColumn {
                name: excerpt(name),
            },
            None => SyntaxProblem::NameInStored {
                name: excerpt(name),
            },
        };
        Err(Fault { at, problem })
    }

    fn column(&mut self, column: Column, at: Range<usize>) -> Node {
        self.rewrite(at, column.to_string());
        Node::Column(column)
    }

    fn rewrite(&mut self, range: Range<usize>, new: String) {
        self.rewritten.push((range, new));
    }
}

fn tightness(operator: Operator) -> u8 {
    match operator {
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessOrEqual
        | Operator::Greater
        | Operator::GreaterOrEqual => 1,
        Operator::Join => 2,
        Operator::Add | Operator::Subtract => 3,
        Operator::Multiply | Operator::Divide => 4,
        Operator::Power => 5,
    }
}
