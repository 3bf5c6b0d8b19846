//! `fuzz`: libFuzzer searches for bytes that break a parser of `crate/fuzz`.
//!
//! What an earlier search came upon is kept below `target/fuzz/NAME` and searched on from; what broke
//! is under `target/fuzz/broken`.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::arguments::Arguments;
use crate::browser::on_path;
use crate::count::Counts;
use crate::job::Job;
use crate::places;

/// How long each search takes where nothing else is asked for, in seconds.
const SECONDS: u64 = 60;
/// The longest input, in bytes.
const LENGTH: u32 = 4096;
/// One input may take so many seconds, and the program so many megabytes.
const PATIENCE: u32 = 10;
const MEGABYTES: u32 = 1024;
/// What libFuzzer needs of the compiler: to be told which branches are taken and what is compared.
const INSTRUMENTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
     -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
     -Cdebug-assertions -Coverflow-checks";

/// Searches in the named targets, or in all; `--input FILE` runs one on a file instead.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let seconds = arguments.value("--seconds")?;
    let input = arguments.value("--input")?;
    let names = arguments.words();
    arguments.end("NAME..., --seconds N, --input FILE")?;
    let seconds = match seconds.as_deref().map(str::parse) {
        None => SECONDS,
        Some(Ok(seconds)) if seconds > 0 => seconds,
        Some(_) => bail!("--seconds wants a number from 1 on"),
    };
    let fuzzer = Fuzzer::build()?;
    let names = fuzzer.names(names)?;
    match (input, &names[..]) {
        (None, _) => {
            let counts = fuzzer.search(names, seconds);
            println!("{counts}");
            if counts.failed > 0 {
                bail!("what broke is under {}", places::shown(&broken()));
            }
            Ok(())
        }
        (Some(file), [name]) => {
            // libFuzzer starts where the file's name is meant from.
            let file = fs::canonicalize(&file).with_context(|| format!("cannot read {file}"))?;
            fuzzer.job(name).arg(file).run()
        }
        (Some(_), _) => bail!("--input wants one target"),
    }
}

/// A minute of each, as a part of the tests.
pub(crate) fn minute_of_each() -> Result<Counts> {
    let fuzzer = Fuzzer::build()?;
    let names = fuzzer.names(Vec::new())?;
    Ok(fuzzer.search(names, SECONDS))
}

fn folder() -> PathBuf {
    places::target().join("fuzz")
}

fn broken() -> PathBuf {
    folder().join("broken")
}

/// The program that searches.
struct Fuzzer {
    program: PathBuf,
    targets: Vec<String>,
}

impl Fuzzer {
    fn build() -> Result<Self> {
        // libFuzzer comes as C++; what builds the rest needs no more than a C compiler.
        if on_path("c++").is_none() {
            apt::install(&["g++"], "fuzzing needs a C++ compiler, `c++`: install g++")?;
        }
        let version = Job::new("rustc").args(["-vV"]).read()?;
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("rustc does not say which machine this is")?;
        let target = folder().join("build");
        // With a target, what runs while building is built without the instruments.
        Job::cargo()
            .args(["build", "--package", "boxwood-fuzz", "--features", "engine"])
            .args(["--profile", "fuzz", "--target", host, "--target-dir"])
            .arg(&target)
            .env("RUSTFLAGS", INSTRUMENTED)
            .run()?;
        let program = target.join(host).join("fuzz/boxwood-fuzz");
        let names = Job::new(&program).env("BOXWOOD_FUZZ", "list").read()?;
        Ok(Self {
            program,
            targets: names.lines().map(str::to_owned).collect(),
        })
    }

    /// All targets where none is named.
    fn names(&self, named: Vec<String>) -> Result<Vec<String>> {
        if let Some(unknown) = named.iter().find(|name| !self.targets.contains(name)) {
            let known = self.targets.join(", ");
            bail!("there is nothing to fuzz called `{unknown}`; there are {known}");
        }
        Ok(if named.is_empty() {
            self.targets.clone()
        } else {
            named
        })
    }

    fn job(&self, name: &str) -> Job {
        Job::new(&self.program).env("BOXWOOD_FUZZ", name)
    }

    /// Searches in each, as many at a time as there are processors.
    fn search(&self, names: Vec<String>, seconds: u64) -> Counts {
        let width = std::thread::available_parallelism().map_or(1, usize::from);
        let left = Mutex::new(VecDeque::from(names));
        let next = || {
            left.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front()
        };
        let work = || {
            let mut counts = Counts::default();
            while let Some(name) = next() {
                let result = self.search_in(&name, seconds);
                match &result {
                    Ok(inputs) => println!("fuzz {name} ... ok, {inputs} inputs"),
                    Err(error) => println!("fuzz {name} ... FAILED\n{error:#}"),
                }
                counts += Counts::one(result.is_ok());
            }
            counts
        };
        let mut all = Counts::default();
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..width).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                all += worker.join().unwrap_or_else(|_| Counts::one(false));
            }
        });
        all
    }

    /// Searches in one; says how many inputs were tried.
    fn search_in(&self, name: &str, seconds: u64) -> Result<u64> {
        let corpus = folder().join(name);
        places::make(&corpus)?;
        places::make(&broken())?;
        let log = folder().join(format!("{name}.log"));
        let status = self
            .job(name)
            .quiet()
            .env("BOXWOOD_FUZZ_SEEDS", &corpus)
            .args([
                format!("-max_total_time={seconds}"),
                format!("-max_len={LENGTH}"),
                format!("-timeout={PATIENCE}"),
                format!("-rss_limit_mb={MEGABYTES}"),
                format!("-artifact_prefix={}/{name}-", broken().display()),
                "-print_final_stats=1".to_owned(),
            ])
            .arg(&corpus)
            .limit(Duration::from_secs(seconds) + Duration::from_secs(240))
            .log(&log)?;
        let text = read(&log)?;
        if !status.success() {
            let told = text.lines().rev().take(40).collect::<Vec<_>>();
            let told: Vec<&str> = told.into_iter().rev().collect();
            bail!(
                "{status}; all of it is in {}\n{}",
                places::shown(&log),
                told.join("\n")
            );
        }
        let tried = text
            .lines()
            .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        let tried = tried.and_then(|number| number.trim().parse().ok());
        tried.context("libFuzzer does not say how much it tried")
    }
}

fn read(log: &Path) -> Result<String> {
    let bytes = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
