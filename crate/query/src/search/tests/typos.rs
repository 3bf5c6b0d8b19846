//! Words that are nowhere are taken for others only where nothing else is found, and it is said so.

use super::Shelf;
use crate::language::tests::example::{Example, Sheet, UTC, context};
use crate::language::{Options, Query};
use crate::search::{Answer, Index, Request};

fn ask(text: &str, typing: bool) -> Answer {
    let names = [
        "Acme renewal",
        "Globex pilot",
        "Initech renewals",
        "Renewal renewal",
    ];
    let sheets = names.map(|name| Sheet::read(&[&format!("name: {name}")]));
    let shelf = Shelf::of(sheets);
    let index = Index::build(shelf.each());
    let query = Query::parse(text, &Example, Options { typing });
    let context = context(&UTC);
    let request = Request {
        query: &query,
        context: &context,
        limit: 10,
        puts_aside: true,
        counts: true,
        forgives: true,
    };
    index.search(&request, &shelf)
}

fn check(text: &str, typing: bool, taken: &[(&str, &str)], mut ids: Vec<u128>) {
    let answer = ask(text, typing);
    let corrections: Vec<(&str, &str)> = answer
        .corrections
        .iter()
        .map(|correction| (correction.asked.as_str(), correction.taken.as_str()))
        .collect();
    assert_eq!(corrections, taken, "{text}");
    let mut found: Vec<u128> = answer.found.iter().map(|found| found.id).collect();
    found.sort_unstable();
    ids.sort_unstable();
    assert_eq!(found, ids, "{text}");
}

#[test]
fn what_is_there_is_not_corrected() {
    check("renewal", false, &[], vec![0, 3]);
    check("renewals", false, &[], vec![2]);
}

#[test]
fn a_letter_too_many_too_few_other_or_swapped() {
    check("renewwal", false, &[("renewwal", "renewal")], vec![0, 3]);
    check("renewl", false, &[("renewl", "renewal")], vec![0, 3]);
    check("acne", false, &[("acne", "acme")], vec![0]);
    check("golbex", false, &[("golbex", "globex")], vec![1]);
    check(
        "pilto AND glbex",
        false,
        &[("pilto", "pilot"), ("glbex", "globex")],
        vec![1],
    );
}

#[test]
fn the_start_of_a_word() {
    check("ini", true, &[], vec![2]);
    check("inti", true, &[("inti", "initech")], vec![2]);
}

#[test]
fn what_looks_like_nothing_stays() {
    check("xyzzy", false, &[], vec![]);
    check("ac", false, &[], vec![]);
    check("acme pilot", false, &[], vec![]);
}
