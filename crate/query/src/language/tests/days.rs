//! Days where clocks change, and the calendar.

use boxwood_model::{Date, Millis};
use proptest::prelude::*;

use super::example::{NOW, Owned, Sheet, UTC, context};
use crate::language::date::{civil, day_number};
use crate::language::{Context, Field, FixedOffset, NoFields, Options, Query, Weekday, Zone};

struct Named(jiff::tz::TimeZone);

impl Zone for Named {
    fn offset(&self, moment: i64) -> i32 {
        let moment = jiff::Timestamp::from_millisecond(moment).expect("in range");
        self.0.to_offset(moment).seconds()
    }
}

fn zone(name: &str) -> Named {
    Named(jiff::tz::TimeZone::get(name).expect("a zone"))
}

fn millis(text: &str) -> Millis {
    let moment: jiff::Timestamp = text.parse().expect("a moment");
    moment.as_millisecond().try_into().expect("after 1970")
}

/// Whether a query is true, at `now` in `zone`, of what was last changed at `updated`.
fn holds(text: &str, zone: &dyn Zone, now: &str, updated: &str) -> bool {
    let mut sheet = Sheet::default();
    sheet
        .contents
        .insert(Field::Updated, vec![Owned::Moment(millis(updated))]);
    let context = Context {
        now: millis(now),
        ..context(zone)
    };
    Query::parse(text, &NoFields, Options::default()).matches(&sheet, &context)
}

#[test]
fn days_are_the_users() {
    let now = "2026-03-11T12:00:00Z";
    let cases = [
        ("Pacific/Kiritimati", "2026-03-09T10:00:00Z", true),
        ("Pacific/Kiritimati", "2026-03-10T10:00:00Z", false),
        ("America/Los_Angeles", "2026-03-10T06:59:59.999Z", false),
        ("America/Los_Angeles", "2026-03-10T07:00:00Z", true),
        ("Asia/Kathmandu", "2026-03-09T18:15:00Z", true),
        ("Asia/Kathmandu", "2026-03-09T18:14:59.999Z", false),
    ];
    for (name, updated, expected) in cases {
        let found = holds("on:2026-03-10", &zone(name), now, updated);
        assert_eq!(found, expected, "{name} {updated}");
    }
    // In Kiritimati it is the twelfth already.
    let kiritimati = zone("Pacific/Kiritimati");
    assert!(holds(
        "on:yesterday",
        &kiritimati,
        now,
        "2026-03-10T10:00:00Z"
    ));
}

#[test]
fn days_with_23_and_25_hours_are_whole() {
    let berlin = zone("Europe/Berlin");
    for (day, first, last) in [
        (
            "2026-03-29",
            "2026-03-28T23:00:00Z",
            "2026-03-29T21:59:59.999Z",
        ),
        (
            "2026-10-25",
            "2026-10-24T22:00:00Z",
            "2026-10-25T22:59:59.999Z",
        ),
    ] {
        let query = format!("on:{day}");
        for moment in [first, last] {
            assert!(
                holds(&query, &berlin, "2026-12-01T00:00:00Z", moment),
                "{moment}"
            );
        }
        for moment in [millis(first) - 1, millis(last) + 1] {
            let moment = jiff::Timestamp::from_millisecond(moment.try_into().expect("small"))
                .expect("in range")
                .to_string();
            assert!(
                !holds(&query, &berlin, "2026-12-01T00:00:00Z", &moment),
                "{moment}"
            );
        }
    }
}

#[test]
fn a_day_starts_when_clocks_jump_over_its_midnight() {
    // In Beirut clocks go from 00:00 to 01:00; in Havana from 01:00 back to 00:00.
    for (name, day, first) in [
        ("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z"),
        ("America/Havana", "2022-11-06", "2022-11-06T04:00:00Z"),
        ("America/Havana", "2022-03-13", "2022-03-13T05:00:00Z"),
    ] {
        let query = format!("before:{day}");
        let before =
            jiff::Timestamp::from_millisecond(i64::try_from(millis(first)).expect("small") - 1)
                .expect("in range")
                .to_string();
        assert!(
            holds(&query, &zone(name), "2026-01-01T00:00:00Z", &before),
            "{name} {day}"
        );
        assert!(
            !holds(&query, &zone(name), "2026-01-01T00:00:00Z", first),
            "{name} {day}"
        );
    }
}

#[test]
fn a_day_may_start_after_its_midnight() {
    /// Clocks jump from 23:40 to 00:40, as Toronto's did in 1919.
    struct Jump;
    impl Zone for Jump {
        fn offset(&self, moment: i64) -> i32 {
            let jump = i64::try_from(millis("2026-03-09T23:40:00Z")).expect("small");
            if moment < jump { 0 } else { 3_600 }
        }
    }
    let now = "2026-03-11T12:00:00Z";
    for query in ["after:2026-03-10", "on:2026-03-10"] {
        assert!(holds(query, &Jump, now, "2026-03-09T23:40:00Z"));
        assert!(!holds(query, &Jump, now, "2026-03-09T23:39:59.999Z"));
    }
    assert!(holds(
        "on:2026-03-09",
        &Jump,
        now,
        "2026-03-09T23:39:59.999Z"
    ));
}

