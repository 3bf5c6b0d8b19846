//! A schema and documents for the tests.

use std::collections::BTreeMap;

use boxwood_model::{Date, Decimal, Millis};

use crate::language::text::name_key;
use crate::language::{
    Content, Context, Document, Field, FieldKey, FixedOffset, Kind, OPERATORS, Operator, Schema,
    SchemaField, State, Weekday, Zone,
};

/// 2026-03-11, a Wednesday, 12:00 UTC.
pub(crate) const NOW: Millis = 1_773_230_400_000;
pub(crate) const ME: u128 = 1;
pub(crate) const UTC: FixedOffset = FixedOffset { seconds: 0 };

/// Custom fields of every kind; the names of some are awkward.
pub(crate) const FIELDS: &[(u128, &str, Kind)] = &[
    (1, "Deal size", Kind::Money),
    (2, "Probability", Kind::Percent),
    (3, "Close date", Kind::Date),
    (4, "Last call", Kind::Moment),
    (5, "Paid", Kind::Flag),
    (6, "Source", Kind::Choice),
    (7, "Tags", Kind::Tags),
    (8, "Account owner", Kind::Person),
    (9, "Website", Kind::Url),
    (10, "Phone", Kind::Phone),
    (11, "Stars", Kind::Rating),
    (12, "Score", Kind::Formula),
    (13, "Days in stage", Kind::Computed),
    (14, "Größe (m²)", Kind::Number),
    (15, "Due", Kind::Date),
    (16, "Comment on price", Kind::Text),
    // Two pipelines have a field of this name.
    (17, "Budget", Kind::Money),
    (18, "Budget", Kind::Text),
];

pub(crate) struct Example;

impl Schema for Example {
    fn fields_named(&self, key: &str) -> Vec<SchemaField> {
        let mut fields = self.fields();
        fields.retain(|field| name_key(&field.name) == key);
        fields
    }

    fn fields(&self) -> Vec<SchemaField> {
        FIELDS
            .iter()
            .map(|(key, name, kind)| SchemaField {
                key: FieldKey(*key),
                name: (*name).to_owned(),
                kind: *kind,
            })
            .collect()
    }

    fn values(&self, field: Field, start: &str) -> Vec<(String, Option<u32>)> {
        let all: &[(&str, u32)] = match field {
            Field::Stage => &[("Lead", 12), ("Closed Won", 3)],
            Field::Custom(FieldKey(6)) => &[("referral", 2)],
            _ => &[],
        };
        all.iter()
            .filter(|(value, _)| name_key(value).starts_with(&name_key(start)))
            .map(|(value, count)| ((*value).to_owned(), Some(*count)))
            .collect()
    }
}

pub(crate) fn context(zone: &dyn Zone) -> Context<'_> {
    Context {
        now: NOW,
        zone,
        week_start: Weekday::Monday,
        me: Some(ME),
        addresses: &["me@boxwood.example"],
        stemmer: None,
    }
}

/// A content that owns what it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Owned {
    Text(String),
    Number(Decimal),
    Date(Date),
    Moment(Millis),
    Flag(bool),
    Person(Option<u128>, String, String),
}

/// A document: what its fields hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) contents: BTreeMap<Field, Vec<Owned>>,
    pub(crate) states: Vec<State>,
}

impl Owned {
    pub(crate) fn lend(&self) -> Content<'_> {
        match self {
            Self::Text(text) => Content::Text(text),
            Self::Number(number) => Content::Number(*number),
            Self::Date(date) => Content::Date(*date),
            Self::Moment(moment) => Content::Moment(*moment),
            Self::Flag(on) => Content::Flag(*on),
            Self::Person(id, name, address) => Content::Person {
                id: *id,
                name,
                address,
            },
        }
    }
}

impl Document for Sheet {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        if field == Field::Any {
            let times = [Field::Created, Field::Updated, Field::Moved];
            return self
                .contents
                .iter()
                .filter(|(field, _)| !times.contains(field))
                .flat_map(|(_, contents)| contents)
                .any(|content| test(content.lend()));
        }
        self.contents
            .get(&field)
            .is_some_and(|contents| contents.iter().any(|content| test(content.lend())))
    }

    fn is(&self, state: State, _now: Millis) -> bool {
        self.states.contains(&state)
    }
}

impl Sheet {
    /// Reads `field: value; value` lines; the field's kind says what a value is.
    pub(crate) fn read(lines: &[&str]) -> Self {
        let mut sheet = Self::default();
        for line in lines {
            let (name, values) = line.split_once(": ").expect("a field and its values");
            if name == "is" {
                sheet.states = values.split("; ").map(state).collect();
                continue;
            }
            let (field, kind) = field(name);
            let values = values.split("; ").map(|value| owned(kind, value)).collect();
            sheet.contents.insert(field, values);
        }
        sheet
    }
}

fn state(name: &str) -> State {
    match name {
        "open" => State::Open,
        "done" => State::Done,
        "stale" => State::Stale,
        "starred" => State::Starred,
        "archived" => State::Archived,
        "deleted" => State::Deleted,
        "overdue" => State::Overdue,
        other => panic!("no state {other}"),
    }
}

fn field(name: &str) -> (Field, Kind) {
    let custom = FIELDS.iter().find(|(_, known, _)| *known == name);
    if let Some((key, _, kind)) = custom {
        return (Field::Custom(FieldKey(*key)), *kind);
    }
    let built_in = OPERATORS.iter().find(|(known, _)| *known == name);
    match built_in {
        Some((_, Operator::Contents(field, kind))) => (*field, *kind),
        _ => panic!("no field {name}"),
    }
}

fn owned(kind: Kind, value: &str) -> Owned {
    match kind {
        Kind::Number | Kind::Money | Kind::Percent | Kind::Rating | Kind::Formula => {
            Owned::Number(value.parse().expect("a number"))
        }
        Kind::Date => Owned::Date(value.parse().expect("a date")),
        Kind::Moment => {
            let moment: jiff::Timestamp = value.parse().expect("a moment");
            Owned::Moment(moment.as_millisecond().try_into().expect("after 1970"))
        }
        Kind::Flag => Owned::Flag(value == "yes"),
        Kind::Person | Kind::Contact => {
            let (name, address) = value.split_once(" <").unwrap_or((value, ""));
            let id = match name {
                "Me" => Some(ME),
                "Amy Pond" => Some(2),
                _ => None,
            };
            Owned::Person(
                id,
                name.to_owned(),
                address.trim_end_matches('>').to_owned(),
            )
        }
        _ => Owned::Text(value.to_owned()),
    }
}
