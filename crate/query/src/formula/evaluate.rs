//! Working a formula out.

use std::borrow::Cow;

use boxwood_model::{Date, Decimal, Millis};

use super::Formula;
use super::calendar::{self, DAY};
use super::coerce;
use super::columns::Column;
use super::functions::{self, Call};
use super::numeric;
use super::operators;
use super::tree::{Node, Place, Tree};
use super::value::{ErrorKind, FormulaError, FormulaValue};

/// Where a formula reads what a box has in its columns.
pub trait Inputs {
    /// The value in a column; nothing if there is no such column, which is `#REF!`.
    fn get(&self, column: Column) -> Option<Cow<'_, FormulaValue>>;
}

/// The time for `NOW` and `TODAY`, and the zone in which moments have a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Now.
    pub millis: Millis,
    /// How many minutes the zone is ahead of UTC, now. The same is taken for other moments, so that on
    /// the other side of a change of the clocks a moment near midnight may get its neighbour's date.
    pub offset_minutes: i16,
}

/// When a result changes although no input does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Timing {
    /// Never.
    #[default]
    Never,
    /// With the date: `TODAY` was asked.
    Daily,
    /// At any time: `NOW` was asked.
    Always,
}

/// What a formula came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// The result.
    pub value: FormulaValue,
    /// When it changes by itself; with another offset of the zone every result may.
    pub timing: Timing,
}

impl Now {
    /// The date that it is in the zone, in the years 1 to 9999.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        self.date_of(self.millis)
    }

    pub(super) fn date_of(self, moment: Millis) -> Option<Date> {
        calendar::date_of(self.local(moment).div_euclid(DAY))
    }

    /// Milliseconds since 1970-01-01T00:00 in the zone.
    pub(super) fn local(self, moment: Millis) -> i64 {
        i64::try_from(moment)
            .unwrap_or(i64::MAX)
            .saturating_add(self.offset())
    }

    /// The milliseconds since 1970, in UTC, at which a date begins in the zone.
    pub(super) fn start_of(self, date: Date) -> i64 {
        calendar::days_of(date) * DAY - self.offset()
    }

    fn offset(self) -> i64 {
        i64::from(self.offset_minutes) * 60_000
    }
}

/// A value, borrowed where it is an input or a literal.
pub(super) type Outcome<'a> = Result<Cow<'a, FormulaValue>, FormulaError>;

