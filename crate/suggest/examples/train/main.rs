//! Makes `src/start.bin`, the weights that the crate ships, from the twenty tuning people's mail.
//!
//! `cargo run --release -p boxwood-suggest --features train --example train -- DIR [--check]`: with `--check`
//! nothing is written; half of the people are trained on and the other half measured, and the other way round.
#![allow(clippy::print_stdout, reason = "a program that reports")]

#[path = "../measure/data.rs"]
mod data;
mod histories;
mod network;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use boxwood_suggest::train::{CALIBRATION, GATE, Row, Weights};
use boxwood_suggest::{Features, Key, Outcome, Suggester};
use data::Person;
use network::{Dice, Fitted};
use serde_json::{Value, json};

/// A mail as features, what became of it, and when.
type Event = (Features, Outcome, u64);

/// A person's mails, in order of time.
struct Stream {
    name: String,
    filed: Vec<Event>,
    /// The filed with those that were left among them.
    mixed: Vec<Event>,
}

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let dir = PathBuf::from(words.next().context("say where the mail is")?);
    let check = words.next().is_some_and(|word| word == "--check");
    if let Some(missing) = data::missing(&dir)? {
        let reason = format!("the mail of {missing} is not in {}", dir.display());
        println!(
            "{}",
            json!({ "bench": "suggest", "name": "cross-validated", "skipped": reason })
        );
        return Ok(());
    }
    let streams: Vec<Stream> = data::TUNING
        .iter()
        .map(|name| Ok(Stream::of(&data::person(&dir, name)?)))
        .collect::<Result<_>>()?;
    let all: Vec<&Stream> = streams.iter().collect();
    if check {
        let mut sums = Figures::default();
        for half in 0..2 {
            let of = |own: bool| {
                all.iter()
                    .enumerate()
                    .filter(move |(at, _)| (at % 2 == half) == own)
                    .map(|(_, one)| *one)
            };
            let trained: Vec<&Stream> = of(false).collect();
            let weights = train(&trained).write();
            for stream in of(true) {
                let figures = measure(stream, &weights);
                println!("{}", figures.line(&stream.name));
                sums.add(figures);
            }
        }
        println!("{}", sums.line("mean"));
        return Ok(());
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/start.bin");
    let bytes = train(&all).write();
    std::fs::write(&file, &bytes).with_context(|| file.display().to_string())?;
    println!("{} bytes written", bytes.len());
    Ok(())
}

fn key() -> Key {
    Key::new(b"for training.   ")
}

impl Stream {
    fn of(person: &Person) -> Self {
        let key = key();
        let of = |letter: &data::Letter| {
            let outcome = letter.place.map_or(Outcome::Left, Outcome::Filed);
            (letter.features(&key), outcome, letter.date)
        };
        let filed: Vec<_> = person.filed.iter().map(of).collect();
        let mut mixed: Vec<_> = filed
            .iter()
            .cloned()
            .chain(person.left.iter().map(of))
            .collect();
        mixed.sort_by_key(|(.., date)| *date);
        Self {
            name: person.name.clone(),
            filed,
            mixed,
        }
    }
}

/// The rows of a stream, each as it is before it is learnt.
fn rows(stream: &[Event], weights: &[u8]) -> Vec<(Row, Outcome)> {
    histories::rows(stream, weights, |_| 1)
}

fn train(streams: &[&Stream]) -> Weights {
    let mut weights = Weights::default();
    let all: Vec<Row> = streams
        .iter()
        .flat_map(|stream| histories::varied(&stream.filed, &weights.write()))
        .map(|(row, _)| row)
        .filter(|row| row.truth.is_some() && row.candidates.len() > 1)
        .collect();
    let whole: Vec<&Row> = all.iter().collect();
    weights.first_sight = network::first_sight(&whole);
    let short: Vec<Row> = all
        .iter()
        .map(|row| shortened(row, &weights.first_sight))
        .collect();
    (weights.mixer, weights.hidden) = network::network(&short.iter().collect::<Vec<_>>(), 5);

    let bytes = weights.write();
    let said: Vec<(f32, bool, bool)> = streams
        .iter()
        .flat_map(|stream| rows(&stream.filed, &bytes).into_iter().skip(20))
        .map(|(row, _)| row.said)
        .collect();
    weights.calibration = calibrated(&said, weights.calibration);

    let bytes = weights.write();
    let mixed: Vec<([f32; GATE], bool)> = streams
        .iter()
        .flat_map(|stream| rows(&stream.mixed, &bytes))
        .filter(|(row, _)| row.left_before)
        .map(|(row, outcome)| (row.gate, outcome != Outcome::Left))
        .collect();
    weights.gate = gate(&mixed);
    weights
}

/// A row with the candidates that look best at first sight, and the right one.
fn shortened(row: &Row, first_sight: &[f32]) -> Row {
    let mut order: Vec<usize> = (0..row.candidates.len()).collect();
    let score = |at: &usize| match row.truth == Some(*at) {
        true => f32::MAX,
        false => network::dot(first_sight, &row.candidates[*at]),
    };
    order.sort_by(|a, b| score(b).total_cmp(&score(a)));
    order.truncate(boxwood_suggest::train::MOST.1);
    let mut short = row.clone();
    short.candidates = order.iter().map(|at| row.candidates[*at]).collect();
    short.truth = order.iter().position(|at| row.truth == Some(*at));
    short
}

