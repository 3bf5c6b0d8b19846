//! What a field compared with a value means.

use super::condition::{Comparison, FieldName, Literal, Meaning, Mode, Reading};
use super::date::{Sense, duration, period};
use super::field::{CONTENTS, Field, OPERATORS, Operator, STATES, State, named};
use super::number::{number, number_test};
use super::schema::{Kind, Schema};
use super::text::{each_token, name_key};
use super::{NoteKind, NumberTest, TimeTest};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Operator(Operator),
    /// Custom fields that have the name, and what they hold.
    Custom(Vec<(Field, Kind)>),
}

impl Target {
    /// What `name` stands for, if for anything.
    pub(super) fn of(name: &FieldName, schema: &dyn Schema) -> Option<Self> {
        let key = name_key(&name.text);
        if key.is_empty() {
            return None;
        }
        let built_in = || named(OPERATORS, &key).map(Self::Operator);
        let custom = || {
            let fields = custom(&key, schema);
            (!fields.is_empty()).then_some(Self::Custom(fields))
        };
        if name.quoted {
            custom().or_else(built_in)
        } else {
            built_in().or_else(custom)
        }
    }

    /// Whether values are days, so that `next week` is one.
    pub(super) fn takes_days(&self) -> bool {
        match self {
            Self::Operator(Operator::Before | Operator::After | Operator::On) => true,
            Self::Operator(operator) => {
                matches!(operator, Operator::Contents(_, kind) if kind.is_time())
            }
            Self::Custom(fields) => fields.iter().any(|(_, kind)| kind.is_time()),
        }
    }

    /// The fields to look for words in, if that is what it is about.
    pub(super) fn text_fields(&self) -> Vec<Field> {
        self.contents()
            .into_iter()
            .filter(|(_, kind)| kind.is_words())
            .map(|(field, _)| field)
            .collect()
    }

    fn contents(&self) -> Vec<(Field, Kind)> {
        match self {
            Self::Operator(Operator::Contents(field, kind)) => vec![(*field, *kind)],
            Self::Operator(_) => Vec::new(),
            Self::Custom(fields) => fields.clone(),
        }
    }

    /// What comparing it with `value` means, or why that means nothing.
    pub(super) fn meaning(
        &self,
        name: &FieldName,
        op: Comparison,
        value: &Literal,
        schema: &dyn Schema,
    ) -> Result<Meaning, NoteKind> {
        let operator = match self {
            Self::Custom(_) | Self::Operator(Operator::Contents(..)) => {
                let fields = self.contents();
                return contents(&fields, name, op, value);
            }
            Self::Operator(operator) => *operator,
        };
        let field = || name.text.clone();
        if op.is_ordered() {
            return Err(NoteKind::NotOrdered { field: field() });
        }
        let unknown = || NoteKind::UnknownValue {
            field: field(),
            value: value.text.clone(),
        };
        let period = || {
            period(&value.text, Sense::Past).ok_or_else(|| NoteKind::NotADate {
                field: field(),
                value: value.text.clone(),
            })
        };
        let duration = || {
            duration(&value.text)
                .filter(|(count, _)| *count >= 0)
                .ok_or_else(|| NoteKind::NotADuration {
                    field: field(),
                    value: value.text.clone(),
                })
        };
        let key = name_key(&value.text);
        match operator {
            Operator::Before => Ok(updated(TimeTest::Before(period()?))),
            Operator::After => Ok(updated(TimeTest::From(period()?))),
            Operator::On => {
                let test = time_test(Comparison::Contains, &value.text, Sense::Past);
                test.map(updated)
                    .map_or_else(|| period().map(|on| updated(TimeTest::Within(on))), Ok)
            }
            Operator::OlderThan => {
                duration().map(|(n, unit)| updated(TimeTest::OlderThan(n, unit)))
            }
            Operator::NewerThan => {
                duration().map(|(n, unit)| updated(TimeTest::NewerThan(n, unit)))
            }
            Operator::Is => named(STATES, &key).map(Meaning::Is).ok_or_else(unknown),
            Operator::Has => has(&key, value.quoted, schema).ok_or_else(unknown),
            Operator::In => match key.as_str() {
                "anywhere" => Ok(Meaning::Anywhere),
                "archive" | "archived" => Ok(Meaning::Is(State::Archived)),
                "bin" | "trash" | "deleted" => Ok(Meaning::Is(State::Deleted)),
                _ => contents(
                    &[
                        (Field::Pipeline, Kind::Choice),
                        (Field::Stage, Kind::Choice),
                    ],
                    name,
                    op,
                    value,
                ),
            },
            Operator::Contents(..) => Err(unknown()),
        }
    }
}

