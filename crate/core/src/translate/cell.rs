//! What is in a cell, from the screen's words and back.

use boxwood_model::{ChoiceId, Date, Decimal, Place, UserId, Value};

use super::failure::malformed;
use super::id;
use crate::api::{CellInput, Failure};

/// The content of a cell, from what the screen sends.
pub(super) fn value(input: CellInput) -> Result<Value, Failure> {
    let malformed = |text: &str| malformed(Place::Value, text);
    Ok(match input {
        CellInput::Empty => Value::Empty,
        CellInput::Text { text } if text.trim().is_empty() => Value::Empty,
        CellInput::Text { text } => Value::Text(text),
        CellInput::Number { number } => {
            // The parser lets more pass: a plus sign, and lines between digits.
            let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
            let parsed = Decimal::from_str_exact(number.trim()).ok();
            let parsed = parsed.filter(|_| number.trim().chars().all(plain));
            Value::Number(parsed.ok_or_else(|| malformed(&number))?)
        }
        CellInput::Date { date } => {
            Value::Date(date.trim().parse::<Date>().map_err(|_| malformed(&date))?)
        }
        CellInput::Checkbox { checked } => Value::Checkbox(checked),
        CellInput::Choice { choice } => Value::Choice(id::<ChoiceId>(&choice, Place::Choice)?),
        CellInput::Person { person } => Value::Person(id::<UserId>(&person, Place::Member)?),
        CellInput::Moment { at } => Value::Moment(at),
        CellInput::Tags { choices } => {
            let choices = choices.iter().map(|text| id(text, Place::Choice));
            Value::Tags(choices.collect::<Result<_, _>>()?)
        }
        CellInput::Contact { contact } => Value::Contact(id(&contact, Place::Contact)?),
        CellInput::Organization { organization } => {
            Value::Organization(id(&organization, Place::Organization)?)
        }
    })
}

/// The content of a cell, for the screen.
pub(crate) fn cell(value: &Value) -> CellInput {
    match value {
        Value::Empty => CellInput::Empty,
        Value::Text(text) => CellInput::Text { text: text.clone() },
        Value::Number(number) => CellInput::Number {
            number: number.to_string(),
        },
        Value::Date(date) => CellInput::Date {
            date: date.to_string(),
        },
        Value::Checkbox(checked) => CellInput::Checkbox { checked: *checked },
        Value::Choice(choice) => CellInput::Choice {
            choice: choice.to_string(),
        },
        Value::Person(person) => CellInput::Person {
            person: person.to_string(),
        },
        Value::Moment(at) => CellInput::Moment { at: *at },
        Value::Tags(choices) => CellInput::Tags {
            choices: choices.iter().map(ToString::to_string).collect(),
        },
        Value::Contact(contact) => CellInput::Contact {
            contact: contact.to_string(),
        },
        Value::Organization(organization) => CellInput::Organization {
            organization: organization.to_string(),
        },
    }
}
