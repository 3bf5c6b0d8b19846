//! A world written down: what a failing one is made smaller to, and kept as.

use std::fmt;
use std::str::FromStr;

use super::{Report, play};

/// A world: its seed, and where the generator is at the beginning of each step. A step that is left
/// out leaves the others as they are, as far as they can be.
///
/// Written, it is a line `seed N` and a line for each step, in hexadecimal; a line that begins with
/// `#` says something to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    seed: u64,
    steps: Vec<u128>,
}

/// Why a text is no scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {wanted} is needed here")]
pub struct ScenarioError {
    /// Counted from 1.
    pub line: usize,
    /// What would be right.
    pub wanted: &'static str,
}

impl Scenario {
    /// What a seed comes to in so many steps, or until it fails.
    #[must_use]
    pub fn of(seed: u64, steps: usize) -> Self {
        let (_, steps) = play(seed, std::iter::repeat_n(None, steps));
        Self { seed, steps }
    }

    /// How many steps it has.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Runs it, and then checks the world.
    ///
    /// # Errors
    /// What does not hold, and what happened last.
    pub fn run(&self) -> Result<Report, String> {
        play(self.seed, self.steps.iter().copied().map(Some)).0
    }

    /// A smaller one that fails too, found in at most so many runs: steps are left out in ever
    /// smaller parts. One that does not fail stays as it is.
    #[must_use]
    pub fn shrink(self, runs: usize) -> Self {
        self.shrink_while(runs, |less| less.run().is_err())
    }

    fn shrink_while(mut self, runs: usize, fails: impl Fn(&Self) -> bool) -> Self {
        if !fails(&self) {
            return self;
        }
        let mut left = runs;
        let mut size = self.steps.len().div_ceil(2);
        while size > 0 && left > 0 {
            let before = self.steps.len();
            let mut at = 0;
            while at < self.steps.len() && left > 0 {
                let end = (at + size).min(self.steps.len());
                let mut less = self.clone();
                less.steps.drain(at..end);
                left -= 1;
                if fails(&less) {
                    self = less;
                } else {
                    at = end;
                }
            }
            // What was left out may have made single steps dispensable that were not before.
            size = match size {
                1 if self.steps.len() == before => 0,
                1 => 1,
                larger => larger.div_ceil(2),
            };
        }
        self
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}", self.seed)?;
        for step in &self.steps {
            writeln!(f, "{step:032x}")?;
        }
        Ok(())
    }
}

impl FromStr for Scenario {
    type Err = ScenarioError;

    fn from_str(text: &str) -> Result<Self, ScenarioError> {
        let lines = (1..).zip(text.lines());
        let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let seed = lines.next();
        let number = seed.and_then(|(_, line)| line.strip_prefix("seed ")?.parse().ok());
        let Some(seed) = number else {
            return Err(ScenarioError {
                line: seed.map_or(1, |(line, _)| line),
                wanted: "`seed` and a number",
            });
        };
        let steps = lines.map(|(line, step)| {
            u128::from_str_radix(step, 16).map_err(|_| ScenarioError {
                line,
                wanted: "a step in hexadecimal",
            })
        });
        let steps = steps.collect::<Result<_, _>>()?;
        Ok(Self { seed, steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_does_what_its_seed_does_and_is_written_and_read() {
        let scenario = Scenario::of(5, 120);
        assert_eq!(scenario.steps(), 120);
        assert_eq!(scenario.run(), super::super::run(5, 120));
        assert_eq!(scenario.to_string().parse(), Ok(scenario.clone()));
        // Nothing is wrong with it, so nothing is left out.
        assert_eq!(scenario.clone().shrink(10), scenario);
    }

    #[test]
    fn what_a_failure_does_not_need_is_left_out() {
        let steps = (0..100).collect();
        let scenario = Scenario { seed: 1, steps };
        // It takes both, and the second only while the third is there.
        let fails = |it: &Scenario| {
            let has = |step: u128| it.steps.contains(&step);
            has(17) && (has(60) || !has(61))
        };
        let small = scenario.clone().shrink_while(300, fails);
        assert_eq!(small.steps, [17]);
        let cut = scenario.shrink_while(3, fails);
        assert!(fails(&cut) && cut.steps() < 100, "{cut}");
    }

    #[test]
    fn what_is_no_scenario_says_where() {
        let wrong = |text: &str| text.parse::<Scenario>().unwrap_err().to_string();
        assert_eq!(wrong(""), "line 1: `seed` and a number is needed here");
        assert_eq!(
            wrong("# a\nseed x"),
            "line 2: `seed` and a number is needed here"
        );
        assert_eq!(
            wrong("seed 1\n\nxyz"),
            "line 3: a step in hexadecimal is needed here"
        );
    }
}
