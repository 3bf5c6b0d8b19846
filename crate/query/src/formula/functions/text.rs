//! Functions of text.

use std::borrow::Cow;

use boxwood_model::Decimal;

use super::super::Formula;
use super::super::coerce;
use super::super::evaluate::{Evaluator, Outcome, error};
use super::super::tree::Place;
use super::super::value::{ErrorKind, FormulaError, FormulaValue};
use super::Call;

pub(super) fn concat<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let mut whole = String::new();
    for place in call.arguments {
        let piece = evaluator.value(*place)?;
        evaluator.spend_on(&piece, *place)?;
        let items = match &*piece {
            // Items of a list follow each other without the comma that a list has as text.
            FormulaValue::List(items) => items.as_slice(),
            piece => std::slice::from_ref(piece),
        };
        for item in items {
            let text = coerce::text(item, evaluator.now()).map_err(|kind| error(kind, *place))?;
            whole.push_str(&text);
            if whole.len() > Formula::MAX_TEXT {
                return Err(error(ErrorKind::Limit, call.place));
            }
        }
    }
    evaluator.make_text(call.place, &[&whole]).map(Cow::Owned)
}

pub(super) fn len<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let text = evaluator.text(call.argument(0))?;
    let length = Decimal::from(text.chars().count());
    Ok(Cow::Owned(FormulaValue::Number(length)))
}

pub(super) fn left<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let text = evaluator.text(call.argument(0))?;
    let count = how_many(evaluator, call.optional(1))?;
    slice(evaluator, call, &text, 0, count)
}

pub(super) fn right<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let text = evaluator.text(call.argument(0))?;
    let count = how_many(evaluator, call.optional(1))?;
    let before = text.chars().count().saturating_sub(count);
    slice(evaluator, call, &text, before, count)
}

pub(super) fn mid<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    let text = evaluator.text(call.argument(0))?;
    let start = how_many(evaluator, call.optional(1))?;
    let count = how_many(evaluator, call.optional(2))?;
    // The first character is number 1.
    let Some(before) = start.checked_sub(1) else {
        return Err(error(ErrorKind::Value, call.argument(1)));
    };
    slice(evaluator, call, &text, before, count)
}

fn slice<'a>(
    evaluator: &mut Evaluator<'a>,
    call: Call<'a>,
    text: &str,
    before: usize,
    count: usize,
) -> Outcome<'a> {
    let at = |characters: usize, text: &str| {
        let found = text.char_indices().nth(characters);
        found.map_or(text.len(), |(at, _)| at)
    };
    let rest = &text[at(before, text)..];
    let piece = &rest[..at(count, rest)];
    evaluator.make_text(call.place, &[piece]).map(Cow::Owned)
}

/// A number of characters, one if it is not given.
fn how_many(evaluator: &mut Evaluator<'_>, place: Option<Place>) -> Result<usize, FormulaError> {
    let Some(place) = place else {
        return Ok(1);
    };
    let number = evaluator.number(place)?.trunc();
    if number.is_sign_negative() && !number.is_zero() {
        return Err(error(ErrorKind::Value, place));
    }
    // More than any text has is as good as all of it.
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}

pub(super) fn lower<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    changed(evaluator, call, str::to_lowercase)
}

pub(super) fn upper<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    changed(evaluator, call, str::to_uppercase)
}

/// Without spaces at the ends, and one where several were.
pub(super) fn trim<'a>(evaluator: &mut Evaluator<'a>, call: Call<'a>) -> Outcome<'a> {
    changed(evaluator, call, |text| {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        words.join(" ")
    })
}

fn changed<'a>(
    evaluator: &mut Evaluator<'a>,
    call: Call<'a>,
    change: impl FnOnce(&str) -> String,
) -> Outcome<'a> {
    let text = evaluator.text(call.argument(0))?;
    let text = change(&text);
    evaluator.make_text(call.place, &[&text]).map(Cow::Owned)
}
