//! The checks that run no product code: format, lints, the dependency rule, house rules, types.

use anyhow::Result;

use crate::count::Counts;
use crate::job::Job;
use crate::{codegen, layers, npm, places, setup, tidy, wasm_build};

/// A check: what it is called, and how it is run.
type Check = (&'static str, fn() -> Result<()>);

const CHECKS: &[Check] = &[
    ("format", format),
    ("tidy", tidy::check),
    ("dependency rule", layers::check),
    ("layers 0-2 for wasm", layers_for_wasm),
    ("lints", lints),
    ("lints for wasm", lints_for_wasm),
    ("generated types", codegen::check),
    ("TypeScript of the extension", extension),
    ("TypeScript of the tests", tests),
];

/// Runs all of them, each whether or not another fails.
pub(crate) fn all() -> Counts {
    let mut counts = Counts::default();
    for (name, check) in CHECKS {
        let result = check();
        match &result {
            Ok(()) => println!("check {name} ... ok"),
            Err(error) => println!("check {name} ... FAILED\n{error:#}"),
        }
        counts += Counts::one(result.is_ok());
    }
    counts
}

fn format() -> Result<()> {
    Job::cargo().args(["fmt", "--all", "--check"]).run()
}

fn layers_for_wasm() -> Result<()> {
    setup::wasm_target()?;
    Job::cargo()
        .args([
            "check",
            "--target",
            setup::WASM,
            "--package",
            "boxwood-model",
            "--package",
            "boxwood-exchange",
            "--package",
            "boxwood-query",
        ])
        .args(["--package", "boxwood-sync", "--package", "boxwood-core"])
        .run()
}

fn lints() -> Result<()> {
    // The wasm-bindgen tools are twelve lines of ours over the largest tree of dependencies.
    Job::cargo()
        .args([
            "clippy",
            "--workspace",
            "--exclude",
            "wasm-bindgen-tools",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
        .run()
}

fn lints_for_wasm() -> Result<()> {
    setup::wasm_target()?;
    Job::cargo()
        .args([
            "clippy",
            "--package",
            "boxwood-wasm",
            "--target",
            setup::WASM,
            "--all-targets",
        ])
        .args(["--", "-D", "warnings"])
        .run()
}

fn extension() -> Result<()> {
    // The compiler reads the types that come with the wasm package.
    wasm_build::build(false)?;
    typescript(&places::extension())
}

fn tests() -> Result<()> {
    typescript(&places::tests())
}

fn typescript(folder: &std::path::Path) -> Result<()> {
    npm::ensure(folder)?;
    npm::script(folder, "check", &[]).run()
}