#[test]
fn a_day_that_a_zone_left_out_holds_nothing() {
    // Samoa went from 29 to 31 December 2011.
    let apia = zone("Pacific/Apia");
    let now = "2012-01-05T00:00:00Z";
    for moment in ["2011-12-30T09:59:59.999Z", "2011-12-30T10:00:00Z"] {
        assert!(!holds("on:2011-12-30", &apia, now, moment));
    }
    assert!(holds(
        "on:2011-12-29",
        &apia,
        now,
        "2011-12-30T09:59:59.999Z"
    ));
    assert!(holds("on:2011-12-31", &apia, now, "2011-12-30T10:00:00Z"));
}

#[test]
fn older_than_is_by_the_clock_on_the_wall() {
    let berlin = zone("Europe/Berlin");
    // A day that has 23 hours ago, at the same time of day.
    let now = "2026-03-29T18:00:00Z";
    assert!(holds("older_than:1d", &berlin, now, "2026-03-28T18:59:59Z"));
    assert!(holds("newer_than:1d", &berlin, now, "2026-03-28T19:00:00Z"));
    // Hours are hours.
    assert!(holds(
        "older_than:24h",
        &berlin,
        now,
        "2026-03-28T17:59:59Z"
    ));
    assert!(holds(
        "newer_than:24h",
        &berlin,
        now,
        "2026-03-28T18:00:00Z"
    ));
    // A month before the 31st of March is the last of February.
    let now = "2026-03-31T12:00:00Z";
    assert!(holds("newer_than:1m", &UTC, now, "2026-02-28T12:00:00Z"));
    assert!(holds("older_than:1m", &UTC, now, "2026-02-28T11:59:59Z"));
    assert!(holds(
        "older_than:2y",
        &UTC,
        "2024-02-29T00:00:00Z",
        "2022-02-27T23:59:59Z"
    ));
}

#[test]
fn weeks_start_when_the_user_says() {
    let sunday = "2026-03-08T12:00:00Z";
    let mut sheet = Sheet::default();
    sheet
        .contents
        .insert(Field::Updated, vec![Owned::Moment(millis(sunday))]);
    let query = Query::parse("on:this-week", &NoFields, Options::default());
    for (week_start, expected) in [(Weekday::Monday, false), (Weekday::Sunday, true)] {
        let context = Context {
            week_start,
            ..context(&UTC)
        };
        assert_eq!(query.matches(&sheet, &context), expected);
    }
}

#[test]
fn a_relative_day_moves_on_with_time() {
    let query = Query::parse("on:today", &NoFields, Options::default());
    let mut sheet = Sheet::default();
    sheet
        .contents
        .insert(Field::Updated, vec![Owned::Moment(NOW)]);
    assert!(query.matches(&sheet, &context(&UTC)));
    let tomorrow = Context {
        now: NOW + 86_400_000,
        ..context(&UTC)
    };
    assert!(!query.matches(&sheet, &tomorrow));
}

#[test]
fn the_ends_of_time_are_no_trouble() {
    let mut sheet = Sheet::default();
    sheet
        .contents
        .insert(Field::Updated, vec![Owned::Moment(u64::MAX)]);
    sheet.contents.insert(
        Field::Due,
        vec![Owned::Date(Date::new(9_999, 12, 31).expect("a day"))],
    );
    for (text, expected) in [
        ("after:today", true),
        ("before:today", false),
        ("due:9999", true),
        ("due>9999-12-31", false),
        ("due<=9999-12-31", true),
        ("due<0001", false),
        ("due>=0001-01-01", true),
        ("before:999999999999", false),
        ("older_than:3659634d", false),
        ("newer_than:9999y", true),
    ] {
        for now in [0, NOW, u64::MAX] {
            let zone = FixedOffset { seconds: -43_200 };
            let context = Context {
                now,
                ..context(&zone)
            };
            let found = Query::parse(text, &NoFields, Options::default()).matches(&sheet, &context);
            if now == NOW {
                assert_eq!(found, expected, "{text}");
            }
        }
    }
}

proptest! {
    #[test]
    fn the_calendar_is_the_platforms(day in -700_000i64..2_900_000) {
        let date = jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(day))
            .expect("in range");
        let (year, month, of_month) = civil(day);
        prop_assert_eq!(
            (year, month, of_month),
            (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()))
        );
        prop_assert_eq!(day_number(year, month, of_month), day);
    }

    #[test]
    fn days_start_where_the_platform_says(
        name in proptest::sample::select(&[
            "Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "Australia/Lord_Howe",
            "America/St_Johns", "Asia/Tehran", "Africa/Casablanca", "America/Asuncion",
        ][..]),
        year in 1971i16..2037, month in 1i8..13, day in 1i8..29,
    ) {
        let named = zone(name);
        let date = jiff::civil::date(year, month, day);
        let first = date.to_zoned(named.0.clone()).expect("in range").start_of_day().expect("in range");
        let first = first.timestamp();
        let before = first.checked_sub(jiff::Span::new().milliseconds(1)).expect("in range");
        let query = format!("after:{date}");
        let now = "2040-01-01T00:00:00Z";
        prop_assert!(holds(&query, &named, now, &first.to_string()), "{} {}", name, date);
        prop_assert!(!holds(&query, &named, now, &before.to_string()), "{} {}", name, date);
    }
}
