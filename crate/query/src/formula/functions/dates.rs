//! Functions of dates and of the time.

use std::borrow::Cow;

use boxwood_model::Date;

use super::super::calendar;
use super::super::evaluate::{Evaluator, Outcome, Timing, error};
use super::super::value::{ErrorKind, FormulaValue};
use super::Call;

fn number<'a>(number: i64) -> Outcome<'a> {
    Ok(Cow::Owned(FormulaValue::Number(number.into())))
}

fn found<'a>(call: Call<'a>, date: Option<Date>) -> Outcome<'a> {
    date.map(|date| Cow::Owned(FormulaValue::Date(date)))
        .ok_or(error(ErrorKind::Number, call.place))
}

pub(super) fn today<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    evaluator.depends(Timing::Daily);
    found(call, evaluator.now().date())
}

pub(super) fn now<'a>(evaluator: &mut Evaluator<'a>, _: Call<'a>) -> Outcome<'a> {
    evaluator.depends(Timing::Always);
    let millis = evaluator.now().millis;
    Ok(Cow::Owned(FormulaValue::Moment(millis)))
}

pub(super) fn date<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let year = evaluator.whole(call.argument(0))?;
    let month = evaluator.whole(call.argument(1))?;
    let day = evaluator.whole(call.argument(2))?;
    let months = year
        .checked_mul(12)
        .and_then(|months| months.checked_add(month))
        .and_then(|months| months.checked_sub(1));
    found(
        call,
        months.and_then(|month| calendar::date_from(month, day)),
    )
}

pub(super) fn year<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let date = evaluator.date(call.argument(0))?;
    number(calendar::parts(date).0)
}

pub(super) fn month<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let date = evaluator.date(call.argument(0))?;
    number(calendar::parts(date).1)
}

pub(super) fn day<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let date = evaluator.date(call.argument(0))?;
    number(calendar::parts(date).2)
}

/// From the second date to the first.
pub(super) fn days<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let end = evaluator.date(call.argument(0))?;
    let start = evaluator.date(call.argument(1))?;
    number(calendar::days_of(end) - calendar::days_of(start))
}

pub(super) fn edate<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let date = evaluator.date(call.argument(0))?;
    let months = evaluator.whole(call.argument(1))?;
    found(call, calendar::months_later(date, months))
}

/// The types are spreadsheets' first three: 1 from Sunday as 1, 2 from Monday as 1, 3 from Monday as 0.
pub(super) fn weekday<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let date = evaluator.date(call.argument(0))?;
    let kind = match call.optional(1) {
        Some(kind) => evaluator.whole(kind)?,
        None => 1,
    };
    let (from_sunday, from_monday) = (
        calendar::weekday(date),
        (calendar::weekday(date) + 6).rem_euclid(7),
    );
    match kind {
        1 => number(from_sunday + 1),
        2 => number(from_monday + 1),
        3 => number(from_monday),
        _ => Err(error(ErrorKind::Number, call.argument(1))),
    }
}
