//! `test`: its parts in order, what each added up to, and the last line.

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::count::{self, Counts};
use crate::job::Job;
use crate::{build, check, fuzz, job, npm, places, postgres, setup, simulate};

/// All parts together: what an hour of continuous integration leaves after compiling this program.
const ALL: Duration = Duration::from_secs(55 * 60);

/// A part: what it is called, what it holds, and how it is run.
struct Part {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<Counts>,
}

const PARTS: &[Part] = &[
    Part {
        name: "check",
        about: "format, lints, dependency rule, house rules, types; each check counts as one",
        run: || Ok(check::all()),
    },
    Part {
        name: "native",
        about: "unit, property and integration tests of all crates",
        run: native,
    },
    Part {
        name: "wasm",
        about: "tests of boxwood-wasm in headless Chromium",
        run: wasm,
    },
    Part {
        name: "simulate",
        about: "2,000 worlds in which everything goes wrong; they count as one",
        run: simulate::worlds,
    },
    Part {
        name: "fuzz",
        about: "a minute of searching for bytes that break each parser",
        run: fuzz::minute_of_each,
    },
    Part {
        name: "extension",
        about: "unit tests of the extension's TypeScript",
        run: extension,
    },
    Part {
        name: "e2e",
        about: "the loaded extension, the stand-in Gmail and the server, in Chromium",
        run: end_to_end,
    },
];

/// The parts' names, for messages.
fn names() -> String {
    let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
    names.join(", ")
}

/// Says which parts there are.
pub(crate) fn list() {
    for part in PARTS {
        println!("{:<10} {}", part.name, part.about);
    }
}

/// Runs the parts named in `only`, or all; fails when a test failed or a part ran none.
pub(crate) fn run(only: &[String]) -> Result<()> {
    if let Some(unknown) = only
        .iter()
        .find(|name| PARTS.iter().all(|part| part.name != **name))
    {
        bail!("there is no part `{unknown}`; the parts are {}", names());
    }
    job::end_within(ALL);
    let mut rows = Vec::new();
    for part in PARTS {
        if !only.is_empty() && !only.iter().any(|name| name == part.name) {
            continue;
        }
        println!("\n==== {} ====", part.name);
        let start = Instant::now();
        let counts = (part.run)().unwrap_or_else(|error| {
            println!("{} FAILED: {error:#}", part.name);
            Counts::one(false)
        });
        let counts = if counts.passed + counts.failed == 0 {
            println!("{} FAILED: it ran no test", part.name);
            Counts {
                failed: 1,
                ..counts
            }
        } else {
            counts
        };
        rows.push((part.name, start.elapsed(), counts));
    }
    report(&rows)
}

fn report(rows: &[(&str, Duration, Counts)]) -> Result<()> {
    println!(
        "\n{:<10} {:>8} {:>7} {:>7} {:>8}",
        "part", "time", "passed", "failed", "skipped"
    );
    let mut all = Counts::default();
    for (name, time, counts) in rows {
        println!(
            "{name:<10} {:>6.1} s {:>7} {:>7} {:>8}",
            time.as_secs_f64(),
            counts.passed,
            counts.failed,
            counts.skipped
        );
        all += *counts;
    }
    println!("{all}");
    if all.failed > 0 {
        // The line above is the last one: it says all there is to say.
        job::end_all(1);
    }
    Ok(())
}

/// Runs Rust tests and adds up what they say.
fn rust(job: Job) -> Result<Counts> {
    let mut counts = Counts::default();
    let status = job.show(|line| counts += count::rust(line).unwrap_or_default())?;
    Ok(counts.ended(status))
}

fn native() -> Result<Counts> {
    postgres::ensure()?;
    rust(Job::cargo().args([
        "test",
        "--workspace",
        "--exclude",
        "wasm-bindgen-tools",
        "--no-fail-fast",
    ]))
}

fn wasm() -> Result<Counts> {
    setup::wasm_target()?;
    let tools = setup::wasm_tools()?;
    let browser = browser::ensure()?;
    rust(
        Job::cargo()
            .args([
                "test",
                "--package",
                "boxwood-wasm",
                "--target",
                setup::WASM,
                "--no-fail-fast",
            ])
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                tools.test_runner,
            )
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver(&browser)?)
            // Of a failed test, the test's own trace is of use, the runner's is not.
            .env("RUST_LIB_BACKTRACE", "0")
            // Seconds for one file of tests; the default of 20 is short on a busy machine.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180"),
    )
}

/// The settings of the wasm tests' browser, with the browser that was found in place of the usual one.
fn webdriver(browser: &Browser) -> Result<std::path::PathBuf> {
    let usual = places::top().join("crate/wasm/webdriver.json");
    let text = std::fs::read_to_string(&usual)
        .with_context(|| format!("cannot read {}", places::shown(&usual)))?;
    let mut settings: serde_json::Value = serde_json::from_str(&text)
        .with_context(|| format!("cannot read {}", places::shown(&usual)))?;
    if let Some(options) = settings
        .get_mut("goog:chromeOptions")
        .and_then(|options| options.as_object_mut())
    {
        let binary = browser.chromium.display().to_string();
        options.insert("binary".to_owned(), binary.into());
    }
    places::make(&places::memory())?;
    let file = places::memory().join("webdriver.json");
    std::fs::write(&file, settings.to_string()).context("cannot write the browser's settings")?;
    Ok(file)
}

fn extension() -> Result<Counts> {
    npm::ensure(&places::extension())?;
    vitest(&places::extension(), "extension", &[])
}

fn end_to_end() -> Result<Counts> {
    let product = build::all(false)?;
    let mut environment = product.environment();
    environment.extend(browser::environment(&setup::driving()?));
    vitest(&places::tests(), "e2e", &environment)
}

/// Runs the TypeScript tests of `folder` and reads the report they leave.
fn vitest(folder: &Path, name: &str, environment: &[(&'static str, OsString)]) -> Result<Counts> {
    places::make(&places::memory())?;
    let report = places::memory().join(format!("{name}-report.json"));
    if report.exists() {
        std::fs::remove_file(&report).context("cannot remove the last report")?;
    }
    let mut output = OsString::from("--outputFile.json=");
    output.push(&report);
    let status = Job::new("node")
        .args([
            "node_modules/vitest/vitest.mjs",
            "run",
            "--reporter=default",
            "--reporter=json",
        ])
        .args([output])
        .dir(folder)
        .envs(environment)
        .show(|_| {})?;
    let text = std::fs::read_to_string(&report)
        .with_context(|| format!("vitest left no report of {}", places::shown(folder)))?;
    let counts = count::vitest(&text).context("cannot read vitest's report")?;
    Ok(counts.ended(status))
}
