//! Dates as numbers of days, and moments as dates.

use boxwood_model::Date;

/// Milliseconds in a day.
pub(super) const DAY: i64 = 86_400_000;

/// The days since 1970-01-01, negative before.
pub(super) fn days_of(date: Date) -> i64 {
    let (year, month, day) = parts(date);
    days_of_civil(year, month, day)
}

/// The date so many days after 1970-01-01, if it is in the years 1 to 9999.
///
/// The arithmetic is Howard Hinnant's (`chrono`-Compatible Low-Level Date Algorithms): an era is the
/// 400 years after which the calendar repeats, and its years begin in March, so that the leap day is
/// the last of a year.
pub(super) fn date_of(days: i64) -> Option<Date> {
    let days = days.checked_add(719_468)?;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    date(year, month, day)
}

/// The day of a month counted from January of year 0, day 1 being the first; either may be beyond its
/// usual range.
pub(super) fn date_from(month: i64, day: i64) -> Option<Date> {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    // What is further off cannot come back into the calendar by days.
    if !(-10_000..=20_000).contains(&year) {
        return None;
    }
    date_of(days_of_civil(year, month, 1).checked_add(day.checked_sub(1)?)?)
}

/// The same day so many months later; the last of the month where that month is shorter.
pub(super) fn months_later(date: Date, months: i64) -> Option<Date> {
    let (year, month, day) = parts(date);
    let first = (year * 12 + month - 1).checked_add(months)?;
    let last = days_of(date_from(first, 1)?) + length_of_month(first) - 1;
    date_of((days_of(date_from(first, 1)?) + day - 1).min(last))
}

/// Year, month and day.
pub(super) fn parts(date: Date) -> (i64, i64, i64) {
    // The text form is what a date promises: YYYY-MM-DD.
    let text = date.to_string();
    let mut numbers = text.split('-').map(|part| part.parse().unwrap_or_default());
    let mut next = || numbers.next().unwrap_or_default();
    (next(), next(), next())
}

/// The day of the week, 0 for Sunday.
pub(super) fn weekday(date: Date) -> i64 {
    // 1970-01-01 was a Thursday.
    (days_of(date) + 4).rem_euclid(7)
}

fn length_of_month(month: i64) -> i64 {
    let first = |month: i64| days_of_civil(month.div_euclid(12), month.rem_euclid(12) + 1, 1);
    first(month + 1) - first(month)
}

fn days_of_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let from_march = (month + 9) % 12;
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}
