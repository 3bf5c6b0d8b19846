//! `simulate`: worlds in which everything goes wrong, as many as are asked for.

use anyhow::Result;

use crate::count::Counts;
use crate::job::Job;
use crate::places;

/// Hands all words to the program that runs them.
pub(crate) fn run(words: impl Iterator<Item = String>) -> Result<()> {
    let words: Vec<String> = words.collect();
    job(&words).run_to_stdout()
}

/// As many as every change must bear, as a part of the tests.
pub(crate) fn worlds() -> Result<Counts> {
    let result = job(&[]).run();
    println!(
        "simulate ... {}",
        if result.is_ok() { "ok" } else { "FAILED" }
    );
    Ok(Counts::one(result.is_ok()))
}

/// Optimized: a debug build takes ten times as long.
fn job(words: &[String]) -> Job {
    Job::cargo()
        .args([
            "run",
            "--release",
            "--quiet",
            "--package",
            "boxwood-testkit",
        ])
        .args(["--example", "simulate", "--", "--into"])
        .arg(places::target().join("simulate"))
        .args(words)
}
