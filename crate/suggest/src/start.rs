//! What was learnt beforehand, from published mail; the same for everyone.

use crate::calibration::{MAPS, POINTS};
use crate::evidence::INPUTS;
use crate::gate::GATE;
use crate::mixer::{ABOUT, HIDDEN, WEIGHTS};

/// Made by the example `train`.
static SHIPPED: &[u8] = include_bytes!("start.bin");

/// A number in the file is this many times the weight it stands for.
const FINENESS: f32 = 4096.0;

/// Where learning starts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Start {
    /// What tells at first sight which boxes are worth a second.
    pub(crate) first_sight: Vec<f32>,
    pub(crate) weights: Vec<f32>,
    /// For each input, its weight for each hidden unit.
    pub(crate) hidden: Vec<[f32; HIDDEN]>,
    /// For each thing about the mail as a whole, the same.
    pub(crate) about: Vec<[f32; HIDDEN]>,
    pub(crate) calibration: Vec<f32>,
    pub(crate) gate: Vec<f32>,
    /// A number that differs where anything else does.
    pub(crate) fingerprint: u32,
}

impl Start {
    /// What this version ships with.
    pub(crate) fn shipped() -> Self {
        Self::read(SHIPPED)
    }

    /// What is missing in `bytes` counts as zero.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut numbers = bytes
            .chunks_exact(2)
            .map(|two| f32::from(i16::from_le_bytes([two[0], two[1]])) / FINENESS);
        let mut take = |count: usize| -> Vec<f32> {
            (0..count).map(|_| numbers.next().unwrap_or(0.0)).collect()
        };
        let first_sight = take(INPUTS);
        let weights = take(WEIGHTS);
        let mut rows =
            |count: usize| -> Vec<[f32; HIDDEN]> { take(count * HIDDEN).as_chunks().0.to_vec() };
        let hidden = rows(INPUTS);
        let about = rows(ABOUT);
        let calibration = take(POINTS * MAPS);
        let gate = take(GATE);
        let fingerprint = bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        });
        Self {
            first_sight,
            weights,
            hidden,
            about,
            calibration,
            gate,
            fingerprint,
        }
    }

    /// What [`read`](Self::read) reads.
    #[cfg(feature = "train")]
    pub(crate) fn write(&self) -> Vec<u8> {
        let rows = self.hidden.iter().chain(&self.about).flatten();
        self.first_sight
            .iter()
            .chain(&self.weights)
            .chain(rows)
            .chain(&self.calibration)
            .chain(&self.gate)
            .flat_map(|number| {
                let number = (number * FINENESS).round() as i16;
                number.to_le_bytes()
            })
            .collect()
    }
}
