//! Any formula over any values.

use boxwood_model::{Date, Decimal};
use proptest::prelude::*;

use super::super::{Formula, FormulaValue, Now};
use super::sheet::Sheet;
use super::text::{likely, sheet};

/// Values at the edges of what there is, and some in between.
fn value() -> impl Strategy<Value = FormulaValue> {
    let edges = vec![
        Decimal::ZERO,
        Decimal::ONE,
        Decimal::MAX,
        Decimal::MIN,
        Decimal::new(1, 28),
        Decimal::new(-25, 1),
    ];
    let date = |days: (u16, u8, u8)| Date::new(days.0, days.1, days.2).map(FormulaValue::Date);
    let leaf = prop_oneof![
        Just(FormulaValue::Blank),
        any::<bool>().prop_map(FormulaValue::Bool),
        prop::sample::select(edges).prop_map(FormulaValue::Number),
        (any::<i64>(), 0..=28u32).prop_map(|(n, s)| FormulaValue::Number(Decimal::new(n, s))),
        "[0-9a-zé%. -]{0,6}".prop_map(FormulaValue::Text),
        (1..=9999u16, 1..=12u8, 1..=28u8).prop_filter_map("a real day", date),
        prop::sample::select(vec![(1, 1, 1), (9999, 12, 31)]).prop_filter_map("a real day", date),
        any::<u64>().prop_map(FormulaValue::Moment),
        prop::sample::select(vec![0, 1_773_095_400_000, u64::MAX]).prop_map(FormulaValue::Moment),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(FormulaValue::List)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_formula_of_any_values_comes_to_the_same_value_each_time(
        text in likely(),
        values in prop::collection::vec(prop::option::weighted(0.9, value()), 7),
        millis in prop_oneof![any::<u64>(), Just(1_773_095_400_000)],
        offset_minutes in any::<i16>(),
    ) {
        let mut sheet = sheet();
        for (column, value) in sheet.0.iter_mut().zip(values) {
            column.1 = value;
        }
        if let Ok(formula) = Formula::parse(&text, &sheet) {
            let now = Now { millis, offset_minutes };
            let first = formula.evaluate(&sheet, now);
            prop_assert_eq!(first, formula.evaluate(&sheet, now));
        }
    }

    #[test]
    fn any_operation_on_any_two_values_comes_to_a_value(
        a in value(),
        b in value(),
        millis in any::<u64>(),
        offset_minutes in any::<i16>(),
    ) {
        let sheet = Sheet::of(&[("A", a), ("B", b)]);
        let now = Now { millis, offset_minutes };
        for operation in [
            "A+B", "A-B", "A*B", "A/B", "A^B", "A&B", "A=B", "A<B", "MOD(A,B)", "ROUND(A,B)",
            "ROUNDUP(A,B)", "CEILING(A,B)", "FLOOR(A,B)", "EVEN(A)", "ODD(A)", "SUM(A,B)",
            "MEDIAN(A,B)", "MAX(A,B)", "MODE(A,B)", "COUNT(A,B)", "AND(A,B)", "SWITCH(A,B,1)",
            "LEFT(A,B)", "RIGHT(A,B)", "MID(A,B,B)", "TRIM(A)", "UPPER(A)", "DAYS(A,B)",
            "EDATE(A,B)", "DATE(A,B,B)", "WEEKDAY(A,B)", "YEAR(A)", "IF(A,B)", "A%", "-A",
        ] {
            let formula = Formula::parse(operation, &sheet).unwrap();
            let first = formula.evaluate(&sheet, now);
            prop_assert_eq!(first, formula.evaluate(&sheet, now));
        }
    }
}
