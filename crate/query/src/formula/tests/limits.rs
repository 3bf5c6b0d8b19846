//! Work that is bounded, whatever the text and whatever the inputs.

use boxwood_model::Decimal;

use super::super::evaluate::Evaluator;
use super::super::{ErrorKind, Formula, FormulaValue, SyntaxProblem, Timing};
use super::sheet::{NOW, Sheet};

fn parse(text: &str, sheet: &Sheet) -> Result<Formula, SyntaxProblem> {
    Formula::parse(text, sheet).map_err(|error| error.problem)
}

fn kind(value: &FormulaValue) -> Option<ErrorKind> {
    match value {
        FormulaValue::Error(error) => Some(error.kind),
        _ => None,
    }
}

fn text(length: usize) -> FormulaValue {
    FormulaValue::Text("x".repeat(length))
}

#[test]
fn nesting_has_a_limit() {
    let none = Sheet::default();
    for (open, close) in [("(", ")"), ("-", ""), ("ABS(", ")")] {
        let nested = |depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        let deepest = parse(&nested(Formula::MAX_DEPTH), &none).unwrap();
        assert_eq!(kind(&deepest.evaluate(&none, NOW).value), None);
        let too_deep = parse(&nested(Formula::MAX_DEPTH + 1), &none);
        assert!(matches!(too_deep, Err(SyntaxProblem::TooDeep { .. })));
        let hostile = parse(&open.repeat(Formula::MAX_LENGTH / open.len()), &none);
        assert!(matches!(hostile, Err(SyntaxProblem::TooDeep { .. })));
    }
}

/// The stack of a WebAssembly module has 1 MiB, and others need some of it. This is without
/// optimisation; with it, a quarter is enough.
#[test]
fn the_deepest_formula_fits_into_three_quarters_of_a_small_stack() {
    let deepest = || {
        let none = Sheet::default();
        for (open, close) in [("(", ")"), ("IF(1,", ")"), ("SUM(", ")"), ("-", "")] {
            // Before each the operator that binds tightest, and before that all others.
            let open = format!("1=1&1+1*1^{open}");
            let depth = Formula::MAX_DEPTH;
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let formula = parse(&nested, &none).unwrap();
            let value = formula.evaluate(&none, NOW).value;
            assert_ne!(kind(&value), Some(ErrorKind::Limit));
        }
    };
    let small = std::thread::Builder::new().stack_size(768 * 1024);
    small.spawn(deepest).unwrap().join().unwrap();
}

#[test]
fn a_long_formula_needs_no_deep_stack() {
    let none = Sheet::default();
    let long = format!("1{}", "+1".repeat(16_000));
    let value = parse(&long, &none).unwrap().evaluate(&none, NOW).value;
    assert_eq!(value, FormulaValue::Number(Decimal::from(16_001)));
    let percents = format!("0{}", "%".repeat(30_000));
    let value = parse(&percents, &none).unwrap().evaluate(&none, NOW).value;
    assert_eq!(value, FormulaValue::Number(Decimal::ZERO));
}

#[test]
fn a_text_that_is_too_long_is_no_formula() {
    let sheet = Sheet::of(&[("A", text(0))]);
    let long = " ".repeat(Formula::MAX_LENGTH + 1);
    let too_long = Err(SyntaxProblem::TooLong {
        most: Formula::MAX_LENGTH,
    });
    assert_eq!(parse(&long, &sheet), too_long);
    // Short as typed, too long as stored.
    assert_eq!(parse(&format!("A{}", "&A".repeat(1_000)), &sheet), too_long);
}

#[test]
fn a_text_that_a_formula_makes_has_a_limit() {
    let half = Formula::MAX_TEXT / 2;
    let sheet = Sheet::of(&[("A", text(half)), ("B", text(half + 1))]);
    let value = |formula: &str| parse(formula, &sheet).unwrap().evaluate(&sheet, NOW).value;
    assert_eq!(kind(&value("A&A")), None);
    assert_eq!(kind(&value("A&B")), Some(ErrorKind::Limit));
    assert_eq!(kind(&value("CONCAT(A,B)")), Some(ErrorKind::Limit));
    assert_eq!(kind(&value("IFERROR(A&B,1)")), Some(ErrorKind::Limit));
    assert_eq!(kind(&value("COUNT(A&B)")), Some(ErrorKind::Limit));
    assert_eq!(kind(&value("ISBLANK(A&B)")), Some(ErrorKind::Limit));
}

#[test]
fn a_long_list_is_looked_through_up_to_the_limit() {
    let list = |length| FormulaValue::List(vec![FormulaValue::Number(Decimal::ONE); length]);
    let steps = usize::try_from(Formula::MAX_STEPS).unwrap();
    let sheet = Sheet::of(&[("A", list(steps - 10)), ("B", list(steps))]);
    for formula in [
        "SUM([])",
        "COUNT([])",
        "AND([])",
        "[]=1",
        "[]+1",
        "MAX([])",
        "MODE([])",
    ] {
        let of = |name: &str| {
            let formula = formula.replace("[]", name);
            parse(&formula, &sheet).unwrap().evaluate(&sheet, NOW).value
        };
        let within = kind(&of("A"));
        // A list as one text is too long in any case.
        let as_text = formula.starts_with("[]");
        assert_eq!(within, as_text.then_some(ErrorKind::Limit), "{formula}");
        assert_eq!(kind(&of("B")), Some(ErrorKind::Limit), "{formula}");
    }
}

#[test]
fn powers_have_a_limit() {
    let none = Sheet::default();
    let value = |powers| {
        let long = format!("1.1{}", "^0.9".repeat(powers));
        kind(&parse(&long, &none).unwrap().evaluate(&none, NOW).value)
    };
    assert_eq!(value(900), None);
    assert_eq!(value(1_000), Some(ErrorKind::Limit));
}

#[test]
fn every_number_of_steps_ends_in_the_result_or_the_limit() {
    let sheet = Sheet::of(&[("A", FormulaValue::Number(Decimal::TEN))]);
    let formula = parse(
        "IFERROR(SUM(A,ROUND(A/3,2),1)&\"!\",COUNT(A,NOW()))",
        &sheet,
    )
    .unwrap();
    let all = formula.evaluate(&sheet, NOW);
    assert_eq!(all.timing, Timing::Never);
    let mut ended = false;
    for steps in 0..30 {
        let some = Evaluator::new(&formula.tree, &sheet, NOW, steps).run();
        ended |= some == all;
        let limit = kind(&some.value) == Some(ErrorKind::Limit);
        assert!(if ended { some == all } else { limit }, "{steps} steps");
    }
    assert!(ended);
}
