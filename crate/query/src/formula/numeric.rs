//! Arithmetic that says when a result cannot be held, and numbers as text.

use boxwood_model::Decimal;
use rust_decimal::{MathematicalOps, RoundingStrategy};

use super::value::ErrorKind;

/// Digits of a power whose exponent has a fraction; the last few of 28 would be noise.
const POWER_DIGITS: u32 = 20;

/// Which multiple to take when a number lies between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// The nearer one; of two equally near the one that is further from zero.
    Nearest,
    TowardZero,
    AwayFromZero,
    Down,
    Up,
}

/// Reads digits with an optional fraction and exponent, such as `12.5` or `1E3`; more digits than can
/// be held are rounded away. A caller sees to it that there is a digit.
pub(super) fn parse(text: &str) -> Option<Decimal> {
    match text.split_once(['e', 'E']) {
        None => text.parse().ok(),
        Some((mantissa, exponent)) => {
            let mantissa: Decimal = mantissa.parse().ok()?;
            let exponent: i32 = exponent.parse().ok()?;
            if mantissa.is_zero() {
                return Some(mantissa);
            }
            let shift = ten_to(exponent.unsigned_abs());
            match (exponent < 0, shift) {
                (false, Some(shift)) => mantissa.checked_mul(shift),
                (false, None) => None,
                (true, Some(shift)) => mantissa.checked_div(shift),
                (true, None) => Some(Decimal::ZERO),
            }
        }
    }
}

/// Reads a number out of a text, with space around it, a sign before and a percent sign after.
pub(super) fn from_text(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (text, percent) = match text.strip_suffix('%') {
        Some(text) => (text.trim_end(), true),
        None => (text, false),
    };
    let (text, negative) = match text.strip_prefix('-') {
        Some(text) => (text, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    // `Decimal` would take underscores, and signs where none may be.
    let mantissa = text.split(['e', 'E']).next()?;
    let plain = mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !plain || !mantissa.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = parse(text)?;
    let number = if negative { -number } else { number };
    if percent {
        number.checked_div(Decimal::ONE_HUNDRED)
    } else {
        Some(number)
    }
}

/// A number as text: all its digits, no zeros behind the last.
pub(super) fn to_text(number: Decimal) -> String {
    if number.is_zero() {
        return "0".to_owned();
    }
    number.normalize().to_string()
}

/// The part before the decimal point, if it is of a size that makes sense for counts and dates.
pub(super) fn whole(number: Decimal) -> Result<i64, ErrorKind> {
    i64::try_from(number.trunc()).map_err(|_| ErrorKind::Number)
}

fn ten_to(exponent: u32) -> Option<Decimal> {
    Decimal::TEN.checked_powu(u64::from(exponent))
}

/// The dividend's remainder, with the sign of the divisor.
pub(super) fn modulo(dividend: Decimal, divisor: Decimal) -> Result<Decimal, ErrorKind> {
    if divisor.is_zero() {
        return Err(ErrorKind::DivideByZero);
    }
    let rest = dividend.checked_rem(divisor).ok_or(ErrorKind::Number)?;
    if rest.is_zero() || rest.is_sign_negative() == divisor.is_sign_negative() {
        return Ok(rest);
    }
    rest.checked_add(divisor).ok_or(ErrorKind::Number)
}

/// The number divided, to 28 digits.
pub(super) fn divide(dividend: Decimal, divisor: Decimal) -> Result<Decimal, ErrorKind> {
    if divisor.is_zero() {
        return Err(ErrorKind::DivideByZero);
    }
    dividend.checked_div(divisor).ok_or(ErrorKind::Number)
}

/// The base to the power of the exponent: exact where 28 digits can hold it and the exponent is whole.
pub(super) fn power(base: Decimal, exponent: Decimal) -> Result<Decimal, ErrorKind> {
    if base.is_zero() {
        return match exponent.is_sign_negative() {
            _ if exponent.is_zero() => Err(ErrorKind::Number),
            true => Err(ErrorKind::DivideByZero),
            false => Ok(Decimal::ZERO),
        };
    }
    if exponent.fract().is_zero() {
        return whole_power(base, whole(exponent)?);
    }
    if base.is_sign_negative() {
        return Err(ErrorKind::Number);
    }
    let result = base
        .checked_ln()
        .and_then(|logarithm| logarithm.checked_mul(exponent))
        .and_then(|exponent| exponent.checked_exp());
    match result {
        Some(result) => result
            .round_sf_with_strategy(POWER_DIGITS, RoundingStrategy::MidpointAwayFromZero)
            .ok_or(ErrorKind::Number),
        // The exponential of what is far below zero.
        None if (base < Decimal::ONE) != exponent.is_sign_negative() => Ok(Decimal::ZERO),
        None => Err(ErrorKind::Number),
    }
}

fn whole_power(base: Decimal, exponent: i64) -> Result<Decimal, ErrorKind> {
    let times = exponent.unsigned_abs();
    if exponent >= 0 {
        return base.checked_powu(times).ok_or(ErrorKind::Number);
    }
    if base.abs() < Decimal::ONE {
        // The reciprocal first: a small power of a small number has few digits left.
        let reciprocal = divide(Decimal::ONE, base)?;
        return reciprocal.checked_powu(times).ok_or(ErrorKind::Number);
    }
    match base.checked_powu(times) {
        Some(power) => divide(Decimal::ONE, power),
        // One over what is too large to hold is too small to tell from zero.
        None => Ok(Decimal::ZERO),
    }
}

/// The multiple of a positive unit.
pub(super) fn to_multiple(
    number: Decimal,
    unit: Decimal,
    rounding: Rounding,
) -> Result<Decimal, ErrorKind> {
    let rest = number.checked_rem(unit).ok_or(ErrorKind::Number)?;
    if rest.is_zero() {
        return Ok(number);
    }
    let away = match rounding {
        // Twice the rest may not fit, the rest's distance to the unit always does.
        Rounding::Nearest => rest.abs() >= unit.checked_sub(rest.abs()).ok_or(ErrorKind::Number)?,
        Rounding::TowardZero => false,
        Rounding::AwayFromZero => true,
        Rounding::Down => number.is_sign_negative(),
        Rounding::Up => number.is_sign_positive(),
    };
    let nearer_zero = number.checked_sub(rest).ok_or(ErrorKind::Number)?;
    let step = match (away, number.is_sign_negative()) {
        (false, _) => Decimal::ZERO,
        (true, true) => -unit,
        (true, false) => unit,
    };
    nearer_zero.checked_add(step).ok_or(ErrorKind::Number)
}

/// The number with so many digits behind the decimal point; fewer than none are zeros before it.
pub(super) fn to_digits(
    number: Decimal,
    digits: i64,
    rounding: Rounding,
) -> Result<Decimal, ErrorKind> {
    if digits >= i64::from(number.scale()) {
        return Ok(number);
    }
    let places = u32::try_from(digits.unsigned_abs()).map_err(|_| ErrorKind::Number);
    let unit = if digits >= 0 {
        places.ok().map(|scale| Decimal::new(1, scale))
    } else {
        places.ok().and_then(ten_to)
    };
    match unit {
        Some(unit) => to_multiple(number, unit, rounding),
        // No number reaches half of such a unit.
        None if rounding == Rounding::AwayFromZero && !number.is_zero() => Err(ErrorKind::Number),
        None => Ok(Decimal::ZERO),
    }
}
