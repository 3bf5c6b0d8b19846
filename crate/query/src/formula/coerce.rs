//! One type of value where another is needed.

use std::borrow::Cow;
use std::cmp::Ordering;

use boxwood_model::{Date, Decimal, Millis};

use super::Formula;
use super::calendar::{self, DAY};
use super::evaluate::Now;
use super::numeric;
use super::value::{ErrorKind, FormulaValue};

/// What can be added and subtracted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Quantity {
    Number(Decimal),
    Date(Date),
    Moment(Millis),
}

/// A value that is neither a list nor an error.
pub(super) fn scalar(value: &FormulaValue, now: Now) -> Result<Cow<'_, FormulaValue>, ErrorKind> {
    match value {
        FormulaValue::List(items) => match items.as_slice() {
            [] => Ok(Cow::Owned(FormulaValue::Blank)),
            [item] => scalar_item(item).map(Cow::Borrowed),
            items => joined(items, now).map(|text| Cow::Owned(FormulaValue::Text(text))),
        },
        FormulaValue::Error(error) => Err(error.kind),
        value => Ok(Cow::Borrowed(value)),
    }
}

fn scalar_item(item: &FormulaValue) -> Result<&FormulaValue, ErrorKind> {
    match item {
        FormulaValue::List(_) => Err(ErrorKind::Value),
        FormulaValue::Error(error) => Err(error.kind),
        item => Ok(item),
    }
}

fn joined(items: &[FormulaValue], now: Now) -> Result<String, ErrorKind> {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&text_of(scalar_item(item)?, now)?);
        if text.len() > Formula::MAX_TEXT {
            return Err(ErrorKind::Limit);
        }
    }
    Ok(text)
}

pub(super) fn quantity(value: &FormulaValue, now: Now) -> Result<Quantity, ErrorKind> {
    match &*scalar(value, now)? {
        FormulaValue::Blank => Ok(Quantity::Number(Decimal::ZERO)),
        FormulaValue::Number(number) => Ok(Quantity::Number(*number)),
        FormulaValue::Bool(on) => Ok(Quantity::Number(u8::from(*on).into())),
        FormulaValue::Date(date) => Ok(Quantity::Date(*date)),
        FormulaValue::Moment(moment) => Ok(Quantity::Moment(*moment)),
        FormulaValue::Text(text) => match date_in(text) {
            Some(date) => Ok(Quantity::Date(date)),
            None => numeric::from_text(text)
                .map(Quantity::Number)
                .ok_or(ErrorKind::Value),
        },
        FormulaValue::List(_) | FormulaValue::Error(_) => Err(ErrorKind::Value),
    }
}

pub(super) fn number(value: &FormulaValue, now: Now) -> Result<Decimal, ErrorKind> {
    match quantity(value, now)? {
        Quantity::Number(number) => Ok(number),
        Quantity::Date(_) | Quantity::Moment(_) => Err(ErrorKind::Value),
    }
}

/// The date; of a moment the one it has in the zone.
pub(super) fn date(value: &FormulaValue, now: Now) -> Result<Date, ErrorKind> {
    match &*scalar(value, now)? {
        FormulaValue::Date(date) => Ok(*date),
        FormulaValue::Moment(moment) => now.date_of(*moment).ok_or(ErrorKind::Number),
        FormulaValue::Text(text) => date_in(text).ok_or(ErrorKind::Value),
        _ => Err(ErrorKind::Value),
    }
}

pub(super) fn truth(value: &FormulaValue, now: Now) -> Result<bool, ErrorKind> {
    match &*scalar(value, now)? {
        FormulaValue::Blank => Ok(false),
        FormulaValue::Bool(on) => Ok(*on),
        FormulaValue::Number(number) => Ok(!number.is_zero()),
        // So that a condition can ask whether a date is there.
        FormulaValue::Date(_) | FormulaValue::Moment(_) => Ok(true),
        FormulaValue::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        FormulaValue::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(ErrorKind::Value),
    }
}

