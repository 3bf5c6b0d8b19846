//! The records that are measured: a sales pipeline as a team would have it, boxes with twelve fields.
//!
//! The same number always gives the same box. Each cell was set by an intent of its own, soon after
//! the box was made or days later by somebody else, and a box has gone through some stages. Boxes
//! have no mail, tasks or comments: what those weigh is theirs.

use boxwood_model::{
    BoxId, BoxRecord, Choice, ChoiceId, ClientId, Colour, Date, Decimal, Field, FieldId, FieldKind,
    Hlc, Member, Millis, OrderKey, Pipeline, PipelineId, Register, Role, Stage, StageId, Stamp,
    UserId, Value,
};
use oorandom::Rand64;

use crate::words;

/// 2024-01-01T00:00Z: when the team began.
const BEGAN: Millis = 1_704_067_200_000;
/// How long it has been at it.
const SPAN: Millis = 700 * DAY;
const DAY: Millis = 86_400_000;
/// What all ids of the pipeline have in common, since they were made by one command.
const RANDOM: [u8; 10] = [0x4b, 0x1f, 0xa2, 0x07, 0xd9, 0x66, 0x31, 0xc8, 0, 0];

/// Now, when everything is measured.
pub const NOW: Millis = BEGAN + SPAN + DAY;
/// The team's people.
pub const PEOPLE: u64 = 12;
/// The pipeline's stages.
pub const STAGES: u64 = 6;

/// The fields of the pipeline, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Text: the company.
    Company,
    /// Currency.
    Amount,
    /// Percent.
    Likelihood,
    /// Date.
    Closing,
    /// Checkbox.
    Signed,
    /// Dropdown.
    Source,
    /// Tags.
    Tags,
    /// Person.
    Owner,
    /// E-mail.
    Email,
    /// Phone.
    Phone,
    /// Text: what comes next.
    Next,
    /// Number.
    Seats,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Company,
        Self::Amount,
        Self::Likelihood,
        Self::Closing,
        Self::Signed,
        Self::Source,
        Self::Tags,
        Self::Owner,
        Self::Email,
        Self::Phone,
        Self::Next,
        Self::Seats,
    ];

    /// The id of the field.
    #[must_use]
    pub fn id(self) -> FieldId {
        FieldId::from_parts(BEGAN, made(20 + self as u64))
    }
}

/// The pipeline's id.
#[must_use]
pub fn pipeline_id() -> PipelineId {
    PipelineId::from_parts(BEGAN, made(0))
}

/// The id of a stage.
#[must_use]
pub fn stage_id(n: u64) -> StageId {
    StageId::from_parts(BEGAN, made(1 + n % STAGES))
}

/// The id of a person; the first one is who measures, an owner of the team.
#[must_use]
pub fn person_id(n: u64) -> UserId {
    UserId::from_parts(BEGAN + n % PEOPLE, bytes(&mut random(n % PEOPLE, 1)))
}

/// The team's people.
#[must_use]
pub fn members() -> Vec<Member> {
    let stamp = stamp(BEGAN, 0);
    let one = |n| Member {
        id: person_id(n),
        email: format!(
            "{}@hill.example",
            pick(&words::FIRST_NAMES, n).to_lowercase()
        ),
        name: Register::new(person_name(n), stamp),
        role: Register::new(if n == 0 { Role::Owner } else { Role::Member }, stamp),
    };
    (0..PEOPLE).map(one).collect()
}

/// The pipeline.
#[must_use]
pub fn pipeline() -> Pipeline {
    let stamp = stamp(BEGAN, 0);
    let mut pipeline = Pipeline::new(pipeline_id(), "Sales".to_owned(), person_id(0), stamp);
    let mut last = None;
    for (n, name) in (0..).zip(words::STAGES) {
        let order = after(&mut last);
        let stage = Stage::new(name.to_owned(), Colour::from_hex(0x1a_73_e8), order, stamp);
        pipeline.stages.insert(stage_id(n), stage);
    }
    let mut last = None;
    for column in Column::ALL {
        let (name, kind) = describe(column);
        let field = Field::new(name.to_owned(), kind, after(&mut last), stamp);
        pipeline.fields.insert(column.id(), field);
    }
    pipeline
}

