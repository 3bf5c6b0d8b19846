//! The model: a fold over lessons in order of time, which can also go back.

use boxwood_model::BoxId;

use crate::calibration::Calibration;
use crate::counts::{Counts, FIELDS, KEYS};
use crate::evidence::Evidence;
use crate::features::Features;
use crate::gate::{self, GATE, Gate};
use crate::lesson::{Lesson, Outcome};
use crate::mixer::{Mixer, Weighed};
use crate::start::Start;

/// A copy of what adapts is kept after each so many lessons; of older ones fewer and fewer.
const COPIED_EACH: usize = 32;

/// What adapts with each lesson and cannot be computed back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Adapted {
    pub(crate) mixer: Mixer,
    pub(crate) calibration: Calibration,
    pub(crate) gate: Gate,
}

impl Adapted {
    pub(crate) fn new(start: &Start) -> Self {
        Self {
            mixer: Mixer::new(start),
            calibration: Calibration::new(start),
            gate: Gate::new(start),
        }
    }
}

/// What a mail is looked up by, worked out once.
pub(crate) struct Query {
    pub(crate) keys: [u32; KEYS],
    pub(crate) terms: [Vec<u32>; FIELDS],
}

impl Query {
    pub(crate) fn of(features: &Features) -> Self {
        Self {
            keys: features.keys(),
            terms: features.terms(),
        }
    }
}

/// The model after some number of lessons.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) start: Start,
    pub(crate) counts: Counts,
    pub(crate) adapted: Adapted,
    /// How many lessons are in it.
    pub(crate) lessons: usize,
    /// What had adapted after some numbers of lessons, in order.
    pub(crate) copies: Vec<(usize, Adapted)>,
    pub(crate) evidence: Evidence,
    pub(crate) weighed: Weighed,
}

/// How sure the model is of the best box, and whether the mail belongs to any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict {
    /// The share of the best box before and after calibration.
    pub(crate) share: f32,
    pub(crate) calibrated: f32,
    /// The probability that the mail belongs to a box.
    pub(crate) belongs: f32,
    /// Which of the shortlist is best.
    pub(crate) best: Option<usize>,
}

impl Model {
    pub(crate) fn new(start: Start) -> Self {
        Self {
            adapted: Adapted::new(&start),
            start,
            counts: Counts::default(),
            lessons: 0,
            copies: Vec::new(),
            evidence: Evidence::default(),
            weighed: Weighed::default(),
        }
    }

    /// Weighs all boxes for a mail; what comes of it is in `evidence` and `weighed` too.
    pub(crate) fn judge(&mut self, query: &Query, now: u64) -> Verdict {
        self.evidence
            .gather(&self.counts, &query.keys, &query.terms, now);
        let Self {
            start,
            adapted,
            evidence,
            weighed,
            ..
        } = self;
        adapted.mixer.weigh(start, evidence, None, weighed);
        let best = weighed.best();
        let share = best
            .and_then(|best| weighed.shares.get(best))
            .copied()
            .unwrap_or(0.0);
        let calibrated = adapted.calibration.of(evidence.knows_thread(), share);
        let belongs = match self.counts.left() {
            0 => 1.0,
            _ => {
                let said = self.adapted.gate.of(&self.gate_inputs(query, best, share));
                1.0 - (1.0 - said) * gate::trust(&self.counts)
            }
        };
        Verdict {
            share,
            calibrated: if best.is_some() { calibrated } else { 0.0 },
            belongs,
            best,
        }
    }

    /// Where among the candidates a box is.
    fn candidate(&self, id: BoxId) -> Option<usize> {
        let place = self.counts.place(id)?;
        self.evidence
            .candidates
            .iter()
            .position(|candidate| candidate.place == place)
    }

    pub(crate) fn gate_inputs(
        &self,
        query: &Query,
        best: Option<usize>,
        share: f32,
    ) -> [f32; GATE] {
        let best = best
            .and_then(|best| self.weighed.shortlist.get(best))
            .and_then(|at| self.evidence.candidates.get(*at));
        let fits = self.evidence.fits;
        gate::inputs(&self.counts, &query.keys, &query.terms, best, fits, share)
    }

