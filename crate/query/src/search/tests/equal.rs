//! What is found is what the language's evaluation says, of any documents and for any query.
//!
//! Ten thousand random queries in each run; `cargo xtask query --check N` asks N others.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Shelf;
use super::random::{plain, query, sheet};
use crate::language::tests::example::{Example, Sheet, UTC, context};
use crate::language::{Context, Options, Query, State, StemLanguage};
use crate::search::{Count, Index, Request};

/// So many queries are asked of the same documents.
const EACH: usize = 10;

fn asked() -> Context<'static> {
    Context {
        stemmer: Some(StemLanguage::English.stemmer()),
        ..context(&UTC)
    }
}

/// A few documents, and queries to ask of them.
fn cases() -> impl Strategy<Value = (Vec<Sheet>, Vec<(String, bool)>)> {
    let sheets = proptest::collection::vec(sheet(), 0..12);
    (sheets, proptest::collection::vec(query(), EACH))
}

fn check_all((sheets, queries): (Vec<Sheet>, Vec<(String, bool)>)) -> Result<(), TestCaseError> {
    let shelf = Shelf::of(sheets);
    let index = Index::build(shelf.each());
    for (text, typing) in queries {
        check(&index, &shelf, &text, typing)?;
    }
    Ok(())
}

/// The ids that the language's evaluation finds.
fn expected(query: &Query, shelf: &Shelf, puts_aside: bool) -> BTreeSet<u128> {
    let reach = query.reach();
    let filter = query.prepare(&asked());
    let all = shelf.0.iter().filter(|(_, (_, sheet))| {
        let archived = sheet.states.contains(&State::Archived) && !reach.archived;
        let deleted = sheet.states.contains(&State::Deleted) && !reach.deleted;
        filter.matches(sheet) && !(puts_aside && (archived || deleted))
    });
    all.map(|(id, _)| *id).collect()
}

pub(super) fn check(
    index: &Index,
    shelf: &Shelf,
    text: &str,
    typing: bool,
) -> Result<(), TestCaseError> {
    let query = Query::parse(text, &Example, Options { typing });
    let context = asked();
    for puts_aside in [false, true] {
        let request = Request {
            query: &query,
            context: &context,
            limit: usize::MAX,
            puts_aside,
            counts: true,
            forgives: false,
        };
        let answer = index.search(&request, shelf);
        let found: BTreeSet<u128> = answer.found.iter().map(|found| found.id).collect();
        let expected = expected(&query, shelf, puts_aside);
        prop_assert_eq!(&found, &expected, "{}", text);
        prop_assert_eq!(answer.count, Count::Exactly(expected.len() as u64));
        prop_assert_eq!(
            answer.found.len(),
            expected.len(),
            "{} finds one twice",
            text
        );
    }
    Ok(())
}

proptest! {
    // Each case asks several queries, so that there are ten thousand.
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_query_finds_what_it_is_true_of(all in cases()) {
        check_all(all)?;
    }

    #[test]
    fn the_best_are_the_first_of_all(
        sheets in proptest::collection::vec(sheet(), 0..40),
        queries in proptest::collection::vec(plain(), 10),
        limit in 1_usize..6,
    ) {
        let shelf = Shelf::of(sheets);
        let mut index = Index::default();
        for (header, sheet) in shelf.each() {
            index.put(&header, &sheet);
        }
        let context = context(&UTC);
        for (text, typing) in queries {
            let query = Query::parse(&text, &Example, Options { typing });
            let request = Request {
                query: &query,
                context: &context,
                limit,
                puts_aside: true,
                counts: false,
                forgives: false,
            };
            let fast = index.exactly(&request, &shelf, 0);
            let slow = index.exactly(&request, &shelf, u64::MAX);
            prop_assert_eq!(&fast.found, &slow.found, "{}", text);
            let most = match slow.count {
                Count::Exactly(count) | Count::AtLeast(count) => count,
            };
            match fast.count {
                Count::Exactly(count) => prop_assert_eq!(count, most),
                Count::AtLeast(count) => prop_assert!(count <= most),
            }
        }
    }
}

/// As many as the variable says, which is for the release and not for every run.
#[test]
#[ignore = "run by `cargo xtask query --check N`"]
fn any_number_of_queries_find_what_they_are_true_of() {
    let number = std::env::var("BOXWOOD_RANDOM_QUERIES").expect("how many");
    let number: usize = number.parse().expect("a number");
    let config = ProptestConfig {
        cases: u32::try_from(number.div_ceil(EACH)).expect("fewer"),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    if let Err(wrong) = runner.run(&cases(), check_all) {
        panic!("{wrong}");
    }
}
