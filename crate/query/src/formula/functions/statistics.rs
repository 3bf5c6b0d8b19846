//! Functions of any number of values.
//!
//! As in spreadsheets, what stands in a column is taken as it is: only numbers and dates in it matter.
//! What a formula works out or says itself is made a number if it can be, and otherwise `#VALUE!`.

use std::borrow::Cow;
use std::cmp::Ordering;

use boxwood_model::{Arrange as _, Decimal};

use super::super::coerce;
use super::super::evaluate::{Evaluator, Outcome, error};
use super::super::numeric;
use super::super::tree::Place;
use super::super::value::{ErrorKind, FormulaError, FormulaValue};
use super::Call;

fn number<'a>(call: Call<'a>, result: Result<Decimal, ErrorKind>) -> Outcome<'a> {
    result
        .map(|number| Cow::Owned(FormulaValue::Number(number)))
        .map_err(|kind| error(kind, call.place))
}

/// Adds the numbers, dates and moments of one argument.
fn gather(
    evaluator: &mut Evaluator<'_>,
    place: Place,
    found: &mut Vec<FormulaValue>,
) -> Result<(), FormulaError> {
    use FormulaValue::{Blank, Bool, Date, Error, List, Moment, Number, Text};
    let value = evaluator.value(place)?;
    evaluator.spend_on(&value, place)?;
    match &*value {
        Number(_) | Date(_) | Moment(_) => found.push(value.into_owned()),
        Bool(_) | Text(_) if !evaluator.is_column(place) => {
            let number = coerce::number(&value, evaluator.now());
            found.push(Number(number.map_err(|kind| error(kind, place))?));
        }
        List(items) => {
            for item in items {
                match item {
                    Number(_) | Date(_) | Moment(_) => found.push(item.clone()),
                    Error(inner) => return Err(error(inner.kind, place)),
                    Blank | Bool(_) | Text(_) | List(_) => {}
                }
            }
        }
        Error(inner) => return Err(error(inner.kind, place)),
        Blank | Bool(_) | Text(_) => {}
    }
    Ok(())
}

/// The numbers of all arguments; a date among them does not fit.
fn numbers(evaluator: &mut Evaluator<'_>, call: Call<'_>) -> Result<Vec<Decimal>, FormulaError> {
    let mut numbers = Vec::new();
    let mut found = Vec::new();
    for place in call.arguments {
        gather(evaluator, *place, &mut found)?;
        for value in found.drain(..) {
            match value {
                FormulaValue::Number(number) => numbers.push(number),
                _ => return Err(error(ErrorKind::Value, *place)),
            }
        }
    }
    Ok(numbers)
}

fn total(numbers: &[Decimal]) -> Result<Decimal, ErrorKind> {
    let add = |sum: Decimal, number: &Decimal| sum.checked_add(*number);
    let sum = numbers.iter().try_fold(Decimal::ZERO, add);
    sum.ok_or(ErrorKind::Number)
}

fn mean(numbers: &[Decimal]) -> Result<Decimal, ErrorKind> {
    numeric::divide(total(numbers)?, numbers.len().into())
}

pub(super) fn sum<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let numbers = numbers(evaluator, call)?;
    number(call, total(&numbers))
}

pub(super) fn average<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let numbers = numbers(evaluator, call)?;
    number(call, mean(&numbers))
}

pub(super) fn median<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let mut numbers = numbers(evaluator, call)?;
    numbers.arrange();
    let middle = numbers.len() / 2;
    let median = match numbers.as_slice() {
        [] => Err(ErrorKind::Number),
        sorted if sorted.len() % 2 == 1 => mean(&sorted[middle..=middle]),
        sorted => mean(&sorted[middle - 1..=middle]),
    };
    number(call, median)
}

/// The most frequent number; of several the one that comes first.
pub(super) fn mode<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let numbers = numbers(evaluator, call)?;
    let mut sorted: Vec<(usize, Decimal)> = numbers.into_iter().enumerate().collect();
    sorted.arrange_by_key(|(_, number)| *number);
    let best = sorted
        .chunk_by(|(_, a), (_, b)| a == b)
        .filter(|equal| equal.len() > 1)
        // Within equal ones the first is first, for the sort is stable.
        .max_by_key(|equal| (equal.len(), std::cmp::Reverse(equal[0].0)));
    let mode = best.map(|equal| equal[0].1);
    number(call, mode.ok_or(ErrorKind::NotAvailable))
}

/// How many numbers and dates there are; what is neither, even an error, does not count.
pub(super) fn count<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let mut count = 0usize;
    for place in call.arguments {
        let value = match evaluator.value(*place) {
            Ok(value) => value,
            Err(error) if error.kind == ErrorKind::Limit => return Err(error),
            Err(_) => continue,
        };
        evaluator.spend_on(&value, *place)?;
        count += match &*value {
            FormulaValue::List(items) => items.iter().filter(|item| is_countable(item)).count(),
            FormulaValue::Bool(_) => usize::from(!evaluator.is_column(*place)),
            FormulaValue::Text(_) => {
                let reads = coerce::quantity(&value, evaluator.now()).is_ok();
                usize::from(reads && !evaluator.is_column(*place))
            }
            value => usize::from(is_countable(value)),
        };
    }
    number(call, Ok(count.into()))
}

const fn is_countable(value: &FormulaValue) -> bool {
    matches!(
        value,
        FormulaValue::Number(_) | FormulaValue::Date(_) | FormulaValue::Moment(_)
    )
}

pub(super) fn min<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    extreme(evaluator, call, Ordering::Less)
}

pub(super) fn max<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    extreme(evaluator, call, Ordering::Greater)
}

/// The value that comes before (or after) all others; 0 if there is none.
fn extreme<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>, side: Ordering) -> Outcome<'a> {
    let mut found = Vec::new();
    for place in call.arguments {
        gather(evaluator, *place, &mut found)?;
    }
    let is_number = |value: &FormulaValue| matches!(value, FormulaValue::Number(_));
    if found.iter().any(is_number) && !found.iter().all(is_number) {
        return Err(error(ErrorKind::Value, call.place));
    }
    let now = evaluator.now();
    let mut best = None;
    for value in found {
        let better = match &best {
            None => true,
            Some(best) => coerce::compare(&value, best, now).is_ok_and(|order| order == side),
        };
        if better {
            best = Some(value);
        }
    }
    Ok(Cow::Owned(
        best.unwrap_or(FormulaValue::Number(Decimal::ZERO)),
    ))
}
