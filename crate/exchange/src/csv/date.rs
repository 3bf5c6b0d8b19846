//! Dates and moments as people in several countries write them.

use boxwood_model::{Date, Millis};

/// In which order a date's parts come where it does not start with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `31/12/2026`
    #[default]
    DayMonthYear,
    /// `12/31/2026`
    MonthDayYear,
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// More characters than any date and time has.
const LONGEST: usize = 40;

/// A date, with nothing after it: `2026-03-09`, `2026/3/9`, `9.3.2026`, `3/9/26`, `9 March 2026`,
/// `Mar 9, 2026`. Years of two digits are from 1969 to 2068, as POSIX has it.
pub(super) fn date(text: &str, order: DateOrder) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let [a, b, c] = parts[..] else { return None };
    if let Some(month) = month_of_name(b) {
        return Date::new(year(c)?, month, small(a)?);
    }
    if let Some(month) = month_of_name(a) {
        return Date::new(year(c)?, month, small(b)?);
    }
    if a.len() == 4 {
        return Date::new(year(a)?, small(b)?, small(c)?);
    }
    let (day, month) = match order {
        DateOrder::DayMonthYear => (a, b),
        DateOrder::MonthDayYear => (b, a),
    };
    Date::new(year(c)?, small(month)?, small(day)?)
}

/// A moment: a date, and a time after a space or `T`, in 12 or 24 hours, with its distance from UTC
/// or `Z`; without one it is so many minutes ahead of UTC as given. A date alone is its first moment.
pub(super) fn moment(text: &str, order: DateOrder, ahead: i32) -> Option<Millis> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let day = |date: Date| date.days().checked_mul(DAY);
    let at = match date(text, order) {
        Some(date) => day(date)? - i64::from(ahead) * MINUTE,
        None => {
            // The time starts at the last break before its first colon.
            let colon = text.find(':')?;
            let break_at = text.get(..colon)?.rfind(['T', 't', ' '])?;
            let (before, after) = text.split_at_checked(break_at)?;
            let (minutes, ahead) = time(after.get(1..)?, ahead)?;
            day(date(before, order)?)? + minutes - i64::from(ahead) * MINUTE
        }
    };
    u64::try_from(at).ok()
}

/// Whether it is a date or a moment in any order.
pub(super) fn looks_like_date(text: &str) -> bool {
    let orders = [DateOrder::DayMonthYear, DateOrder::MonthDayYear];
    orders.iter().any(|order| moment(text, *order, 0).is_some())
}

/// The order in which more of these are dates, and whether both do as well without being the same.
pub(super) fn likely_order<'t>(texts: impl Iterator<Item = &'t str>) -> (DateOrder, bool) {
    let (mut day_first, mut month_first, mut differ) = (0_usize, 0_usize, false);
    for text in texts {
        let by_day = moment(text, DateOrder::DayMonthYear, 0);
        let by_month = moment(text, DateOrder::MonthDayYear, 0);
        day_first += usize::from(by_day.is_some());
        month_first += usize::from(by_month.is_some());
        // Nobody writes points between month and day.
        let dotted = text.contains('.') && !text.contains(':');
        differ |= by_day != by_month && by_day.is_some() && by_month.is_some() && !dotted;
    }
    let order = if month_first > day_first {
        DateOrder::MonthDayYear
    } else {
        DateOrder::DayMonthYear
    };
    (order, differ && month_first == day_first)
}

