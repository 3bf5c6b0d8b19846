//! What a column seems to hold, and how the file writes numbers and dates.

use std::collections::BTreeSet;

use boxwood_model::{BoxId, FieldKind, Gather as _};

use super::date::{self, DateOrder};
use super::number::{self, Decimals};
use super::sheet::{Row, Sheet};

/// How a file writes numbers, dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conventions {
    /// Which character starts the decimals.
    pub decimals: Decimals,
    /// Whether the day or the month comes first.
    pub dates: DateOrder,
    /// Whether the dates in the file fit either order: then somebody should be asked.
    pub is_order_ambiguous: bool,
    /// By how many minutes times without a zone are ahead of UTC.
    pub minutes_ahead: i32,
}

impl Conventions {
    /// The conventions by which most of the file's first thousand rows can be read.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let rows: Vec<Row> = sheet.body().take(Sheet::SAMPLE).collect();
        let cells = || {
            let rows = rows.iter();
            rows.flat_map(|row| (0..sheet.width()).map(|column| row.cell(column)))
                .filter(|cell| !cell.is_empty())
        };
        let (dates, is_order_ambiguous) = date::likely_order(cells());
        Self {
            // `9.3.2026` is a date and says nothing of numbers.
            decimals: number::likely_decimals(cells().filter(|cell| !date::looks_like_date(cell))),
            dates,
            is_order_ambiguous,
            minutes_ahead: 0,
        }
    }
}

/// The type of a field that an import makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewFieldKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money, in this currency (ISO 4217).
    Currency(String),
    /// A share.
    Percent,
    /// A date.
    Date,
    /// A moment.
    DateTime,
    /// A checkbox.
    Checkbox,
    /// One of some choices, which are made as they come.
    Dropdown,
    /// Any of some choices, which are made as they come.
    Tags,
    /// A member of the team.
    Person,
    /// An address in the web.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
}

impl NewFieldKind {
    pub(super) fn kind(&self) -> FieldKind {
        match self {
            Self::Text => FieldKind::Text,
            Self::Number => FieldKind::Number,
            Self::Currency(code) => FieldKind::Currency(code.clone()),
            Self::Percent => FieldKind::Percent,
            Self::Date => FieldKind::Date,
            Self::DateTime => FieldKind::DateTime,
            Self::Checkbox => FieldKind::Checkbox,
            Self::Dropdown => FieldKind::Dropdown(Vec::new()),
            Self::Tags => FieldKind::Tags(Vec::new()),
            Self::Person => FieldKind::Person,
            Self::Url => FieldKind::Url,
            Self::Email => FieldKind::Email,
            Self::Phone => FieldKind::Phone,
        }
    }
}

/// What the first thousand rows say about a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnProfile {
    /// The type that holds all its cells.
    pub kind: NewFieldKind,
    /// How many cells are not empty.
    pub filled: usize,
    /// How many different contents there are.
    pub distinct: usize,
    /// Whether all cells are e-mail addresses, several in a cell and with names before them too.
    pub are_mailboxes: bool,
    /// Whether all cells are box ids.
    pub are_box_ids: bool,
    /// The first few contents.
    pub examples: Vec<String>,
}

impl ColumnProfile {
    const EXAMPLES: usize = 3;

    /// Looks at every column of a file.
    #[must_use]
    pub fn of_all(sheet: &Sheet, conventions: &Conventions) -> Vec<Self> {
        let rows: Vec<Row> = sheet.body().take(Sheet::SAMPLE).collect();
        let profile = |column| {
            let cells = rows.iter().map(|row| row.cell(column));
            let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
            Self::of(&cells, conventions)
        };
        (0..sheet.width()).map(profile).collect()
    }

    fn of(cells: &[&str], conventions: &Conventions) -> Self {
        let distinct: BTreeSet<&str> = cells.iter().copied().gather();
        let examples = cells.iter().take(Self::EXAMPLES);
        let are_box_ids = cells.iter().all(|cell| cell.parse::<BoxId>().is_ok());
        let is_mailbox = |part: &str| is_email(mailbox(part).1);
        let are_mailboxes = cells.iter().all(|cell| tag_parts(cell).all(is_mailbox));
        Self {
            are_mailboxes: are_mailboxes && !cells.is_empty(),
            kind: guess(cells, distinct.len(), conventions),
            filled: cells.len(),
            distinct: distinct.len(),
            are_box_ids: are_box_ids && !cells.is_empty(),
            examples: examples.map(|cell| (*cell).to_owned()).collect(),
        }
    }
}

