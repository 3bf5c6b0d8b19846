//! Functions of one number.

use std::borrow::Cow;

use boxwood_model::Decimal;

use super::super::evaluate::{Evaluator, Outcome, error};
use super::super::numeric::{self, Rounding};
use super::super::value::{ErrorKind, FormulaError, FormulaValue};
use super::Call;

fn number<'a>(call: Call<'a>, result: Result<Decimal, ErrorKind>) -> Outcome<'a> {
    result
        .map(|number| Cow::Owned(FormulaValue::Number(number)))
        .map_err(|kind| error(kind, call.place))
}

pub(super) fn abs<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let value = evaluator.number(call.argument(0))?;
    number(call, Ok(value.abs()))
}

pub(super) fn modulo<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let dividend = evaluator.number(call.argument(0))?;
    let divisor = evaluator.number(call.argument(1))?;
    number(call, numeric::modulo(dividend, divisor))
}

pub(super) fn round<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    to_digits(evaluator, call, Rounding::Nearest)
}

pub(super) fn round_up<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    to_digits(evaluator, call, Rounding::AwayFromZero)
}

pub(super) fn round_down<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    to_digits(evaluator, call, Rounding::TowardZero)
}

fn to_digits<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>, rounding: Rounding) -> Outcome<'a> {
    let value = evaluator.number(call.argument(0))?;
    let digits = match call.optional(1) {
        Some(digits) => evaluator.whole(digits)?,
        None => 0,
    };
    number(call, numeric::to_digits(value, digits, rounding))
}

pub(super) fn ceiling<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let (value, factor) = with_factor(evaluator, call)?;
    let result = if factor.is_zero() {
        Ok(Decimal::ZERO)
    } else {
        to_factor(value, factor, Rounding::Up, Rounding::AwayFromZero)
    };
    number(call, result)
}

pub(super) fn floor<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let (value, factor) = with_factor(evaluator, call)?;
    let result = if factor.is_zero() {
        Err(ErrorKind::DivideByZero)
    } else {
        to_factor(value, factor, Rounding::Down, Rounding::TowardZero)
    };
    number(call, result)
}

fn with_factor(
    evaluator: &mut Evaluator<'_>,
    call: Call<'_>,
) -> Result<(Decimal, Decimal), FormulaError> {
    let value = evaluator.number(call.argument(0))?;
    let factor = match call.optional(1) {
        Some(factor) => evaluator.number(factor)?,
        None => Decimal::ONE,
    };
    Ok((value, factor))
}

/// A factor below zero turns the direction around for values below zero, and fits no others.
fn to_factor(
    value: Decimal,
    factor: Decimal,
    rounding: Rounding,
    below_zero: Rounding,
) -> Result<Decimal, ErrorKind> {
    if value.is_zero() || factor.is_sign_positive() {
        numeric::to_multiple(value, factor.abs(), rounding)
    } else if value.is_sign_negative() {
        numeric::to_multiple(value, factor.abs(), below_zero)
    } else {
        Err(ErrorKind::Number)
    }
}

pub(super) fn even<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let value = evaluator.number(call.argument(0))?;
    let even = numeric::to_multiple(value, Decimal::TWO, Rounding::AwayFromZero);
    number(call, even)
}

pub(super) fn odd<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let value = evaluator.number(call.argument(0))?;
    // One further from zero than the even number that the value's size less one goes up to.
    let size = value.abs();
    let result = if size <= Decimal::ONE {
        Ok(Decimal::ONE)
    } else {
        size.checked_sub(Decimal::ONE)
            .ok_or(ErrorKind::Number)
            .and_then(|less| numeric::to_multiple(less, Decimal::TWO, Rounding::Up))
            .and_then(|even| even.checked_add(Decimal::ONE).ok_or(ErrorKind::Number))
    };
    let negative = value.is_sign_negative() && !value.is_zero();
    number(call, result.map(|odd| if negative { -odd } else { odd }))
}