/// One evaluation of one formula.
pub(super) struct Evaluator<'a> {
    tree: &'a Tree,
    inputs: &'a dyn Inputs,
    now: Now,
    steps_left: u32,
    timing: Timing,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(tree: &'a Tree, inputs: &'a dyn Inputs, now: Now, steps: u32) -> Self {
        Self {
            tree,
            inputs,
            now,
            steps_left: steps,
            timing: Timing::Never,
        }
    }

    pub(super) fn run(mut self) -> Evaluated {
        let value = match self.value(self.tree.root()) {
            Ok(value) => value.into_owned(),
            Err(error) => FormulaValue::Error(error),
        };
        Evaluated {
            value,
            timing: self.timing,
        }
    }

    /// What a part comes to. Operators to the left of each other are worked off in a loop, so that the
    /// stack is as deep as the formula is nested, however long it is.
    pub(super) fn value(&mut self, place: Place) -> Outcome<'a> {
        let tree = self.tree;
        let mut waiting = Vec::new();
        let mut at = place;
        loop {
            self.spend(1, at)?;
            match tree.node(at) {
                Node::Binary(_, left, _) | Node::Percent(left) => {
                    waiting.push(at);
                    at = *left;
                }
                _ => break,
            }
        }
        let mut value = self.single(at)?;
        while let Some(place) = waiting.pop() {
            let made = match tree.node(place) {
                Node::Binary(operator, left, right) => {
                    let other = self.value(*right)?;
                    operators::apply(self, (*operator, place), (&value, *left), (&other, *right))?
                }
                Node::Percent(inner) => {
                    let number = self.number_in(&value, *inner)?;
                    let percent = numeric::divide(number, Decimal::ONE_HUNDRED);
                    FormulaValue::Number(percent.map_err(|kind| error(kind, place))?)
                }
                _ => continue,
            };
            value = Cow::Owned(made);
        }
        Ok(value)
    }

    fn single(&mut self, place: Place) -> Outcome<'a> {
        let tree = self.tree;
        match tree.node(place) {
            Node::Literal(value) => Ok(Cow::Borrowed(value)),
            Node::Column(column) => match self.inputs.get(*column) {
                None => Err(error(ErrorKind::Reference, place)),
                Some(value) => match &*value {
                    FormulaValue::Error(input) => Err(error(input.kind, place)),
                    _ => Ok(value),
                },
            },
            Node::Same(inner) => self.value(*inner),
            Node::Negate(inner) => {
                let number = self.number(*inner)?;
                Ok(Cow::Owned(FormulaValue::Number(-number)))
            }
            Node::Call(function, arguments) => {
                functions::call(self, *function, Call { place, arguments })
            }
            // Not here: `value` goes on to the left of these.
            Node::Binary(..) | Node::Percent(_) => self.value(place),
        }
    }

    pub(super) fn now(&self) -> Now {
        self.now
    }

    /// Remembers that the result depends on the time.
    pub(super) fn depends(&mut self, timing: Timing) {
        self.timing = self.timing.max(timing);
    }

    /// Whether a part is a column, whose content aggregates take as a cell's: texts in it are passed
    /// over, not read as numbers.
    pub(super) fn is_column(&self, place: Place) -> bool {
        let mut at = place;
        loop {
            match self.tree.node(at) {
                Node::Same(inner) => at = *inner,
                node => return matches!(node, Node::Column(_)),
            }
        }
    }

    pub(super) fn number(&mut self, place: Place) -> Result<Decimal, FormulaError> {
        let value = self.value(place)?;
        self.number_in(&value, place)
    }

    fn number_in(&mut self, value: &FormulaValue, at: Place) -> Result<Decimal, FormulaError> {
        self.spend_on(value, at)?;
        coerce::number(value, self.now).map_err(|kind| error(kind, at))
    }

    /// A number without what is behind the decimal point.
    pub(super) fn whole(&mut self, place: Place) -> Result<i64, FormulaError> {
        let number = self.number(place)?;
        numeric::whole(number).map_err(|kind| error(kind, place))
    }

    pub(super) fn truth(&mut self, place: Place) -> Result<bool, FormulaError> {
        let value = self.value(place)?;
        self.spend_on(&value, place)?;
        coerce::truth(&value, self.now).map_err(|kind| error(kind, place))
    }

    pub(super) fn date(&mut self, place: Place) -> Result<Date, FormulaError> {
        let value = self.value(place)?;
        self.spend_on(&value, place)?;
        coerce::date(&value, self.now).map_err(|kind| error(kind, place))
    }

    pub(super) fn text(&mut self, place: Place) -> Result<Cow<'a, str>, FormulaError> {
        let value = self.value(place)?;
        self.spend_on(&value, place)?;
        let text = match value {
            Cow::Borrowed(value) => coerce::text(value, self.now),
            Cow::Owned(FormulaValue::Text(text)) => Ok(Cow::Owned(text)),
            Cow::Owned(value) => coerce::text(&value, self.now).map(|t| Cow::Owned(t.into_owned())),
        };
        text.map_err(|kind| error(kind, place))
    }

    /// The text that the pieces are together.
    pub(super) fn make_text(
        &mut self,
        place: Place,
        pieces: &[&str],
    ) -> Result<FormulaValue, FormulaError> {
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        if length > Formula::MAX_TEXT {
            return Err(error(ErrorKind::Limit, place));
        }
        self.spend(length / 64, place)?;
        Ok(FormulaValue::Text(pieces.concat()))
    }

    /// Takes the steps that looking all through a value costs.
    pub(super) fn spend_on(&mut self, value: &FormulaValue, at: Place) -> Result<(), FormulaError> {
        match value {
            FormulaValue::Text(text) => self.spend(text.len() / 64, at),
            FormulaValue::List(items) => {
                for item in items {
                    self.spend(1, at)?;
                    if let FormulaValue::Text(text) = item {
                        self.spend(text.len() / 64, at)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Takes steps, while there are any left.
    pub(super) fn spend(&mut self, steps: usize, at: Place) -> Result<(), FormulaError> {
        let left = u32::try_from(steps)
            .ok()
            .and_then(|steps| self.steps_left.checked_sub(steps));
        // What is used up stays so: nothing more is done after a limit was hit.
        self.steps_left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(error(ErrorKind::Limit, at))
    }
}

/// The error at a place.
pub(super) const fn error(kind: ErrorKind, at: Place) -> FormulaError {
    FormulaError { kind, at }
}
