//! What is said about columns, for each group and in total.

use std::collections::BTreeSet;

use boxwood_model::{BoxId, BoxRecord, BuiltIn, Column, Date, Decimal, State, Summary, Value};
use proptest::prelude::*;

use super::records::{
    DATE, NOON, NUMBER, STAGES, TEXT, id, record, shape, stamp_at, state, view, with, world,
};
use crate::{Content, FoldCase};

const STAGE: Column = Column::BuiltIn(BuiltIn::Stage);
const ALL: [Summary; 9] = [
    Summary::Count,
    Summary::Sum,
    Summary::Average,
    Summary::Median,
    Summary::Min,
    Summary::Max,
    Summary::Filled,
    Summary::Empty,
    Summary::Distinct,
];

fn number(n: u64, stage: usize, number: &str) -> BoxRecord {
    let number = number.parse::<Decimal>().unwrap();
    with(record(n, stage, "x"), NUMBER, Value::Number(number))
}

fn text(content: &Content<'_>) -> String {
    match content {
        Content::Empty => "-".to_owned(),
        Content::Number(number) => number.to_string(),
        Content::Date(date) => date.to_string(),
        Content::Moment(at) => format!("@{at}"),
        Content::Error(code) => code.clone().into_owned(),
        other => panic!("{other:?}"),
    }
}

/// What all summaries say of a column, in the order of [`ALL`].
fn say(state: &State, column: Column) -> Vec<String> {
    let view = view(
        state,
        &shape(&[], None, &ALL.map(|summary| (column, summary))),
    );
    view.summaries().iter().map(text).collect()
}

#[test]
fn of_numbers_in_total_and_by_group() {
    let state = state([
        number(1, 0, "10.50"),
        number(2, 0, "-3"),
        number(3, 1, "7.25"),
        number(4, 0, "10.5"),
        record(5, 0, "none"),
    ]);
    let column = Column::Field(NUMBER);
    assert_eq!(
        say(&state, column),
        ["5", "25.25", "6.3125", "8.875", "-3", "10.5", "4", "1", "3"]
    );
    let view = view(
        &state,
        &shape(&[], Some(STAGE), &ALL.map(|summary| (column, summary))),
    );
    let groups = view.groups(0..3, &BTreeSet::new());
    let said: Vec<Vec<String>> = groups
        .iter()
        .map(|group| group.summaries.iter().map(text).collect())
        .collect();
    assert_eq!(
        said[0],
        ["4", "18", "6", "10.5", "-3", "10.5", "3", "1", "2"]
    );
    assert_eq!(
        said[1],
        ["1", "7.25", "7.25", "7.25", "7.25", "7.25", "1", "0", "1"]
    );
    assert_eq!(said[2], ["0", "-", "-", "-", "-", "-", "0", "0", "0"]);
}

#[test]
fn of_dates_moments_and_text() {
    let date = |n, day| {
        let day = Date::new(2026, 3, day).unwrap();
        with(record(n, 0, "x"), DATE, Value::Date(day))
    };
    let state_of_dates = state([date(1, 9), date(2, 1), date(3, 9), record(4, 0, "y")]);
    assert_eq!(
        say(&state_of_dates, Column::Field(DATE)),
        [
            "4",
            "-",
            "-",
            "-",
            "2026-03-01",
            "2026-03-09",
            "3",
            "1",
            "2"
        ]
    );
    let made = say(&state_of_dates, Column::BuiltIn(BuiltIn::CreatedAt));
    assert_eq!(made, ["4", "-", "-", "-", "@1", "@4", "4", "0", "4"]);
    let names = say(&state_of_dates, Column::BuiltIn(BuiltIn::Name));
    assert_eq!(names, ["4", "-", "-", "-", "-", "-", "4", "0", "2"]);
}

#[test]
fn of_a_column_with_numbers_and_other_things() {
    let other = with(record(3, 0, "x"), NUMBER, Value::Text("many".to_owned()));
    let state = state([number(1, 0, "1"), number(2, 0, "2"), other]);
    assert_eq!(
        say(&state, Column::Field(NUMBER)),
        ["3", "3", "1.5", "1.5", "1", "2", "3", "0", "3"]
    );
}

#[test]
fn sums_are_exact_and_too_large_ones_an_error() {
    let column = Column::Field(NUMBER);
    let huge = Decimal::MAX.to_string();
    let least = Decimal::MIN.to_string();
    let tiny = "0.0000000000000000000000000001";
    let cases = [
        // What a floating point sum would lose.
        (vec!["0.1", "0.2", "-0.3"], "0"),
        (vec![huge.as_str(), tiny, least.as_str()], tiny),
        (vec![huge.as_str(), tiny], huge.as_str()),
        (vec![huge.as_str(), huge.as_str()], "#NUM!"),
        (
            vec!["1000000000000000000000000000", "0.25"],
            "1000000000000000000000000000.2",
        ),
        (
            vec!["1000000000000000000000000000", "0.35"],
            "1000000000000000000000000000.4",
        ),
    ];
    for (numbers, sum) in cases {
        let boxes = (0..).zip(&numbers).map(|(n, text)| number(n, 0, text));
        assert_eq!(say(&state(boxes), column)[1], sum, "{numbers:?}");
    }
    let twice = state([number(1, 0, &huge), number(2, 0, &huge)]);
    // The number in the middle of two that cannot be added.
    assert_eq!(say(&twice, column)[3], huge);
}