/// What a plain word or phrase means: words anywhere, and a number or a date by its value.
pub(super) fn anything(value: &Literal) -> Meaning {
    let by_value = !value.quoted && value.mode == Mode::Plain;
    // A day in full: `2026` and `may` are words and numbers rather than times.
    let is_day = value.text.chars().filter(|c| !c.is_ascii_digit()).count() == 2;
    Meaning::Contents {
        fields: vec![Field::Any],
        reading: Reading {
            words: words(&value.text),
            number: number(&value.text)
                .filter(|_| by_value && !value.text.contains(char::is_alphabetic))
                .map(NumberTest::Equal),
            time: period(&value.text, Sense::Past)
                .filter(|_| by_value && is_day)
                .filter(|period| matches!(period, super::Period::Day(_)))
                .map(TimeTest::Within),
            ..Reading::default()
        },
    }
}

/// The folded words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_token(text, |word, _| words.push(word.to_owned()));
    words
}

fn custom(key: &str, schema: &dyn Schema) -> Vec<(Field, Kind)> {
    schema
        .fields_named(key)
        .into_iter()
        .map(|field| (Field::Custom(field.key), field.kind))
        .collect()
}

fn has(key: &str, quoted: bool, schema: &dyn Schema) -> Option<Meaning> {
    let built_in = || match key {
        "overdue" => Some(Meaning::Is(State::Overdue)),
        _ => named(CONTENTS, key).map(|field| Meaning::Has(vec![field])),
    };
    let custom = || {
        let fields = custom(key, schema);
        (!fields.is_empty())
            .then(|| Meaning::Has(fields.into_iter().map(|(field, _)| field).collect()))
    };
    if quoted {
        custom().or_else(built_in)
    } else {
        built_in().or_else(custom)
    }
}

fn updated(test: TimeTest) -> Meaning {
    Meaning::Contents {
        fields: vec![Field::Updated],
        reading: Reading {
            time: Some(test),
            ..Reading::default()
        },
    }
}

fn contents(
    fields: &[(Field, Kind)],
    name: &FieldName,
    op: Comparison,
    value: &Literal,
) -> Result<Meaning, NoteKind> {
    let any = |is: fn(Kind) -> bool| fields.iter().any(|(_, kind)| is(*kind));
    let mut reading = Reading::default();
    if any(Kind::is_number) {
        reading.number = number_test(op, &value.text);
    }
    if any(Kind::is_time) {
        let sense = if fields.iter().all(|(field, _)| *field == Field::Due) {
            Sense::Future
        } else {
            Sense::Past
        };
        reading.time = time_test(op, &value.text, sense);
    }
    if any(Kind::is_flag) && !op.is_ordered() {
        reading.flag = flag(&value.text);
    }
    if any(Kind::is_words) && !op.is_ordered() {
        let me = any(Kind::is_person) && !value.quoted && name_key(&value.text) == "me";
        reading.me = me;
        if !me {
            reading.words = words(&value.text);
        }
        if fields.iter().any(|(_, kind)| *kind == Kind::Phone) {
            reading.digits = digits(&value.text);
        }
    }
    if reading != Reading::default() {
        return Ok(Meaning::Contents {
            fields: fields.iter().map(|(field, _)| *field).collect(),
            reading,
        });
    }
    let (field, value) = (name.text.clone(), value.text.clone());
    Err(if any(Kind::is_number) {
        NoteKind::NotANumber { field, value }
    } else if any(Kind::is_time) {
        NoteKind::NotADate { field, value }
    } else if op.is_ordered() {
        NoteKind::NotOrdered { field }
    } else if any(Kind::is_flag) {
        NoteKind::NotAFlag { field, value }
    } else {
        NoteKind::NoWords
    })
}

/// What comparing with `text` asks, if it is a period or, after `:` and the like, a range of them.
fn time_test(op: Comparison, text: &str, sense: Sense) -> Option<TimeTest> {
    if let Some((first, last)) = text.split_once("..") {
        if op.is_ordered() {
            return None;
        }
        return match (first.trim(), last.trim()) {
            ("", "") => None,
            ("", last) => period(last, sense).map(TimeTest::UpTo),
            (first, "") => period(first, sense).map(TimeTest::From),
            (first, last) => Some(TimeTest::Between(
                period(first, sense)?,
                period(last, sense)?,
            )),
        };
    }
    let period = period(text, sense)?;
    Some(match op {
        Comparison::Contains | Comparison::Equal | Comparison::NotEqual => TimeTest::Within(period),
        Comparison::Less => TimeTest::Before(period),
        Comparison::LessOrEqual => TimeTest::UpTo(period),
        Comparison::Greater => TimeTest::After(period),
        Comparison::GreaterOrEqual => TimeTest::From(period),
    })
}

fn flag(text: &str) -> Option<bool> {
    match name_key(text).as_str() {
        "yes" | "true" | "on" | "1" => Some(true),
        "no" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// The digits of what looks like a telephone number.
fn digits(text: &str) -> Option<String> {
    let looks = text
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-./()".contains(c));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (looks && digits.len() >= 3).then_some(digits)
}
