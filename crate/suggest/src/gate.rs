//! Whether a mail belongs to any box at all, learnt from mails that were opened and left unfiled.

use crate::counts::{
    Counts, DOMAIN, FIELDS, KEYS, LEFT, MASKED, NAME, PEOPLE, SENDER, SENDER_WORD, THREAD,
};
use crate::evidence::{Candidate, SHARE};
use crate::math::{ln, log_odds, logistic};
use crate::start::Start;

/// The keys whose mails are compared.
const COMPARED: [usize; 7] = [SENDER, DOMAIN, THREAD, MASKED, PEOPLE, NAME, SENDER_WORD];
/// The keys whose mails are counted, besides.
const COUNTED: [usize; 2] = [SENDER, DOMAIN];
/// What the best box's evidence adds: how much of each field it knows, and how exclusively.
const OF_BEST: usize = 2 * FIELDS;
pub(crate) const GATE: usize = 3 + COMPARED.len() + 2 * COUNTED.len() + 3 * FIELDS + OF_BEST;

/// How far back the latest outcomes count, and those of a key, and what each counts as a share of the next.
const REACH: usize = 64;
const DECAY: f32 = 0.96;
const KEY_REACH: usize = 24;
const KEY_DECAY: f32 = 0.9;
/// How many mails of a key are counted.
const MANY: usize = 64;
/// Filed mails count at most so many times as much as those left, in all, among so many of the latest.
const AT_MOST: f32 = 4.0;
const BALANCED: usize = 256;
/// After so many mails that were left, half of what the gate says counts.
const TRUSTED: f32 = 2.0;
/// How fast the weights are learnt, and the sum of squared slopes that is taken as gone before.
const RATE: f32 = 0.1;
const SLOPES_BEFORE: f32 = 10.0;
const SLOPES_MOST: f32 = 1000.0;

/// The weights, and the sum of squared slopes of each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Gate {
    pub(crate) weights: Vec<f32>,
    pub(crate) slopes: Vec<f32>,
}

impl Gate {
    pub(crate) fn new(start: &Start) -> Self {
        Self {
            weights: start.gate.clone(),
            slopes: vec![SLOPES_BEFORE; GATE],
        }
    }

    /// The probability that the mail belongs to a box.
    pub(crate) fn of(&self, inputs: &[f32; GATE]) -> f32 {
        let sum = self
            .weights
            .iter()
            .zip(inputs)
            .fold(0.0, |sum, (weight, input)| sum + weight * input);
        logistic(sum)
    }

    /// Learns what came of a mail, which counts `weight`.
    pub(crate) fn learn(&mut self, inputs: &[f32; GATE], filed: bool, weight: f32) {
        let error = (self.of(inputs) - if filed { 1.0 } else { 0.0 }) * weight;
        let own = self.weights.iter_mut().zip(&mut self.slopes);
        for ((weight, sum), input) in own.zip(inputs) {
            let slope = error * input;
            *sum = (*sum + slope * slope).min(SLOPES_MOST);
            *weight -= RATE * slope / sum.sqrt();
        }
    }
}

/// How much a filed mail counts: less where nearly all mails are filed. A chip on a mail that belongs nowhere is
/// worse than none on one that does.
pub(crate) fn weight_of_filed(counts: &Counts) -> f32 {
    let latest = counts.outcomes.iter().rev().take(BALANCED);
    let (mut filed, mut left) = (1.0, 1.0);
    for outcome in latest {
        *if *outcome { &mut filed } else { &mut left } += 1.0;
    }
    (AT_MOST * left / filed).min(1.0)
}

/// How much of what the gate says counts: little while few mails were left, nothing while none was.
pub(crate) fn trust(counts: &Counts) -> f32 {
    let left = counts.left() as f32;
    left / (left + TRUSTED)
}

/// What speaks for the mail's belonging to a box; `best` is the box that it would be, `fits`
/// how well each field's words fit the box that they fit best, `share` how sure the box is.
pub(crate) fn inputs(
    counts: &Counts,
    keys: &[u32; KEYS],
    terms: &[Vec<u32>; FIELDS],
    best: Option<&Candidate>,
    fits: [f32; FIELDS],
    share: f32,
) -> [f32; GATE] {
    let mut inputs = [0.0; GATE];
    let mut next = inputs.iter_mut();
    let mut put = |value: f32| {
        if let Some(input) = next.next() {
            *input = value;
        }
    };
    put(1.0);
    put(log_odds(share) * 0.25);
    let (mut filed, mut left, mut weight) = (0.5, 0.5, 1.0);
    for outcome in counts.outcomes.iter().rev().take(REACH) {
        *if *outcome { &mut filed } else { &mut left } += weight;
        weight *= DECAY;
    }
    // Who files nearly all mail files some that looks like what is left: only the other way round does it tell.
    put((0.5 * ln(filed / left)).min(0.0));
    for key in COMPARED {
        let (mut filed, mut left, mut weight) = (0.3, 0.3, 1.0);
        for place in counts.key(keys[key]).iter().rev().take(KEY_REACH) {
            *if *place == LEFT {
                &mut left
            } else {
                &mut filed
            } += weight;
            weight *= KEY_DECAY;
        }
        put(0.5 * ln(filed / left));
    }
    for key in COUNTED {
        let events = counts.key(keys[key]).iter().rev().take(MANY);
        let (mut filed, mut left) = (1.0, 1.0);
        for place in events {
            *if *place == LEFT {
                &mut left
            } else {
                &mut filed
            } += 1.0;
        }
        put(0.3 * ln(filed));
        put(0.3 * ln(left));
    }
    let ratio = (counts.left() as f32 + 1.0) / (counts.filings.len() as f32 + 1.0);
    for terms in terms {
        let (mut known, mut product, mut sum) = (0.0, 1.0, 0.0);
        for term in terms.iter().filter_map(|term| counts.term(*term)) {
            known += 1.0;
            product *= (term.filed as f32 + 0.5) / (term.left as f32 + 0.5) * ratio;
            if !(1e-20..1e20).contains(&product) {
                sum += ln(product);
                product = 1.0;
            }
        }
        let all = (terms.len() as f32).max(1.0);
        put(0.3 * (sum + ln(product)) / all.sqrt());
        put(known / all);
    }
    let of_best = SHARE + KEYS;
    for at in of_best..of_best + OF_BEST {
        put(best.map_or(0.0, |best| best.inputs[at]));
    }
    for fit in fits {
        put(fit);
    }
    inputs
}
