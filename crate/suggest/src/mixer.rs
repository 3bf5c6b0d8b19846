//! Weighs evidence: a small network that was trained beforehand, and a part of it that goes on learning.

use crate::evidence::{Context, Evidence, INPUTS};
use crate::math::{exp, ln};
use crate::start::Start;

/// So many boxes of all candidates are weighed exactly, those that look best at first sight.
pub(crate) const SHORTLIST: usize = 14;
/// How many things about the mail as a whole the hidden units see, a constant among them.
pub(crate) const ABOUT: usize = 7;
pub(crate) const HIDDEN: usize = 32;
/// Sets of weights for the inputs; four are added up for a mail, chosen by what it is like.
pub(crate) const SETS: usize = 19;
pub(crate) const WEIGHTS: usize = SETS * INPUTS + HIDDEN;

/// How fast the weights are learnt; the sum of squared slopes that is taken as gone before; where it stops to
/// grow, so that learning never ends.
const RATE: f32 = 0.1;
const SLOPES_BEFORE: f32 = 50.0;
const SLOPES_MOST: f32 = 5000.0;

/// The part that goes on learning.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mixer {
    /// For the inputs, set after set, and then for the hidden units.
    pub(crate) weights: Vec<f32>,
    /// The sum of squared slopes of each weight.
    pub(crate) slopes: Vec<f32>,
}

/// What came out for a mail, in room that is used again for the next.
#[derive(Debug, Default, Clone)]
pub(crate) struct Weighed {
    /// Which candidates were weighed, as indices.
    pub(crate) shortlist: Vec<usize>,
    /// How probable each of them is, if the mail goes to a box.
    pub(crate) shares: Vec<f32>,
    hidden: Vec<[f32; HIDDEN]>,
    first_sight: Vec<(f32, usize)>,
}

impl Mixer {
    pub(crate) fn new(start: &Start) -> Self {
        Self {
            weights: start.weights.clone(),
            slopes: vec![SLOPES_BEFORE; WEIGHTS],
        }
    }

    /// Weighs the candidates. Where `must` names one, it is weighed whatever it looks like at first sight.
    pub(crate) fn weigh(
        &self,
        start: &Start,
        evidence: &Evidence,
        must: Option<usize>,
        weighed: &mut Weighed,
    ) {
        weighed.choose(start, evidence, must);
        weighed.hidden.clear();
        weighed.shares.clear();
        let mut weights = [0.0; INPUTS];
        for set in sets(&evidence.context) {
            let own = self.weights.iter().skip(set * INPUTS);
            for (sum, weight) in weights.iter_mut().zip(own) {
                *sum += weight;
            }
        }
        let (_, outward) = self.weights.split_at(SETS * INPUTS);
        let about = about(&evidence.context);
        let mut base = [0.0; HIDDEN];
        for (about, own) in about.iter().zip(&start.about) {
            for (base, weight) in base.iter_mut().zip(own) {
                *base += about * weight;
            }
        }
        for at in &weighed.shortlist {
            let Some(candidate) = evidence.candidates.get(*at) else {
                continue;
            };
            let mut hidden = base;
            for (input, own) in candidate.inputs.iter().zip(&start.hidden) {
                if *input != 0.0 {
                    for (unit, weight) in hidden.iter_mut().zip(own) {
                        *unit += input * weight;
                    }
                }
            }
            for unit in &mut hidden {
                *unit = unit.max(0.0);
            }
            let score = dot(&weights, &candidate.inputs) + dot(outward, &hidden);
            weighed.hidden.push(hidden);
            weighed.shares.push(score);
        }
        to_shares(&mut weighed.shares);
    }

    /// Learns that the mail that was weighed went to the candidate `truth`.
    pub(crate) fn learn(&mut self, evidence: &Evidence, weighed: &Weighed, truth: usize) {
        let mut inputs = [0.0; INPUTS];
        let mut units = [0.0; HIDDEN];
        let outcomes = weighed.shortlist.iter().zip(&weighed.shares);
        for ((at, share), hidden) in outcomes.zip(&weighed.hidden) {
            let Some(candidate) = evidence.candidates.get(*at) else {
                continue;
            };
            let error = share - if *at == truth { 1.0 } else { 0.0 };
            for (slope, input) in inputs.iter_mut().zip(&candidate.inputs) {
                *slope += error * input;
            }
            for (slope, unit) in units.iter_mut().zip(hidden) {
                *slope += error * unit;
            }
        }
        for set in sets(&evidence.context) {
            self.step(set * INPUTS, &inputs);
        }
        self.step(SETS * INPUTS, &units);
    }

    fn step(&mut self, from: usize, slopes: &[f32]) {
        let own = self.weights.iter_mut().zip(&mut self.slopes).skip(from);
        for ((weight, sum), slope) in own.zip(slopes) {
            if *slope != 0.0 {
                *sum = (*sum + slope * slope).min(SLOPES_MOST);
                *weight -= RATE * slope / sum.sqrt();
            }
        }
    }
}

impl Weighed {
    /// Which of the shortlist has the largest share; of two alike the first.
    pub(crate) fn best(&self) -> Option<usize> {
        let shares = self.shares.iter().enumerate();
        shares
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(at, _)| at)
    }

    fn choose(&mut self, start: &Start, evidence: &Evidence, must: Option<usize>) {
        self.first_sight.clear();
        let scores = evidence
            .candidates
            .iter()
            .enumerate()
            .map(|(at, candidate)| {
                let score = dot(&start.first_sight, &candidate.inputs);
                (if must == Some(at) { f32::MAX } else { score }, at)
            });
        self.first_sight.extend(scores);
        if self.first_sight.len() > SHORTLIST {
            self.first_sight
                .select_nth_unstable_by(SHORTLIST, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            self.first_sight.truncate(SHORTLIST);
        }
        self.shortlist.clear();
        self.shortlist
            .extend(self.first_sight.iter().map(|(_, at)| at));
        // The order in which numbers are added up is part of the result.
        self.shortlist.sort_unstable();
    }
}

/// Four sums side by side, which the processor can do at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 4];
    for (a, b) in a.chunks_exact(4).zip(b.chunks_exact(4)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let [a, b, c, d] = sums;
    (a + b) + (c + d)
}

/// Scores become probabilities that add up to one.
fn to_shares(scores: &mut [f32]) {
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - best);
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// The four sets of weights for a mail: common, by what was seen, by how clear that was, by experience.
pub(crate) fn sets(context: &Context) -> [usize; 4] {
    let seen = |purity: f32| usize::from(purity > 0.0);
    let clear = |purity: f32| seen(purity) + usize::from(purity >= 0.8);
    let (sender, thread) = (context.sender_purity, context.thread_purity);
    let experience = [20, 100, 400, 1500]
        .iter()
        .filter(|least| context.filed >= **least)
        .count();
    [
        0,
        1 + 2 * seen(sender) + seen(thread),
        5 + 3 * clear(sender) + clear(thread),
        14 + experience,
    ]
}

pub(crate) fn about(context: &Context) -> [f32; ABOUT] {
    let seen = |purity: f32| if purity > 0.0 { 1.0 } else { 0.0 };
    [
        1.0,
        seen(context.sender_purity),
        seen(context.thread_purity),
        context.sender_purity,
        context.thread_purity,
        ln(1.0 + context.filed as f32) / 4.0 - 1.0,
        ln(context.candidates.max(1) as f32) / 2.0 - 1.0,
    ]
}