/// Milliseconds since midnight, and minutes ahead of UTC.
fn time(text: &str, ahead: i32) -> Option<(i64, i32)> {
    let text = text.trim().to_ascii_uppercase();
    let (clock, ahead) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, 0)
    } else if let Some(at) = text.rfind(['+', '-']) {
        let (clock, zone) = text.split_at_checked(at)?;
        (clock, zone_minutes(zone)?)
    } else {
        (&*text, ahead)
    };
    let clock = clock.trim();
    let halves = [("AM", 0), ("PM", 12)];
    let half = halves
        .into_iter()
        .find_map(|(name, hours)| Some((clock.strip_suffix(name)?, hours)));
    let (clock, half) = half.map_or((clock, None), |(clock, hours)| (clock.trim(), Some(hours)));
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [hours, minutes] => (hours, minutes, "0"),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let hours = i64::from(small(hours)?);
    let hours = match half {
        Some(half) if (1..=12).contains(&hours) => hours % 12 + half,
        Some(_) => return None,
        None => hours,
    };
    let (minutes, seconds) = (i64::from(small(minutes)?), i64::from(small(seconds)?));
    if hours > 23 || minutes > 59 || seconds > 59 || !digits(fraction, 9) {
        return None;
    }
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    let whole = (hours * 60 + minutes) * MINUTE + seconds * 1_000;
    Some((whole + millis.parse::<i64>().ok()?, ahead))
}

/// `+01:00`, `-0530` or `+02` in minutes.
fn zone_minutes(text: &str) -> Option<i32> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let rest = rest.replace(':', "");
    if !digits(&rest, 4) {
        return None;
    }
    let (hours, minutes) = match rest.len() {
        2 => (rest.parse::<i32>().ok()?, 0),
        4 => (rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn year(text: &str) -> Option<u16> {
    let number: u16 = digits(text, 4).then(|| text.parse().ok())??;
    match text.len() {
        4 => Some(number),
        2 if number < 69 => Some(2_000 + number),
        2 => Some(1_900 + number),
        _ => None,
    }
}

fn small(text: &str) -> Option<u8> {
    digits(text, 2).then(|| text.parse().ok())?
}

fn digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn month_of_name(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_ascii_lowercase();
    let is = |month: &str| month == text || (text.len() == 3 && month.starts_with(&text));
    let at = MONTHS.iter().position(|month| is(month))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_forms() {
        for (text, expected) in [
            ("2026-03-09", Some("2026-03-09")),
            ("2026/3/9", Some("2026-03-09")),
            ("9.3.2026", Some("2026-03-09")),
            ("9. 3. 2026", Some("2026-03-09")),
            ("09/03/26", Some("2026-03-09")),
            ("9 March 2026", Some("2026-03-09")),
            ("Mar 9, 2026", Some("2026-03-09")),
            ("31/2/2026", None),
            ("2026-13-01", None),
            ("9/3", None),
            ("1/2/3/4", None),
        ] {
            let found = date(text, DateOrder::DayMonthYear).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        let american = date("12/31/2026", DateOrder::MonthDayYear);
        assert_eq!(american, Date::new(2026, 12, 31));
    }

    #[test]
    fn moments_in_many_forms() {
        let noon = Date::new(2026, 3, 9).and_then(Date::start).unwrap() + 12 * 3_600_000;
        for text in [
            "2026-03-09T12:00:00Z",
            "2026-03-09 12:00",
            "2026-03-09T13:00+01:00",
            "2026-03-09T06:30:00.000-0530",
            "9.3.2026 12:00 PM",
        ] {
            assert_eq!(
                moment(text, DateOrder::DayMonthYear, 0),
                Some(noon),
                "{text}"
            );
        }
        let vienna = moment("2026-03-09 13:00", DateOrder::DayMonthYear, 60);
        assert_eq!(vienna, Some(noon));
        for text in [
            "2026-03-09 24:00",
            "2026-03-09 13:00 PM",
            "12:00",
            "1950-01-01 10:00",
        ] {
            assert_eq!(moment(text, DateOrder::DayMonthYear, 0), None, "{text}");
        }
    }

    #[test]
    fn the_order_is_that_which_fits_all() {
        let month_first = ["1/31/2026", "2/1/2026"].into_iter();
        assert_eq!(likely_order(month_first), (DateOrder::MonthDayYear, false));
        let either = ["1/2/2026", "2/1/2026"].into_iter();
        assert_eq!(likely_order(either), (DateOrder::DayMonthYear, true));
    }
}
