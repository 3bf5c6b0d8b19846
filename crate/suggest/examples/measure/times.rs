//! How long it takes, in microseconds of the processor's time.

use std::time::Duration;

use boxwood_suggest::{Outcome, Suggester};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use crate::figures::round;
use crate::{invented, key};

/// How long each call took.
#[derive(Debug, Default)]
pub(crate) struct Times {
    read: Vec<f64>,
    suggest: Vec<f64>,
    learn: Vec<f64>,
}

impl Times {
    pub(crate) fn read<T>(&mut self, work: impl FnOnce() -> T) -> T {
        timed(&mut self.read, work)
    }

    pub(crate) fn suggest<T>(&mut self, work: impl FnOnce() -> T) -> T {
        timed(&mut self.suggest, work)
    }

    pub(crate) fn learn<T>(&mut self, work: impl FnOnce() -> T) -> T {
        timed(&mut self.learn, work)
    }

    /// Prediction is reading and suggesting.
    pub(crate) fn line(&self) -> Value {
        let predict: Vec<f64> = self
            .read
            .iter()
            .zip(&self.suggest)
            .map(|(a, b)| a + b)
            .collect();
        json!({
            "read_median_us": at(&self.read, 0.5),
            "predict_median_us": at(&predict, 0.5), "predict_p99_us": at(&predict, 0.99),
            "learn_median_us": at(&self.learn, 0.5), "learn_p99_us": at(&self.learn, 0.99),
        })
    }
}

fn timed<T>(times: &mut Vec<f64>, work: impl FnOnce() -> T) -> T {
    let before = now();
    let done = work();
    times.push((now() - before).as_secs_f64() * 1e6);
    done
}

/// The processor's time that this thread has used.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

fn at(times: &[f64], part: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let at = (times.len() as f64 * part) as usize;
    round(times.get(at).or(times.last()).copied().unwrap_or(0.0))
}

/// The times with so many boxes, of four invented mails each.
pub(crate) fn invented(boxes: u64) -> Value {
    let mut suggester = Suggester::new(key());
    for number in 0..boxes * 4 {
        invented::learn(&mut suggester, boxes, number);
    }
    let mut times = Times::default();
    for number in boxes * 4..boxes * 4 + 1000 {
        let letter = invented::letter(boxes, number);
        let to: Vec<&str> = letter.to.iter().map(String::as_str).collect();
        let features = times.read(|| suggester.read(&letter.mail(&to)));
        times.suggest(|| suggester.suggest(&features, letter.date));
        if let Some(place) = letter.place {
            times.learn(|| suggester.learn(&features, Outcome::Filed(place), letter.date));
        }
    }
    let mut line = times.line();
    line["name"] = "time, native, invented mail".into();
    line["boxes"] = boxes.into();
    line
}
