//! `bench search`: the index natively and in the browser's engine, and other engines on the same records.

mod goals;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::job::Job;
use crate::{npm, places, search};

/// Beside the repository: the records, the queries, and the other engines' adapters.
const USUAL: &str = "../shared/bench/search";
/// How many records there are, and how many queries of each class.
const RECORDS: &str = "100000";
const QUERIES: &str = "100";
/// So many records are asked once more, by the index alone.
const MILLION: &str = "1000000";
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
    let asked = arguments.value("--records")?;
    let records = number("--records", asked.as_deref().unwrap_or(RECORDS))?;
    let queries = arguments.value("--queries")?;
    let queries = number("--queries", queries.as_deref().unwrap_or(QUERIES))?;
    let alone = arguments.flag("--alone");
    arguments.end("--data DIR, --records N, --queries N, --alone")?;
    let dir = dir.map_or_else(|| places::top().join(USUAL), PathBuf::from);
    if !dir.join("gen.mjs").exists() {
        skipped("search", &format!("no gen.mjs in {}", dir.display()));
        return Ok(());
    }
    npm::node()?;
    let work = places::memory().join("search");
    prepare(&dir, &work, &records, &queries)?;
    let mut lines = Lines::default();
    let corpus = [work.join("corpus.ndjson"), work.join("queries.json")];
    let native = Job::new(search::native()?).args([OsStr::new("bench")]);
    lines.run(native.args(&corpus))?;
    let module = search::module()?;
    lines.run(own(&module, &work, &records, &queries))?;
    if !alone {
        peers(&dir, &work, &records, &queries, &corpus, &mut lines);
        goals::print(&lines.0);
    }
    if asked.is_none() {
        let mut many = Lines::default();
        many.run(own(&module, &work, MILLION, &queries))?;
        goals::print_million(&many.0);
    }
    Ok(())
}

/// The index in the browser's engine.
fn own(module: &Path, work: &Path, records: &str, queries: &str) -> Job {
    let script = places::top().join("crate/query/examples/search_module/run.mjs");
    node()
        .args([script.as_os_str(), module.as_os_str()])
        .args([work.join("gen.mjs").as_os_str()])
        .args([records, queries])
}

/// The other engines: one that cannot be had is said to be left out, and the others are measured.
fn peers(
    dir: &Path,
    work: &Path,
    records: &str,
    queries: &str,
    corpus: &[PathBuf; 2],
    lines: &mut Lines,
) {
    let installed = install(work);
    for name in PEERS {
        let run = |lines: &mut Lines| {
            let job = node().args(["one.mjs", name, records, queries]).dir(work);
            lines.run(job.limit(Duration::from_secs(1_500)))
        };
        let result = match &installed {
            Err(error) if name != "scan" => Err(anyhow::anyhow!("{error:#}")),
            _ => run(lines),
        };
        if let Err(error) = result {
            skipped(name, &format!("{error:#}"));
        }
    }
    if let Err(error) = tantivy(dir, work, corpus).and_then(|job| lines.run(job)) {
        skipped("tantivy", &format!("{error:#}"));
    }
}

/// What the engines printed, as it was and read.
#[derive(Default)]
struct Lines(Vec<Value>);

impl Lines {
    /// Runs an engine, its lines on standard output and kept here.
    fn run(&mut self, job: Job) -> Result<()> {
        let text = job.read()?;
        for line in text.lines() {
            println!("{line}");
            let value = serde_json::from_str(line);
            self.0
                .push(value.with_context(|| format!("this is no JSON: {line}"))?);
        }
        Ok(())
    }
}

fn skipped(name: &str, reason: &str) {
    eprintln!("xtask: bench {name} is skipped: {reason}");
    let line = json!({ "bench": "search", "engine": name, "skipped": reason });
    println!("{line}");
}

fn number(name: &str, value: &str) -> Result<String> {
    match value.parse::<u32>() {
        Ok(number) if number > 0 => Ok(value.to_owned()),
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
    write(&work.join("dump.mjs"), DUMP)?;
    node().args(["dump.mjs", records, queries]).dir(work).run()
}

/// Where the packages are when they are installed.
const PEERS_FOLDERS: [&str; 2] = [
    "node_modules/minisearch",
    "node_modules/@sqlite.org/sqlite-wasm",
];

fn install(work: &Path) -> Result<()> {
    let mut folders = PEERS_FOLDERS.iter();
    if folders.all(|folder| work.join(folder).exists()) {
        return Ok(());
    }
    Job::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--no-save"])
        .args(PACKAGES)
        .dir(work)
        .limit(Duration::from_secs(600))
        .run()
}

/// The search engine that is the measure for native code, in a workspace of its own.
fn tantivy(dir: &Path, work: &Path, corpus: &[PathBuf; 2]) -> Result<Job> {
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
    Ok(Job::new(to.join("target/release/tantivy-bench")))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    fs::write(to, bytes).with_context(|| format!("cannot write {}", places::shown(to)))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write {}", places::shown(file)))
}
