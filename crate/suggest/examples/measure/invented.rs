//! Invented mail for as many boxes as wanted: words as frequent as in language, each box with its own few.

use boxwood_model::BoxId;
use boxwood_suggest::{Outcome, Suggester};

use crate::data::Letter;

/// How many words a mail has, and how many different ones there are beside the boxes' own.
const WORDS: u64 = 150;
const VOCABULARY: f64 = 20_000.0;

/// A mail; all about it follows from its number.
pub(crate) fn letter(boxes: u64, number: u64) -> Letter {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ boxes;
    let mut roll = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = state;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ x >> 31) >> 11
    };
    let place = roll() % boxes;
    let part = |roll: u64| roll as f64 / (1_u64 << 53) as f64;
    let mut body = String::new();
    for _ in 0..WORDS {
        // The n-th most frequent word is about as frequent as 1 / n.
        match roll() % 8 {
            0 => body.push_str(&format!("box{place}word{} ", roll() % 40)),
            _ => body.push_str(&format!("w{} ", VOCABULARY.powf(part(roll())) as u64)),
        }
    }
    Letter {
        id: format!("<{number}@mail.example>"),
        from: format!("p{}@firm{}.example", roll() % 3, place),
        from_name: format!("Person {}", roll() % 500),
        to: vec![
            "me@here.example".to_owned(),
            format!("q{}@firm{}.example", roll() % 3, roll() % boxes),
        ],
        subject: format!(
            "w{} box{place}word{} w{}",
            roll() % 200,
            roll() % 40,
            roll() % 200
        ),
        body,
        date: 1_770_000_000_000 + number * 600_000,
        place: Some(BoxId::from_parts(place, [1; 10])),
    }
}

/// Teaches the mail of a number.
pub(crate) fn learn(suggester: &mut Suggester, boxes: u64, number: u64) {
    let letter = letter(boxes, number);
    let to: Vec<&str> = letter.to.iter().map(String::as_str).collect();
    let features = suggester.read(&letter.mail(&to));
    if let Some(place) = letter.place {
        suggester.learn(&features, Outcome::Filed(place), letter.date);
    }
}
