//! What formulas read of columns, and what they come to as a content.

use std::borrow::Cow;

use boxwood_model::{Column, Date, Millis};

use crate::content::{Content, Contents, Namer, Now};
use crate::formula::{ErrorKind, FormulaValue};

/// What a box has in a column, for a formula.
pub(super) fn value_of(row: &Contents<'_>, column: Column) -> FormulaValue {
    let namer = Namer::new(row.world.records, row.pipeline);
    let list = |names: Vec<Cow<'_, str>>| {
        let names = names
            .into_iter()
            .map(|name| FormulaValue::Text(name.into_owned()));
        let mut names: Vec<FormulaValue> = names.collect();
        match names.len() {
            1 => names.remove(0),
            _ => FormulaValue::List(names),
        }
    };
    match row.get(column) {
        Content::Empty => FormulaValue::Blank,
        Content::Text(text) | Content::Unread(text) => FormulaValue::Text(text.into_owned()),
        Content::Number(number) => FormulaValue::Number(number),
        Content::Date(date) => FormulaValue::Date(date),
        Content::Moment(at) => FormulaValue::Moment(at),
        Content::Flag(on) => FormulaValue::Bool(on),
        Content::Pipeline(id) => FormulaValue::Text(namer.pipeline(id).into_owned()),
        Content::Stage(id) => FormulaValue::Text(namer.stage(id).into_owned()),
        Content::Choices(ids) => list(ids.iter().map(|id| namer.choice(column, *id)).collect()),
        Content::Stages(ids) => list(ids.iter().map(|id| namer.stage(*id)).collect()),
        Content::People(ids) => list(ids.iter().map(|id| namer.person(*id)).collect()),
        Content::Contacts(ids) => list(ids.iter().map(|id| namer.contact(*id)).collect()),
        Content::Organizations(ids) => list(ids.iter().map(|id| namer.organization(*id)).collect()),
        // Where a row stands among others says nothing about it.
        Content::Position(_) | Content::Error(_) => FormulaValue::Blank,
    }
}

pub(super) fn content_of(value: &FormulaValue, now: Now) -> Content<'static> {
    match value {
        FormulaValue::Blank => Content::Empty,
        FormulaValue::Number(number) => Content::Number(*number),
        FormulaValue::Text(text) if text.is_empty() => Content::Empty,
        FormulaValue::Text(text) => Content::Text(Cow::Owned(text.clone())),
        FormulaValue::Bool(on) => Content::Flag(*on),
        FormulaValue::Date(date) => Content::Date(*date),
        FormulaValue::Moment(at) => Content::Moment(*at),
        FormulaValue::List(_) => Content::Text(Cow::Owned(text_of(value, now))),
        FormulaValue::Error(failure) => error(failure.kind),
    }
}

pub(super) fn error(kind: ErrorKind) -> Content<'static> {
    Content::Error(Cow::Borrowed(kind.code()))
}

/// A value as people read it: numbers with a point, dates as `YYYY-MM-DD`, moments in the zone of
/// `now`, lists with commas.
#[must_use]
pub fn text_of(value: &FormulaValue, now: Now) -> String {
    match value {
        FormulaValue::Blank => String::new(),
        FormulaValue::Number(number) => number.normalize().to_string(),
        FormulaValue::Text(text) => text.clone(),
        FormulaValue::Bool(on) => if *on { "TRUE" } else { "FALSE" }.to_owned(),
        FormulaValue::Date(date) => date.to_string(),
        FormulaValue::Moment(at) => moment(*at, now),
        FormulaValue::List(values) => {
            let texts: Vec<_> = values.iter().map(|value| text_of(value, now)).collect();
            texts.join(", ")
        }
        FormulaValue::Error(error) => error.kind.code().to_owned(),
    }
}

fn moment(at: Millis, now: Now) -> String {
    let local = at.saturating_add_signed(i64::from(now.offset_minutes) * 60_000);
    let minutes = local / 60_000;
    match Date::of_moment(local) {
        Some(date) => format!("{date} {:02}:{:02}", minutes / 60 % 24, minutes % 60),
        None => at.to_string(),
    }
}
