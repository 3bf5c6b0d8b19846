//! Which arguments are acceptable.

use crate::{FieldKind, FieldSpec, Limits, Pipeline, Place, Problem, Records, Refusal, Value};

/// Refuses a name that is empty, too long, or holds control characters.
pub(crate) fn name(text: &str, place: Place) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(invalid(place, Problem::Empty));
    }
    length(text, Limits::NAME, place)?;
    controls(text, place, &[])?;
    Ok(text.to_owned())
}

/// Refuses text that is too long, or holds control characters other than line breaks and tabs.
pub(crate) fn text(text: &str, most: usize, place: Place) -> Result<(), Refusal> {
    length(text, most, place)?;
    controls(text, place, &['\n', '\r', '\t'])
}

/// Refuses what cannot be an address. Whether it is one only the mail system knows.
pub(crate) fn email(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    length(text, Limits::EMAIL, Place::Email)?;
    controls(text, Place::Email, &[])?;
    let well_formed = text
        .rsplit_once('@')
        .is_some_and(|(user, domain)| !user.is_empty() && !domain.is_empty())
        && !text.contains(char::is_whitespace);
    if well_formed {
        Ok(text.to_lowercase())
    } else {
        Err(invalid(Place::Email, Problem::Malformed))
    }
}

/// Refuses a field whose name or kind is not acceptable.
pub(crate) fn field(spec: &FieldSpec) -> Result<(), Refusal> {
    name(&spec.name, Place::FieldName)?;
    match &spec.kind {
        FieldKind::Currency(code) => {
            let well_formed = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
            if !well_formed {
                return Err(invalid(Place::Currency, Problem::Malformed));
            }
        }
        FieldKind::Dropdown(choices) => {
            count(choices.len(), Limits::CHOICES, Place::Choice)?;
            for choice in choices {
                name(&choice.name, Place::Choice)?;
            }
            distinct(choices.iter().map(|choice| choice.id), Place::Choice)?;
        }
        FieldKind::Text
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Checkbox
        | FieldKind::Person => {}
    }
    Ok(())
}

/// Refuses a value that a field of this kind cannot hold.
pub(crate) fn value(
    value: &Value,
    kind: &FieldKind,
    records: &impl Records,
) -> Result<(), Refusal> {
    match (value, kind) {
        (Value::Empty, _)
        | (Value::Number(_), FieldKind::Number | FieldKind::Currency(_))
        | (Value::Checkbox(_), FieldKind::Checkbox) => Ok(()),
        (Value::Text(content), FieldKind::Text) => text(content, Limits::TEXT, Place::Value),
        (Value::Date(date), FieldKind::Date) if date.is_real() => Ok(()),
        (Value::Date(_), FieldKind::Date) => Err(invalid(Place::Value, Problem::Malformed)),
        (Value::Choice(id), FieldKind::Dropdown(choices)) => {
            let known = choices.iter().any(|choice| choice.id == *id);
            if known {
                Ok(())
            } else {
                Err(Refusal::NotFound(Place::Choice))
            }
        }
        (Value::Person(id), FieldKind::Person) => match records.member(*id) {
            Some(member) if member.is_active() => Ok(()),
            _ => Err(Refusal::NotFound(Place::Member)),
        },
        _ => Err(invalid(Place::Value, Problem::WrongType)),
    }
}

/// Refuses more pieces than there may be.
pub(crate) fn count(has: usize, most: usize, place: Place) -> Result<(), Refusal> {
    if has > most {
        return Err(invalid(
            place,
            Problem::TooMany {
                most: saturate(most),
                has: saturate(has),
            },
        ));
    }
    Ok(())
}

/// Refuses a list that names something twice.
pub(crate) fn distinct<T: Ord>(ids: impl Iterator<Item = T>, place: Place) -> Result<(), Refusal> {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(invalid(place, Problem::Duplicate));
        }
    }
    Ok(())
}

/// The pipeline's field of this id.
pub(crate) fn kind_of(pipeline: &Pipeline, id: crate::FieldId) -> Result<&FieldKind, Refusal> {
    pipeline
        .fields
        .get(&id)
        .map(|field| &field.kind.value)
        .ok_or(Refusal::NotFound(Place::Field))
}

pub(crate) const fn invalid(place: Place, problem: Problem) -> Refusal {
    Refusal::Invalid { place, problem }
}

fn length(text: &str, most: usize, place: Place) -> Result<(), Refusal> {
    // Bytes bound characters from above, and are there without counting.
    if text.len() <= most {
        return Ok(());
    }
    let has = text.chars().count();
    if has > most {
        return Err(invalid(
            place,
            Problem::TooLong {
                most: saturate(most),
                has: saturate(has),
            },
        ));
    }
    Ok(())
}

fn controls(text: &str, place: Place, allowed: &[char]) -> Result<(), Refusal> {
    match text
        .chars()
        .find(|c| c.is_control() && !allowed.contains(c))
    {
        Some(c) => Err(invalid(
            place,
            Problem::ControlCharacter { code: u32::from(c) },
        )),
        None => Ok(()),
    }
}

fn saturate(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
