//! Sums over mails and people.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The probabilities from which a suggestion might be shown.
pub(crate) const THRESHOLDS: [f32; 7] = [0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98];

/// How many suggestions were right, of how many.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Ranks {
    pub(crate) all: f64,
    pub(crate) top1: f64,
    pub(crate) top3: f64,
}

impl Ranks {
    pub(crate) fn add(&mut self, rank: Option<usize>) {
        self.all += 1.0;
        self.top1 += if rank == Some(0) { 1.0 } else { 0.0 };
        self.top3 += if rank.is_some_and(|rank| rank < 3) {
            1.0
        } else {
            0.0
        };
    }

    pub(crate) fn top1(&self) -> f64 {
        percent(self.top1, self.all)
    }

    pub(crate) fn top3(&self) -> f64 {
        percent(self.top3, self.all)
    }
}

/// A percentage with two digits; zero of nothing.
pub(crate) fn percent(part: f64, all: f64) -> f64 {
    round(if all > 0.0 { 100.0 * part / all } else { 0.0 })
}

pub(crate) fn round(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

/// What was said of a mail and what came of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    pub(crate) probability: f32,
    pub(crate) right: bool,
    pub(crate) new_thread: bool,
}

/// What is known of a group of people together.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    /// By name of a line: how many, and the sums of its figures.
    sums: BTreeMap<String, (f64, BTreeMap<String, f64>)>,
    /// After each person's first hundred mails.
    pub(crate) said: Vec<Said>,
    /// By how many mails had been filed before: up to so many.
    pub(crate) cold: BTreeMap<usize, Ranks>,
    /// The same for one who was told what boxes hold.
    pub(crate) told: BTreeMap<usize, Ranks>,
}

/// The ends of the ranges that a start from nothing is measured by.
pub(crate) const COLD: [usize; 6] = [20, 50, 100, 200, 400, usize::MAX];

impl Pool {
    /// Adds a person's line.
    pub(crate) fn add(&mut self, line: &Value) {
        let Some(line) = line.as_object() else {
            return;
        };
        let name = line.get("name").and_then(Value::as_str).unwrap_or_default();
        let (count, sums) = self.sums.entry(name.to_owned()).or_default();
        *count += 1.0;
        for (name, figure) in line {
            if let Some(figure) = figure.as_f64() {
                *sums.entry(name.clone()).or_default() += figure;
            }
        }
    }

    pub(crate) fn cold(ranks: &mut BTreeMap<usize, Ranks>, filed: usize, rank: Option<usize>) {
        let end = COLD
            .iter()
            .find(|end| filed < **end)
            .copied()
            .unwrap_or(usize::MAX);
        ranks.entry(end).or_default().add(rank);
    }

    /// The means over people, and what is counted over all their mails.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let mut lines = Vec::new();
        for (name, (count, sums)) in &self.sums {
            let mut line = json!({ "name": name, "people": count });
            for (figure, sum) in sums {
                line[figure] = round(sum / count).into();
            }
            lines.push(line);
        }
        if self.said.is_empty() {
            return lines;
        }
        for (name, ranks) in [
            ("cold start", &self.cold),
            ("cold start, told what boxes hold", &self.told),
        ] {
            for (end, ranks) in ranks {
                let below = if *end == usize::MAX {
                    Value::Null
                } else {
                    (*end).into()
                };
                lines.push(json!({
                    "name": name, "filed_before_below": below, "mails": ranks.all,
                    "top1": ranks.top1(), "top3": ranks.top3(),
                }));
            }
        }
        for threshold in THRESHOLDS {
            let of = |new_only: bool| {
                let those = self.said.iter().filter(|said| said.new_thread || !new_only);
                let shown = those.clone().filter(|said| said.probability >= threshold);
                let right = shown.clone().filter(|said| said.right).count() as f64;
                let count = shown.count() as f64;
                (percent(count, those.count() as f64), percent(right, count))
            };
            let ((coverage, precision), (new_coverage, new_precision)) = (of(false), of(true));
            lines.push(json!({
                "name": "confidence", "threshold": threshold.to_string(), "coverage": coverage, "precision": precision,
                "new_threads_coverage": new_coverage, "new_threads_precision": new_precision,
            }));
        }
        for wanted in [63.0, 33.0] {
            let (threshold, precision) = self.at_coverage(wanted);
            lines.push(json!({
                "name": "precision at coverage", "coverage": wanted, "precision": precision,
                "threshold": round(f64::from(threshold)),
            }));
        }
        lines.push(json!({ "name": "calibration", "error": self.calibration_error() }));
        lines
    }

    /// The precision of the surest so many percent, and how sure the least sure of them is.
    fn at_coverage(&self, percentage: f64) -> (f32, f64) {
        let mut said = self.said.clone();
        said.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        said.truncate((said.len() as f64 * percentage / 100.0) as usize);
        let right = said.iter().filter(|said| said.right).count() as f64;
        let least = said.last().map_or(1.0, |said| said.probability);
        (least, percent(right, said.len() as f64))
    }

    /// How far what was said is from what came of it, in percent: the mean over twentieths.
    fn calibration_error(&self) -> f64 {
        let mut bins = [(0.0, 0.0); 20];
        for said in &self.said {
            let bin = &mut bins[((said.probability * 20.0) as usize).min(19)];
            bin.0 += f64::from(said.probability);
            bin.1 += if said.right { 1.0 } else { 0.0 };
        }
        let off: f64 = bins.iter().map(|(said, came)| f64::abs(said - came)).sum();
        percent(off, self.said.len() as f64)
    }
}
