//! Which arguments are acceptable.

use crate::{
    Arrange as _, Choice, ChoiceId, Decimal, FieldKind, Limits, Millis, OrderKey, Place, Problem,
    Records, Refusal, Value,
};

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

/// Refuses a type that is not acceptable; names in it are kept as all names are, without spaces
/// around them.
pub(crate) fn kind(kind: &FieldKind) -> Result<FieldKind, Refusal> {
    let mut kind = kind.clone();
    match &mut kind {
        FieldKind::Currency(code) => {
            let well_formed = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
            if !well_formed {
                return Err(invalid(Place::Currency, Problem::Malformed));
            }
        }
        FieldKind::Dropdown(choices) | FieldKind::Tags(choices) => {
            count(choices.len(), Limits::CHOICES, Place::Choice)?;
            for choice in choices.iter_mut() {
                choice.name = name(&choice.name, Place::Choice)?;
            }
            distinct(choices.iter().map(|choice| choice.id), Place::Choice)?;
        }
        FieldKind::Rating(most) => {
            if !(1..=Limits::RATING).contains(most) {
                return Err(invalid(Place::Field, Problem::Malformed));
            }
        }
        FieldKind::Formula(formula) => text(formula, Limits::FORMULA, Place::Formula)?,
        FieldKind::Text
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Checkbox
        | FieldKind::Person
        | FieldKind::Percent
        | FieldKind::DateTime
        | FieldKind::Contact
        | FieldKind::Organization
        | FieldKind::Url
        | FieldKind::Email
        | FieldKind::Phone => {}
    }
    Ok(kind)
}

/// Refuses a value that a field of this kind cannot hold.
pub(crate) fn value(
    value: &Value,
    kind: &FieldKind,
    records: &dyn Records,
) -> Result<Value, Refusal> {
    match (value, kind) {
        (_, FieldKind::Formula(_)) => return Err(invalid(Place::Value, Problem::NotHere)),
        (Value::Empty, _)
        | (Value::Number(_), FieldKind::Number | FieldKind::Currency(_) | FieldKind::Percent)
        | (Value::Checkbox(_), FieldKind::Checkbox) => {}
        (Value::Number(number), FieldKind::Rating(most)) => {
            let fits = number.fract().is_zero()
                && !number.is_sign_negative()
                && *number <= Decimal::from(*most);
            if !fits {
                return Err(invalid(Place::Value, Problem::Malformed));
            }
        }
        (Value::Text(content), FieldKind::Text) => text(content, Limits::TEXT, Place::Value)?,
        (Value::Text(content), FieldKind::Url) => return Ok(Value::Text(url(content)?)),
        (Value::Text(content), FieldKind::Email) => return Ok(Value::Text(email(content)?)),
        (Value::Text(content), FieldKind::Phone) => return Ok(Value::Text(phone(content)?)),
        (Value::Date(date), FieldKind::Date) => {
            if !date.is_real() {
                return Err(invalid(Place::Value, Problem::Malformed));
            }
        }
        (Value::Moment(at), FieldKind::DateTime) => {
            moment(*at, Place::Value)?;
        }
        (Value::Choice(id), FieldKind::Dropdown(choices)) => known_choice(choices, *id)?,
        (Value::Tags(ids), FieldKind::Tags(choices)) => {
            let mut ids = ids.clone();
            ids.arrange();
            ids.dedup();
            for id in &ids {
                known_choice(choices, *id)?;
            }
            if ids.is_empty() {
                return Ok(Value::Empty);
            }
            return Ok(Value::Tags(ids));
        }
        (Value::Person(id), FieldKind::Person) => match records.member(*id) {
            Some(member) if member.is_active() => {}
            _ => return Err(Refusal::NotFound(Place::Member)),
        },
        (Value::Contact(id), FieldKind::Contact) => match records.contact(*id) {
            Some(contact) if !contact.deleted.value => {}
            _ => return Err(Refusal::NotFound(Place::Contact)),
        },
        (Value::Organization(id), FieldKind::Organization) => match records.organization(*id) {
            Some(organization) if !organization.deleted.value => {}
            _ => return Err(Refusal::NotFound(Place::Organization)),
        },
        _ => return Err(invalid(Place::Value, Problem::WrongType)),
    }
    Ok(value.clone())
}

fn known_choice(choices: &[Choice], id: ChoiceId) -> Result<(), Refusal> {
    let known = choices.iter().any(|choice| choice.id == id);
    if known {
        Ok(())
    } else {
        Err(Refusal::NotFound(Place::Choice))
    }
}

/// Refuses what is no address in the web. Only `http:` and `https:` are: others could run code where
/// they are clicked.
pub(crate) fn url(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    length(text, Limits::URL, Place::Url)?;
    controls(text, Place::Url, &[])?;
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| strip_prefix_ignoring_case(text, scheme));
    let well_formed = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(char::is_whitespace);
    if well_formed {
        Ok(text.to_owned())
    } else {
        Err(invalid(Place::Url, Problem::Malformed))
    }
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Refuses what nobody could dial. How numbers are written differs too much for more.
pub(crate) fn phone(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    length(text, Limits::PHONE, Place::Phone)?;
    controls(text, Place::Phone, &[])?;
    if text.chars().any(char::is_numeric) {
        Ok(text.to_owned())
    } else {
        Err(invalid(Place::Phone, Problem::Malformed))
    }
}

/// Refuses what is no domain: labels of letters, digits and hyphens, at least two. Other scripts
/// come in their `xn--` form or as they are.
pub(crate) fn domain(text: &str) -> Result<String, Refusal> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    length(&text, Limits::DOMAIN, Place::Domain)?;
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if text.contains('.') && text.split('.').all(label) {
        Ok(text)
    } else {
        Err(invalid(Place::Domain, Problem::Malformed))
    }
}

/// Refuses more than a few characters, and such as make no picture. Whether there is one for them
/// only the screen knows.
pub(crate) fn emoji(text: &str, place: Place) -> Result<String, Refusal> {
    /// A family of four with skin tones has eleven.
    const MOST: usize = 16;
    let text = text.trim();
    length(text, MOST, place)?;
    controls(text, place, &[])?;
    Ok(text.to_owned())
}

/// Refuses moments after the year 9999, of which no calendar has the day.
pub(crate) fn moment(at: Millis, place: Place) -> Result<Millis, Refusal> {
    match crate::Date::of_moment(at) {
        Some(_) => Ok(at),
        None => Err(invalid(place, Problem::Malformed)),
    }
}

/// Refuses places in an order that are longer than anybody's moving about makes them.
pub(crate) fn order(order: &OrderKey, place: Place) -> Result<OrderKey, Refusal> {
    count(order.as_bytes().len(), Limits::ORDER_KEY, place)?;
    Ok(order.clone())
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
