//! What a formula means: its parts, each after the parts it is made of.

use std::ops::Range;

use super::columns::Column;
use super::functions::Function;
use super::value::FormulaValue;

/// A part of a formula, such as an operation or an argument; [`Formula::span`](super::Formula::span)
/// says where it is in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Join,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Literal(FormulaValue),
    Column(Column),
    /// Parentheses, and a `+` before a value: what is inside, unchanged.
    Same(Place),
    Negate(Place),
    Percent(Place),
    Binary(Operator, Place, Place),
    Call(Function, Vec<Place>),
}

/// All parts. There is always a root: the last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tree {
    parts: Vec<(Node, Range<usize>)>,
}

impl Tree {
    pub(super) fn push(&mut self, node: Node, range: Range<usize>) -> Place {
        // A text has fewer parts than bytes, and its length is bounded.
        let place = Place(u32::try_from(self.parts.len()).unwrap_or(u32::MAX));
        self.parts.push((node, range));
        place
    }

    pub(super) fn root(&self) -> Place {
        Place(u32::try_from(self.parts.len().saturating_sub(1)).unwrap_or(u32::MAX))
    }

    pub(super) fn node(&self, place: Place) -> &Node {
        // A place of another formula has no meaning here; it is taken as a blank, not as a panic.
        const NOTHING: &Node = &Node::Literal(FormulaValue::Blank);
        self.part(place).map_or(NOTHING, |(node, _)| node)
    }

    /// The bytes of the text that it is.
    pub(super) fn range(&self, place: Place) -> Range<usize> {
        self.part(place).map_or(0..0, |(_, range)| range.clone())
    }

    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        (0..).map(Place).take(self.parts.len())
    }

    fn part(&self, place: Place) -> Option<&(Node, Range<usize>)> {
        self.parts.get(usize::try_from(place.0).ok()?)
    }
}
