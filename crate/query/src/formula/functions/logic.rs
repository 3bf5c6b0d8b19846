//! Functions of truth values and choices. What is not chosen is not worked out.

use std::borrow::Cow;

use super::super::coerce;
use super::super::evaluate::{Evaluator, Outcome, error};
use super::super::tree::Place;
use super::super::value::{ErrorKind, FormulaError, FormulaValue};
use super::Call;

fn truth<'a>(value: bool) -> Outcome<'a> {
    Ok(Cow::Owned(FormulaValue::Bool(value)))
}

pub(super) fn choose<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    if evaluator.truth(call.argument(0))? {
        evaluator.value(call.argument(1))
    } else {
        match call.optional(2) {
            Some(otherwise) => evaluator.value(otherwise),
            None => truth(false),
        }
    }
}

pub(super) fn and<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let truths = truths(evaluator, call)?;
    truth(truths.into_iter().all(|on| on))
}

pub(super) fn or<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let truths = truths(evaluator, call)?;
    truth(truths.into_iter().any(|on| on))
}

/// All arguments are worked out, so that an error in any is seen, as in spreadsheets.
fn truths(evaluator: &mut Evaluator<'_>, call: Call<'_>) -> Result<Vec<bool>, FormulaError> {
    let mut truths = Vec::new();
    for place in call.arguments {
        let value = evaluator.value(*place)?;
        evaluator.spend_on(&value, *place)?;
        let mut push = |value: &FormulaValue, place: Place| {
            let on = coerce::truth(value, evaluator.now()).map_err(|kind| error(kind, place))?;
            truths.push(on);
            Ok(())
        };
        match &*value {
            FormulaValue::List(items) => items.iter().try_for_each(|item| push(item, *place))?,
            value => push(value, *place)?,
        }
    }
    if truths.is_empty() {
        return Err(error(ErrorKind::Value, call.place));
    }
    Ok(truths)
}

pub(super) fn not<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let on = evaluator.truth(call.argument(0))?;
    truth(!on)
}

pub(super) fn if_error<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    match evaluator.value(call.argument(0)) {
        // There would be nothing left to work the alternative out with.
        Err(error) if error.kind == ErrorKind::Limit => Err(error),
        Err(_) => match call.optional(1) {
            Some(otherwise) => evaluator.value(otherwise),
            None => Ok(Cow::Owned(FormulaValue::Blank)),
        },
        Ok(value) => Ok(value),
    }
}

pub(super) fn is_blank<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    match evaluator.value(call.argument(0)) {
        Err(error) if error.kind == ErrorKind::Limit => Err(error),
        Err(_) => truth(false),
        Ok(value) => truth(blank(&value)),
    }
}

pub(super) fn coalesce<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    for place in call.arguments {
        let value = evaluator.value(*place)?;
        if !blank(&value) {
            return Ok(value);
        }
    }
    Ok(Cow::Owned(FormulaValue::Blank))
}

fn blank(value: &FormulaValue) -> bool {
    match value {
        FormulaValue::Blank => true,
        FormulaValue::List(items) => items.is_empty(),
        _ => false,
    }
}

/// `SWITCH(value, case, result, case, result, …, otherwise)`.
pub(super) fn switch<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let subject = evaluator.value(call.argument(0))?;
    for pair in call.arguments.get(1..).unwrap_or_default().chunks(2) {
        match *pair {
            [case, result] => {
                let candidate = evaluator.value(case)?;
                evaluator.spend_on(&subject, call.argument(0))?;
                evaluator.spend_on(&candidate, case)?;
                let order = coerce::compare(&subject, &candidate, evaluator.now())
                    .map_err(|kind| error(kind, call.place))?;
                if order.is_eq() {
                    return evaluator.value(result);
                }
            }
            [otherwise] => return evaluator.value(otherwise),
            _ => {}
        }
    }
    Err(error(ErrorKind::NotAvailable, call.place))
}
