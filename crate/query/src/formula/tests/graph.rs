//! Formulas that read each other.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::Decimal;
use proptest::prelude::*;

use super::super::{Column, ErrorKind, Formula, FormulaError, FormulaValue, Formulas, Now, Timing};
use super::sheet::{NOW, Sheet, column};

const COLUMNS: usize = 12;

/// Columns `c0` to `c11`, with numbers in them.
fn sheet() -> Sheet {
    let number = |n: usize| Some(FormulaValue::Number(Decimal::from(n)));
    Sheet((0..COLUMNS).map(|n| (format!("c{n}"), number(n))).collect())
}

fn formulas(all: &[(usize, &str)]) -> Formulas {
    let parse = |(n, text): &(usize, &str)| (column(*n), Formula::parse(text, &sheet()).unwrap());
    Formulas::new(all.iter().map(parse))
}

fn number(n: i64) -> FormulaValue {
    FormulaValue::Number(n.into())
}

fn columns(all: &[usize]) -> BTreeSet<Column> {
    all.iter().map(|n| column(*n)).collect()
}

fn kind(value: &FormulaValue) -> Option<ErrorKind> {
    match value {
        FormulaValue::Error(FormulaError { kind, .. }) => Some(*kind),
        _ => None,
    }
}

#[test]
fn a_formula_reads_what_another_came_to() {
    let formulas = formulas(&[(0, "c1*2"), (1, "c2+1"), (2, "c3+1")]);
    assert_eq!(formulas.order(), [column(2), column(1), column(0)]);
    let cells = formulas.evaluate(&sheet(), NOW);
    assert_eq!(cells.get(column(0)).unwrap().value, number(10));
}

#[test]
fn an_error_is_at_the_reference_to_it() {
    let formulas = formulas(&[(0, "1+c1"), (1, "1/0")]);
    let cells = formulas.evaluate(&sheet(), NOW);
    let FormulaValue::Error(error) = cells.get(column(0)).unwrap().value else {
        panic!("an error");
    };
    let span = formulas
        .formula(column(0))
        .unwrap()
        .span(error.at, &sheet());
    assert_eq!(
        (error.kind, span.start, span.end),
        (ErrorKind::DivideByZero, 2, 6)
    );
}

#[test]
fn all_in_a_cycle_are_errors_and_say_which_reference_leads_back() {
    // 0 and 1 need each other, 2 itself; 3 needs a cycle; 4 needs 3 and catches; 5 is none of it.
    let formulas = formulas(&[
        (0, "c6+c1"),
        (1, "IF(TRUE,1,c0)"),
        (2, "c2"),
        (3, "1+c0"),
        (4, "IFERROR(c3,7)"),
        (5, "c6+1"),
    ]);
    for n in 0..COLUMNS {
        assert_eq!(formulas.in_cycle(column(n)), n < 3, "{n}");
    }
    let cells = formulas.evaluate(&sheet(), NOW);
    let value = |n| &cells.get(column(n)).unwrap().value;
    for n in 0..4 {
        assert_eq!(kind(value(n)), Some(ErrorKind::Cycle), "{n}");
    }
    assert_eq!((value(4), value(5)), (&number(7), &number(7)));
    let FormulaValue::Error(error) = value(0) else {
        panic!("an error");
    };
    let span = formulas
        .formula(column(0))
        .unwrap()
        .span(error.at, &sheet());
    assert_eq!((span.start, span.end), (5, 9), "the second reference");
    // In a cycle nothing changes, behind it neither.
    assert_eq!(
        formulas.affected(&columns(&[6])),
        [column(3), column(4), column(5)][2..]
    );
}

#[test]
fn only_what_reads_a_change_is_affected() {
    let formulas = formulas(&[(0, "c1*2"), (1, "c6+1"), (2, "c7"), (3, "c0+c2")]);
    let affected = |changed: &[usize]| formulas.affected(&columns(changed));
    assert_eq!(affected(&[6]), [column(1), column(0), column(3)]);
    assert_eq!(affected(&[7]), [column(2), column(3)]);
    assert!(affected(&[8]).is_empty());
    assert!(affected(&[]).is_empty());
}

#[test]
fn a_result_that_stays_stops_the_change() {
    let formulas = formulas(&[(0, "c6>0"), (1, "IF(c0,1,2)")]);
    let mut sheet = sheet();
    let mut cells = formulas.evaluate(&sheet, NOW);
    sheet.0[6].1 = Some(number(5));
    let different = formulas.update(&mut cells, &columns(&[6]), &sheet, NOW);
    assert!(different.is_empty());
    sheet.0[6].1 = Some(number(-5));
    let different = formulas.update(&mut cells, &columns(&[6]), &sheet, NOW);
    assert_eq!(different, columns(&[0, 1]));
    assert_eq!(cells.get(column(1)).unwrap().value, number(2));
}

