//! Measures the core natively, and makes the stores that everything is measured over.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use boxwood_core::host::Stored;
use boxwood_gauge::{Machine, run, sample, store};
use clap::Parser;
use rustix::time::{ClockId, clock_gettime};

/// Measures the core over made-up records, or makes them.
#[derive(Debug, Parser)]
enum Arguments {
    /// Makes a store of boxes in a folder: its segments, and the rows as JSON for other stores.
    Make {
        /// The folder.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// How many boxes.
        #[arg(long, value_name = "N")]
        boxes: u64,
    },
    /// Measures over the store in a folder; a line of JSON for each figure.
    Measure {
        /// The folder.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// How many edits.
        #[arg(long, value_name = "N", default_value_t = 1_000)]
        edits: usize,
    },
}

/// This machine, by the time that the program had the processor for.
struct Native;

impl Machine for Native {
    fn place(&self) -> &'static str {
        "native"
    }

    fn micros(&self) -> f64 {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
    }

    fn linear_memory(&self) -> Option<usize> {
        None
    }
}

fn main() -> Result<()> {
    match Arguments::parse() {
        Arguments::Make { data, boxes } => make(&data, boxes),
        Arguments::Measure { data, edits } => {
            let stored = read(&data)?;
            let mut out = std::io::stdout();
            let mut told = Ok(());
            run(&stored, edits, &Native, &mut |line| {
                if told.is_ok() {
                    told = writeln!(out, "{line}");
                }
            })?;
            told.context("cannot print")
        }
    }
}

fn make(data: &Path, boxes: u64) -> Result<()> {
    fs::create_dir_all(data).with_context(|| format!("cannot make {}", data.display()))?;
    let stored = store::stored(boxes)?;
    let write = |name: String, bytes: &[u8]| {
        let path = data.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    };
    for (number, bytes) in &stored.segments {
        write(format!("segment-{number}"), bytes)?;
    }
    write("manifest".to_owned(), &stored.manifest.unwrap_or_default())?;
    let path = data.join("rows.jsonl");
    let rows =
        fs::File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut rows = std::io::BufWriter::new(rows);
    for n in 0..boxes {
        writeln!(rows, "{}", sample::row(n, boxes))?;
    }
    rows.flush().context("cannot write the rows")
}

fn read(data: &Path) -> Result<Stored> {
    let mut stored = Stored::default();
    for entry in fs::read_dir(data).with_context(|| format!("cannot read {}", data.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name == "manifest" {
            stored.manifest = Some(fs::read(entry.path())?);
        } else if let Some(number) = name.strip_prefix("segment-") {
            stored
                .segments
                .push((number.parse()?, fs::read(entry.path())?));
        }
    }
    Ok(stored)
}
