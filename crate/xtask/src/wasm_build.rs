//! The core for the browser: compiled, bound to JavaScript, and for a release made small.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::job::Job;
use crate::stamp::{self, Fingerprint};
use crate::{npm, origin, places, setup};

/// What wasm-opt is asked for: smallest size, and the features that rustc switches on by default.
const OPT: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Makes `target/wasm-package`: `boxwood_wasm.js`, its types, and `boxwood_wasm_bg.wasm`.
pub(crate) fn build(release: bool) -> Result<()> {
    setup::wasm_target()?;
    let tools = setup::wasm_tools()?;
    let _alone = stamp::alone("wasm")?;
    Job::cargo()
        .args([
            "build",
            "--package",
            "boxwood-wasm",
            "--target",
            setup::WASM,
            "--profile",
            "wasm",
        ])
        .args(origin::hidden())
        .run()?;
    let compiled = places::target()
        .join(setup::WASM)
        .join("wasm/boxwood_wasm.wasm");
    let package = places::wasm_package();
    let state = || -> Result<String> {
        let state = Fingerprint::default()
            .text(if release { "release" } else { "debug" })
            .text(&OPT.join(" "))
            .path(&compiled, &[])?
            .path(&package, &[])?;
        Ok(state.finish())
    };
    if package.exists() && stamp::is_current("wasm", &state()?) {
        return Ok(());
    }

    // Bound beside the package and moved into it whole, so that nobody sees half of one.
    let fresh = places::memory().join("wasm-package");
    places::remove(&fresh)?;
    Job::new(&tools.bindgen)
        .args([
            OsStr::new("--target"),
            OsStr::new("web"),
            OsStr::new("--out-name"),
            OsStr::new("boxwood_wasm"),
        ])
        .args([
            OsStr::new("--out-dir"),
            fresh.as_os_str(),
            compiled.as_os_str(),
        ])
        .env("RUST_LIB_BACKTRACE", "0")
        .run()?;
    if release {
        let module = fresh.join("boxwood_wasm_bg.wasm");
        origin::check(&module)?;
        optimize(&module)?;
    }
    places::remove(&package)?;
    fs::rename(&fresh, &package).context("cannot put the wasm package in its place")?;
    stamp::keep("wasm", &state()?)
}

/// Makes the module small. What came of a module is kept, because this takes half a minute.
pub(crate) fn optimize(module: &Path) -> Result<()> {
    npm::ensure(&places::extension())?;
    let input = Fingerprint::default()
        .text(&OPT.join(" "))
        .path(module, &[])?
        .finish();
    let kept = kept(&input);
    if !kept.exists() {
        places::make(&places::memory())?;
        let unfinished = kept.with_extension("part");
        Job::new("node")
            .args([places::extension().join("node_modules/binaryen/bin/wasm-opt")])
            .args(OPT)
            .args([OsStr::new("-o"), unfinished.as_os_str(), module.as_os_str()])
            .run()?;
        forget_others()?;
        fs::rename(&unfinished, &kept).context("cannot keep what wasm-opt made")?;
    }
    fs::copy(&kept, module).context("cannot take what wasm-opt made")?;
    Ok(())
}

fn kept(input: &str) -> PathBuf {
    places::memory().join(format!("small-{input}.wasm"))
}

fn forget_others() -> Result<()> {
    for file in stamp::files(&places::memory(), &[])? {
        if file.extension() == Some(OsStr::new("wasm")) {
            fs::remove_file(&file)
                .with_context(|| format!("cannot remove {}", places::shown(&file)))?;
        }
    }
    Ok(())
}
