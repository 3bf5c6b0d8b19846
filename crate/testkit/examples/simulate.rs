//! Runs the worlds of many seeds; makes each that fails as small as it can and writes it down.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program speaks through its standard streams"
)]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use boxwood_testkit::world::{Report, Scenario, run};
use clap::Parser;

/// Runs that may go into making one world smaller.
const RUNS: usize = 300;
/// Worlds that are made smaller; more fail of the same.
const MOST: usize = 3;

/// Worlds in which everything goes wrong; each seed is one.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask simulate")]
struct Options {
    /// How many.
    #[arg(long, default_value_t = 2_000)]
    seeds: u64,
    /// The first.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// How much happens in each.
    #[arg(long, default_value_t = 500)]
    steps: usize,
    /// Where those that fail are written down.
    #[arg(long)]
    into: PathBuf,
    /// Run this one, which was written down, and no others.
    #[arg(long)]
    scenario: Option<PathBuf>,
}

/// What came of all of them.
#[derive(Debug, Default)]
struct Total {
    report: Report,
    failed: Vec<(u64, String)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    if let Some(file) = &options.scenario {
        let scenario: Scenario = fs::read_to_string(file)?.parse()?;
        println!("{:?}", scenario.run()?);
        return Ok(());
    }
    let begun = Instant::now();
    let mut total = all(&options);
    total.failed.sort();
    for (seed, wrong) in &total.failed {
        println!("seed {seed} ... FAILED\n{wrong}\n");
    }
    for (seed, _) in total.failed.iter().take(MOST) {
        let file = write_down(*seed, &options)?;
        println!("seed {seed} is written down in {}", file.display());
    }
    println!(
        "{:?} in {:.1} s",
        total.report,
        begun.elapsed().as_secs_f64()
    );
    let failed = total.failed.len() as u64;
    println!("{} passed, {failed} failed", options.seeds - failed);
    if failed > 0 {
        return Err("a promise was broken".into());
    }
    Ok(())
}

fn all(options: &Options) -> Total {
    let next = AtomicU64::new(0);
    let total = Mutex::new(Total::default());
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= options.seeds {
                return;
            }
            let seed = options.from.saturating_add(at);
            let result = run(seed, options.steps);
            let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
            match result {
                Ok(report) => total.report = total.report + report,
                Err(wrong) => total.failed.push((seed, wrong)),
            }
            drop(total);
            if at > 0 && at.is_multiple_of(500) {
                eprintln!("{at} of {} seeds", options.seeds);
            }
        }
    };
    let width = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..width {
            scope.spawn(work);
        }
    });
    total.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a world that fails smaller, and writes it down with what it shows.
fn write_down(seed: u64, options: &Options) -> std::io::Result<PathBuf> {
    let scenario = Scenario::of(seed, options.steps).shrink(RUNS);
    let wrong = scenario.run().err().unwrap_or_default();
    let about: String = wrong.lines().map(|line| format!("# {line}\n")).collect();
    fs::create_dir_all(&options.into)?;
    let file = Path::new(&options.into).join(format!("{seed}.scenario"));
    fs::write(&file, format!("{about}{scenario}"))?;
    Ok(file)
}
