//! `bench`: figures as JSON lines on standard output, and nothing else there.

mod search;
mod server;
mod suggest;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::job::Job;
use crate::{build, gauge, npm, run, setup, stamp};

/// The benches, for messages.
const POSSIBLE: &str = "boot, latency, model, search, server, size, suggest, ui";

/// Prints one line of JSON, `{"raw": …, "brotli": …}`, for each file named.
const WEIGH: &str = "const { readFileSync } = require('node:fs');
const { brotliCompressSync, constants } = require('node:zlib');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  console.log(JSON.stringify({ raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length }));
}";

/// Runs the bench that is named, over a release build.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let name = arguments.word(&format!("which bench: {POSSIBLE}"))?;
    if name == "suggest" {
        return suggest::run(arguments);
    }
    if name == "search" {
        return search::run(arguments);
    }
    if name == "server" {
        return server::run(arguments);
    }
    if name == "model" {
        return gauge::run(arguments);
    }
    if name == "ui" {
        let boxes = arguments.value("--boxes")?;
        arguments.end("--boxes N")?;
        return script(&name, boxes);
    }
    arguments.end("")?;
    match name.as_str() {
        "size" => size(),
        "boot" | "latency" => script(&name, None),
        other => bail!("there is no bench `{other}`; possible: {POSSIBLE}"),
    }
}

fn script(name: &str, word: Option<String>) -> Result<()> {
    let product = build::all(true)?;
    let browser = setup::driving()?;
    npm::typescript(&format!("bench/{name}.ts"))
        .args(word)
        .envs(&run::environment(&product, &browser))
        .run_to_stdout()
}

/// The bytes of the core and of each bundle, as they are and as they would be downloaded.
fn size() -> Result<()> {
    let loadable = build::extension(true)?;
    let files: Vec<PathBuf> = stamp::files(&loadable, &[])?
        .into_iter()
        .filter(|file| {
            let extension = file.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("wasm" | "js" | "css"))
        })
        .collect();
    let weights = Job::new("node").args(["-e", WEIGH]).args(&files).read()?;
    let mut weights = weights.lines();
    for file in &files {
        let weight = weights.next().context("a file was not weighed")?;
        let weight: Value = serde_json::from_str(weight).context("cannot read a weight")?;
        let inside = file.strip_prefix(&loadable).unwrap_or(file);
        let name = match file.extension() {
            Some(extension) if extension == "wasm" => "core.wasm".to_owned(),
            _ => inside.display().to_string(),
        };
        let line = json!({
            "bench": "size",
            "name": name,
            "raw": weight.get("raw"),
            "brotli": weight.get("brotli"),
        });
        println!("{line}");
    }
    Ok(())
}