/// Moves the maps towards what happened, through all outcomes several times.
fn calibrated(said: &[(f32, bool, bool)], start: Vec<f32>) -> Vec<f32> {
    let mut calibration = boxwood_suggest::train::Calibrator::new(start);
    for _ in 0..10 {
        for (share, right, known_thread) in said {
            calibration.learn(*known_thread, *share, *right);
        }
    }
    debug_assert_eq!(calibration.points().len(), CALIBRATION);
    calibration.points().to_vec()
}

/// Logistic regression; filed and left count the same in all.
fn gate(rows: &[([f32; GATE], bool)]) -> Vec<f32> {
    let mut fitted = Fitted::new(vec![0.0; GATE]);
    let filed = rows.iter().filter(|(_, filed)| *filed).count() as f32;
    let left = rows.len() as f32 - filed;
    let mut dice = Dice(9);
    let steps = 20 * rows.len() / 64;
    for step in 0..steps {
        let mut slopes = vec![0.0; GATE];
        for _ in 0..64 {
            let at = (dice.roll() * rows.len() as f32) as usize;
            let (inputs, outcome) = &rows[at.min(rows.len() - 1)];
            let share =
                1.0 / (1.0 + boxwood_suggest::train::exp(-network::dot(&fitted.numbers, inputs)));
            let weight = rows.len() as f32 / 2.0 / if *outcome { filed } else { left };
            let error = (share - if *outcome { 1.0 } else { 0.0 }) * weight / 64.0;
            for (slope, input) in slopes.iter_mut().zip(inputs) {
                *slope += error * input;
            }
        }
        let rate = 0.01 * (1.0 - step as f32 / steps as f32).max(0.02);
        fitted.step(&slopes, rate, |_| 0.01);
    }
    fitted.numbers
}

/// Percentages, of one person or the sum of several.
#[derive(Default)]
struct Figures {
    people: f64,
    top1: f64,
    top3: f64,
    /// The mean distance between what was said and what came of it, over tenths.
    calibration: f64,
    /// How many mails left unfiled got a chip, and how many filed ones in the mixed stream.
    chips_left: f64,
    chips_filed: f64,
    with_left: f64,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.people += other.people;
        self.top1 += other.top1;
        self.top3 += other.top3;
        self.calibration += other.calibration;
        self.chips_left += other.chips_left;
        self.chips_filed += other.chips_filed;
        self.with_left += other.with_left;
    }
}

impl Figures {
    fn line(&self, user: &str) -> Value {
        let mean = |sum: f64, of: f64| (100.0 * sum / of.max(1.0)).round() / 100.0;
        json!({
            "bench": "suggest", "name": "cross-validated", "user": user, "people": self.people,
            "top1": mean(self.top1, self.people), "top3": mean(self.top3, self.people),
            "calibration_error": mean(self.calibration, self.people),
            "chips_on_left": mean(self.chips_left, self.with_left),
            "chips_on_filed": mean(self.chips_filed, self.with_left),
        })
    }
}

fn measure(stream: &Stream, weights: &[u8]) -> Figures {
    let mut suggester = Suggester::from_weights(key(), weights);
    let (mut top1, mut top3) = (0.0, 0.0);
    let mut tenths = [(0.0, 0.0); 10];
    for (features, outcome, date) in &stream.filed {
        let suggestion = suggester.suggest(features, *date);
        let rank = suggestion
            .choices
            .iter()
            .position(|choice| Outcome::Filed(choice.id) == *outcome);
        top1 += if rank == Some(0) { 1.0 } else { 0.0 };
        top3 += if rank.is_some_and(|rank| rank < 3) {
            1.0
        } else {
            0.0
        };
        if let Some(best) = suggestion.choices.first() {
            let tenth = &mut tenths[((best.probability * 10.0) as usize).min(9)];
            tenth.0 += f64::from(best.probability);
            tenth.1 += if rank == Some(0) { 1.0 } else { 0.0 };
        }
        suggester.learn(features, *outcome, *date);
    }
    let all = stream.filed.len() as f64;
    let mut suggester = Suggester::from_weights(key(), weights);
    let (mut chips, mut counts) = ([0.0; 2], [0.0; 2]);
    let mut left_before = false;
    for (features, outcome, date) in &stream.mixed {
        let suggestion = suggester.suggest(features, *date);
        let shown = suggestion
            .choices
            .first()
            .is_some_and(|best| best.probability >= 0.8);
        let left = *outcome == Outcome::Left;
        left_before |= left;
        if left_before {
            counts[usize::from(left)] += 1.0;
            chips[usize::from(left)] += if shown { 1.0 } else { 0.0 };
        }
        suggester.learn(features, *outcome, *date);
    }
    Figures {
        people: 1.0,
        top1: 100.0 * top1 / all,
        top3: 100.0 * top3 / all,
        calibration: tenths
            .iter()
            .map(|(said, came)| f64::abs(said - came))
            .sum::<f64>()
            * 100.0
            / all,
        chips_left: if counts[1] > 0.0 {
            100.0 * chips[1] / counts[1]
        } else {
            0.0
        },
        chips_filed: if counts[1] > 0.0 {
            100.0 * chips[0] / counts[0]
        } else {
            0.0
        },
        with_left: if counts[1] > 0.0 { 1.0 } else { 0.0 },
    }
}
