//! Numbers of 64 bits that are in the order of decimal numbers.

use std::ops::Range;

use boxwood_model::Decimal;

use super::values::Values;
use crate::language::NumberTest;

/// Ten thousandths are told apart.
const PARTS: i64 = 10_000;

/// Where a number is among ten thousandths: even where it is on one, odd between two of them. So
/// numbers with even keys are equal where their keys are.
pub(super) fn key(number: Decimal) -> i64 {
    const LAST: i64 = i64::MAX / 2;
    let parts = number.checked_mul(Decimal::from(PARTS));
    let whole = parts.map(|parts| parts.floor());
    let fits = whole
        .and_then(|whole| i64::try_from(whole).ok())
        .filter(|whole| (-LAST..LAST).contains(whole));
    match (fits, parts) {
        (Some(whole), Some(parts)) => 2 * whole + i64::from(parts != Decimal::from(whole)),
        _ if number.is_sign_negative() => i64::MIN + 1,
        _ => i64::MAX,
    }
}

/// Values of which something is true.
pub(super) struct Ranges {
    /// Of these it certainly is.
    pub(super) certain: Range<usize>,
    /// Of these it may be: numbers that their key does not tell from each other.
    pub(super) possible: [Range<usize>; 2],
}

/// The numbers of which `test` is true.
pub(super) fn numbers(values: Values<'_>, test: NumberTest) -> Ranges {
    let mut found = Ranges {
        certain: 0..values.len(),
        possible: [0..0, 0..0],
    };
    // The smallest and the largest number, and whether it is itself among them.
    let (low, high) = match test {
        NumberTest::Equal(number) => (Some((number, true)), Some((number, true))),
        NumberTest::Below(number) => (None, Some((number, false))),
        NumberTest::AtMost(number) => (None, Some((number, true))),
        NumberTest::Above(number) => (Some((number, false)), None),
        NumberTest::AtLeast(number) => (Some((number, true)), None),
        NumberTest::Between(low, high) => (Some((low, true)), Some((high, true))),
    };
    let [at_low, at_high] = &mut found.possible;
    if let Some((number, itself)) = low {
        let (equal, is_exact) = equal(values, number);
        found.certain.start = if is_exact && itself {
            equal.start
        } else {
            equal.end
        };
        *at_low = if is_exact { 0..0 } else { equal };
    }
    if let Some((number, itself)) = high {
        let (equal, is_exact) = equal(values, number);
        found.certain.end = if is_exact && itself {
            equal.end
        } else {
            equal.start
        };
        *at_high = if is_exact { 0..0 } else { equal };
    }
    found
}

/// The values with the key of a number, and whether they are that number then.
fn equal(values: Values<'_>, number: Decimal) -> (Range<usize>, bool) {
    let key = key(number);
    let end = key
        .checked_add(1)
        .map_or(values.len(), |next| values.below(next));
    (values.below(key)..end, key & 1 == 0)
}
