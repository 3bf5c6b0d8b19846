//! Mail that was left unfiled among mail that was filed, by date, one to one where there is enough of both.

use std::collections::BTreeSet;

use boxwood_suggest::{Outcome, Suggester};
use serde_json::{Value, json};

use crate::data::{Letter, Person};
use crate::figures::percent;
use crate::key;
use crate::stream::rank;

/// From so probable a box on a chip is shown.
const SHOWN: f32 = 0.8;

/// Each mail is suggested for, then learnt as filed or left. Counted are all that were left, and as many that were
/// filed: those nearest to them in time. What else was filed in that time is not shown to it, so that mails of both
/// kinds come one to one; or with `all` it is.
pub(crate) fn measure(person: &Person, all: bool) -> Option<Value> {
    let first = person.left.first()?.date;
    let key = key();
    let near = nearest(&person.filed, &person.left);
    let mut suggester = Suggester::new(key.clone());
    let filed = person
        .filed
        .iter()
        .enumerate()
        .map(|(at, letter)| (letter, near.contains(&at)));
    let filed = filed.filter(|(letter, near)| all || *near || letter.date < first);
    let left = person.left.iter().map(|letter| (letter, true));
    let mut mails: Vec<(&Letter, bool)> = filed.chain(left).collect();
    mails.sort_by_key(|(letter, _)| letter.date);
    let (mut left, mut left_chips, mut filed, mut filed_chips, mut right) =
        (0.0, 0.0, 0.0, 0.0, 0.0);
    for (letter, counts) in mails {
        let features = letter.features(&key);
        let suggestion = suggester.suggest(&features, letter.date);
        let shown = suggestion
            .choices
            .first()
            .is_some_and(|best| best.probability >= SHOWN);
        let chip = if shown { 1.0 } else { 0.0 };
        match letter.place {
            Some(_) if counts => {
                filed += 1.0;
                filed_chips += chip;
                right += if rank(&suggestion, letter) == Some(0) {
                    chip
                } else {
                    0.0
                };
            }
            Some(_) => {}
            None => {
                left += 1.0;
                left_chips += chip;
            }
        }
        let outcome = letter.place.map_or(Outcome::Left, Outcome::Filed);
        suggester.learn(&features, outcome, letter.date);
    }
    Some(json!({
        "name": if all { "unfiled mail among all that was filed" } else { "unfiled mail one to one" },
        "left": left, "filed": filed,
        "chips_on_left": percent(left_chips, left),
        "chips_on_filed": percent(filed_chips, filed),
        "right_of_chips_on_filed": percent(right, filed_chips),
    }))
}

/// For each of `left` the nearest of `filed` that is not taken yet.
fn nearest(filed: &[Letter], left: &[Letter]) -> BTreeSet<usize> {
    let mut taken = BTreeSet::new();
    for letter in left.iter().rev() {
        let at = filed.partition_point(|one| one.date <= letter.date);
        let before = (0..at).rev().find(|at| !taken.contains(at));
        let after = (at..filed.len()).find(|at| !taken.contains(at));
        let distance = |at: &usize| {
            filed
                .get(*at)
                .map_or(u64::MAX, |one| one.date.abs_diff(letter.date))
        };
        taken.extend(before.into_iter().chain(after).min_by_key(distance));
    }
    taken
}
