//! `bench search`: the index natively and in the browser's engine, and other engines on the same records.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::arguments::Arguments;
use crate::job::Job;
use crate::{npm, places, search};

/// Beside the repository: the records, the queries, and the other engines' adapters.
const USUAL: &str = "../shared/bench/search";
/// How many records there are, and how many queries of each class.
const RECORDS: &str = "100000";
const QUERIES: &str = "100";
/// The engines in Node.js that are measured too.
const PEERS: [&str; 3] = ["minisearch", "sqlite", "scan"];
/// The npm packages that they come in, as the adapters were written for.
const PACKAGES: [&str; 2] = ["minisearch@7.2.0", "@sqlite.org/sqlite-wasm@3.54.1-build1"];

/// Writes the records and the queries beside the generator.
const DUMP: &str = "import { writeFileSync } from 'node:fs';
import { corpus, queries } from './gen.mjs';
const [count, each] = process.argv.slice(2).map(Number);
const docs = corpus(count);
writeFileSync('corpus.ndjson', docs.map((doc) => `${JSON.stringify(doc)}\\n`).join(''));
writeFileSync('queries.json', JSON.stringify(queries(docs, each)));";

pub(super) fn run(mut arguments: Arguments) -> Result<()> {
    let dir = arguments.value("--data")?;
    let records = number(&mut arguments, "--records", RECORDS)?;
    let queries = number(&mut arguments, "--queries", QUERIES)?;
    let alone = arguments.flag("--alone");
    arguments.end("--data DIR, --records N, --queries N, --alone")?;
    let dir = dir.map_or_else(|| places::top().join(USUAL), PathBuf::from);
    if !dir.join("gen.mjs").exists() {
        let reason = format!("no gen.mjs in {}", dir.display());
        eprintln!("xtask: bench search is skipped: {reason}");
        println!("{}", json!({ "bench": "search", "skipped": reason }));
        return Ok(());
    }
    npm::node()?;
    let work = places::memory().join("search");
    prepare(&dir, &work, &records, &queries)?;
    let native = search::native()?;
    let corpus = [work.join("corpus.ndjson"), work.join("queries.json")];
    Job::new(native)
        .args([OsStr::new("bench")])
        .args(&corpus)
        .run_to_stdout()?;
    let module = search::module()?;
    let script = places::top().join("crate/query/examples/search_module/run.mjs");
    node()
        .args([script.as_os_str(), module.as_os_str()])
        .args([work.join("gen.mjs").as_os_str()])
        .args([&records, &queries])
        .run_to_stdout()?;
    if alone {
        return Ok(());
    }
    for name in PEERS {
        node()
            .args(["one.mjs", name, &records, &queries])
            .dir(&work)
            .limit(Duration::from_secs(1_500))
            .run_to_stdout()?;
    }
    tantivy(&dir, &work, &corpus)
}

fn number(arguments: &mut Arguments, name: &str, usual: &str) -> Result<String> {
    let value = arguments.value(name)?.unwrap_or_else(|| usual.to_owned());
    match value.parse::<u32>() {
        Ok(number) if number > 0 => Ok(value),
        _ => bail!("{name} wants a number from 1 on, not `{value}`"),
    }
}

fn node() -> Job {
    Job::new("node").args(["--expose-gc", "--max-old-space-size=14000"])
}

/// A folder with the adapters, their packages, and records and queries.
fn prepare(dir: &Path, work: &Path, records: &str, queries: &str) -> Result<()> {
    places::make(work)?;
    for name in ["gen.mjs", "engines.mjs", "one.mjs"] {
        copy(&dir.join(name), &work.join(name))?;
    }
    write(
        &work.join("package.json"),
        "{\"type\":\"module\",\"private\":true}",
    )?;
    if !PEERS_FOLDERS
        .iter()
        .all(|folder| work.join(folder).exists())
    {
        Job::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--no-save"])
            .args(PACKAGES)
            .dir(work)
            .limit(Duration::from_secs(600))
            .run()?;
    }
    write(&work.join("dump.mjs"), DUMP)?;
    node().args(["dump.mjs", records, queries]).dir(work).run()
}

/// Where the packages are when they are installed.
const PEERS_FOLDERS: [&str; 2] = [
    "node_modules/minisearch",
    "node_modules/@sqlite.org/sqlite-wasm",
];

/// The search engine that is the measure for native code, in a workspace of its own.
fn tantivy(dir: &Path, work: &Path, corpus: &[PathBuf; 2]) -> Result<()> {
    let (from, to) = (dir.join("tantivy-bench"), work.join("tantivy-bench"));
    places::make(&to.join("src"))?;
    copy(&from.join("Cargo.toml"), &to.join("Cargo.toml"))?;
    copy(&from.join("Cargo.lock"), &to.join("Cargo.lock"))?;
    let source = from.join("src/main.rs");
    let text =
        fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    // It reads the files from where its author had them.
    let text = ["/tmp/corpus.ndjson", "/tmp/queries.json"]
        .iter()
        .zip(corpus)
        .try_fold(text, |text, (theirs, ours)| {
            text.contains(theirs)
                .then(|| text.replace(theirs, &ours.display().to_string()))
                .with_context(|| format!("tantivy-bench does not read {theirs}"))
        })?;
    write(&to.join("src/main.rs"), &text)?;
    Job::cargo()
        .args(["build", "--release", "--manifest-path"])
        .args([to.join("Cargo.toml")])
        .args([OsStr::new("--target-dir"), to.join("target").as_os_str()])
        .run()?;
    Job::new(to.join("target/release/tantivy-bench")).run_to_stdout()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    fs::write(to, bytes).with_context(|| format!("cannot write {}", places::shown(to)))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write {}", places::shown(file)))
}
