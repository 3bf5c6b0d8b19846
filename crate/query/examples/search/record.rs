//! Records as lines of JSON: what they hold, in the fields of the language.

use std::collections::BTreeMap;
use std::fmt;

use boxwood_model::{Date, Decimal, Millis};
use boxwood_query::language::text::name_key;
use boxwood_query::language::{
    Content, Document, Field, FieldKey, Kind, Schema, SchemaField, State,
};
use boxwood_query::search::{Findable, Header};
use serde_json::{Map, Value};

/// A piece of what a field holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    Number(Decimal),
    Date(Date),
    Moment(Millis),
    Flag(bool),
    Person { name: String, address: String },
}

/// A record.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// As it was written.
    pub(crate) id: Value,
    pub(crate) pieces: Vec<(Field, Piece)>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong(pub(crate) String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

/// The fields that are the language's own, by their names in records.
const OWN: [(&str, Field); 6] = [
    ("name", Field::Name),
    ("notes", Field::Notes),
    ("stage", Field::Stage),
    ("pipeline", Field::Pipeline),
    ("created", Field::Created),
    ("updated", Field::Updated),
];

/// The fields of records that are not the language's own: each by its name in the records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    names: Vec<String>,
    kinds: BTreeMap<usize, Kind>,
}

impl Fields {
    fn field(&mut self, name: &str) -> Field {
        let known = self.names.iter().position(|known| known == name);
        let number = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        Field::Custom(FieldKey(number as u128))
    }

    /// A field that holds several kinds of things can be asked for all of them.
    fn saw(&mut self, field: Field, kind: Kind) {
        if let Field::Custom(FieldKey(number)) = field {
            let known = self.kinds.entry(number as usize).or_insert(kind);
            if *known != kind {
                *known = Kind::Computed;
            }
        }
    }
}

impl Schema for Fields {
    fn fields_named(&self, key: &str) -> Vec<SchemaField> {
        let mut fields = self.fields();
        fields.retain(|field| name_key(&field.name) == key);
        fields
    }

    fn fields(&self) -> Vec<SchemaField> {
        let fields = self
            .names
            .iter()
            .enumerate()
            .map(|(number, name)| SchemaField {
                key: FieldKey(number as u128),
                name: name.clone(),
                kind: self.kinds.get(&number).copied().unwrap_or(Kind::Text),
            });
        fields.collect()
    }

    fn values(&self, _field: Field, _start: &str) -> Vec<(String, Option<u32>)> {
        Vec::new()
    }
}

impl Record {
    /// Reads a record from a line. The language's own fields take what they hold; `company` is the
    /// organization too, `people` and `emails` the contacts; whatever else there is can be asked for
    /// by its name.
    pub(crate) fn read(line: &str, fields: &mut Fields) -> Result<Self, Wrong> {
        let value: Value = serde_json::from_str(line)
            .map_err(|error| Wrong(format!("this is no JSON: {error}")))?;
        let Value::Object(object) = value else {
            return Err(Wrong(
                "a record is an object, as {\"id\": 1, \"name\": \"…\"}".to_owned(),
            ));
        };
        let id = match object.get("id") {
            Some(id @ (Value::Number(_) | Value::String(_))) => id.clone(),
            Some(other) => return Err(Wrong(format!("`id` is a number or a text, not {other}"))),
            None => return Err(Wrong("the record has no `id`".to_owned())),
        };
        let mut record = Self {
            id,
            pieces: Vec::new(),
        };
        for (name, value) in &object {
            if name == "id" {
                continue;
            }
            match OWN.iter().find(|(own, _)| own == name) {
                Some((_, field)) => record.own(*field, name, value)?,
                None => record.custom(fields, name, value)?,
            }
        }
        record.derived(&object);
        Ok(record)
    }

    fn own(&mut self, field: Field, name: &str, value: &Value) -> Result<(), Wrong> {
        let text = match value {
            Value::Null => return Ok(()),
            Value::String(text) => text,
            other => return Err(Wrong(format!("`{name}` is a text, not {other}"))),
        };
        let piece = if field.is_anywhere() {
            Piece::Text(text.clone())
        } else {
            time(text).ok_or_else(|| {
                Wrong(format!("`{name}` is a day as 2026-03-09 or a moment as 2026-03-09T12:00:00Z, not `{text}`"))
            })?
        };
        self.pieces.push((field, piece));
        Ok(())
    }

