//! From characters to tokens.

use std::ops::Range;

use boxwood_model::Decimal;

use super::columns::Column;
use super::numeric;
use super::syntax::{Fault, SyntaxProblem, excerpt};
use super::tree::Operator;

/// The smallest pieces that mean something.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'t> {
    Number(Decimal),
    Text(String),
    /// A bare word: a function, a truth value or a column.
    Word(&'t str),
    /// A column by name.
    Name(String),
    /// A column by id.
    Id(Column),
    Operator(Operator),
    Percent,
    Open,
    Close,
    Comma,
    End,
}

/// A token and the bytes it is.
pub(super) type Piece<'t> = (Token<'t>, Range<usize>);

/// All tokens of a text, the last one [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let mut lexer = Lexer { text, at: 0 };
    let mut pieces = Vec::new();
    loop {
        lexer.skip(char::is_whitespace);
        let start = lexer.at;
        let token = lexer.token()?;
        let end = token == Token::End;
        pieces.push((token, start..lexer.at));
        if end {
            return Ok(pieces);
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, belongs: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(belongs).len();
    }

    fn token(&mut self) -> Result<Token<'t>, Fault> {
        const SYMBOLS: [(&str, Token<'static>); 18] = [
            ("<>", Token::Operator(Operator::NotEqual)),
            ("!=", Token::Operator(Operator::NotEqual)),
            ("<=", Token::Operator(Operator::LessOrEqual)),
            (">=", Token::Operator(Operator::GreaterOrEqual)),
            ("<", Token::Operator(Operator::Less)),
            (">", Token::Operator(Operator::Greater)),
            ("=", Token::Operator(Operator::Equal)),
            ("+", Token::Operator(Operator::Add)),
            ("-", Token::Operator(Operator::Subtract)),
            ("*", Token::Operator(Operator::Multiply)),
            ("/", Token::Operator(Operator::Divide)),
            ("^", Token::Operator(Operator::Power)),
            ("&", Token::Operator(Operator::Join)),
            ("%", Token::Percent),
            ("(", Token::Open),
            (")", Token::Close),
            (",", Token::Comma),
            // A list separator where the comma is the decimal point.
            (";", Token::Comma),
        ];
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token::End);
        };
        for (symbol, token) in &SYMBOLS {
            if rest.starts_with(symbol) {
                self.at += symbol.len();
                return Ok(token.clone());
            }
        }
        if first.is_ascii_digit() || first == '.' {
            return self.number();
        }
        if first == '"' {
            return Ok(Token::Text(self.quoted("\"", '"', "\"")?));
        }
        if first == '[' {
            return self.name("[", ']', "]");
        }
        if rest.starts_with("$'") {
            return self.name("$'", '\'', "'");
        }
        if first == '{' {
            return self.id();
        }
        if first.is_alphabetic() || first == '_' {
            let start = self.at;
            self.skip(|c| c.is_alphanumeric() || c == '_');
            return Ok(Token::Word(&self.text[start..self.at]));
        }
        Err(Fault {
            at: self.at..self.at + first.len_utf8(),
            problem: SyntaxProblem::Expected {
                expected: "a value, a column or an operator",
                found: format!("`{first}`"),
            },
        })
    }

    fn number(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.at;
        let digit = |c: char| c.is_ascii_digit();
        self.skip(digit);
        if self.rest().starts_with('.') {
            self.at += 1;
            self.skip(digit);
        }
        // `2E` and `2Eur` are no exponents.
        let exponent = self.rest().strip_prefix(['e', 'E']).map(|after| {
            let digits = after.strip_prefix(['+', '-']).unwrap_or(after);
            (after.len() - digits.len(), digits.starts_with(digit))
        });
        if let Some((sign, true)) = exponent {
            self.at += 1 + sign;
            self.skip(digit);
        }
        let text = &self.text[start..self.at];
        if text == "." {
            return Err(Fault {
                at: start..self.at,
                problem: SyntaxProblem::Expected {
                    expected: "a number",
                    found: "`.`".to_owned(),
                },
            });
        }
        let number = numeric::parse(text).ok_or_else(|| Fault {
            at: start..self.at,
            problem: SyntaxProblem::Number {
                text: excerpt(text),
            },
        })?;
        Ok(Token::Number(number))
    }

    fn name(&mut self, open: &str, close: char, closing: &'static str) -> Result<Token<'t>, Fault> {
        let start = self.at;
        let name = self.quoted(open, close, closing)?;
        if name.is_empty() {
            return Err(Fault {
                at: start..self.at,
                problem: SyntaxProblem::Expected {
                    expected: "the name of a column",
                    found: format!("`{}`", &self.text[start..self.at]),
                },
            });
        }
        Ok(Token::Name(name))
    }

    fn id(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.at;
        let Some(length) = self.rest().find('}') else {
            return Err(self.unclosed(start, "}"));
        };
        let inside = &self.text[start + 1..start + length];
        self.at += length + 1;
        Column::from_id(inside).map(Token::Id).ok_or_else(|| Fault {
            at: start..self.at,
            problem: SyntaxProblem::Id {
                text: excerpt(inside),
            },
        })
    }

    /// What is between delimiters, where the closing one twice stands for itself.
    fn quoted(&mut self, open: &str, close: char, closing: &'static str) -> Result<String, Fault> {
        let start = self.at;
        self.at += open.len();
        let mut content = String::new();
        loop {
            let rest = self.rest();
            let Some(length) = rest.find(close) else {
                return Err(self.unclosed(start, closing));
            };
            content.push_str(&rest[..length]);
            self.at += length + close.len_utf8();
            if !self.rest().starts_with(close) {
                return Ok(content);
            }
            content.push(close);
            self.at += close.len_utf8();
        }
    }

    fn unclosed(&self, start: usize, closing: &'static str) -> Fault {
        Fault {
            at: start..self.text.len(),
            problem: SyntaxProblem::Unclosed { closing },
        }
    }
}
