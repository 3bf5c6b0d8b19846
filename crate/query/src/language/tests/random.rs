//! Random texts: nothing goes wrong, and the usual form means the same.

use proptest::prelude::*;

use super::example::{Example, Sheet, UTC, context};
use super::sexpr;
use crate::language::{Limit, NoFields, Node, Options, Query, complete};

/// Texts made of what the language knows.
fn text() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(
        &[
            " ",
            " ",
            " ",
            "a",
            "b",
            "foo",
            "OR",
            " OR ",
            "AND",
            " AND ",
            "NOT ",
            "-",
            "+",
            "~",
            "(",
            ")",
            "{",
            "}",
            "\"",
            "\"a b\"",
            ":",
            "=",
            "!=",
            "<",
            ">=",
            "name",
            "name:",
            "stage:",
            "\"Deal size\"",
            "deal-size",
            "10",
            "10..20",
            " AROUND ",
            "AROUND 3 ",
            "is:",
            "open",
            "before:",
            "today",
            "next",
            "week",
            "due:",
            "\\",
            "\\:",
            "*",
            "東",
            "é",
            ",",
            "2026-03-09",
            "has:",
            "in:",
            "from:me",
            "\\u0041",
            "“",
            "!",
            "\u{301}",
        ][..],
    );
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn nodes(node: &Node) -> usize {
    match node {
        Node::And(nodes_) | Node::Or(nodes_) => 1 + nodes_.iter().map(nodes).sum::<usize>(),
        Node::Not(inner) => 1 + nodes(inner),
        Node::Near(_) | Node::Is(_) => 1,
    }
}

fn depth(node: &Node) -> usize {
    match node {
        Node::And(nodes) | Node::Or(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or(0),
        Node::Not(inner) => 1 + depth(inner),
        Node::Near(_) | Node::Is(_) => 1,
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for typing in [false, true] {
        let query = Query::parse(text, &Example, Options { typing });
        for note in query.notes() {
            prop_assert!(
                text.get(note.span.start..note.span.end).is_some(),
                "{:?}",
                note
            );
        }
        let _ = (query.chips(), query.terms(), query.reach());
        let _ = query.matches(&Sheet::default(), &context(&UTC));
        if let Some(root) = query.root() {
            prop_assert!(nodes(root) <= 2 * text.chars().count() + 1);
            prop_assert!(depth(root) <= 3 * Limit::DEPTH + 4, "{}", depth(root));
        }
    }
    let query = Query::parse(text, &Example, Options::default());
    let usual = query.to_text();
    let again = Query::parse(&usual, &Example, Options::default());
    prop_assert_eq!(
        sexpr::of(&again),
        sexpr::of(&query),
        "{:?} -> {:?}",
        text,
        usual
    );
    prop_assert_eq!(again.to_text(), usual);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_usual_form_of_a_likely_text_means_the_same(text in text()) {
        check(&text)?;
    }

    #[test]
    fn the_usual_form_of_any_text_means_the_same(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn completing_takes_any_text(text in text(), caret in 0usize..80) {
        for offer in complete(&text, caret, &Example) {
            prop_assert!(text.get(offer.replace.start..offer.replace.end).is_some());
        }
    }
}

#[test]
fn the_longest_queries_stay_small() {
    for piece in [
        "(",
        "{",
        "-",
        "- ",
        "a ",
        "(a ",
        "-(",
        "\"",
        "a OR ",
        "NOT ",
        "name:(",
        "a AROUND 2 ",
        "\\",
        "x:",
        ")",
        "a:b ",
    ] {
        let text = piece.repeat(3_000);
        let query = Query::parse(&text, &NoFields, Options::default());
        let count = query.root().map_or(0, nodes);
        assert!(count <= 2 * Limit::CHARACTERS, "{piece} {count}");
        assert!(query.notes().len() <= 2 * Limit::CHARACTERS, "{piece}");
        assert!(query.to_text().len() <= 20 * Limit::CHARACTERS, "{piece}");
        let _ = query.matches(&Sheet::default(), &context(&UTC));
    }
}
