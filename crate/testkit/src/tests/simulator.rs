//! Worlds in which everything goes wrong; each seed is one.
//!
//! `BOXWOOD_SEED=17` runs only that one; `cargo xtask simulate` runs thousands, optimized.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::world::{Report, Scenario, run};

/// How many seeds run in a build that checks the most.
const SEEDS: u64 = 100;
/// How much happens in a world.
const STEPS: usize = 500;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect("a number"))
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/simulator")
}

/// The seeds that once showed a fault.
fn known() -> Vec<u64> {
    let text = fs::read_to_string(golden().join("seeds.txt")).expect("the list of seeds");
    let lines = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or("").trim());
    let numbers = lines.filter(|line| !line.is_empty());
    numbers.map(|line| line.parse().expect("a seed")).collect()
}

#[test]
fn what_was_promised_holds_whatever_goes_wrong() {
    let seeds: Vec<u64> = match number("BOXWOOD_SEED") {
        Some(seed) => vec![seed],
        None => known().into_iter().chain(1..=SEEDS).collect(),
    };
    let next = AtomicU64::new(0);
    let work = || {
        let mut total = Report::default();
        let mut wrong = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(seed) = usize::try_from(at).ok().and_then(|at| seeds.get(at)) else {
                return (total, wrong);
            };
            match run(*seed, STEPS) {
                Ok(report) => total = total + report,
                Err(text) => wrong.push(text),
            }
        }
    };
    let done: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|t| t.join().expect("a world that ends"))
            .collect()
    });
    let total = done
        .iter()
        .fold(Report::default(), |sum, (report, _)| sum + *report);
    let wrong: Vec<&String> = done.iter().flat_map(|(_, wrong)| wrong).collect();
    println!("{} seeds: {total:?}", seeds.len());
    for text in wrong.iter().take(3) {
        println!("{text}\n");
    }
    let failed: Vec<&str> = wrong
        .iter()
        .filter_map(|text| text.lines().next())
        .collect();
    assert!(
        failed.is_empty(),
        "{} seeds failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert!(
        seeds.len() == 1
            || (total.intents > 0 && total.refused > 0 && total.calls > 0 && total.assigned > 0),
        "nothing happened: {total:?}"
    );
}

#[test]
fn what_once_broke_a_promise_does_so_no_more() {
    let mut ran = 0;
    for entry in fs::read_dir(golden()).expect("the folder") {
        let path = entry.expect("a file of it").path();
        if path.extension().is_none_or(|ending| ending != "scenario") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a scenario");
        let scenario: Scenario = text.parse().expect("a scenario");
        if let Err(wrong) = scenario.run() {
            panic!("{}: {wrong}", path.display());
        }
        ran += 1;
    }
    println!("{ran} scenarios");
}

#[test]
fn a_seed_says_the_same_each_time() {
    assert_eq!(run(7, 200), run(7, 200));
}