/// The narrowest type that holds all cells.
fn guess(cells: &[&str], distinct: usize, conventions: &Conventions) -> NewFieldKind {
    let all = |is: &dyn Fn(&str) -> bool| cells.iter().all(|cell| is(cell));
    if cells.is_empty() {
        return NewFieldKind::Text;
    }
    let order = conventions.dates;
    if all(&|cell| date::date(cell, order).is_some()) {
        return NewFieldKind::Date;
    }
    if all(&|cell| date::moment(cell, order, 0).is_some()) {
        return NewFieldKind::DateTime;
    }
    if let Some(kind) = numeric(cells, conventions) {
        return kind;
    }
    if all(&|cell| checkbox(cell).is_some()) {
        return NewFieldKind::Checkbox;
    }
    if all(&is_email) {
        return NewFieldKind::Email;
    }
    if all(&|cell| cell.starts_with("http://") || cell.starts_with("https://")) {
        return NewFieldKind::Url;
    }
    if all(&is_phone) {
        return NewFieldKind::Phone;
    }
    choices(cells, distinct)
}

fn numeric(cells: &[&str], conventions: &Conventions) -> Option<NewFieldKind> {
    // Postal codes and telephone numbers lose their zero as numbers.
    let has_code = cells.iter().any(|cell| {
        let digits = cell.bytes().all(|b| b.is_ascii_digit());
        (digits && cell.len() > 1 && cell.starts_with('0')) || cell.starts_with('+')
    });
    if has_code {
        return None;
    }
    let amounts = cells
        .iter()
        .map(|cell| number::amount(cell, conventions.decimals));
    let amounts: Vec<number::Amount> = amounts.collect::<Option<_>>()?;
    if amounts.iter().all(|amount| amount.is_percent) {
        return Some(NewFieldKind::Percent);
    }
    if amounts.iter().any(|amount| amount.is_percent) {
        return None;
    }
    let currencies: BTreeSet<_> = amounts
        .iter()
        .filter_map(|amount| amount.currency.as_ref())
        .gather();
    match (currencies.first(), currencies.len()) {
        (Some(code), 1) => Some(NewFieldKind::Currency((*code).clone())),
        (_, 0) => Some(NewFieldKind::Number),
        // Two currencies in one column would become one.
        _ => None,
    }
}

/// Text that repeats is a choice; text whose parts repeat is tags.
fn choices(cells: &[&str], distinct: usize) -> NewFieldKind {
    const MOST: usize = 50;
    const LONGEST: usize = 40;
    let are_short =
        |parts: &BTreeSet<&str>| parts.iter().all(|part| part.chars().count() <= LONGEST);
    let parts: Vec<&str> = cells.iter().flat_map(|cell| tag_parts(cell)).collect();
    let different: BTreeSet<&str> = parts.iter().copied().gather();
    let few = different.len() <= MOST && different.len() * 2 <= parts.len();
    if parts.len() > cells.len() && few && are_short(&different) {
        return NewFieldKind::Tags;
    }
    let different: BTreeSet<&str> = cells.iter().copied().gather();
    if distinct <= MOST && distinct * 3 <= cells.len() && are_short(&different) {
        return NewFieldKind::Dropdown;
    }
    NewFieldKind::Text
}

/// The parts of a cell that holds several: between semicolons, bars or line breaks if there are any,
/// else between commas.
pub(super) fn tag_parts(cell: &str) -> impl Iterator<Item = &str> {
    let strong: &[char] = &[';', '|', '\n'];
    let separators = if cell.contains(strong) {
        strong
    } else {
        &[',']
    };
    cell.split(separators)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// What people write for yes and no.
pub(super) fn checkbox(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "x" | "1" | "on" | "checked" | "✓" | "✔" | "☑" | "ja"
        | "oui" | "sí" | "si" | "wahr" | "vrai" => Some(true),
        "false" | "f" | "no" | "n" | "0" | "off" | "unchecked" | "✗" | "✘" | "☐" | "nein"
        | "non" | "falsch" | "faux" => Some(false),
        _ => None,
    }
}

/// The name and the address of `Ana Hill <ana@hill.example>`.
pub(super) fn mailbox(text: &str) -> (&str, &str) {
    let text = text.trim();
    let parts = text.strip_suffix('>').and_then(|rest| rest.split_once('<'));
    match parts {
        Some((name, email)) => (name.trim().trim_matches('"').trim(), email.trim()),
        None => ("", text),
    }
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let is_one = |(user, domain): (&str, &str)| {
        !user.is_empty() && domain.contains('.') && !domain.contains('@')
    };
    parts.is_some_and(is_one) && !text.contains(char::is_whitespace)
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_dialled = |c: char| c.is_ascii_digit() || " ()-./+".contains(c);
    (6..=15).contains(&digits) && text.chars().all(is_dialled)
}