    fn custom(&mut self, fields: &mut Fields, name: &str, value: &Value) -> Result<(), Wrong> {
        let field = fields.field(name);
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let (piece, kind) = match value {
                Value::Null => continue,
                Value::Bool(on) => (Piece::Flag(*on), Kind::Flag),
                Value::Number(number) => {
                    let text = number.to_string();
                    let number = text.parse().or_else(|_| Decimal::from_scientific(&text));
                    let number = number.map_err(|_| {
                        Wrong(format!("`{name}` is too large or small a number: {text}"))
                    })?;
                    (Piece::Number(number), Kind::Number)
                }
                Value::String(text) => match time(text) {
                    Some(piece @ Piece::Date(_)) => (piece, Kind::Date),
                    Some(piece) => (piece, Kind::Moment),
                    None => (Piece::Text(text.clone()), Kind::Text),
                },
                other => {
                    return Err(Wrong(format!(
                        "`{name}` holds what no field can hold: {other}"
                    )));
                }
            };
            fields.saw(field, kind);
            self.pieces.push((field, piece));
        }
        Ok(())
    }

    /// The organization, and the people with their addresses.
    fn derived(&mut self, object: &Map<String, Value>) {
        if let Some(Value::String(company)) = object.get("company") {
            self.pieces.push((Field::Org, Piece::Text(company.clone())));
        }
        let texts = |name: &str| -> Vec<String> {
            let list = object.get(name).and_then(Value::as_array);
            let texts = list.into_iter().flatten().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        let (people, emails) = (texts("people"), texts("emails"));
        for number in 0..people.len().max(emails.len()) {
            let of = |list: &[String]| list.get(number).cloned().unwrap_or_default();
            let (name, address) = (of(&people), of(&emails));
            self.pieces
                .push((Field::Contact, Piece::Person { name, address }));
        }
        for email in emails {
            if let Some((_, domain)) = email.rsplit_once('@') {
                self.pieces
                    .push((Field::Domain, Piece::Text(domain.to_owned())));
            }
            self.pieces.push((Field::Email, Piece::Text(email)));
        }
    }

    /// What the index wants to know of it, with this number for an id.
    pub(crate) fn header(&self, id: u128) -> Header {
        let updated = self
            .pieces
            .iter()
            .find(|(field, _)| *field == Field::Updated);
        let updated = match updated {
            Some((_, Piece::Date(date))) => date.start(),
            Some((_, Piece::Moment(moment))) => Some(*moment),
            _ => None,
        };
        Header {
            id,
            updated: updated.unwrap_or(0),
            mine: false,
        }
    }
}

/// A day or a moment in UTC.
fn time(text: &str) -> Option<Piece> {
    if let Ok(date) = text.parse() {
        return Some(Piece::Date(date));
    }
    let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
    let date: Date = date.parse().ok()?;
    let mut parts = clock.split(':');
    let mut next = |limit: u64| {
        parts
            .next()?
            .parse::<u64>()
            .ok()
            .filter(|part| *part < limit)
    };
    let (hours, minutes, seconds) = (next(24)?, next(60)?, next(60)?);
    let start = date.start()?;
    Some(Piece::Moment(
        start + ((hours * 60 + minutes) * 60 + seconds) * 1_000,
    ))
}

impl Piece {
    fn content(&self) -> Content<'_> {
        match self {
            Self::Text(text) => Content::Text(text),
            Self::Number(number) => Content::Number(*number),
            Self::Date(date) => Content::Date(*date),
            Self::Moment(moment) => Content::Moment(*moment),
            Self::Flag(on) => Content::Flag(*on),
            Self::Person { name, address } => Content::Person {
                id: None,
                name,
                address,
            },
        }
    }
}

impl Document for Record {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        self.pieces.iter().any(|(of, piece)| {
            (*of == field || (field == Field::Any && of.is_anywhere())) && test(piece.content())
        })
    }

    fn is(&self, _state: State, _now: Millis) -> bool {
        false
    }
}

impl Findable for Record {
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>)) {
        self.pieces
            .iter()
            .for_each(|(field, piece)| see(*field, piece.content()));
    }

    fn states(&self, _see: &mut dyn FnMut(State, Millis)) {}
}
