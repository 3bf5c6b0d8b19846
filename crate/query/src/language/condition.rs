//! What a query is: a tree of conditions, each with what was written and what that means.

use super::{Field, NumberTest, Span, State, TimeTest};

/// A node of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// All of these; none of them is itself such a list, and there are at least two.
    And(Vec<Node>),
    /// Any of these; none of them is itself such a list, and there are at least two.
    Or(Vec<Node>),
    /// Not this, which is not itself such a node.
    Not(Box<Node>),
    /// Two phrases near each other.
    Near(Near),
    /// One condition.
    Is(Condition),
}

/// A field, or none, compared with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Where it stands.
    pub span: Span,
    /// The field as written; none for a plain word.
    pub field: Option<FieldName>,
    /// How it is compared.
    pub op: Comparison,
    /// With what, as written.
    pub value: Literal,
    /// What that means.
    pub meaning: Meaning,
}

/// A name before a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName {
    /// Where it stands.
    pub span: Span,
    /// The name as written, without quotes and escapes.
    pub text: String,
    /// Whether it was in quotes, which makes a custom field come before a built-in one.
    pub quoted: bool,
}

/// A word or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Where it stands.
    pub span: Span,
    /// What it is, without quotes and escapes.
    pub text: String,
    /// Whether it was in quotes.
    pub quoted: bool,
    /// How its words are compared.
    pub mode: Mode,
    /// Whether its last word is still being typed, so that it stands for all that start so.
    pub prefix: bool,
}

/// How words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// As they are, case and diacritics aside.
    Plain,
    /// `+`: as they are, and never by their start or stem.
    Exact,
    /// `~`: by their stems.
    Stem,
}

/// The comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `:`
    Contains,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What a condition is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// What one of the fields holds.
    Contents {
        /// The fields: one, unless several have the name.
        fields: Vec<Field>,
        /// What one of their contents must be.
        reading: Reading,
    },
    /// One of the fields holds anything.
    Has(Vec<Field>),
    /// A state.
    Is(State),
    /// Always: the archive and the bin are asked for too.
    Anywhere,
}

/// The ways in which a value can be read. A content must be as the one for its type says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Words that follow each other, folded: for texts and people. Empty: not read so.
    pub words: Vec<String>,
    /// The user, for people.
    pub me: bool,
    /// Digits, for telephone numbers, whatever stands between them.
    pub digits: Option<String>,
    /// For numbers.
    pub number: Option<NumberTest>,
    /// For dates and moments.
    pub time: Option<TimeTest>,
    /// For checkboxes.
    pub flag: Option<bool>,
}

/// Two phrases near each other in one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Where it stands.
    pub span: Span,
    /// The field as written, and how it is compared; none for any text.
    pub field: Option<FieldName>,
    /// The fields to look in.
    pub fields: Vec<Field>,
    /// One phrase.
    pub left: Literal,
    /// The other.
    pub right: Literal,
    /// By how many words they are apart at most; neighbours are one apart.
    pub distance: u32,
    /// Whether the left one comes first. It is so where they were written in one pair of quotes.
    pub ordered: bool,
}

impl Comparison {
    /// Whether it asks for smaller or larger.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual
        )
    }

    /// The sign.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Contains => ":",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Node {
    /// All of `nodes`; nothing if there are none.
    pub(super) fn all(nodes: Vec<Self>) -> Option<Self> {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::list(flat, Self::And)
    }

    /// Any of `nodes`; nothing if there are none.
    pub(super) fn any(nodes: Vec<Self>) -> Option<Self> {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::list(flat, Self::Or)
    }

    fn list(mut nodes: Vec<Self>, list: fn(Vec<Self>) -> Self) -> Option<Self> {
        if nodes.len() > 1 {
            return Some(list(nodes));
        }
        nodes.pop()
    }

    /// Not `self`.
    pub(super) fn denied(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}
