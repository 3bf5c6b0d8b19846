//! What an account has learnt, as bytes for its own store.

use serde::{Deserialize, Serialize};

use crate::calibration::{Calibration, MAPS, POINTS};
use crate::features::Key;
use crate::gate::{GATE, Gate};
use crate::lesson::Learnt;
use crate::mixer::{Mixer, WEIGHTS};
use crate::model::Adapted;
use crate::suggester::{MergeError, Suggester};

/// The first byte; another meaning of the rest gets another number.
const VERSION: u8 = 1;
/// What had adapted is kept for one number of lessons in so many: to learn again from the last of them is fast.
const KEPT_EACH: usize = 512;

/// Bytes from which nothing can be restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// They are of another version.
    #[error("what was learnt is stored in version {got}; this is version {VERSION}")]
    OtherVersion {
        /// The version, zero where there are no bytes.
        got: u8,
    },
    /// They were cut short, or changed, or are something else.
    #[error("what was learnt cannot be read: {0}")]
    Malformed(String),
    /// They were made with another key.
    #[error(transparent)]
    OtherKey(#[from] MergeError),
}

#[derive(Serialize, Deserialize)]
struct Saved {
    learnt: Learnt,
    /// What the adapted weights started from: with another start they mean nothing.
    start: u32,
    copies: Vec<SavedCopy>,
}

#[derive(Serialize, Deserialize)]
struct SavedCopy {
    lessons: usize,
    mixer: Vec<f32>,
    mixer_slopes: Vec<f32>,
    calibration: Vec<f32>,
    gate: Vec<f32>,
    gate_slopes: Vec<f32>,
}

impl Suggester {
    /// All that was learnt, as bytes. They hold keyed hashes and weights, and not the key.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let model = &self.model;
        let mut copies = Vec::new();
        // So few lessons are learnt again in no time.
        if model.lessons >= KEPT_EACH {
            copies.push(SavedCopy::of(model.lessons, &model.adapted));
            let mut next = model.lessons;
            for (at, adapted) in model.copies.iter().rev() {
                if at + KEPT_EACH <= next {
                    copies.push(SavedCopy::of(*at, adapted));
                    next = *at;
                }
            }
            copies.reverse();
        }
        let saved = Saved {
            learnt: self.learnt(),
            start: model.start.fingerprint,
            copies,
        };
        let mut bytes = vec![VERSION];
        match postcard::to_extend(&saved, bytes) {
            Ok(whole) => bytes = whole,
            // Only what has no length or cannot be written fails, and there is no such thing in it.
            Err(_) => bytes = Vec::new(),
        }
        bytes
    }

    /// Restores what was [saved](Self::save).
    ///
    /// # Errors
    ///
    /// Bytes of another version or key, and such as are damaged, are refused.
    pub fn load(key: Key, bytes: &[u8]) -> Result<Self, StateError> {
        let (version, rest) = bytes
            .split_first()
            .ok_or(StateError::OtherVersion { got: 0 })?;
        if *version != VERSION {
            return Err(StateError::OtherVersion { got: *version });
        }
        let saved: Saved =
            postcard::from_bytes(rest).map_err(|error| StateError::Malformed(error.to_string()))?;
        let mut suggester = Self::new(key);
        if saved.learnt.fingerprint != suggester.key.fingerprint() {
            return Err(MergeError::OtherKey.into());
        }
        suggester.restore(saved.learnt);
        let model = &mut suggester.model;
        let copies: Vec<(usize, Adapted)> = match saved.start == model.start.fingerprint {
            true => saved
                .copies
                .into_iter()
                .filter_map(SavedCopy::adapted)
                .collect(),
            false => Vec::new(),
        };
        let usable = copies
            .last()
            .is_some_and(|(at, _)| *at <= suggester.lessons.len())
            && copies.is_sorted_by(|a, b| a.0 < b.0);
        if usable && let Some((lessons, adapted)) = copies.last().cloned() {
            for lesson in suggester.lessons.iter().take(lessons) {
                model.fold_counts(lesson);
            }
            model.adapted = adapted;
            model.copies = copies;
        }
        suggester.catch_up();
        Ok(suggester)
    }
}

impl SavedCopy {
    fn of(lessons: usize, adapted: &Adapted) -> Self {
        Self {
            lessons,
            mixer: adapted.mixer.weights.clone(),
            mixer_slopes: adapted.mixer.slopes.clone(),
            calibration: adapted.calibration.0.clone(),
            gate: adapted.gate.weights.clone(),
            gate_slopes: adapted.gate.slopes.clone(),
        }
    }

    /// Nothing where it is not of the right size, or not of numbers.
    fn adapted(self) -> Option<(usize, Adapted)> {
        let whole =
            |list: &[f32], len: usize| list.len() == len && list.iter().all(|one| one.is_finite());
        let positive = |list: &[f32]| list.iter().all(|one| *one > 0.0);
        let fits = whole(&self.mixer, WEIGHTS)
            && whole(&self.mixer_slopes, WEIGHTS)
            && whole(&self.calibration, POINTS * MAPS)
            && whole(&self.gate, GATE)
            && whole(&self.gate_slopes, GATE)
            && positive(&self.mixer_slopes)
            && positive(&self.gate_slopes);
        let adapted = Adapted {
            mixer: Mixer {
                weights: self.mixer,
                slopes: self.mixer_slopes,
            },
            calibration: Calibration(self.calibration),
            gate: Gate {
                weights: self.gate,
                slopes: self.gate_slopes,
            },
        };
        fits.then_some((self.lessons, adapted))
    }
}
