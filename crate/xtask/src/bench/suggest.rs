//! `bench suggest`: how well boxes are suggested for people's mail, and how fast, natively and in the browser's engine.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::job::Job;
use crate::{npm, places, setup};

/// Beside the repository: the mail is real people's, and is not in it.
const USUAL: &str = "../shared/data/foldering";

pub(super) fn run(mut arguments: Arguments) -> Result<()> {
    let dir = arguments.value("--data")?;
    arguments.end("--data DIR")?;
    let dir = dir.map_or_else(|| places::top().join(USUAL), PathBuf::from);
    if !has_mail(&dir) {
        let reason = format!("no USER.jsonl.gz in {} or its folder filed", dir.display());
        eprintln!("xtask: bench suggest is skipped: {reason}");
        println!("{}", json!({ "bench": "suggest", "skipped": reason }));
        return Ok(());
    }
    let dir = std::path::absolute(dir)?;
    example("measure", &[dir.as_os_str()])?;
    let module = module()?;
    let script = places::top().join("crate/suggest/examples/browser/run.mjs");
    npm::node()?;
    Job::new("node")
        .args([script.as_os_str(), module.as_os_str(), dir.as_os_str()])
        .run_to_stdout()?;
    // Last, because it takes longest: train on half of the tuning people, measure the other half.
    example("train", &[dir.as_os_str(), OsStr::new("--check")])
}

/// Whether there is anything to measure with.
fn has_mail(dir: &Path) -> bool {
    let entries = [dir.join("filed"), dir.to_owned()];
    entries.iter().any(|folder| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.any(|name| name.ends_with(".jsonl.gz") && !name.ends_with(".unfiled.jsonl.gz"))
    })
}

/// Runs one of the suggester's tools.
fn example(name: &str, words: &[&OsStr]) -> Result<()> {
    Job::cargo()
        .args(["run", "--release", "--package", "boxwood-suggest"])
        .args(["--features", "train", "--example", name, "--"])
        .args(words)
        .run_to_stdout()
}

/// Builds the module for the browser's engine as the product is built, and says where it is.
fn module() -> Result<PathBuf> {
    setup::wasm_target()?;
    let messages = Job::cargo()
        .args([
            "build",
            "--package",
            "boxwood-suggest",
            "--features",
            "train",
        ])
        .args([
            "--example",
            "browser",
            "--target",
            setup::WASM,
            "--profile",
            "wasm",
        ])
        .args(["--message-format", "json-render-diagnostics"])
        .read()?;
    let mut files = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let file = message.get("filenames")?.as_array()?.first()?.as_str()?;
        file.ends_with("browser.wasm").then(|| PathBuf::from(file))
    });
    match files.next_back() {
        Some(file) => Ok(file),
        None => bail!("cargo built no module for the browser's engine"),
    }
}
