//! What the tools that train need to see of the inside. No part of the product.

use boxwood_model::BoxId;

use crate::calibration::{self, MAPS, POINTS};
use crate::evidence::{self, CANDIDATES};
use crate::features::{Features, Key};
use crate::gate;
use crate::lesson::Outcome;
use crate::math;
use crate::mixer::{self, SHORTLIST};
use crate::model::{Model, Query};
use crate::start::Start;
use crate::suggester::Suggester;

/// How many inputs a box has.
pub const INPUTS: usize = evidence::INPUTS;
/// How many inputs the gate has.
pub const GATE: usize = gate::GATE;
/// How many things are known of the mail as a whole.
pub const ABOUT: usize = mixer::ABOUT;
/// How many hidden units there are.
pub const HIDDEN: usize = mixer::HIDDEN;
/// How many sets of weights there are for the inputs.
pub const SETS: usize = mixer::SETS;
/// How many weights adapt.
pub const WEIGHTS: usize = mixer::WEIGHTS;

/// How many candidates there are at most, and how many are weighed.
pub const MOST: (usize, usize) = (CANDIDATES, SHORTLIST);
/// How many numbers calibrate.
pub const CALIBRATION: usize = POINTS * MAPS;

/// Weights to start from, as numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// One for each input.
    pub first_sight: Vec<f32>,
    /// For the inputs, set after set, and for the hidden units.
    pub mixer: Vec<f32>,
    /// For each input, then for each thing about the mail: one for each hidden unit.
    pub hidden: Vec<f32>,
    /// Two maps.
    pub calibration: Vec<f32>,
    /// One for each input of the gate.
    pub gate: Vec<f32>,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            first_sight: vec![0.0; INPUTS],
            mixer: vec![0.0; WEIGHTS],
            hidden: vec![0.0; (INPUTS + ABOUT) * HIDDEN],
            calibration: calibration::Calibration::identity(),
            gate: vec![0.0; GATE],
        }
    }
}

impl Weights {
    /// The file that the crate ships.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let (hidden, about) = self.hidden.split_at(INPUTS * HIDDEN);
        Start {
            first_sight: self.first_sight.clone(),
            weights: self.mixer.clone(),
            hidden: hidden.as_chunks().0.to_vec(),
            about: about.as_chunks().0.to_vec(),
            calibration: self.calibration.clone(),
            gate: self.gate.clone(),
            fingerprint: 0,
        }
        .write()
    }
}

/// A mail as the mixer sees it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The inputs of each candidate.
    pub candidates: Vec<[f32; INPUTS]>,
    /// Which candidate is right, if one is.
    pub truth: Option<usize>,
    /// Which sets of weights are added up.
    pub sets: [usize; 4],
    /// What the hidden units see of the mail as a whole.
    pub about: [f32; ABOUT],
    /// The share that the model gave its best box, whether that was right, and whether it knew the thread.
    pub said: (f32, bool, bool),
    /// The inputs of the gate.
    pub gate: [f32; GATE],
    /// Whether any mail had been left.
    pub left_before: bool,
}

impl Suggester {
    /// One that starts from other weights than the crate ships.
    #[must_use]
    pub fn from_weights(key: Key, weights: &[u8]) -> Self {
        Self::starting_with(key, Start::read(weights))
    }

    /// What the model sees of a mail before it learns that it went to `id`.
    pub fn row(&mut self, features: &Features, outcome: Outcome, now: u64) -> Row {
        let query = Query::of(features);
        let verdict = self.model.judge(&query, now);
        let gate = self.model.gate_inputs(&query, verdict.best, verdict.share);
        let Model {
            counts,
            evidence,
            weighed,
            ..
        } = &self.model;
        let id: Option<BoxId> = match outcome {
            Outcome::Filed(id) => Some(id),
            _ => None,
        };
        let place = id.and_then(|id| counts.place(id));
        let truth = evidence
            .candidates
            .iter()
            .position(|candidate| Some(candidate.place) == place);
        let said = verdict
            .best
            .and_then(|best| weighed.shortlist.get(best).copied());
        Row {
            candidates: evidence.candidates.iter().map(|one| one.inputs).collect(),
            truth,
            sets: mixer::sets(&evidence.context),
            about: mixer::about(&evidence.context),
            said: (
                verdict.share,
                truth.is_some() && said == truth,
                evidence.knows_thread(),
            ),
            gate,
            left_before: counts.left() > 0,
        }
    }
}

/// The exponential that the crate uses.
#[must_use]
pub fn exp(x: f32) -> f32 {
    math::exp(x)
}

/// The maps of the calibration, to be moved.
#[derive(Debug, Clone)]
pub struct Calibrator(calibration::Calibration);

impl Calibrator {
    /// With these points.
    #[must_use]
    pub fn new(points: Vec<f32>) -> Self {
        Self(calibration::Calibration(points))
    }

    /// Moves them by one outcome.
    pub fn learn(&mut self, known_thread: bool, share: f32, right: bool) {
        self.0.learn(known_thread, share, right);
    }

    /// The points now.
    #[must_use]
    pub fn points(&self) -> &[f32] {
        &self.0.0
    }
}
