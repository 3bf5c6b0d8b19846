//! Formulas as text: typed, stored and shown.

use boxwood_model::Decimal;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::super::{Formula, FormulaValue, SyntaxProblem};
use super::sheet::{NOW, Sheet, column};

const ONE: FormulaValue = FormulaValue::Number(Decimal::ONE);

pub(super) fn sheet() -> Sheet {
    Sheet::of(&[
        ("Size", ONE),
        ("Deal size", ONE),
        ("it's", FormulaValue::Text("a".to_owned())),
        ("a]b", FormulaValue::Blank),
        ("Sum", ONE),
        ("size", ONE),
        ("Größe", ONE),
    ])
}

#[test]
fn names_become_ids_and_all_else_stays() {
    let formula = Formula::parse(" = sum( Size ,\n [Deal size]*true ) ", &sheet()).unwrap();
    let (size, deal) = (column(0), column(1));
    assert_eq!(formula.stored(), format!("SUM( {size} ,\n {deal}*TRUE )"));
    assert_eq!(
        formula.display(&sheet()),
        "SUM( [Size] ,\n [Deal size]*TRUE )"
    );
    assert_eq!(formula.columns(), [size, deal].into());
}

#[test]
fn another_name_keeps_the_formula_right() {
    let formula = Formula::parse("[Deal size]+1", &sheet()).unwrap();
    let mut renamed = sheet();
    renamed.0[1].0 = "Amount [€]".to_owned();
    assert_eq!(formula.display(&renamed), "[Amount [€]]]+1");
    assert_eq!(
        Formula::parse("[Amount [€]]]+1", &renamed).unwrap(),
        formula
    );
    let two = FormulaValue::Number(Decimal::TWO);
    assert_eq!(formula.evaluate(&renamed, NOW).value, two);
}

#[test]
fn what_has_no_name_of_its_own_is_shown_by_id() {
    // `Size` and `size` are the same in any case, and the first is meant by either.
    let (second, gone) = (column(5), column(100));
    let stored = format!("{second}+{gone}");
    let formula = Formula::from_stored(&stored).unwrap();
    assert_eq!(formula.display(&sheet()), stored);
    assert_eq!(Formula::parse(&stored, &sheet()).unwrap(), formula);
}

#[test]
fn a_stored_formula_has_no_names() {
    let error = Formula::from_stored("1+Size").unwrap_err();
    assert_eq!((error.at.start, error.at.end), (2, 6));
    assert!(matches!(error.problem, SyntaxProblem::NameInStored { .. }));
}

#[test]
fn another_hands_stored_text_takes_the_one_form() {
    let formula = Formula::from_stored("= abs( {#007} ) ").unwrap();
    assert_eq!(formula.stored(), "ABS( {#7} )");
}

#[test]
fn an_error_says_where_and_what_is_right() {
    let error = Formula::parse("1+", &sheet()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at character 2: a value is needed here, not the end"
    );
}

/// Texts that are mostly formulas.
pub(super) fn likely() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[0-9]{1,3}(\\.[0-9]{1,2})?",
        "\"[a-zé\" ]{0,3}\"",
        prop::sample::select(vec![
            "Size",
            "[Deal size]",
            "$'it''s'",
            "[a]]b]",
            "[Sum]",
            "Größe",
            "TRUE",
            "{#3}",
            "",
            "TODAY()",
            "NOW()",
            "\"2026-03-09\"",
            "1E28",
            "nope",
        ])
        .prop_map(str::to_owned),
    ];
    let space = prop::sample::select(vec!["", " ", "\n"]);
    leaf.prop_recursive(5, 40, 4, move |inner| {
        let operators = vec![
            "+", "-", "*", "/", "^", "&", "=", "<>", "!=", "<", "<=", ">", ">=",
        ];
        let functions = vec![
            "sum", "IF", "Round", "AVERAGE", "MIN", "MAX", "MEDIAN", "MODE", "MOD", "CEILING",
            "FLOOR", "EVEN", "ODD", "AND", "NOT", "CONCAT", "LEN", "LEFT", "MID", "TRIM", "DAYS",
            "DATE", "YEAR", "WEEKDAY", "EDATE", "SWITCH", "COALESCE", "IFERROR", "ISBLANK",
            "COUNT", "UPPER", "ROUNDUP",
        ];
        prop_oneof![
            (
                inner.clone(),
                prop::sample::select(operators),
                space.clone(),
                inner.clone()
            )
                .prop_map(|(a, o, s, b)| format!("{a}{s}{o}{s}{b}")),
            (
                prop::sample::select(functions),
                prop::collection::vec(inner.clone(), 0..4)
            )
                .prop_map(|(f, arguments)| format!("{f}({})", arguments.join(","))),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.prop_map(|a| format!("{a}%")),
        ]
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let sheet = sheet();
    match Formula::parse(text, &sheet) {
        Ok(formula) => {
            let shown = formula.display(&sheet);
            prop_assert_eq!(Formula::parse(&shown, &sheet), Ok(formula.clone()));
            prop_assert_eq!(Formula::from_stored(formula.stored()), Ok(formula.clone()));
            if let FormulaValue::Error(error) = formula.evaluate(&sheet, NOW).value {
                let span = formula.span(error.at, &sheet);
                prop_assert!(span.start <= span.end && span.end <= shown.chars().count());
            }
        }
        Err(error) => {
            let length = text.chars().count();
            prop_assert!(error.at.start <= error.at.end && error.at.end <= length);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_shown_and_what_is_stored_is_the_formula(text in likely()) {
        check(&text)?;
    }

    #[test]
    fn any_text_is_a_formula_or_an_error_within_it(text in "\\PC{0,40}") {
        check(&text)?;
    }

    #[test]
    fn any_tokens_are_a_formula_or_an_error_within_them(
        text in "([0-9.eE]|\\[Size\\]|[-+*/^%&=<>!(),;\"\\[\\]{}$' \n#]|SUM\\(|IF\\(|TRUE|é){0,30}"
    ) {
        check(&text)?;
    }
}

#[test]
fn most_likely_texts_are_formulas() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let formulas = (0..500)
        .filter(|_| {
            let text = likely().new_tree(&mut runner).unwrap().current();
            Formula::parse(&text, &sheet()).is_ok()
        })
        .count();
    assert!(
        formulas > 100,
        "only {formulas} of 500: the properties above say little"
    );
}
