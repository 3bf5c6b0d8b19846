//! Ids, dates, colours and numbers as text, and clocks.

use proptest::prelude::*;

use crate::{BoxId, ClientId, Clock, Colour, Date, Hlc, OrderKey, Stamp};

proptest! {
    #[test]
    fn ids_survive_their_text(bytes: [u8; 16]) {
        let id = BoxId::from_bytes(bytes);
        prop_assert_eq!(id.to_string().parse::<BoxId>().unwrap(), id);
        prop_assert_eq!(id.to_string().to_uppercase().parse::<BoxId>().unwrap(), id);
        prop_assert_eq!(id.to_string().replace('-', "").parse::<BoxId>().unwrap(), id);
        prop_assert_eq!(BoxId::from_bytes(*id.as_bytes()), id);
    }

    #[test]
    fn ids_sort_by_their_time(a in 0u64..1 << 48, b in 0u64..1 << 48, x: [u8; 10], y: [u8; 10]) {
        let (first, second) = (BoxId::from_parts(a, x), BoxId::from_parts(b, y));
        if a != b {
            prop_assert_eq!(first < second, a < b);
        }
        prop_assert_eq!(first.to_string() < second.to_string(), first < second);
    }

    #[test]
    fn no_text_makes_an_id_or_a_date_or_a_colour_panic(text: String) {
        let _ = text.parse::<BoxId>();
        let _ = text.parse::<Date>();
        let _ = text.parse::<Colour>();
    }

    #[test]
    fn dates_survive_their_text(year in 0u16..12_000, month in 0u8..20, day in 0u8..40) {
        match Date::new(year, month, day) {
            Some(date) => {
                prop_assert!(date.is_real());
                prop_assert_eq!(date.to_string().parse::<Date>().unwrap(), date);
            }
            None => {
                let text = format!("{year:04}-{month:02}-{day:02}");
                prop_assert!(text.parse::<Date>().is_err());
            }
        }
    }

    #[test]
    fn dates_sort_as_their_texts_do(a in 1u16..=9_999, b in 1u16..=9_999, m in 1u8..=12, n in 1u8..=12) {
        let (a, b) = (Date::new(a, m, 28).unwrap(), Date::new(b, n, 28).unwrap());
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn colours_survive_their_text(hex in 0u32..1 << 24) {
        let colour = Colour::from_hex(hex);
        prop_assert_eq!(colour.to_string(), format!("#{hex:06x}"));
        prop_assert_eq!(colour.to_string().parse::<Colour>().unwrap(), colour);
        prop_assert_eq!(colour.to_string().to_uppercase().parse::<Colour>().unwrap(), colour);
    }

    #[test]
    fn a_clock_never_hands_out_a_reading_twice_or_goes_back(
        walls in prop::collection::vec(any::<u64>(), 1..50),
        seen in prop::collection::vec(0u64..1 << 50, 1..50),
    ) {
        let mut clock = Clock::default();
        let mut last = Hlc::default();
        for (wall, seen) in walls.into_iter().zip(seen) {
            let now = clock.tick(wall % (1 << 47));
            prop_assert!(now > last);
            let seen = Hlc::at(seen % (1 << 47));
            clock.observe(seen);
            last = now.max(seen);
        }
    }

    #[test]
    fn a_stamp_orders_by_time_and_then_by_replica(a: u64, b: u64, x: [u8; 16], y: [u8; 16]) {
        let (a, b) = (Hlc::at(a), Hlc::at(b));
        let (first, second) = (
            Stamp::new(a, ClientId::from_bytes(x)),
            Stamp::new(b, ClientId::from_bytes(y)),
        );
        if a == b {
            prop_assert_eq!(first.cmp(&second), x[12..].cmp(&y[12..]));
        } else {
            prop_assert_eq!(first.cmp(&second), a.cmp(&b));
        }
    }

    #[test]
    fn there_is_always_room_between_two_places(choices in prop::collection::vec(0usize..1_000, 1..60)) {
        let mut keys = vec![OrderKey::default()];
        for choice in choices {
            let at = choice % (keys.len() + 1);
            let new = match (at.checked_sub(1).map(|n| &keys[n]), keys.get(at)) {
                (Some(a), Some(b)) => OrderKey::new_between(a, b).unwrap(),
                (Some(a), None) => OrderKey::new_after(a),
                (None, Some(b)) => OrderKey::new_before(b),
                (None, None) => OrderKey::default(),
            };
            keys.insert(at, new);
        }
        prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

#[test]
fn what_is_not_an_id() {
    let not = [
        "",
        "x",
        "0123",
        "g0000000-0000-0000-0000-000000000000",
        "000000000000000000000000000000000",
    ];
    for text in not {
        assert!(text.parse::<BoxId>().is_err(), "{text}");
    }
    let long = "a".repeat(1_000_000);
    let error = long.parse::<BoxId>().unwrap_err();
    assert_eq!(error.text.len(), 40, "a hostile text is not carried along");
}

#[test]
fn what_is_not_a_date() {
    let not = [
        "",
        "2026-2-3",
        "2026-02-30",
        "2025-02-29",
        "1900-02-29",
        "0000-01-01",
        "10000-01-01",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026/01/01",
        "+026-01-01",
        "2026-01-01T00:00Z",
        " 2026-01-01",
        "٢٠٢٦-٠١-٠١",
        "-001-01-01",
    ];
    for text in not {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
        assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
    }
}

#[test]
fn what_is_not_a_colour() {
    for text in [
        "", "#", "1a73e8", "#1a73e", "#1a73e80", "#1a73eg", "#é3e8a", "red", "#+a73e8",
    ] {
        assert!(text.parse::<Colour>().is_err(), "{text}");
    }
}

#[test]
fn a_clock_goes_on_when_the_wall_clock_stands_or_goes_back() {
    let mut clock = Clock::default();
    let first = clock.tick(1_000);
    assert_eq!(first, Hlc::at(1_000));
    assert_eq!(clock.tick(1_000), first.next());
    assert_eq!(clock.tick(10), first.next().next());
    assert_eq!(clock.tick(2_000), Hlc::at(2_000));
    // The end of time is no panic.
    assert!(clock.tick(u64::MAX) > Hlc::at(2_000));
    clock.tick(u64::MAX);
}
