//! What the server can bear, as JSON lines: confirmed durable mutations per second beside what the
//! database alone does, how soon live connections hear of a commit, and what an idle one costs.
//!
//! `cargo xtask bench server`

mod client;
mod fan_out;
mod raw;
mod serving;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use boxwood_model::{BoxId, Operation};
use boxwood_testkit::postgres::{Cluster, Durable, Part};
use clap::Parser;
use serde_json::{Value, json};

use client::Replica;
use serving::{Serving, Store};

/// Measures a server.
#[derive(Debug, Parser)]
struct Arguments {
    /// The program `boxwood`.
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
    /// How long each rate is measured, in seconds.
    #[arg(long, value_name = "N", default_value_t = 5)]
    seconds: u64,
}

/// How many clients push at once, each one mutation after the other.
const CLIENTS: [usize; 3] = [1, 8, 128];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let length = Duration::from_secs(arguments.seconds);
    let cluster = Cluster::start(Durable::Yes).map_err(anyhow::Error::msg)?;
    for clients in CLIENTS {
        let folder = tempfile::tempdir()?;
        let store = Store::Folder(folder.path().to_path_buf());
        let serving = Serving::start(&arguments.program, store)?;
        let rate = runtime.block_on(mutations(&serving, clients, length))?;
        drop(serving);
        let raw = raw::sqlite(clients, length)?;
        report_rate("sqlite", clients, rate, raw)?;

        let part = Part::of(cluster.address());
        let store = Store::Postgres(part.address().to_owned());
        let serving = Serving::start(&arguments.program, store)?;
        let rate = runtime.block_on(mutations(&serving, clients, length))?;
        let raw = raw::postgres(part.address(), clients, length)?;
        drop(serving);
        report_rate("postgresql", clients, rate, raw)?;
    }
    let folder = tempfile::tempdir()?;
    let store = Store::Folder(folder.path().to_path_buf());
    let serving = Serving::start(&arguments.program, store)?;
    let lags = runtime.block_on(fan_out::lags(&serving))?;
    report(&json!({
        "bench": "server",
        "name": "commit to the last socket",
        "sockets": fan_out::SOCKETS,
        "rounds": lags.len(),
        "p50_ms": percentile(&lags, 50),
        "p99_ms": percentile(&lags, 99),
    }))?;
    let bytes = runtime.block_on(fan_out::bytes_per_connection(&serving))?;
    report(&json!({
        "bench": "server",
        "name": "memory of an idle connection",
        "connections": fan_out::IDLE,
        "bytes": bytes,
    }))
}

/// Confirmed mutations per second of so many clients.
async fn mutations(serving: &Serving, clients: usize, length: Duration) -> Result<f64> {
    let token = serving.token("ann@example.com")?;
    let mut first = Replica::connect(serving.addr, &token).await?;
    let (pipeline, stage, create) = client::new_pipeline()?;
    first.push(vec![create]).await?;
    let mut replicas = Vec::new();
    for _ in 0..clients {
        let mut replica = Replica::connect(serving.addr, &token).await?;
        let (id, create) = client::new_box(pipeline, stage)?;
        replica.push(vec![create]).await?;
        replicas.push((replica, id));
    }
    let begin = Instant::now() + Duration::from_millis(500);
    let end = begin + length;
    let running = replicas
        .into_iter()
        .map(|(replica, id)| tokio::spawn(edit(replica, id, begin, end)));
    let mut confirmed = 0;
    for one in running.collect::<Vec<_>>() {
        confirmed += one.await??;
    }
    Ok(confirmed as f64 / length.as_secs_f64())
}

/// Edits a field again and again; how often it was confirmed between two moments.
async fn edit(mut replica: Replica, id: BoxId, begin: Instant, end: Instant) -> Result<u64> {
    let mut confirmed = 0;
    let mut number: u64 = 0;
    loop {
        number += 1;
        let name = format!("Deal {number}");
        replica
            .push(vec![Operation::RenameBox { id, name }])
            .await?;
        let now = Instant::now();
        if now >= end {
            return Ok(confirmed);
        }
        confirmed += u64::from(now >= begin);
    }
}

fn report_rate(store: &str, clients: usize, rate: f64, raw: f64) -> Result<()> {
    report(&json!({
        "bench": "server",
        "name": "confirmed durable mutations",
        "store": store,
        "clients": clients,
        "per_second": rate.round(),
        "raw_per_second": raw.round(),
        "of_raw": (rate / raw * 100.0).round() / 100.0,
    }))
}

fn report(line: &Value) -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    out.flush().context("cannot write")
}

/// In milliseconds, of durations in order.
fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted
        .get(at)
        .map_or(0.0, |lag| (lag.as_secs_f64() * 1e5).round() / 100.0)
}
