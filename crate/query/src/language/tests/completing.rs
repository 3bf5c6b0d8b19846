//! What is offered at the caret.

use super::example::Example;
use crate::language::{Completion, CompletionKind, complete};

/// Offers at the `|` in a text.
fn offers(text: &str) -> Vec<Completion> {
    let caret = text.find('|').expect("a caret");
    complete(&text.replace('|', ""), caret, &Example)
}

fn inserts(text: &str) -> Vec<String> {
    offers(text).into_iter().map(|offer| offer.insert).collect()
}

#[test]
fn names_are_offered_for_words() {
    assert_eq!(inserts("sta|"), ["stage:", "stars:"]);
    assert_eq!(inserts("x deal|"), ["deal-size:"]);
    // A built-in field has the bare name.
    assert_eq!(inserts("du|"), ["due:", "\"Due\":"]);
    assert_eq!(inserts("gröss|"), ["grosse-m2:"]);
    assert_eq!(inserts("-as|"), ["assignee:"]);
    assert_eq!(inserts("(sta|"), ["stage:", "stars:"]);
    assert!(inserts("|").contains(&"before:".to_owned()));
    assert_eq!(inserts("a O|").last().map(String::as_str), Some("OR "));
    assert!(inserts("a ) |").len() > 10);
}

#[test]
fn values_are_offered_for_fields() {
    assert_eq!(inserts("is:o|"), ["open", "overdue"]);
    assert_eq!(
        inserts("has:comm|"),
        ["comment", "comments", "comment-on-price"]
    );
    assert_eq!(inserts("before:yes|"), ["yesterday"]);
    assert_eq!(inserts("paid:|"), ["yes", "no"]);
    assert_eq!(inserts("assignee:m|"), ["me"]);
    assert_eq!(
        inserts("due:next|"),
        ["next-week", "next-month", "next-quarter", "next-year"]
    );
    assert_eq!(inserts("stage:|"), ["Lead", "\"Closed Won\""]);
    assert_eq!(inserts("stage:\"closed w|"), ["\"Closed Won\""]);
    assert_eq!(inserts("\"Deal size\":|"), Vec::<String>::new());
    assert_eq!(inserts("source=r|"), ["referral"]);
    let offer = &offers("x stage:le|ft")[0];
    assert_eq!(offer.kind, CompletionKind::Value);
    assert_eq!(offer.count, Some(12));
    assert_eq!((offer.replace.start, offer.replace.end), (8, 10));
    assert_eq!(inserts("foo:|"), Vec::<String>::new());
}

#[test]
fn any_caret_is_fine() {
    let text = "é \"ü stage:ö (-x~";
    for caret in 0..text.len() + 3 {
        let _ = complete(text, caret, &Example);
    }
}
