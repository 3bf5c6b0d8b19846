//! The proleptic Gregorian calendar, as numbers of days since 1970-01-01.

/// A day, counted from 1970-01-01.
pub(crate) type Day = i64;

/// The number of a day. Days and months past their end run on into the next.
pub(crate) const fn day_number(year: i64, month: i64, day: i64) -> Day {
    // Years that start in March end with the day that is not always there.
    let months = year * 12 + month - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let year = if month < 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let since_march = (month + 10) % 12;
    let of_year = (153 * since_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month (from 1) and day (from 1).
pub(crate) const fn civil(day: Day) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let since_march = (5 * of_year + 2) / 153;
    let month = if since_march < 10 {
        since_march + 3
    } else {
        since_march - 9
    };
    let year = year + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, of_year - (153 * since_march + 2) / 5 + 1)
}

/// The same day of the month so many months later, or the month's last day where there is none.
pub(crate) fn add_months(day: Day, months: i64) -> Day {
    let (year, month, of_month) = civil(day);
    let first = day_number(year, month + months, 1);
    let length = day_number(year, month + months + 1, 1) - first;
    first + of_month.min(length) - 1
}

/// The day of the week, 0 for Monday.
pub(crate) const fn weekday(day: Day) -> i64 {
    // 1970-01-01 was a Thursday.
    (day + 3).rem_euclid(7)
}
