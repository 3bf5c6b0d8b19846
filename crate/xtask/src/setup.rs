//! What must be on the machine before anything can be built, each piece installed where it is missing.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::job::Job;
use crate::{npm, places, postgres};

/// The target of everything that runs in the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// All of it, with what only the tests need.
pub(crate) fn everything() -> Result<()> {
    all()?;
    postgres::ensure()
}

/// All that the product is built and run with.
pub(crate) fn all() -> Result<()> {
    npm::node()?;
    wasm_target()?;
    browser::ensure()?;
    npm::ensure(&places::extension())?;
    npm::ensure(&places::tests())?;
    wasm_tools()?;
    Ok(())
}

/// The browser that the tests drive, and the packages that drive it.
pub(crate) fn driving() -> Result<Browser> {
    npm::node()?;
    npm::ensure(&places::tests())?;
    browser::ensure()
}

/// The standard library for wasm.
pub(crate) fn wasm_target() -> Result<()> {
    let library = Job::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .read()?;
    if PathBuf::from(library.trim()).is_dir() {
        return Ok(());
    }
    if browser::on_path("rustup").is_none() {
        bail!(
            "the Rust standard library for {WASM} is needed, and there is no rustup to install it with"
        );
    }
    Job::new("rustup").args(["target", "add", WASM]).run()
}

/// The pinned wasm-bindgen tools.
pub(crate) struct WasmTools {
    pub(crate) bindgen: PathBuf,
    pub(crate) test_runner: PathBuf,
}

/// Builds the wasm-bindgen tools, unless those that are there are of the version in Cargo.lock.
pub(crate) fn wasm_tools() -> Result<WasmTools> {
    let folder = places::target().join("debug");
    let tools = WasmTools {
        bindgen: folder.join("wasm-bindgen"),
        test_runner: folder.join("wasm-bindgen-test-runner"),
    };
    let wanted = locked_version("wasm-bindgen-cli")?;
    let current = tools.test_runner.is_file()
        && tools.bindgen.is_file()
        && Job::new(&tools.bindgen)
            .args(["--version"])
            .read()
            .is_ok_and(|version| version.split_whitespace().last() == Some(&wanted));
    if !current {
        Job::cargo()
            .args(["build", "--package", "wasm-bindgen-tools"])
            .run()?;
    }
    Ok(tools)
}

/// The version of `package` in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(places::top().join("Cargo.lock"))
        .context("cannot read Cargo.lock")?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock does not name {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let entry = lock.split_once(&format!("name = \"{package}\"\n"))?.1;
    let version = entry.lines().next()?.strip_prefix("version = ")?;
    Some(version.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_version_in_the_lock() {
        let lock = "[[package]]\nname = \"ab\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.1\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("2.0.1"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
