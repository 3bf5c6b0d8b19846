//! What a cell means after its field's type was changed: cells keep what they hold, and are read as
//! the new type where they can be.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::{
    Arrange as _, Choice, ChoiceId, Date, Decimal, Field, FieldKind, Limits, Millis, Records,
    Refusal, Value, validate,
};

const DAY: Millis = 24 * 60 * 60 * 1_000;

/// How a cell is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// As this content, which is of the field's type.
    Content(Value),
    /// As this text: what it holds cannot be read as the field's type.
    Unread(String),
}

/// A cell as its field's type has it.
#[must_use]
pub fn read(value: &Value, field: &Field, records: &dyn Records) -> Reading {
    match convert(value, field, &field.kind.value, records) {
        Some(value) => Reading::Content(value),
        None => Reading::Unread(reads_as(value, field, records)),
    }
}

/// What a cell of `field` holds, as a content of type `kind`; none if it cannot be that.
#[must_use]
pub fn convert(
    value: &Value,
    field: &Field,
    kind: &FieldKind,
    records: &dyn Records,
) -> Option<Value> {
    if *value == Value::Empty {
        return Some(Value::Empty);
    }
    if let Value::Text(text) = value
        && text.trim().is_empty()
        && *kind != FieldKind::Text
    {
        return (!kind.is_calculated()).then_some(Value::Empty);
    }
    match kind {
        FieldKind::Text => {
            let text = reads_as(value, field, records);
            let fits = text.len() <= Limits::TEXT || text.chars().count() <= Limits::TEXT;
            fits.then_some(Value::Text(text))
        }
        // What is text and nothing more until somebody says it is an address is held to what
        // addresses are held to.
        FieldKind::Url => checked(value, validate::url),
        FieldKind::Email => checked(value, validate::email),
        FieldKind::Phone => checked(value, validate::phone),
        FieldKind::Number | FieldKind::Currency(_) | FieldKind::Percent => {
            number(value).map(Value::Number)
        }
        FieldKind::Rating(most) => {
            let number = number(value)?;
            let fits = number.fract().is_zero()
                && !number.is_sign_negative()
                && number <= Decimal::from(*most);
            fits.then_some(Value::Number(number.trunc()))
        }
        FieldKind::Date => match value {
            Value::Date(date) => Some(Value::Date(*date)),
            Value::Moment(at) => Date::of_moment(*at).map(Value::Date),
            Value::Text(text) => {
                let text = text.trim();
                let date = text.parse().ok();
                let date = date.or_else(|| Date::of_moment(moment(text)?));
                date.map(Value::Date)
            }
            _ => None,
        },
        FieldKind::DateTime => match value {
            Value::Moment(at) => Some(Value::Moment(*at)),
            Value::Date(date) => date.start().map(Value::Moment),
            Value::Text(text) => {
                let text = text.trim();
                let day = || text.parse::<Date>().ok()?.start();
                moment(text).or_else(day).map(Value::Moment)
            }
            _ => None,
        },
        FieldKind::Checkbox => flag(value).map(Value::Checkbox),
        FieldKind::Dropdown(choices) => match value {
            Value::Choice(id) if choices.iter().any(|choice| choice.id == *id) => {
                Some(Value::Choice(*id))
            }
            _ => match &named(&names(value, field, kind, records), choices)?[..] {
                [only] => Some(Value::Choice(*only)),
                _ => None,
            },
        },
        FieldKind::Tags(choices) => {
            let is_known = |id: &ChoiceId| choices.iter().any(|choice| choice.id == *id);
            let (known, unknown): (Vec<ChoiceId>, Vec<ChoiceId>) = match value {
                Value::Choice(id) => [*id].iter().partition(|id| is_known(id)),
                Value::Tags(ids) => ids.iter().partition(|id| is_known(id)),
                _ => (Vec::new(), Vec::new()),
            };
            let named = match value {
                Value::Choice(_) | Value::Tags(_) => {
                    let unknown = Value::Tags(unknown);
                    named(&names(&unknown, field, kind, records), choices)?
                }
                _ => named(&names(value, field, kind, records), choices)?,
            };
            let mut tags = [known, named].concat();
            tags.arrange();
            tags.dedup();
            Some(if tags.is_empty() {
                Value::Empty
            } else {
                Value::Tags(tags)
            })
        }
        FieldKind::Person => match value {
            Value::Person(person) => Some(Value::Person(*person)),
            Value::Text(text) => records
                .member_by_email(&text.trim().to_lowercase())
                .map(Value::Person),
            _ => None,
        },
        FieldKind::Contact => match value {
            Value::Contact(contact) => Some(Value::Contact(*contact)),
            _ => None,
        },
        FieldKind::Organization => match value {
            Value::Organization(organization) => Some(Value::Organization(*organization)),
            _ => None,
        },
        FieldKind::Formula(_) => None,
    }
}

