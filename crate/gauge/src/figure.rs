//! Figures: one line of JSON each.

use serde_json::{Value, json};

/// Something that was measured, maybe many times.
#[derive(Debug, Clone)]
pub struct Figure {
    name: &'static str,
    values: Vec<f64>,
}

impl Figure {
    /// A figure of that name; nothing is measured yet.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            values: Vec::new(),
        }
    }

    /// Takes note of how many microseconds something took.
    pub fn add(&mut self, micros: f64) {
        self.values.push(micros);
    }

    /// What the measurements come to, in microseconds.
    #[must_use]
    pub fn line(&self, place: &str, boxes: u64) -> Value {
        let mut sorted = self.values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / sorted.len().max(1) as f64;
        json!({
            "bench": "model",
            "name": self.name,
            "where": place,
            "boxes": boxes,
            "unit": "us",
            "n": sorted.len(),
            "p50": rounded(rank(&sorted, 50)),
            "p99": rounded(rank(&sorted, 99)),
            "max": rounded(rank(&sorted, 100)),
            "mean": rounded(mean),
        })
    }
}

/// Tenths are as much as a clock tells.
fn rounded(micros: f64) -> f64 {
    (micros * 10.0).round() / 10.0
}

/// The value at a percentile by nearest rank: one that was measured, none in between.
fn rank(sorted: &[f64], percent: usize) -> f64 {
    let at = (percent * sorted.len()).div_ceil(100).max(1) - 1;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let sorted: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(rank(&sorted, 50), 100.0);
        assert_eq!(rank(&sorted, 99), 198.0);
        assert_eq!(rank(&sorted, 100), 200.0);
        assert_eq!(rank(&[7.0], 99), 7.0);
        assert!(rank(&[], 50).is_nan());
    }
}
