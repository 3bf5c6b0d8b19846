//! Every mail is suggested for, then learnt, from the first one on.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_suggest::{BoxHints, Outcome, Suggester, Suggestion};
use serde_json::{Value, json};

use crate::data::{Letter, Person};
use crate::figures::{Pool, Ranks, Said, round};
use crate::{key, times::Times};

/// After so many mails what is said is counted as said with confidence.
const WARM: usize = 100;
/// So many mails are enough to see a start from nothing.
const COLD_MAILS: usize = 400;

pub(crate) fn measure(person: &Person, pool: &mut Pool) -> Vec<Value> {
    let key = key();
    let mut suggester = Suggester::new(key.clone());
    let (mut all, mut fresh) = (Ranks::default(), Ranks::default());
    let mut threads = BTreeSet::new();
    let mut boxes = BTreeSet::new();
    let mut times = Times::default();
    for (filed, letter) in person.filed.iter().enumerate() {
        let Some(place) = letter.place else {
            continue;
        };
        let features = times.read(|| letter.features(&key));
        let suggestion = times.suggest(|| suggester.suggest(&features, letter.date));
        let rank = rank(&suggestion, letter);
        all.add(rank);
        let new_thread = threads.insert(letter.thread());
        if new_thread && !boxes.insert(place) {
            fresh.add(rank);
        }
        boxes.insert(place);
        Pool::cold(&mut pool.cold, filed, rank);
        if filed >= WARM {
            pool.said.push(Said {
                probability: suggestion
                    .choices
                    .first()
                    .map_or(0.0, |best| best.probability),
                right: rank == Some(0),
                new_thread,
            });
        }
        times.learn(|| suggester.learn(&features, Outcome::Filed(place), letter.date));
    }
    told(person, pool);
    let bytes = suggester.save().len() as f64 / (person.filed.len() as f64).max(1.0);
    let mut time = times.line();
    time["name"] = "time, native".into();
    vec![
        json!({
            "name": "predict, then learn", "mails": person.filed.len(), "boxes": boxes.len(),
            "top1": all.top1(), "top3": all.top3(),
            "new_threads_top1": fresh.top1(), "new_threads_top3": fresh.top3(),
        }),
        json!({ "name": "state", "bytes_per_mail": round(bytes) }),
        time,
    ]
}

pub(crate) fn rank(suggestion: &Suggestion, letter: &Letter) -> Option<usize> {
    suggestion
        .choices
        .iter()
        .position(|choice| Some(choice.id) == letter.place)
}

/// The same from nothing, by one who was told the boxes' names, and for each box the outside address that is the
/// most frequent in it, which stands for a contact that the team entered. No outside address: no contact.
fn told(person: &Person, pool: &mut Pool) {
    let key = key();
    let mut suggester = Suggester::new(key.clone());
    let mut senders: BTreeMap<_, BTreeMap<&str, usize>> = BTreeMap::new();
    for letter in &person.filed {
        if let Some(place) = letter.place {
            *senders
                .entry(place)
                .or_default()
                .entry(&letter.from)
                .or_default() += 1;
        }
    }
    for (name, id) in &person.boxes {
        let outside = senders.get(id).into_iter().flatten();
        let outside = outside.filter(|(address, _)| !address.ends_with("enron.com"));
        let contact = outside
            .max_by_key(|(_, count)| **count)
            .map(|(address, _)| *address);
        let hints = BoxHints {
            contacts: contact.as_slice(),
            name,
            ..BoxHints::default()
        };
        suggester.describe(*id, &hints);
    }
    for (filed, letter) in person.filed.iter().take(COLD_MAILS).enumerate() {
        let Some(place) = letter.place else {
            continue;
        };
        let features = letter.features(&key);
        let suggestion = suggester.suggest(&features, letter.date);
        Pool::cold(&mut pool.told, filed, rank(&suggestion, letter));
        suggester.learn(&features, Outcome::Filed(place), letter.date);
    }
}
