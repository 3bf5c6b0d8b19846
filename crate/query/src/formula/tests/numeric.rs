//! Exact arithmetic against integers of 128 bits.

use boxwood_model::Decimal;
use proptest::prelude::*;

use super::super::numeric::{Rounding, from_text, modulo, power, to_digits, to_multiple, to_text};

/// A number of up to 18 digits, 9 of them behind the decimal point.
fn number() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0..=9u32).prop_map(|(n, scale)| Decimal::new(n / 10, scale))
}

/// The number in units of 10^-9.
fn scaled(number: Decimal) -> i128 {
    number.mantissa() * 10i128.pow(9 - number.scale())
}

proptest! {
    #[test]
    fn a_remainder_is_that_of_whole_numbers(a in number(), b in number()) {
        prop_assume!(!b.is_zero());
        let (n, d) = (scaled(a), scaled(b));
        let rest = n.rem_euclid(d.abs());
        let expected = if d < 0 && rest != 0 { rest + d } else { rest };
        prop_assert_eq!(scaled(modulo(a, b).unwrap()), expected);
    }

    #[test]
    fn a_multiple_is_that_of_whole_numbers(a in number(), unit in number()) {
        prop_assume!(!unit.is_zero());
        let unit = unit.abs();
        let (n, u) = (scaled(a), scaled(unit));
        let down = n.div_euclid(u) * u;
        let up = if down == n { n } else { down + u };
        let (toward, away) = if n < 0 { (up, down) } else { (down, up) };
        let nearest = if (n - toward).abs() * 2 >= u { away } else { toward };
        for (rounding, expected) in [
            (Rounding::Down, down),
            (Rounding::Up, up),
            (Rounding::TowardZero, toward),
            (Rounding::AwayFromZero, away),
            (Rounding::Nearest, nearest),
        ] {
            prop_assert_eq!(scaled(to_multiple(a, unit, rounding).unwrap()), expected);
        }
    }

    #[test]
    fn digits_are_those_that_decimals_have(a in number(), digits in 0..12u32) {
        let rounded = to_digits(a, digits.into(), Rounding::Nearest).unwrap();
        let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        prop_assert_eq!(rounded, a.round_dp_with_strategy(digits, strategy));
    }

    #[test]
    fn a_number_as_text_reads_back(mantissa in any::<i64>(), scale in 0..=28u32) {
        let number = Decimal::new(mantissa, scale);
        prop_assert_eq!(from_text(&to_text(number)), Some(number));
    }

    #[test]
    fn a_power_never_panics(a in any::<i64>(), b in any::<i64>(), s in 0..=28u32, t in 0..=28u32) {
        let _ = power(Decimal::new(a, s), Decimal::new(b, t));
    }

    #[test]
    fn a_square_root_squared_is_the_number(n in 1..1_000_000_000i64, scale in 0..=6u32) {
        let number = Decimal::new(n, scale);
        let root = power(number, Decimal::new(5, 1)).unwrap();
        let error = (root * root - number).abs();
        prop_assert!(error <= number * Decimal::new(1, 18), "{root} for {number}");
    }
}