#[test]
fn the_time_changes_only_what_asks_for_it() {
    let formulas = formulas(&[(0, "TODAY()"), (1, "NOW()"), (2, "c0+1"), (3, "c6")]);
    let sheet = sheet();
    let mut cells = formulas.evaluate(&sheet, NOW);
    assert_eq!(cells.timing(), Timing::Always);
    let mut update = |now| formulas.update(&mut cells, &BTreeSet::new(), &sheet, now);
    assert!(update(NOW).is_empty());
    let later = Now {
        millis: NOW.millis + 1,
        ..NOW
    };
    assert_eq!(update(later), columns(&[1]));
    let tomorrow = Now {
        millis: NOW.millis + 86_400_000,
        ..NOW
    };
    assert_eq!(update(tomorrow), columns(&[0, 1, 2]));
    let west = Now {
        offset_minutes: -600,
        ..tomorrow
    };
    assert_eq!(update(west), columns(&[0, 2]));
}

#[test]
fn a_chain_of_any_length_needs_no_deep_stack() {
    let column = |n: u32| Column::BuiltIn(n);
    let text = |n: u32| format!("{{#{}}}+1", n + 1);
    let chain = (0..20_000).map(|n| (column(n), Formula::from_stored(&text(n)).unwrap()));
    let formulas = Formulas::new(chain);
    assert_eq!(formulas.order().first(), Some(&column(19_999)));
    assert_eq!(formulas.affected(&[column(20_000)].into()).len(), 20_000);
}

/// A formula of a few columns; `c10` and `c11` are never formulas.
fn formula() -> impl Strategy<Value = String> {
    let name = (0..COLUMNS).prop_map(|n| format!("c{n}"));
    (name.clone(), name, 0..7u8).prop_map(|(a, b, kind)| match kind {
        0 => format!("{a}+{b}"),
        1 => format!("IF({a}>{b},{a},1)"),
        2 => format!("IFERROR({a}/{b},0)"),
        3 => format!("MOD({a},2)=0"),
        4 => format!("IF({a}>3,TODAY(),{b})"),
        5 => format!("IF({a}>3,NOW(),{b})"),
        _ => "7".to_owned(),
    })
}

/// All columns that can be reached from one, in a way that is too plain to be wrong.
fn reachable(from: Column, needs: &BTreeMap<Column, BTreeSet<Column>>) -> BTreeSet<Column> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(column) = next.pop() {
        for needed in needs.get(&column).into_iter().flatten() {
            if reached.insert(*needed) {
                next.push(*needed);
            }
        }
    }
    reached
}

proptest! {
    #[test]
    fn order_and_cycles_are_those_of_the_references(
        all in prop::collection::btree_map(0..10usize, formula(), 0..10),
    ) {
        let parse = |text: &String| Formula::parse(text, &sheet()).unwrap();
        let all: BTreeMap<_, _> = all.iter().map(|(n, text)| (column(*n), parse(text))).collect();
        let needs: BTreeMap<_, _> = all.iter().map(|(c, f)| (*c, f.columns())).collect();
        let formulas = Formulas::new(all.clone());
        let order = formulas.order();
        prop_assert_eq!(order.iter().copied().collect::<BTreeSet<_>>(), all.keys().copied().collect());
        prop_assert_eq!(order.len(), all.len());
        for column in all.keys() {
            let reached = reachable(*column, &needs);
            prop_assert_eq!(formulas.in_cycle(*column), reached.contains(column));
            let place = |c: &Column| order.iter().position(|known| known == c);
            for needed in needs[column].iter().filter(|c| all.contains_key(c)) {
                let back = reachable(*needed, &needs).contains(column);
                prop_assert!(back || place(needed) < place(column));
            }
        }
    }

    #[test]
    fn what_is_brought_up_to_date_is_as_if_made_anew(
        all in prop::collection::btree_map(0..10usize, formula(), 1..10),
        edits in prop::collection::vec(
            (prop::collection::btree_map(0..COLUMNS, -2..6i64, 0..3), 0..4u64, -1..2i16),
            1..8,
        ),
    ) {
        let parse = |text: &String| Formula::parse(text, &sheet()).unwrap();
        let formulas = Formulas::new(all.iter().map(|(n, text)| (column(*n), parse(text))));
        let mut sheet = sheet();
        let mut now = NOW;
        let mut cells = formulas.evaluate(&sheet, now);
        for (edit, half_days, zone) in edits {
            let before = cells.clone();
            let mut changed = BTreeSet::new();
            for (n, value) in edit {
                sheet.0[n].1 = Some(number(value));
                changed.insert(column(n));
            }
            now.millis += half_days * 43_200_000;
            now.offset_minutes += zone * 60;
            let different = formulas.update(&mut cells, &changed, &sheet, now);
            prop_assert_eq!(&cells, &formulas.evaluate(&sheet, now));
            for (column, cell) in cells.iter() {
                let was = &before.get(column).unwrap().value;
                prop_assert_eq!(*was != cell.value, different.contains(&column));
            }
        }
    }
}