/// The content of a cell as people read it, in no particular language: numbers with a point, dates
/// as `YYYY-MM-DD`, names of choices, people, contacts and organizations.
#[must_use]
pub fn reads_as(value: &Value, field: &Field, records: &dyn Records) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Moment(at) => moment_text(*at),
        Value::Checkbox(on) => if *on { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Choice(id) => choice_name(field, *id),
        Value::Tags(ids) => {
            let names: Vec<String> = ids.iter().map(|id| choice_name(field, *id)).collect();
            names.join(", ")
        }
        Value::Person(person) => match records.member(*person) {
            Some(member) => member.email.clone(),
            None => person.to_string(),
        },
        Value::Contact(id) => match records.contact(*id) {
            Some(contact) => contact.display_name(),
            None => id.to_string(),
        },
        Value::Organization(id) => match records.organization(*id) {
            Some(organization) => organization.name.value.clone(),
            None => id.to_string(),
        },
    }
}

/// The names that a cell holds: of choices, or, for tags, the parts of a text between commas.
fn names(value: &Value, field: &Field, kind: &FieldKind, records: &dyn Records) -> Vec<String> {
    match value {
        Value::Choice(id) => vec![choice_name(field, *id)],
        Value::Tags(ids) => ids.iter().map(|id| choice_name(field, *id)).collect(),
        Value::Text(text) if matches!(kind, FieldKind::Tags(_)) => {
            let parts = text.split(',').map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            // One more than there may be is enough to see that there are too many.
            parts.take(Limits::CHOICES + 1).map(str::to_owned).collect()
        }
        _ => vec![reads_as(value, field, records)],
    }
}

fn choice_name(field: &Field, id: ChoiceId) -> String {
    match field.choice_name(id) {
        Some(name) => name.to_owned(),
        None => id.to_string(),
    }
}

/// The choices of these names, whatever the case; none if there is a name that none of them has.
fn named(names: &[String], choices: &[Choice]) -> Option<Vec<ChoiceId>> {
    if names.len() > Limits::CHOICES {
        return None;
    }
    let mut known = BTreeMap::new();
    for choice in choices {
        // Of two choices of one name the first is meant.
        known.entry(choice.name.to_lowercase()).or_insert(choice.id);
    }
    let id = |name: &String| known.get(&name.trim().to_lowercase()).copied();
    names.iter().map(id).collect()
}

/// A text that a field takes which is particular about its texts.
fn checked(value: &Value, check: fn(&str) -> Result<String, Refusal>) -> Option<Value> {
    match value {
        Value::Text(text) => check(text).ok().map(Value::Text),
        _ => None,
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Checkbox(on) => Some(Decimal::from(u8::from(*on))),
        Value::Text(text) => {
            let text = text.trim();
            if text.len() > Limits::PHONE {
                return None;
            }
            match text.strip_suffix('%') {
                Some(share) => {
                    let share = Decimal::from_str(share.trim()).ok()?;
                    share.checked_div(Decimal::ONE_HUNDRED)
                }
                None => Decimal::from_str(text).ok(),
            }
        }
        _ => None,
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Checkbox(on) => Some(*on),
        Value::Number(number) if *number == Decimal::ONE => Some(true),
        Value::Number(number) if number.is_zero() => Some(false),
        Value::Text(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "x" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// `YYYY-MM-DD HH:MM` in UTC.
fn moment_text(at: Millis) -> String {
    let minutes = at % DAY / 60_000;
    match Date::of_moment(at) {
        Some(date) => format!("{date} {:02}:{:02}", minutes / 60, minutes % 60),
        None => at.to_string(),
    }
}

/// The moment of such a text.
fn moment(text: &str) -> Option<Millis> {
    let (date, time) = text.split_at_checked(10)?;
    let [
        b' ',
        h1 @ b'0'..=b'9',
        h2 @ b'0'..=b'9',
        b':',
        m1 @ b'0'..=b'9',
        m2 @ b'0'..=b'9',
    ] = time.as_bytes()
    else {
        return None;
    };
    let number = |tens: &u8, ones: &u8| Millis::from(tens - b'0') * 10 + Millis::from(ones - b'0');
    let (hours, minutes) = (number(h1, h2), number(m1, m2));
    let start = date.parse::<Date>().ok()?.start()?;
    (hours < 24 && minutes < 60).then(|| start + (hours * 60 + minutes) * 60_000)
}
