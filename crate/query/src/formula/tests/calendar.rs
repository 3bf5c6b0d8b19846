//! Days and dates.

use boxwood_model::Date;

use super::super::calendar::{date_from, date_of, days_of, months_later, parts, weekday};

#[test]
fn every_day_of_the_calendar_has_the_next_number() {
    let mut days = days_of(Date::new(1, 1, 1).unwrap());
    for year in 1..=9999 {
        // All years' ends of months; every day of the years around now.
        let every = (1890..2110).contains(&year);
        for month in 1..=12 {
            let real = |day: &u8| Date::new(year, month, *day).is_some();
            let length = (1..=31).filter(real).count();
            for day in (1..=31).filter(real) {
                if every || day == 1 || usize::from(day) == length {
                    let date = Date::new(year, month, day).unwrap();
                    assert_eq!(days_of(date), days + i64::from(day) - 1);
                    assert_eq!(date_of(days_of(date)), Some(date));
                    assert_eq!(parts(date), (year.into(), month.into(), day.into()));
                }
            }
            days += i64::try_from(length).unwrap();
        }
    }
    assert_eq!(date_of(days), None, "there is no year 10000");
    assert_eq!(date_of(days_of(Date::new(1, 1, 1).unwrap()) - 1), None);
}

#[test]
fn the_epoch_is_day_0_and_a_thursday() {
    let epoch = Date::new(1970, 1, 1).unwrap();
    assert_eq!(days_of(epoch), 0);
    assert_eq!(weekday(epoch), 4);
}

#[test]
fn what_is_out_of_range_is_no_date() {
    let date = Date::new(2026, 3, 9).unwrap();
    for extreme in [i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX] {
        assert_eq!(date_of(extreme), None);
        assert_eq!(date_from(extreme, 1), None);
        assert_eq!(date_from(2026 * 12, extreme), None);
        assert_eq!(months_later(date, extreme), None);
    }
}
