//! `cargo xtask`: everything that people and machines do with this repository, by one name each.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program speaks through its standard streams"
)]

mod apt;
mod arguments;
mod bench;
mod browser;
mod build;
mod check;
mod codegen;
mod count;
mod family;
mod fuzz;
mod gauge;
mod gmail;
mod job;
mod layers;
mod npm;
mod origin;
mod parts;
mod places;
mod postgres;
mod run;
mod screens;
mod search;
mod server;
mod service;
mod setup;
mod simulate;
mod stamp;
mod tidy;
mod wasm_build;

use anyhow::{Result, bail};

use arguments::Arguments;

const HELP: &str = "cargo xtask COMMAND

  setup                      install what building and testing need; the others do so by themselves
  build [--release]          the extension's loadable folder extension/dist and the server
  run [--tour] [--gmail real|stand-in] [--listen ADDR] [--data DIR]
                             build, start the server, open Chromium on Gmail with the extension;
                             without a display, or with --tour, play the main job on the stand-in Gmail
  test [--only PART]...      everything, or some parts; the last line is `N passed, N failed`
  test --list                the parts
  check                      the part of the tests that runs no product code: format, lints, rules, types
  screens [LOOK|SCREEN|LOOK/SCREEN]...
                             pictures of every screen and state under target/screens/, axe-core on each
  codegen [--check]          write the TypeScript types from the Rust code, or fail where they drifted
  bench boot|latency|size    figures as JSON lines
  bench model [--boxes N]... [--edits N]
                             the core natively and in WebAssembly, other stores for scale
  bench search [--records N] [--queries N] [--data DIR] [--alone]
                             the index and other search engines on the same records and queries
  bench server [--seconds N] what the server bears on each database, beside the database alone
  bench ui [--boxes N]       the screens in the browser over a large pipeline
  bench suggest [--data DIR] the same of how well boxes are suggested, for the mail in DIR
  query --records FILE [--now RFC3339] [--tz Area/City] [--lang TAG] [--limit N] QUERY | --queries FILE
                             the ids of the records that a query finds, the best first; for a file of
                             queries a line of JSON each
  query --check N            N random queries: the index beside a look at every document
  simulate [--seeds N] [--from S] [--steps N] [--scenario FILE]
                             worlds in which everything goes wrong, one a seed; one that breaks a
                             promise is made small and written down
  fuzz [NAME]... [--seconds N] [--input FILE]
                             search for bytes that break a parser, a minute each; or try one file
  help                       this";

/// The commands, for messages.
const POSSIBLE: &str =
    "setup, build, run, test, check, screens, codegen, bench, query, simulate, fuzz, help";

fn main() {
    let code = match job::end_with_signals().and_then(|()| command()) {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            1
        }
    };
    // What a job left behind ends with this program too.
    job::end_all(code);
}

fn command() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let Some(command) = words.next() else {
        println!("{HELP}");
        return Ok(());
    };
    if command == "query" {
        return search::query(words);
    }
    if command == "simulate" {
        return simulate::run(words);
    }
    let mut arguments = Arguments::new(words);
    match command.as_str() {
        "help" | "--help" | "-h" => println!("{HELP}"),
        "setup" => {
            arguments.end("")?;
            setup::everything()?;
        }
        "build" => {
            let release = arguments.flag("--release");
            arguments.end("--release")?;
            build::all(release)?;
        }
        "run" => run::run(arguments)?,
        "test" => {
            let list = arguments.flag("--list");
            let only = arguments.values("--only")?;
            arguments.end("--only PART, --list")?;
            if list {
                parts::list();
            } else {
                parts::run(&only)?;
            }
        }
        "check" => {
            arguments.end("")?;
            parts::run(&["check".to_owned()])?;
        }
        "screens" => screens::run(arguments)?,
        "codegen" => {
            let check = arguments.flag("--check");
            arguments.end("--check")?;
            if check {
                codegen::check()?
            } else {
                codegen::write()?
            }
        }
        "fuzz" => fuzz::run(arguments)?,
        "bench" => bench::run(arguments)?,
        other => bail!("there is no command `{other}`; possible: {POSSIBLE}"),
    }
    Ok(())
}
