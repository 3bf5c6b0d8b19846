//! What is written for a day or a length of time, kept relative.

use boxwood_model::Date;

use super::super::text::name_key;

/// A stretch of time: a day, a week, …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day(Date),
    /// A month of a year.
    Month {
        /// The year.
        year: u16,
        /// The month, from 1.
        month: u8,
    },
    /// A year.
    Year(u16),
    /// A day counted from today: -1 is yesterday.
    FromToday(i32),
    /// A day of the week.
    Weekday(Weekday, Which),
    /// A calendar week, month, quarter or year: 0 is this one, -1 the last.
    Calendar(TimeUnit, i32),
    /// The day so many units from today; before it when negative.
    Away(i32, TimeUnit),
    /// A second, counted from 1970-01-01T00:00Z.
    Second(i64),
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// 3,600 seconds.
    Hour,
    /// A calendar day.
    Day,
    /// Seven calendar days.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// Twelve calendar months.
    Year,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Which of the days of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The latest one before today.
    Past,
    /// The first one from today on.
    Coming,
    /// The one in this week.
    This,
    /// The first one after today.
    Next,
}

/// Where a bare weekday or length of time points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Back.
    Past,
    /// Ahead.
    Future,
}

/// What to offer where a day is asked for.
pub(crate) const RELATIVE: &[&str] = &[
    "today",
    "yesterday",
    "tomorrow",
    "this-week",
    "last-week",
    "next-week",
    "this-month",
    "last-month",
    "next-month",
    "this-quarter",
    "last-quarter",
    "next-quarter",
    "this-year",
    "last-year",
    "next-year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Longer lengths of time are beyond any date there is.
const LONGEST: i32 = 9_999 * 366;

/// Reads a day, week, month, …: relative words, ISO dates, Gmail's formats, seconds since 1970.
pub(crate) fn period(text: &str, sense: Sense) -> Option<Period> {
    let text = text.trim();
    relative(text, sense)
        .or_else(|| absolute(text))
        .or_else(|| {
            let (count, unit) = duration(text)?;
            let signed = text.starts_with(['-', '+']);
            let count = match sense {
                _ if signed => count,
                Sense::Past => -count,
                Sense::Future => count,
            };
            (unit != TimeUnit::Hour).then_some(Period::Away(count, unit))
        })
}

/// Reads a length of time such as `3d`; one with a sign points to the past or the future.
pub(crate) fn duration(text: &str) -> Option<(i32, TimeUnit)> {
    let text = text.trim();
    let at = text.len().checked_sub(1)?;
    let unit = match text.get(at..)? {
        "h" | "H" => TimeUnit::Hour,
        "d" | "D" => TimeUnit::Day,
        "w" | "W" => TimeUnit::Week,
        "m" | "M" => TimeUnit::Month,
        "y" | "Y" => TimeUnit::Year,
        _ => return None,
    };
    let count: i32 = text.get(..at)?.parse().ok()?;
    (-LONGEST..=LONGEST)
        .contains(&count)
        .then_some((count, unit))
}

fn weekday(key: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| *name == key || (key.len() == 3 && name.starts_with(key)))
        .map(|(_, day)| *day)
}

fn relative(text: &str, sense: Sense) -> Option<Period> {
    let key = name_key(text);
    match key.as_str() {
        "today" => return Some(Period::FromToday(0)),
        "yesterday" => return Some(Period::FromToday(-1)),
        "tomorrow" => return Some(Period::FromToday(1)),
        _ => {}
    }
    if let Some(day) = weekday(&key) {
        let which = match sense {
            Sense::Past => Which::Past,
            Sense::Future => Which::Coming,
        };
        return Some(Period::Weekday(day, which));
    }
    let (which, unit) = key.split_once('-')?;
    let (offset, which) = match which {
        "last" => (-1, Which::Past),
        "this" => (0, Which::This),
        "next" => (1, Which::Next),
        _ => return None,
    };
    let unit = match unit {
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "quarter" => TimeUnit::Quarter,
        "year" => TimeUnit::Year,
        other => return Some(Period::Weekday(weekday(other)?, which)),
    };
    Some(Period::Calendar(unit, offset))
}

/// `2026`, `2026-03`, `2026-03-09`, `2026/3/9`, `3/9/2026`, `9.3.2026`, or nine digits and more.
fn absolute(text: &str) -> Option<Period> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else {
        return match text.len() {
            4 => year(text).map(Period::Year),
            9..=12 => text.parse().ok().map(Period::Second),
            _ => None,
        };
    };
    if !['-', '/', '.'].contains(&separator) {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).collect();
    let small = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    match parts.as_slice() {
        [y, m] if separator != '.' => {
            let (year, month) = (year(y)?, small(m)?);
            (1..=12)
                .contains(&month)
                .then_some(Period::Month { year, month })
        }
        [y, m, d] if y.len() == 4 && separator != '.' => {
            Date::new(year(y)?, small(m)?, small(d)?).map(Period::Day)
        }
        [a, b, y] if separator != '-' => {
            let (first, second, year) = (small(a)?, small(b)?, year(y)?);
            // With points the day comes first, with slashes the month; unless there is no such month.
            let day_first = separator == '.' || first > 12;
            let (month, day) = if day_first {
                (second, first)
            } else {
                (first, second)
            };
            Date::new(year, month, day).map(Period::Day)
        }
        _ => None,
    }
}

fn year(text: &str) -> Option<u16> {
    let year = text.parse().ok()?;
    (text.len() == 4 && year > 0 && text.bytes().all(|b| b.is_ascii_digit())).then_some(year)
}
