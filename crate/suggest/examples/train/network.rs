//! Fits the network that weighs evidence, by gradient descent with Adam's steps.

use boxwood_suggest::train::{ABOUT, HIDDEN, INPUTS, Row, SETS, WEIGHTS};

const UNITS: usize = (INPUTS + ABOUT) * HIDDEN;
const OUTWARD: usize = SETS * INPUTS;
const BATCH: usize = 64;
const EPOCHS: usize = 10;
const RATE: f32 = 0.004;
/// How strongly weights are drawn to zero; those of the chosen sets three times as much.
const DECAY: f32 = 0.1;

/// A source of numbers that are the same in each run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// From zero to one.
    pub(crate) fn roll(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn shuffle(&mut self, list: &mut [usize]) {
        for at in (1..list.len()).rev() {
            let other = (self.roll() * (at + 1) as f32) as usize;
            list.swap(at, other.min(at));
        }
    }
}

/// Numbers that are fitted, with what Adam remembers of their slopes.
pub(crate) struct Fitted {
    pub(crate) numbers: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    steps: i32,
}

impl Fitted {
    pub(crate) fn new(numbers: Vec<f32>) -> Self {
        let zeros = vec![0.0; numbers.len()];
        Self {
            mean: zeros.clone(),
            square: zeros,
            numbers,
            steps: 0,
        }
    }

    pub(crate) fn step(&mut self, slopes: &[f32], rate: f32, decay: impl Fn(usize) -> f32) {
        self.steps += 1;
        let (first, second) = (
            1.0 - 0.9_f32.powi(self.steps),
            1.0 - 0.999_f32.powi(self.steps),
        );
        let memory = self.mean.iter_mut().zip(&mut self.square);
        for (at, ((number, (mean, square)), slope)) in
            self.numbers.iter_mut().zip(memory).zip(slopes).enumerate()
        {
            *mean = 0.9 * *mean + 0.1 * slope;
            *square = 0.999 * *square + 0.001 * slope * slope;
            let direction = (*mean / first) / ((*square / second).sqrt() + 1e-8);
            *number -= rate * (direction + decay(at) * *number);
        }
    }
}

/// Fits a weight for each input, the same for all mails: what tells at first sight.
pub(crate) fn first_sight(rows: &[&Row]) -> Vec<f32> {
    let mut fitted = Fitted::new(vec![0.0; INPUTS]);
    each_batch(rows, 8, 3, |batch, rate| {
        let mut slopes = vec![0.0; INPUTS];
        for row in batch {
            let score = |inputs: &[f32; INPUTS]| dot(&fitted.numbers, inputs);
            let shares = shares(row.candidates.iter().map(score).collect());
            for (error, inputs) in errors(&shares, row).zip(&row.candidates) {
                add(&mut slopes, inputs, error / batch.len() as f32);
            }
        }
        fitted.step(&slopes, rate, |_| 0.01);
    });
    fitted.numbers
}

/// Fits the weights that go on adapting and those of the hidden units.
pub(crate) fn network(rows: &[&Row], seed: u64) -> (Vec<f32>, Vec<f32>) {
    let mut dice = Dice(seed);
    let mut numbers = vec![0.0; WEIGHTS + UNITS];
    for number in &mut numbers[OUTWARD..WEIGHTS] {
        *number = (dice.roll() - 0.5) * 0.2;
    }
    for number in &mut numbers[WEIGHTS..] {
        *number = (dice.roll() - 0.5) * 0.6;
    }
    let mut fitted = Fitted::new(numbers);
    each_batch(rows, EPOCHS, seed, |batch, rate| {
        let mut slopes = vec![0.0; WEIGHTS + UNITS];
        for row in batch {
            slopes_of(row, &fitted.numbers, &mut slopes);
        }
        for slope in &mut slopes {
            *slope /= batch.len() as f32;
        }
        fitted.step(&slopes, rate, |at| {
            if (INPUTS..OUTWARD).contains(&at) {
                3.0 * DECAY
            } else {
                DECAY
            }
        });
    });
    let units = fitted.numbers.split_off(WEIGHTS);
    (fitted.numbers, units)
}

/// Adds a row's slopes.
fn slopes_of(row: &Row, numbers: &[f32], slopes: &mut [f32]) {
    let (mixer, units) = numbers.split_at(WEIGHTS);
    let mut weights = [0.0; INPUTS];
    for set in row.sets {
        add(&mut weights, &mixer[set * INPUTS..(set + 1) * INPUTS], 1.0);
    }
    let outward = &mixer[OUTWARD..];
    let unit_row = |at: usize| &units[at * HIDDEN..(at + 1) * HIDDEN];
    let mut base = [0.0; HIDDEN];
    for (at, about) in row.about.iter().enumerate() {
        add(&mut base, unit_row(INPUTS + at), *about);
    }
    let hidden: Vec<[f32; HIDDEN]> = row
        .candidates
        .iter()
        .map(|inputs| {
            let mut hidden = base;
            for (at, input) in inputs.iter().enumerate() {
                add(&mut hidden, unit_row(at), *input);
            }
            hidden.map(|unit| unit.max(0.0))
        })
        .collect();
    let scores = row.candidates.iter().zip(&hidden);
    let shares = shares(
        scores
            .map(|(inputs, hidden)| dot(&weights, inputs) + dot(outward, hidden))
            .collect(),
    );
    let mut of_inputs = [0.0; INPUTS];
    for ((error, inputs), hidden) in errors(&shares, row).zip(&row.candidates).zip(&hidden) {
        if error.abs() < 1e-4 {
            continue;
        }
        add(&mut of_inputs, inputs, error);
        add(&mut slopes[OUTWARD..WEIGHTS], hidden, error);
        let mut back = [0.0; HIDDEN];
        for ((back, unit), weight) in back.iter_mut().zip(hidden).zip(outward) {
            *back = if *unit > 0.0 { error * weight } else { 0.0 };
        }
        for (at, input) in inputs.iter().chain(&row.about).enumerate() {
            let from = WEIGHTS + at * HIDDEN;
            add(&mut slopes[from..from + HIDDEN], &back, *input);
        }
    }
    for set in row.sets {
        add(
            &mut slopes[set * INPUTS..(set + 1) * INPUTS],
            &of_inputs,
            1.0,
        );
    }
}

/// Calls `step` with batches of rows in random order and a rate that falls to nearly nothing.
fn each_batch(rows: &[&Row], epochs: usize, seed: u64, mut step: impl FnMut(&[&Row], f32)) {
    let mut dice = Dice(seed * 77 + 13);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let steps = epochs * rows.len().div_ceil(BATCH);
    let mut done = 0;
    for _ in 0..epochs {
        dice.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            let batch: Vec<&Row> = batch.iter().map(|at| rows[*at]).collect();
            step(&batch, RATE * (1.0 - done as f32 / steps as f32).max(0.02));
            done += 1;
        }
    }
}

fn errors<'a>(shares: &'a [f32], row: &'a Row) -> impl Iterator<Item = f32> + 'a {
    let right = move |at| if row.truth == Some(at) { 1.0 } else { 0.0 };
    shares
        .iter()
        .enumerate()
        .map(move |(at, share)| share - right(at))
}

fn shares(mut scores: Vec<f32>) -> Vec<f32> {
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in &mut scores {
        *score = boxwood_suggest::train::exp(*score - best);
        sum += *score;
    }
    for score in &mut scores {
        *score /= sum;
    }
    scores
}

pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(sum: &mut [f32], other: &[f32], times: f32) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other * times;
    }
}