    /// Takes in the next lesson.
    pub(crate) fn fold(&mut self, lesson: &Lesson) {
        if let Some((outcome, features)) = lesson.content() {
            let query = Query::of(&features);
            self.adapt(&query, outcome, lesson.when);
            self.count(&query, outcome, lesson.when);
        }
        self.lessons += 1;
        if self.lessons.is_multiple_of(COPIED_EACH) {
            self.copies.push((self.lessons, self.adapted.clone()));
            self.thin_out();
        }
    }

    /// Takes in the next lesson without adapting to it: for what had adapted to it already.
    pub(crate) fn fold_counts(&mut self, lesson: &Lesson) {
        if let Some((outcome, features)) = lesson.content() {
            self.count(&Query::of(&features), outcome, lesson.when);
        }
        self.lessons += 1;
    }

    fn adapt(&mut self, query: &Query, outcome: Outcome, when: u64) {
        match outcome {
            Outcome::Filed(id) => {
                // What would have been said, before the answer is known.
                let verdict = self.judge(query, when);
                let said = verdict
                    .best
                    .and_then(|best| self.weighed.shortlist.get(best).copied());
                let truth = self.candidate(id);
                let right = truth.is_some() && said == truth;
                let known_thread = self.evidence.knows_thread();
                if self.counts.left() > 0 {
                    let inputs = self.gate_inputs(query, verdict.best, verdict.share);
                    let weight = gate::weight_of_filed(&self.counts);
                    self.adapted.gate.learn(&inputs, true, weight);
                }
                if verdict.best.is_some() {
                    self.adapted
                        .calibration
                        .learn(known_thread, verdict.share, right);
                }
                if let Some(truth) = truth {
                    let Self {
                        start,
                        adapted: Adapted { mixer, .. },
                        evidence,
                        weighed,
                        ..
                    } = self;
                    if !weighed.shortlist.contains(&truth) {
                        mixer.weigh(start, evidence, Some(truth), weighed);
                    }
                    mixer.learn(evidence, weighed, truth);
                }
            }
            Outcome::Left => {
                let verdict = self.judge(query, when);
                let inputs = self.gate_inputs(query, verdict.best, verdict.share);
                self.adapted.gate.learn(&inputs, false, 1.0);
            }
            Outcome::Dismissed(_) => {}
        }
    }

    fn count(&mut self, query: &Query, outcome: Outcome, when: u64) {
        let Query { keys, terms } = query;
        match outcome {
            Outcome::Filed(id) => self.counts.file(keys, terms, id, when),
            Outcome::Left => self.counts.leave(keys, terms),
            Outcome::Dismissed(id) => self.counts.dismiss(keys, id),
        }
    }

    /// Goes back to where at most `to` of `lessons` are in it, those that are, in order. What had adapted is
    /// known for some numbers only: the last one not above `to` is taken.
    pub(crate) fn go_back(&mut self, to: usize, lessons: &[Lesson]) {
        if to >= self.lessons {
            return;
        }
        self.copies.retain(|(at, _)| *at <= to);
        let to = match self.copies.last() {
            Some((at, adapted)) => {
                self.adapted = adapted.clone();
                *at
            }
            None => {
                self.adapted = Adapted::new(&self.start);
                0
            }
        };
        for lesson in lessons
            .get(to..self.lessons)
            .unwrap_or_default()
            .iter()
            .rev()
        {
            if let Some((outcome, features)) = lesson.content() {
                let Query { keys, terms } = Query::of(&features);
                match outcome {
                    Outcome::Filed(id) => self.counts.unfile(&keys, &terms, id),
                    Outcome::Left => self.counts.unleave(&keys, &terms),
                    Outcome::Dismissed(id) => self.counts.undismiss(&keys, id),
                }
            }
        }
        self.lessons = to;
    }

    /// Drops copies so that twice as far back they are twice as far apart.
    fn thin_out(&mut self) {
        let now = self.lessons;
        self.copies.retain(|(at, _)| {
            let apart = 1 << at.trailing_zeros();
            now - at <= 4 * apart
        });
    }
}
