//! Histories to train on: those of the tuning people, and such as could have been theirs, because so few people are
//! too few to tell what holds for all from what holds for them.

use std::collections::BTreeMap;

use boxwood_suggest::Outcome;
use boxwood_suggest::Suggester;
use boxwood_suggest::train::Row;

use crate::network::Dice;
use crate::{Event, key};

/// So many more histories are made of each.
const MORE: u64 = 3;
/// The least share of the boxes that is in one of them, and the largest that it may begin after.
const BOXES: f32 = 0.3;
const BEFORE: f32 = 0.5;
/// At most so many mails are filed at once by who files late, and the share of what that shows which is trained on.
const AT_ONCE: f32 = 100.0;
const LATE: f32 = 0.4;

/// The rows of a history, and of others that are like it: with fewer boxes, begun later, or with mail that lies
/// there for some time before many are filed at once.
pub(crate) fn varied(history: &[Event], weights: &[u8]) -> Vec<(Row, Outcome)> {
    let mut dice = Dice(1 + history.len() as u64);
    let mut all = Vec::new();
    for number in 0..=MORE {
        let fewer = match number {
            0 => history.to_vec(),
            _ => thinned(history, &mut dice),
        };
        all.extend(rows(&fewer, weights, |_| 1));
        let at_once = |dice: &mut Dice| 1 + (dice.roll() * AT_ONCE) as usize;
        let late = rows(&fewer, weights, at_once);
        all.extend(late.into_iter().filter(|_| dice.roll() < LATE));
    }
    all
}

/// A history without some of its boxes, and without its beginning.
fn thinned(history: &[Event], dice: &mut Dice) -> Vec<Event> {
    let share = BOXES + (1.0 - BOXES) * dice.roll();
    let from = (dice.roll() * BEFORE * history.len() as f32) as usize;
    let mut kept: BTreeMap<Outcome, bool> = BTreeMap::new();
    let rest = history.iter().skip(from);
    rest.filter(|(_, outcome, _)| *kept.entry(*outcome).or_insert_with(|| dice.roll() < share))
        .cloned()
        .collect()
}

/// The rows of a history, each as it is before it is learnt; as many are learnt at once as `at_once` says.
pub(crate) fn rows(
    history: &[Event],
    weights: &[u8],
    at_once: impl Fn(&mut Dice) -> usize,
) -> Vec<(Row, Outcome)> {
    let mut suggester = Suggester::from_weights(key(), weights);
    let mut dice = Dice(77);
    let mut rows = Vec::new();
    let mut rest = history;
    while !rest.is_empty() {
        let (block, after) = rest.split_at(at_once(&mut dice).clamp(1, rest.len()));
        rest = after;
        for (features, outcome, date) in block {
            rows.push((suggester.row(features, *outcome, *date), *outcome));
        }
        for (features, outcome, date) in block {
            suggester.learn(features, *outcome, *date);
        }
    }
    rows
}