/// A box; the later its number, the later it was made.
#[must_use]
pub fn record(n: u64, of: u64) -> BoxRecord {
    let mut dice = random(n, 2);
    let at = BEGAN + SPAN / of.max(1) * n + below(&mut dice, 60_000);
    let maker = below(&mut dice, PEOPLE);
    let company = format!(
        "{} {}",
        pick(&words::FIRST, dice.rand_u64()),
        pick(&words::SECOND, dice.rand_u64())
    );
    let name = format!("{company}: {}", pick(&words::ABOUT, dice.rand_u64()));
    let mut record = BoxRecord::new(
        BoxId::from_parts(at, bytes(&mut dice)),
        pipeline_id(),
        stage_id(0),
        name,
        person_id(maker),
        stamp(at, maker),
    );
    let mut moved = at;
    for stage in 1..=below(&mut dice, STAGES) {
        moved += DAY + below(&mut dice, 20 * DAY);
        let stamp = stamp(moved, below(&mut dice, PEOPLE));
        record.change(|head| {
            head.stage.set(stage_id(stage), stamp);
            head.stage_history.insert(stamp, stage_id(stage));
        });
    }
    if below(&mut dice, 3) == 0 {
        let notes = pick(&words::NOTES, dice.rand_u64()).to_owned();
        let stamp = stamp(at + 200_000, maker);
        record.change(|head| head.notes.set(notes, stamp));
    }
    let mut typed = at;
    let mut cells = Vec::new();
    for column in Column::ALL {
        let value = value(column, &company, &mut dice);
        typed += 2_000 + below(&mut dice, 20_000);
        let stamp = if below(&mut dice, 4) == 0 {
            let later = at + DAY + below(&mut dice, 60 * DAY);
            stamp(later, below(&mut dice, PEOPLE))
        } else {
            stamp(typed, maker)
        };
        cells.push((column.id(), Register::new(value, stamp)));
    }
    record.change(|head| head.values = cells.into_iter().collect());
    record
}

/// What a cell of the column may hold.
#[must_use]
pub fn value(column: Column, company: &str, dice: &mut Rand64) -> Value {
    match column {
        Column::Company => Value::Text(company.to_owned()),
        Column::Amount => {
            let euros = 500 + i64::try_from(below(dice, 1_800)).unwrap_or(0) * 50;
            Value::Number(Decimal::new(euros * 100, 2))
        }
        Column::Likelihood => {
            let share = i64::try_from(below(dice, 20)).unwrap_or(0) * 5;
            Value::Number(Decimal::new(share, 2))
        }
        Column::Closing => {
            let day = (BEGAN + below(dice, SPAN)) / DAY;
            let date = Date::from_days(i64::try_from(day).unwrap_or(0));
            date.map_or(Value::Empty, Value::Date)
        }
        Column::Signed => Value::Checkbox(below(dice, 4) == 0),
        Column::Source => Value::Choice(choice_id(column, below(dice, 6))),
        Column::Tags => {
            let first = below(dice, 5);
            let mut tags = vec![choice_id(column, first)];
            if below(dice, 2) == 0 {
                tags.push(choice_id(column, first + 1 + below(dice, 3)));
            }
            Value::Tags(tags)
        }
        Column::Owner => Value::Person(person_id(below(dice, PEOPLE))),
        Column::Email => {
            let name = pick(&words::FIRST_NAMES, dice.rand_u64()).to_lowercase();
            let domain = company.to_lowercase().replace(' ', "-");
            Value::Text(format!("{name}@{domain}.example"))
        }
        Column::Phone => Value::Text(format!("+43 1 {:07}", below(dice, 10_000_000))),
        Column::Next => Value::Text(pick(&words::STEPS, dice.rand_u64()).to_owned()),
        Column::Seats => {
            let seats = i64::try_from(below(dice, 400)).unwrap_or(0);
            Value::Number(Decimal::new(1 + seats, 0))
        }
    }
}

/// Randomness that two numbers decide.
#[must_use]
pub fn random(n: u64, what: u64) -> Rand64 {
    Rand64::new(u128::from(what) << 64 | u128::from(n))
}

/// A number below `end`.
pub fn below(dice: &mut Rand64, end: u64) -> u64 {
    dice.rand_range(0..end.max(1))
}

