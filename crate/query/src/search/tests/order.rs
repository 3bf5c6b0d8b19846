//! What comes first, and that it is said why.

use super::Shelf;
use crate::language::tests::example::{Example, NOW, Sheet, UTC, context};
use crate::language::{Options, Query};
use crate::search::{Header, Index, NamePlace, Request};

const DAY: u64 = 86_400_000;

/// Ids in the order in which they are found, of documents with these lines, changed so many days
/// ago, and the user's own or not.
#[track_caller]
fn check(text: &str, documents: &[(&[&str], u64, bool)], expected: &[u128]) {
    let mut shelf = Shelf::default();
    for (id, (lines, days, mine)) in (0..).zip(documents) {
        let header = Header {
            id,
            updated: NOW - days * DAY,
            mine: *mine,
        };
        shelf.0.insert(id, (header, Sheet::read(lines)));
    }
    let index = Index::build(shelf.each());
    let query = Query::parse(text, &Example, Options { typing: true });
    let context = context(&UTC);
    let request = Request {
        query: &query,
        context: &context,
        limit: 10,
        puts_aside: true,
        counts: true,
        forgives: false,
    };
    let answer = index.search(&request, &shelf);
    let ids: Vec<u128> = answer.found.iter().map(|found| found.id).collect();
    assert_eq!(ids, expected, "{text}");
    for found in &answer.found {
        let why = index
            .explain(&query, &context, found.id)
            .expect("it is there");
        assert_eq!(why.score.to_bits(), found.score.to_bits());
        let parts: f32 = why.words.iter().map(|part| part.score).sum();
        let sum = parts + why.exact_name + why.freshness + why.mine;
        assert!((sum - why.score).abs() < 1e-5, "{why:?}");
    }
}

#[test]
fn the_name_comes_before_all() {
    check(
        "acme",
        &[
            (&["notes: acme acme acme acme acme"], 0, true),
            (&["name: Renewal of Acme"], 900, false),
            (&["name: Acme renewal"], 900, false),
            (&["name: Acme"], 900, false),
            (&["name: Acmeville"], 900, false),
        ],
        &[3, 4, 2, 1, 0],
    );
}

#[test]
fn all_words_of_a_name_are_exact() {
    check(
        "acme renewal",
        &[
            (&["name: Acme big renewal"], 0, true),
            (&["name: Acme renewal"], 900, false),
        ],
        &[1, 0],
    );
}

#[test]
fn fresh_ones_come_first_and_own_ones_count_as_fresher() {
    let same: &[&str] = &["notes: acme"];
    check(
        "acme",
        &[
            (same, 50, false),
            (same, 1, false),
            (same, 70, true),
            (same, 90, true),
        ],
        &[1, 2, 0, 3],
    );
}

#[test]
fn people_weigh_more_than_notes() {
    check(
        "acme",
        &[
            (&["notes: acme and others"], 3, false),
            (&["contact: Acme Smith <a@b.example>"], 3, false),
        ],
        &[1, 0],
    );
}

#[test]
fn an_explanation_says_where_the_words_are() {
    let sheet = Sheet::read(&["name: Acme renewal", "notes: acme acme"]);
    let shelf = Shelf::of([sheet]);
    let index = Index::build(shelf.each());
    let query = Query::parse("acme", &Example, Options::default());
    let why = index
        .explain(&query, &context(&UTC), 0)
        .expect("it is there");
    assert_eq!(why.words.len(), 1);
    let word = &why.words[0];
    assert_eq!(
        (word.word.as_str(), word.documents, word.name),
        ("acme", 1, NamePlace::First)
    );
    assert_eq!(
        word.places
            .iter()
            .map(|(_, count)| *count)
            .collect::<Vec<u32>>(),
        [1, 2]
    );
    assert!(index.explain(&query, &context(&UTC), 1).is_none());
}
