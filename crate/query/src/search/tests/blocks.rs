//! Words of thousands of documents: what passes blocks over finds what a look at all finds.

use super::Shelf;
use crate::language::tests::example::{Example, NOW, Owned, Sheet, UTC, context};
use crate::language::{Field, Options, Query};
use crate::search::{Header, Index, Request};

const DOCUMENTS: u32 = 3_000;

/// A number that looks random, of a seed.
fn random(seed: &mut u32) -> u32 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *seed >> 8
}

/// A word, `w0` by far the most often and then each less often.
fn word(seed: &mut u32) -> String {
    format!("w{}", 40 / (1 + random(seed) % 40) - 1)
}

fn shelf() -> Shelf {
    let mut seed = 6;
    let mut shelf = Shelf::default();
    for number in 0..DOCUMENTS {
        let mut sheet = Sheet::default();
        let words: Vec<String> = (0..1 + random(&mut seed) % 30)
            .map(|_| word(&mut seed))
            .collect();
        let notes = Owned::Text(words.join(" "));
        sheet.contents.insert(Field::Notes, vec![notes]);
        // Few have such a word in the name, so that few blocks do.
        if random(&mut seed).is_multiple_of(400) {
            let name = format!("{} {}", word(&mut seed), word(&mut seed));
            sheet.contents.insert(Field::Name, vec![Owned::Text(name)]);
        }
        let header = Header {
            id: u128::from(number),
            updated: NOW - u64::from(random(&mut seed) % 2_000) * 86_400_000,
            mine: random(&mut seed).is_multiple_of(50),
        };
        shelf.0.insert(header.id, (header, sheet));
    }
    shelf
}

#[test]
fn blocks_that_are_passed_over_have_nothing_better() {
    let shelf = shelf();
    let mut index = Index::build(shelf.each());
    for id in (0..u128::from(DOCUMENTS)).step_by(7) {
        index.remove(id);
    }
    let context = context(&UTC);
    let mut passed = 0;
    for text in [
        "w0",
        "w1",
        "w39",
        "w0 w1",
        "w1 w0",
        "w0 w39",
        "w3 w1 w0",
        "w19 w4",
        "w0 w2 w1 w3 w4",
        "name:w0 w1",
        "name:w1",
        "w",
        "w1 notes:w0",
    ] {
        for typing in [false, true] {
            let query = Query::parse(text, &Example, Options { typing });
            for limit in [1, 5, 20] {
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
                assert_eq!(fast.found, slow.found, "{text} {typing} {limit}");
                passed += usize::from(fast.count != slow.count);
            }
        }
    }
    assert!(passed > 20, "{passed}");
}
