//! `bench model`: what the core costs, natively and in WebAssembly, with other stores for scale.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::json;

use crate::arguments::Arguments;
use crate::job::Job;
use crate::{npm, places, setup, wasm_build};

/// How many boxes there are, one size after the other.
const BOXES: [&str; 4] = ["1000", "10000", "100000", "1000000"];
/// How many edits each figure is of.
const EDITS: &str = "1000";
/// The other stores.
const PEERS: [&str; 3] = ["array", "tinybase", "rxdb"];
/// Up to so many boxes another store has the time it needs; beyond, as long as `PATIENCE`.
const WAITED_FOR: u64 = 100_000;
const PATIENCE: Duration = Duration::from_secs(60);

/// Measures at each number of boxes.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let mut sizes = arguments.values("--boxes")?;
    let edits = arguments.value("--edits")?;
    let edits = edits.as_deref().unwrap_or(EDITS);
    arguments.end("--boxes N, --edits N")?;
    if sizes.is_empty() {
        sizes = BOXES.map(str::to_owned).to_vec();
    }
    let sizes = sizes.iter().map(|size| match size.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => bail!("--boxes wants a number from 1 on, not `{size}`"),
    });
    let sizes: Vec<u64> = sizes.collect::<Result<_>>()?;
    npm::node()?;
    npm::ensure(&places::tests())?;
    let native = native()?;
    let module = module()?;
    for boxes in sizes {
        let data = places::memory().join("gauge").join(boxes.to_string());
        places::remove(&data)?;
        gauge(&native, "make", &data)
            .args(["--boxes", &boxes.to_string()])
            .run()?;
        gauge(&native, "measure", &data)
            .args(["--edits", edits])
            .run_to_stdout()?;
        npm::typescript("bench/model/wasm.ts")
            .args([module.as_os_str(), data.as_os_str(), OsStr::new(edits)])
            .run_to_stdout()?;
        for name in PEERS {
            peer(name, &data, boxes, edits)?;
        }
        places::remove(&data)?;
    }
    Ok(())
}

fn gauge(program: &Path, command: &str, data: &Path) -> Job {
    Job::new(program)
        .args([OsStr::new(command), OsStr::new("--data")])
        .args([data])
}

/// The gauge for this machine.
fn native() -> Result<PathBuf> {
    Job::cargo()
        .args(["build", "--release", "--package", "boxwood-gauge"])
        .run()?;
    Ok(places::target().join("release/boxwood-gauge"))
}

/// The gauge as a module for Node.js, compiled and made small as the extension's core is.
fn module() -> Result<PathBuf> {
    setup::wasm_target()?;
    let tools = setup::wasm_tools()?;
    Job::cargo()
        .args(["build", "--package", "boxwood-gauge", "--lib"])
        .args(["--target", setup::WASM, "--profile", "wasm"])
        .run()?;
    let compiled = places::target()
        .join(setup::WASM)
        .join("wasm/boxwood_gauge.wasm");
    let package = places::memory().join("gauge-package");
    places::remove(&package)?;
    Job::new(&tools.bindgen)
        .args(["--target", "nodejs", "--out-dir"])
        .args([package.as_os_str(), compiled.as_os_str()])
        .run()?;
    wasm_build::optimize(&package.join("boxwood_gauge_bg.wasm"))?;
    Ok(package.join("boxwood_gauge.js"))
}

/// The same in another store, in a process of its own.
fn peer(name: &str, data: &Path, boxes: u64, edits: &str) -> Result<()> {
    let job = npm::typescript("bench/model/peer.ts").args([
        OsStr::new(name),
        data.as_os_str(),
        OsStr::new(edits),
    ]);
    if boxes <= WAITED_FOR {
        return job.run_to_stdout();
    }
    let start = Instant::now();
    let ended = job.limit(PATIENCE).run_to_stdout();
    if ended.is_err() && start.elapsed() >= PATIENCE {
        let line = json!({
            "bench": "model",
            "name": name,
            "where": "node",
            "boxes": boxes,
            "ended": format!("not within {} s", PATIENCE.as_secs()),
        });
        println!("{line}");
        return Ok(());
    }
    ended
}
