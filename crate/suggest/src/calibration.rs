//! What a model's probability is worth, by how often it was right when it said so.

use crate::math::log_odds;
use crate::start::Start;

/// The points of a map, between which it is straight; evenly over the log-odds from `LOWEST` to `HIGHEST`.
pub(crate) const POINTS: usize = 25;
const LOWEST: f32 = -3.0;
const HIGHEST: f32 = 9.0;
/// One map for mails whose thread was filed before, and one for the others.
pub(crate) const MAPS: usize = 2;
/// How far a point moves with each outcome.
const RATE: f32 = 0.01;

/// Maps from what the model says to what came of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calibration(pub(crate) Vec<f32>);

impl Calibration {
    pub(crate) fn new(start: &Start) -> Self {
        Self(start.calibration.clone())
    }

    /// The maps that change nothing, from which training starts.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn identity() -> Vec<f32> {
        let step = (HIGHEST - LOWEST) / (POINTS - 1) as f32;
        let point = |at: usize| crate::math::logistic(LOWEST + step * (at % POINTS) as f32);
        (0..POINTS * MAPS).map(point).collect()
    }

    /// The probability that `share`, the model's for its best box, has turned out to mean.
    pub(crate) fn of(&self, known_thread: bool, share: f32) -> f32 {
        let (at, part) = point(known_thread, share);
        let value = |at: usize| self.0.get(at).copied().unwrap_or(share);
        value(at) * (1.0 - part) + value(at + 1) * part
    }

    pub(crate) fn learn(&mut self, known_thread: bool, share: f32, right: bool) {
        let (at, part) = point(known_thread, share);
        let outcome = if right { 1.0 } else { 0.0 };
        for (at, part) in [(at, 1.0 - part), (at + 1, part)] {
            if let Some(value) = self.0.get_mut(at) {
                *value += RATE * part * (outcome - *value);
            }
        }
    }
}

/// The point below a share, and how far it is from there to the next.
fn point(known_thread: bool, share: f32) -> (usize, f32) {
    let step = (HIGHEST - LOWEST) / (POINTS - 1) as f32;
    let position = (log_odds(share).clamp(LOWEST, HIGHEST) - LOWEST) / step;
    let below = (position.floor()).min((POINTS - 2) as f32);
    let at = below as usize;
    (at + if known_thread { POINTS } else { 0 }, position - below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_as_told_and_moves_towards_what_happens() {
        let mut calibration = Calibration(Calibration::identity());
        for share in [0.1, 0.5, 0.83, 0.97, 0.999] {
            assert!(
                (calibration.of(false, share) - share).abs() < 0.02,
                "{share}"
            );
        }
        for _ in 0..1000 {
            calibration.learn(false, 0.9, false);
        }
        assert!(calibration.of(false, 0.9) < 0.1);
        assert!((calibration.of(true, 0.9) - 0.9).abs() < 0.02);
    }
}
