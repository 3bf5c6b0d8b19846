//! `query`: what a query finds in a file of records, for checking the index from outside.

use std::path::PathBuf;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::job::Job;
use crate::setup;

/// The test that asks as many random queries as its variable says.
const MANY: &str = "any_number_of_queries_find_what_they_are_true_of";

/// Hands all words to the program that answers queries; `--check N` asks N random ones of the index
/// and of a plain look at every document, which must agree.
pub(crate) fn query(words: impl Iterator<Item = String>) -> Result<()> {
    let words: Vec<String> = words.collect();
    if let [option, number] = words.as_slice()
        && option == "--check"
    {
        return check(number);
    }
    Job::new(native()?)
        .args(["query"])
        .args(words)
        .run_to_stdout()
}

fn check(number: &str) -> Result<()> {
    if !number.parse::<u32>().is_ok_and(|number| number > 0) {
        bail!("--check wants a number from 1 on, not `{number}`");
    }
    let test = ["test", "--release", "--package", "boxwood-query", "--lib"];
    let report = Job::cargo()
        .args(test)
        .args([MANY, "--", "--ignored"])
        .env("BOXWOOD_RANDOM_QUERIES", number)
        .without_limit()
        .read()?;
    // A test that was renamed would pass by not being there.
    if !report.contains("1 passed") {
        bail!("{MANY} was not run");
    }
    println!("{number} random queries: the index and a look at every document find the same");
    Ok(())
}

/// The program for this machine.
pub(crate) fn native() -> Result<PathBuf> {
    example("search", &["--release"], |file| !file.contains('.'))
}

/// The module for the browser's engine, compiled as fast code: it is not downloaded.
pub(crate) fn module() -> Result<PathBuf> {
    setup::wasm_target()?;
    let options = ["--target", setup::WASM, "--profile", "wasm"];
    example("search_module", &options, |file| file.ends_with(".wasm"))
}

/// Builds an example of the query crate and says where it is.
fn example(name: &str, options: &[&str], is_it: fn(&str) -> bool) -> Result<PathBuf> {
    let messages = Job::cargo()
        .args(["build", "--package", "boxwood-query", "--example", name])
        .args(options)
        .args(["--message-format", "json-render-diagnostics"])
        .read()?;
    let mut files = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let target = message.get("target")?.get("name")?.as_str()?;
        let files = message.get("filenames")?.as_array()?;
        let mut files = files.iter().filter_map(Value::as_str);
        let file =
            files.find(|file| target == name && is_it(file.rsplit('/').next().unwrap_or(file)))?;
        Some(PathBuf::from(file))
    });
    match files.next_back() {
        Some(file) => Ok(file),
        None => bail!("cargo built no example {name}"),
    }
}
