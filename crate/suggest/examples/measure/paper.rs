//! The protocol of the published comparisons: train on the first 100k mails, test on the next 100, for each k; the
//! figure is the mean over the tests.

use std::collections::BTreeSet;

use boxwood_suggest::{Outcome, Suggester};
use serde_json::{Value, json};

use crate::data::Person;
use crate::figures::{Ranks, round};
use crate::key;

const BLOCK: usize = 100;

/// Reading A leaves out mails whose box has not occurred in training; reading B counts them as errors.
pub(crate) fn measure(person: &Person) -> Value {
    let key = key();
    let mut suggester = Suggester::new(key.clone());
    let mut known = BTreeSet::new();
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for (number, block) in person.filed.chunks(BLOCK).enumerate() {
        let (mut seen, mut all) = (Ranks::default(), Ranks::default());
        let features: Vec<_> = block.iter().map(|letter| letter.features(&key)).collect();
        for (letter, features) in block.iter().zip(&features) {
            let suggestion = suggester.suggest(features, letter.date);
            let rank = suggestion
                .choices
                .iter()
                .position(|choice| Some(choice.id) == letter.place);
            all.add(rank);
            if letter.place.is_some_and(|place| known.contains(&place)) {
                seen.add(rank);
            }
        }
        if number > 0 {
            b.push(all);
            if seen.all > 0.0 {
                a.push(seen);
            }
        }
        for (letter, features) in block.iter().zip(&features) {
            if let Some(place) = letter.place {
                suggester.learn(features, Outcome::Filed(place), letter.date);
                known.insert(place);
            }
        }
    }
    let mean = |tests: &[Ranks], figure: fn(&Ranks) -> f64| {
        round(tests.iter().map(figure).sum::<f64>() / (tests.len() as f64).max(1.0))
    };
    json!({
        "name": "paper's protocol",
        "a_top1": mean(&a, Ranks::top1), "a_top3": mean(&a, Ranks::top3),
        "b_top1": mean(&b, Ranks::top1), "b_top3": mean(&b, Ranks::top3),
    })
}