#[test]
fn numbers_of_any_length_are_in_order() {
    let column = Column::Field(NUMBER);
    let (huge, least) = (Decimal::MAX.to_string(), Decimal::MIN.to_string());
    let tiny = "0.0000000000000000000000000001";
    let cases = [
        (vec!["0.2", "-3", "0.10"], ["0.1", "-3", "0.2"]),
        // Those that no integer of 64 bits holds, as they are or in units of another's last digit.
        (
            vec![huge.as_str(), tiny, least.as_str()],
            [tiny, &least, &huge],
        ),
        (vec!["9", tiny, "0"], [tiny, "0", "9"]),
        (
            vec!["9223372036854775807", "0.1", "-1"],
            ["0.1", "-1", "9223372036854775807"],
        ),
    ];
    for (numbers, said) in cases {
        let boxes = (0..).zip(&numbers).map(|(n, text)| number(n, 0, text));
        let all = say(&state(boxes), column);
        let numbers = all[3..6]
            .iter()
            .map(|text| text.parse::<Decimal>().unwrap());
        let said = said.map(|text| text.parse::<Decimal>().unwrap());
        assert_eq!(numbers.collect::<Vec<_>>(), said);
    }
}

/// What becomes of a box: its number, or nothing, and its stage.
#[derive(Debug, Clone)]
struct Edit {
    which: u64,
    number: Option<Decimal>,
    stage: usize,
}

fn edit() -> impl Strategy<Value = Edit> {
    let number = (-50..50_i64, 0..3_u32).prop_map(|(units, scale)| Decimal::new(units, scale));
    (0..10_u64, prop::option::of(number), 0..3_usize).prop_map(|(which, number, stage)| Edit {
        which,
        number,
        stage,
    })
}

proptest! {
    #[test]
    fn as_counted_by_hand(edits in prop::collection::vec(edit(), 0..40)) {
        let column = Column::Field(NUMBER);
        let mut state = state((0..10).map(|n| record(n, 0, "x")));
        let of = shape(&[], Some(STAGE), &ALL.map(|summary| (column, summary)));
        let mut view = view(&state, &of);
        for (step, edit) in (0..).zip(edits) {
            let box_id: BoxId = id(edit.which);
            let found = state.boxes.get_mut(&box_id).unwrap();
            let value = edit.number.map_or(Value::Empty, Value::Number);
            *found = with(found.clone(), NUMBER, value);
            found.change(|head| head.stage.set(STAGES[edit.stage], stamp_at(NOON + step)));
            view.update(&BTreeSet::from([box_id]), world(&state), &FoldCase);
        }
        let by_hand = |boxes: Vec<&BoxRecord>| -> Vec<Content<'static>> {
            let cells = boxes.iter().filter_map(|b| match b.value(NUMBER) {
                Value::Number(number) => Some(number),
                _ => None,
            });
            let mut cells: Vec<Decimal> = cells.collect();
            cells.sort_unstable();
            let number = |number: Option<Decimal>| {
                number.map_or(Content::Empty, Content::Number)
            };
            let count = |count: usize| Content::Number(Decimal::from(count));
            let sum: Decimal = cells.iter().sum();
            let middle = match cells.len() {
                0 => None,
                n if n % 2 == 1 => Some(cells[n / 2]),
                n => Some((cells[n / 2 - 1] + cells[n / 2]) / Decimal::TWO),
            };
            let different: BTreeSet<Decimal> = cells.iter().copied().collect();
            let any = !cells.is_empty();
            vec![
                count(boxes.len()),
                number(any.then_some(sum)),
                number(any.then(|| sum / Decimal::from(cells.len()))),
                number(middle),
                number(cells.first().copied()),
                number(cells.last().copied()),
                count(cells.len()),
                count(boxes.len() - cells.len()),
                count(different.len()),
            ]
        };
        prop_assert_eq!(view.summaries(), by_hand(state.boxes.values().collect()));
        for group in view.groups(0..3, &BTreeSet::new()) {
            let of_stage = |b: &&BoxRecord| Content::Stage(b.stage()) == *group.key;
            let boxes = state.boxes.values().filter(of_stage).collect();
            prop_assert_eq!(group.summaries, by_hand(boxes));
        }
    }

    /// Contents come and go; what is told apart stays told apart.
    #[test]
    fn different_texts(edits in prop::collection::vec((0..6_u64, "[a-d]?"), 0..60)) {
        let column = Column::Field(TEXT);
        let mut state = state((0..6).map(|n| record(n, 0, "x")));
        let mut view = view(&state, &shape(&[], None, &[(column, Summary::Distinct)]));
        for (n, text) in edits {
            let found = state.boxes.get_mut(&id(n)).unwrap();
            *found = with(found.clone(), TEXT, Value::Text(text));
            view.update(&BTreeSet::from([id(n)]), world(&state), &FoldCase);
            let texts = state.boxes.values().filter_map(|b| match b.value(TEXT) {
                Value::Text(text) if !text.is_empty() => Some(text),
                _ => None,
            });
            let different = texts.collect::<BTreeSet<_>>().len();
            prop_assert_eq!(view.summaries(), [Content::Number(Decimal::from(different))]);
        }
    }
}
