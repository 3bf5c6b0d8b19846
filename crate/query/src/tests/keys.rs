//! Numbers as bytes sort as numbers do.

use boxwood_model::Decimal;
use proptest::prelude::*;

use crate::view::number_key;

fn decimal() -> impl Strategy<Value = Decimal> {
    const MOST: i128 = (1 << 96) - 1;
    let any = (-MOST..=MOST, 0..=28_u32);
    let small = (-2_000..2_000_i128, 0..=6_u32);
    prop_oneof![any, small]
        .prop_map(|(units, scale)| Decimal::try_from_i128_with_scale(units, scale).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn any_two(a in decimal(), b in decimal()) {
        let (key_a, key_b) = (number_key(a), number_key(b));
        prop_assert_eq!(a.cmp(&b), key_a.cmp(&key_b), "{} {}", a, b);
        if a != b {
            prop_assert!(!key_a.starts_with(&key_b) && !key_b.starts_with(&key_a));
        }
    }

    #[test]
    fn the_same_number_written_otherwise(units in -10_000..10_000_i64, zeros in 0..6_u32) {
        let plain = Decimal::new(units, 2);
        let mut longer = plain;
        longer.rescale(2 + zeros);
        prop_assert_eq!(number_key(plain), number_key(longer));
    }
}

#[test]
fn neighbours() {
    let texts = [
        "-79228162514264337593543950335",
        "-256",
        "-255.5",
        "-10",
        "-9",
        "-1.01",
        "-1",
        "-0.1",
        "-0.09",
        "-0.0000000000000000000000000001",
        "0",
        "0.0000000000000000000000000001",
        "0.09",
        "0.1",
        "0.11",
        "1",
        "1.01",
        "1.1",
        "9",
        "10",
        "255.5",
        "256",
        "65536",
        "7922816251426433759354395033.5",
        "79228162514264337593543950335",
    ];
    let keys: Vec<Vec<u8>> = texts
        .iter()
        .map(|text| number_key(text.parse().unwrap()))
        .collect();
    assert!(keys.is_sorted_by(|a, b| a < b));
    assert_eq!(
        number_key("-0.0".parse().unwrap()),
        number_key(Decimal::ZERO)
    );
}
