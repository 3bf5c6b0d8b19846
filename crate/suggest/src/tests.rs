//! Tests of the whole: what it promises, over invented mail.

mod bits;
mod exactness;
mod explaining;
mod hints;
mod holding;
mod hostile;
mod leaving;
mod merging;
mod state;

use boxwood_model::BoxId;

use crate::{Features, Key, Mail, Outcome, Suggester, Suggestion};

const DAY: u64 = 86_400_000;

/// A day in 2026, and so many days later.
fn day(days: u64) -> u64 {
    1_770_000_000_000 + days * DAY
}

fn key() -> Key {
    Key::new(b"a key for tests.")
}

fn box_id(number: u64) -> BoxId {
    BoxId::from_parts(number, [7; 10])
}

/// An invented mail; what it is like follows from the number.
fn invented(number: u64) -> Features {
    let mut dice = Dice(number);
    let topic = dice.below(5);
    let sender = format!("person{}@firm{topic}.example", dice.below(4));
    let other = format!("person{}@firm{}.example", dice.below(9), dice.below(5));
    let words = |dice: &mut Dice, count: u64| {
        let words = (0..count).map(|_| match dice.below(3) {
            0 => format!("common{}", dice.below(20)),
            _ => format!("topic{topic}word{}", dice.below(30)),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let subject = words(&mut dice, 3);
    let body = words(&mut dice, 25);
    key().read(&Mail {
        id: &format!("<{number}@mail.example>"),
        from: &sender,
        from_name: "Someone",
        to: &[&other, "me@here.example"],
        subject: &subject,
        body: &body,
        ..Mail::default()
    })
}

/// The box that a person would file an invented mail in, most of the time.
fn home(number: u64) -> BoxId {
    let mut dice = Dice(number);
    let topic = dice.below(5);
    box_id(if number % 10 == 9 {
        dice.below(8)
    } else {
        topic
    })
}

/// Some numbers that follow from a first one.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ x >> 31) % end
    }
}

/// A suggester that has learnt the first invented mails, one each day.
fn taught(mails: u64) -> Suggester {
    let mut suggester = Suggester::new(key());
    for number in 0..mails {
        suggester.learn(&invented(number), Outcome::Filed(home(number)), day(number));
    }
    suggester
}

/// What it says of some mails that it has not seen, to the bit.
fn says(suggester: &mut Suggester) -> Vec<(u32, Vec<(BoxId, u32)>)> {
    let said =
        (1_000_000..1_000_008).map(|number| suggester.suggest(&invented(number), day(10_000)));
    said.map(|suggestion| to_bits(&suggestion)).collect()
}

fn to_bits(suggestion: &Suggestion) -> (u32, Vec<(BoxId, u32)>) {
    let choices = suggestion.choices.iter();
    (
        suggestion.belongs.to_bits(),
        choices
            .map(|choice| (choice.id, choice.probability.to_bits()))
            .collect(),
    )
}

#[test]
fn it_learns() {
    let mut suggester = taught(150);
    let right = (2_000..2_100).filter(|number| {
        let suggestion = suggester.suggest(&invented(*number), day(200));
        suggestion
            .choices
            .first()
            .is_some_and(|best| best.id == home(*number))
    });
    assert!(right.count() >= 85);
    assert_eq!(suggester.len(), 150);
}

#[test]
fn who_has_learnt_nothing_says_nothing() {
    let mut suggester = Suggester::new(key());
    assert!(suggester.is_empty());
    assert_eq!(suggester.suggest(&invented(1), day(0)).choices, []);
}

#[test]
fn a_dismissed_box_is_not_suggested_again() {
    let mut suggester = taught(150);
    let mail = (2_000..).map(invented).find(|mail| {
        let best = suggester.suggest(mail, day(200)).choices.first().copied();
        best.is_some_and(|best| best.probability > 0.9)
    });
    let mail = mail.expect("a mail that it is sure of");
    let before = suggester.suggest(&mail, day(200)).choices[0];
    suggester.learn(&mail, Outcome::Dismissed(before.id), day(200));
    let after = suggester.suggest(&mail, day(200));
    assert!(
        after
            .choices
            .iter()
            .all(|choice| choice.id != before.id || choice.probability < 0.05)
    );
}