pub(super) fn text(value: &FormulaValue, now: Now) -> Result<Cow<'_, str>, ErrorKind> {
    match value {
        FormulaValue::List(items) => match items.as_slice() {
            [item] => text_of(scalar_item(item)?, now),
            items => joined(items, now).map(Cow::Owned),
        },
        value => text_of(value, now),
    }
}

fn text_of(value: &FormulaValue, now: Now) -> Result<Cow<'_, str>, ErrorKind> {
    Ok(match value {
        FormulaValue::Blank => Cow::Borrowed(""),
        FormulaValue::Number(number) => Cow::Owned(numeric::to_text(*number)),
        FormulaValue::Text(text) => Cow::Borrowed(text),
        FormulaValue::Bool(true) => Cow::Borrowed("TRUE"),
        FormulaValue::Bool(false) => Cow::Borrowed("FALSE"),
        FormulaValue::Date(date) => Cow::Owned(date.to_string()),
        FormulaValue::Moment(moment) => Cow::Owned(moment_text(*moment, now)?),
        FormulaValue::List(_) => return Err(ErrorKind::Value),
        FormulaValue::Error(error) => return Err(error.kind),
    })
}

/// Date and time in the zone, to the second.
fn moment_text(moment: Millis, now: Now) -> Result<String, ErrorKind> {
    let date = now.date_of(moment).ok_or(ErrorKind::Number)?;
    let seconds = now.local(moment).rem_euclid(DAY) / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    Ok(format!("{date} {hours:02}:{minutes:02}:{seconds:02}"))
}

fn date_in(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// Which of two values comes first: numbers, dates, texts (in any case), truth values.
pub(super) fn compare(a: &FormulaValue, b: &FormulaValue, now: Now) -> Result<Ordering, ErrorKind> {
    use FormulaValue::{Blank, Bool, Date, Moment, Number, Text};
    let (a, b) = (scalar(a, now)?, scalar(b, now)?);
    Ok(match (&*a, &*b) {
        (Blank, Blank) => Ordering::Equal,
        (Blank, other) => blank_against(other),
        (other, Blank) => blank_against(other).reverse(),
        (Number(a), Number(b)) => a.cmp(b),
        (Bool(a), Bool(b)) => a.cmp(b),
        (Text(a), Text(b)) => caseless(a, b),
        (Date(_) | Moment(_), Text(text)) => match date_in(text) {
            Some(date) => compare_times(&a, &Date(date), now),
            None => Ordering::Less,
        },
        (Text(text), Date(_) | Moment(_)) => match date_in(text) {
            Some(date) => compare_times(&Date(date), &b, now),
            None => Ordering::Greater,
        },
        (Date(_) | Moment(_), Date(_) | Moment(_)) => compare_times(&a, &b, now),
        (a, b) => rank(a).cmp(&rank(b)),
    })
}

/// Which of two dates or moments is earlier; a date is its first moment in the zone.
pub(super) fn compare_times(a: &FormulaValue, b: &FormulaValue, now: Now) -> Ordering {
    let local = |value: &FormulaValue| match value {
        FormulaValue::Date(date) => Some(calendar::days_of(*date) * DAY),
        FormulaValue::Moment(moment) => Some(now.local(*moment)),
        _ => None,
    };
    local(a).cmp(&local(b))
}

fn blank_against(other: &FormulaValue) -> Ordering {
    match other {
        FormulaValue::Number(number) => Decimal::ZERO.cmp(number),
        FormulaValue::Text(text) => "".cmp(text),
        FormulaValue::Bool(on) => false.cmp(on),
        _ => Ordering::Less,
    }
}

fn caseless(a: &str, b: &str) -> Ordering {
    let lower = |text: &str| text.to_lowercase();
    lower(a).cmp(&lower(b))
}

const fn rank(value: &FormulaValue) -> u8 {
    match value {
        FormulaValue::Number(_) => 0,
        FormulaValue::Date(_) | FormulaValue::Moment(_) => 1,
        FormulaValue::Text(_) => 2,
        _ => 3,
    }
}
