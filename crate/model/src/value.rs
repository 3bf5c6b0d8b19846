//! What a cell holds.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{ChoiceId, UserId};

/// The content of a field of a box.
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
