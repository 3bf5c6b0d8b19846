//! Before anything was filed, what boxes hold counts; later what was filed counts more.

use super::*;
use crate::BoxHints;

fn from(sender: &str, number: u64) -> Features {
    key().read(&Mail {
        id: &format!("<{number}>"),
        from: sender,
        subject: &format!("something{number}"),
        ..Mail::default()
    })
}

fn described() -> Suggester {
    let mut suggester = Suggester::new(key());
    for (number, contact, domain) in [
        (1, "ana@hill.example", "hill.example"),
        (2, "bo@vale.example", "vale.example"),
    ] {
        let hints = BoxHints {
            contacts: &[contact],
            domains: &[domain],
            name: "",
        };
        suggester.describe(box_id(number), &hints);
    }
    suggester
}

#[test]
fn a_contact_is_enough_for_a_first_suggestion() {
    let mut suggester = described();
    let best = suggester
        .suggest(&from("ana@hill.example", 1), day(0))
        .choices[0];
    assert_eq!(best.id, box_id(1));
    assert!(best.probability > 0.8);
    let colleague = suggester
        .suggest(&from("cy@vale.example", 1), day(0))
        .choices[0];
    assert_eq!(colleague.id, box_id(2));
    assert_eq!(
        suggester
            .suggest(&from("cy@elsewhere.example", 1), day(0))
            .choices,
        []
    );
}

#[test]
fn what_was_filed_counts_more() {
    let mut suggester = described();
    for number in 0..30 {
        suggester.learn(
            &from("ana@hill.example", number),
            Outcome::Filed(box_id(3)),
            day(number),
        );
        suggester.learn(
            &from("di@lake.example", 100 + number),
            Outcome::Filed(box_id(4)),
            day(number),
        );
    }
    let best = suggester
        .suggest(&from("ana@hill.example", 99), day(31))
        .choices[0];
    assert_eq!(best.id, box_id(3));
}

#[test]
fn what_many_boxes_share_says_little_and_what_is_gone_nothing() {
    let mut suggester = described();
    for number in 10..20 {
        let hints = BoxHints {
            contacts: &["ana@hill.example"],
            ..BoxHints::default()
        };
        suggester.describe(box_id(number), &hints);
    }
    let shared = suggester.suggest(&from("ana@hill.example", 1), day(0));
    assert!(shared.choices.iter().all(|choice| choice.probability < 0.7));
    suggester.describe(box_id(2), &BoxHints::default());
    suggester.forget(box_id(2), day(0));
    assert_eq!(
        suggester
            .suggest(&from("bo@vale.example", 1), day(0))
            .choices,
        []
    );
}

/// What boxes hold is no lesson: it may come and go, and what was learnt stays what it was.
#[test]
fn hints_leave_no_trace() {
    let mut suggester = described();
    let mut plain = Suggester::new(key());
    for number in 0..40 {
        for one in [&mut suggester, &mut plain] {
            one.learn(&invented(number), Outcome::Filed(home(number)), day(number));
        }
    }
    for number in [1, 2] {
        suggester.describe(box_id(number), &BoxHints::default());
    }
    assert_eq!(says(&mut suggester), says(&mut plain));
}

#[test]
fn what_was_filed_where_the_hint_says_does_not_weaken_it() {
    let mut suggester = Suggester::new(key());
    let hints = BoxHints {
        contacts: &["nils@falk.example"],
        ..BoxHints::default()
    };
    suggester.describe(box_id(1), &hints);
    let mail = |number: u64| {
        key().read(&Mail {
            id: &format!("<{number}@mail.example>"),
            from: "nils@falk.example",
            subject: "Hello",
            ..Mail::default()
        })
    };
    let says = |suggester: &mut Suggester| {
        let said = suggester.suggest(&mail(99), day(50));
        let own = said.choices.iter().find(|choice| choice.id == box_id(1));
        own.map_or(0.0, |choice| choice.probability)
    };
    let before = says(&mut suggester);
    assert!(before >= 0.8);
    suggester.learn(&mail(1), Outcome::Filed(box_id(1)), day(1));
    assert!(says(&mut suggester) >= before);
    for number in 2..10 {
        suggester.learn(&mail(number), Outcome::Filed(box_id(2)), day(number));
    }
    assert!(says(&mut suggester) < before / 2.0);
}
