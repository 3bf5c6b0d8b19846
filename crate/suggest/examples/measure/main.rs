//! Measures the suggester on people's mail; prints a line of JSON for each figure.
//!
//! `cargo run --release -p boxwood-suggest --features train --example measure -- DIR`
#![allow(clippy::print_stdout, reason = "a program that reports")]

mod data;
mod figures;
mod invented;
mod mixed;
mod paper;
mod stream;
mod times;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use boxwood_suggest::{Key, golden};
use figures::Pool;
use serde_json::{Value, json};

fn main() -> Result<()> {
    let dir = std::env::args().nth(1).map(PathBuf::from);
    let dir = dir.context("say where the mail is")?;
    let mut reported = Pool::default();
    let mut tuned_on = Pool::default();
    for name in data::names(&dir)? {
        let person = data::person(&dir, &name)?;
        let tuned = data::TUNING.contains(&name.as_str());
        let pool = if tuned { &mut tuned_on } else { &mut reported };
        let mut lines = vec![paper::measure(&person)];
        lines.extend(stream::measure(&person, pool));
        lines.extend(mixed::measure(&person, false));
        lines.extend(mixed::measure(&person, true));
        for mut line in lines {
            pool.add(&line);
            line["user"] = name.clone().into();
            if tuned {
                // The weights were trained on this person's mail: see the cross-validated figures.
                line["trained_on"] = true.into();
            }
            print(line);
        }
    }
    for (pool, of) in [
        (reported, "people not trained on"),
        (tuned_on, "people trained on"),
    ] {
        for line in pool.lines() {
            let mut line = line;
            line["mean_of"] = of.into();
            print(line);
        }
    }
    for boxes in [100, 5_000] {
        print(times::invented(boxes));
    }
    print(
        json!({ "name": "bits", "platform": "native", "number": format!("{:016x}", golden::number()) }),
    );
    Ok(())
}

fn print(mut line: Value) {
    line["bench"] = "suggest".into();
    println!("{line}");
}

fn key() -> Key {
    Key::new(b"for measuring.  ")
}
