//! What a cell holds.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{ChoiceId, ContactId, Millis, OrganizationId, UserId};

/// The milliseconds of a day.
const DAY: Millis = 24 * 60 * 60 * 1_000;

/// The content of a field of a box.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number or an amount of money; exact.
    Number(Decimal),
    /// A calendar date, in no time zone.
    Date(Date),
    /// A checkbox.
    Checkbox(bool),
    /// One choice of a dropdown.
    Choice(ChoiceId),
    /// A member of the team.
    Person(UserId),
    /// A moment.
    Moment(Millis),
    /// Choices of a tags field, each once, in the order of their ids.
    Tags(Vec<ChoiceId>),
    /// A contact.
    Contact(ContactId),
    /// An organization.
    Organization(OrganizationId),
}

/// A date of the proleptic Gregorian calendar, years 1 to 9999. Its text form is `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date: write it as YYYY-MM-DD, such as 2026-03-09")]
pub struct DateError {
    /// The start of the text as it came.
    pub text: String,
}

impl Date {
    /// The date, if there is such a day.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if year >= 1 && year <= 9999 && day >= 1 && day <= days {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// The date of these numbers, whether or not there is such a day.
    pub(crate) const fn from_parts(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The day of a moment, in UTC; none after the year 9999.
    #[must_use]
    pub fn of_moment(at: Millis) -> Option<Self> {
        Self::from_days(i64::try_from(at / DAY).ok()?)
    }

    /// The first moment of the day, in UTC; none before 1970.
    #[must_use]
    pub fn start(self) -> Option<Millis> {
        Some(u64::try_from(self.days()).ok()? * DAY)
    }

    /// Days since 1970-01-01, negative before (Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", `days_from_civil`).
    #[must_use]
    pub const fn days(self) -> i64 {
        let (month, day) = (self.month as i64, self.day as i64);
        let year = self.year as i64 - if month <= 2 { 1 } else { 0 };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that is so many days after 1970-01-01 (the same source, `civil_from_days`); none
    /// outside of the years 1 to 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Whether this is a day that exists: one that was decoded may not be.
    #[must_use]
    pub const fn is_real(self) -> bool {
        Self::new(self.year, self.month, self.day).is_some()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let parse = || {
            let bytes = text.as_bytes();
            let [_, _, _, _, b'-', _, _, b'-', _, _] = bytes else {
                return None;
            };
            let digits = |part: &[u8]| {
                part.iter().try_fold(0u16, |n, b| {
                    b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0'))
                })
            };
            let (month, day) = (digits(&bytes[5..7])?, digits(&bytes[8..10])?);
            Self::new(
                digits(&bytes[..4])?,
                u8::try_from(month).ok()?,
                u8::try_from(day).ok()?,
            )
        };
        parse().ok_or_else(|| DateError {
            text: text.chars().take(20).collect(),
        })
    }
}
