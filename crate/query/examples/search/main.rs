//! Search over records in files: `query` answers queries, `bench` measures.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program"
)]

mod bench;
mod lean;
mod query;
mod record;

fn main() {
    let mut words = std::env::args().skip(1);
    let done = match words.next().as_deref() {
        Some("query") => query::run(words),
        Some("bench") => bench::run(words),
        _ => Err(anyhow::anyhow!("say `query` or `bench`")),
    };
    if let Err(error) = done {
        eprintln!("search: {error:#}");
        std::process::exit(1);
    }
}