/// Ten bytes.
pub fn bytes(dice: &mut Rand64) -> [u8; 10] {
    let (high, low) = (dice.rand_u64(), dice.rand_u64());
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&high.to_be_bytes());
    bytes[8..].copy_from_slice(&low.to_be_bytes()[..2]);
    bytes
}

/// The replica of a person.
#[must_use]
pub fn client(n: u64) -> ClientId {
    ClientId::from_parts(BEGAN + n, bytes(&mut random(n, 3)))
}

/// An intent of a person's replica.
#[must_use]
pub fn stamp(at: Millis, person: u64) -> Stamp {
    Stamp::new(Hlc::at(at), client(person))
}

fn describe(column: Column) -> (&'static str, FieldKind) {
    let choices = |names: &[&str]| {
        let named = (0..).zip(names).map(|(n, name)| Choice {
            id: choice_id(column, n),
            name: (*name).to_owned(),
        });
        named.collect()
    };
    match column {
        Column::Company => ("Company", FieldKind::Text),
        Column::Amount => ("Amount", FieldKind::Currency("EUR".to_owned())),
        Column::Likelihood => ("Likelihood", FieldKind::Percent),
        Column::Closing => ("Closing", FieldKind::Date),
        Column::Signed => ("Signed", FieldKind::Checkbox),
        Column::Source => ("Source", FieldKind::Dropdown(choices(&words::SOURCES))),
        Column::Tags => ("Tags", FieldKind::Tags(choices(&words::TAGS))),
        Column::Owner => ("Owner", FieldKind::Person),
        Column::Email => ("E-mail", FieldKind::Email),
        Column::Phone => ("Phone", FieldKind::Phone),
        Column::Next => ("Next step", FieldKind::Text),
        Column::Seats => ("Seats", FieldKind::Number),
    }
}

fn choice_id(column: Column, n: u64) -> ChoiceId {
    ChoiceId::from_parts(BEGAN, made(100 + 10 * column as u64 + n))
}

fn person_name(n: u64) -> String {
    let (first, last) = (pick(&words::FIRST_NAMES, n), pick(&words::LAST_NAMES, n));
    format!("{first} {last}")
}

/// The random part of the id that is the `n`th of one command.
fn made(n: u64) -> [u8; 10] {
    let mut random = RANDOM;
    random[8..].copy_from_slice(&n.to_be_bytes()[6..]);
    random
}

/// The place behind the last one.
fn after(last: &mut Option<OrderKey>) -> OrderKey {
    let next = match last.as_ref() {
        Some(last) => OrderKey::new_after(last),
        None => OrderKey::default(),
    };
    *last = Some(next.clone());
    next
}

fn pick<'w, const N: usize>(words: &[&'w str; N], n: u64) -> &'w str {
    let at = usize::try_from(n % N as u64).unwrap_or(0);
    words[at]
}

/// A box as a row of plain values: what a program would keep that has no types of its own.
#[must_use]
pub fn row(n: u64, of: u64) -> serde_json::Value {
    let record = record(n, of);
    let cell = |column: Column| match record.value(column.id()) {
        Value::Number(number) => number.to_string().parse::<f64>().ok().into(),
        Value::Checkbox(on) => on.into(),
        Value::Text(text) => text.into(),
        Value::Date(date) => date.to_string().into(),
        Value::Choice(choice) => choice.to_string().into(),
        Value::Person(person) => person.to_string().into(),
        Value::Tags(tags) => tags.iter().map(ToString::to_string).collect(),
        _ => serde_json::Value::Null,
    };
    serde_json::json!({
        "id": record.id.to_string(),
        "stage": (0..STAGES).position(|n| stage_id(n) == record.stage()),
        "name": record.name(),
        "notes": record.notes(),
        "company": cell(Column::Company),
        "amount": cell(Column::Amount),
        "likelihood": cell(Column::Likelihood),
        "closing": cell(Column::Closing),
        "signed": cell(Column::Signed),
        "source": cell(Column::Source),
        "tags": cell(Column::Tags),
        "owner": cell(Column::Owner),
        "email": cell(Column::Email),
        "phone": cell(Column::Phone),
        "next": cell(Column::Next),
        "seats": cell(Column::Seats),
    })
}
