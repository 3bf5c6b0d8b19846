//! Operators between two values.

use std::cmp::Ordering;

use boxwood_model::{Date, Decimal, Millis};

use super::calendar::{self, DAY};
use super::coerce::{self, Quantity};
use super::evaluate::Evaluator;
use super::numeric;
use super::tree::{Operator, Place};
use super::value::{ErrorKind, FormulaError, FormulaValue};

/// What a power costs: one with a fraction in the exponent takes as long as a hundred sums.
const POWER_STEPS: usize = 100;

/// A value and the part of the formula that came to it.
pub(super) type Operand<'v> = (&'v FormulaValue, Place);

/// What an operator makes of two operands. An operand that does not fit is where the error is.
pub(super) fn apply(
    evaluator: &mut Evaluator<'_>,
    (operator, place): (Operator, Place),
    left: Operand<'_>,
    right: Operand<'_>,
) -> Result<FormulaValue, FormulaError> {
    let now = evaluator.now();
    let here = |kind| FormulaError { kind, at: place };
    match operator {
        Operator::Add | Operator::Subtract => {
            let [a, b] = both(left, right, |value| coerce::quantity(value, now))?;
            let sum = if operator == Operator::Add {
                add(evaluator, a, b)
            } else {
                subtract(evaluator, a, b)
            };
            sum.map_err(here)
        }
        Operator::Multiply | Operator::Divide | Operator::Power => {
            let [a, b] = both(left, right, |value| coerce::number(value, now))?;
            if operator == Operator::Power {
                evaluator.spend(POWER_STEPS, place)?;
            }
            let result = match operator {
                Operator::Multiply => a.checked_mul(b).ok_or(ErrorKind::Number),
                Operator::Divide => numeric::divide(a, b),
                _ => numeric::power(a, b),
            };
            result.map(FormulaValue::Number).map_err(here)
        }
        Operator::Join => {
            let [a, b] = both(left, right, |value| coerce::text(value, now))?;
            evaluator.make_text(place, &[&a, &b])
        }
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessOrEqual
        | Operator::Greater
        | Operator::GreaterOrEqual => {
            evaluator.spend_on(left.0, left.1)?;
            evaluator.spend_on(right.0, right.1)?;
            let order = coerce::compare(left.0, right.0, now).map_err(here)?;
            Ok(FormulaValue::Bool(holds(operator, order)))
        }
    }
}

fn both<'v, T>(
    left: Operand<'v>,
    right: Operand<'v>,
    coerce: impl Fn(&'v FormulaValue) -> Result<T, ErrorKind>,
) -> Result<[T; 2], FormulaError> {
    let one = |(value, at): Operand<'v>| coerce(value).map_err(|kind| FormulaError { kind, at });
    Ok([one(left)?, one(right)?])
}

fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::NotEqual => order.is_ne(),
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        _ => order.is_eq(),
    }
}

fn add(evaluator: &Evaluator<'_>, a: Quantity, b: Quantity) -> Result<FormulaValue, ErrorKind> {
    use Quantity::{Date, Moment, Number};
    match (a, b) {
        (Number(a), Number(b)) => {
            let sum = a.checked_add(b).ok_or(ErrorKind::Number)?;
            Ok(FormulaValue::Number(sum))
        }
        (Date(date), Number(days)) | (Number(days), Date(date)) => {
            date_later(evaluator, date, days)
        }
        (Moment(moment), Number(days)) | (Number(days), Moment(moment)) => {
            moment_later(i64::try_from(moment).map_err(|_| ErrorKind::Number)?, days)
        }
        _ => Err(ErrorKind::Value),
    }
}

fn subtract(
    evaluator: &Evaluator<'_>,
    a: Quantity,
    b: Quantity,
) -> Result<FormulaValue, ErrorKind> {
    use Quantity::{Date, Moment, Number};
    let now = evaluator.now();
    let local = |quantity| match quantity {
        Number(_) => Err(ErrorKind::Value),
        Date(date) => Ok(calendar::days_of(date) * DAY),
        Moment(moment) => Ok(now.local(moment)),
    };
    if let Number(days) = b {
        return add(evaluator, a, Number(-days));
    }
    let milliseconds = local(a)?.checked_sub(local(b)?).ok_or(ErrorKind::Number)?;
    numeric::divide(milliseconds.into(), DAY.into()).map(FormulaValue::Number)
}

/// A date for whole days, otherwise the moment so much after the date begins in the zone.
fn date_later(
    evaluator: &Evaluator<'_>,
    date: Date,
    days: Decimal,
) -> Result<FormulaValue, ErrorKind> {
    if !days.fract().is_zero() {
        return moment_later(evaluator.now().start_of(date), days);
    }
    calendar::days_of(date)
        .checked_add(numeric::whole(days)?)
        .and_then(calendar::date_of)
        .map(FormulaValue::Date)
        .ok_or(ErrorKind::Number)
}

fn moment_later(moment: i64, days: Decimal) -> Result<FormulaValue, ErrorKind> {
    let later = days
        .checked_mul(DAY.into())
        .and_then(|milliseconds| i64::try_from(milliseconds.round()).ok())
        .and_then(|milliseconds| moment.checked_add(milliseconds))
        .and_then(|moment| Millis::try_from(moment).ok());
    later.map(FormulaValue::Moment).ok_or(ErrorKind::Number)
}
