//! The whole product: the extension's loadable folder and the server's program.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::job::Job;
use crate::stamp::{self, Fingerprint};
use crate::{npm, origin, places, setup, wasm_build};

/// What a build leaves behind.
pub(crate) struct Product {
    /// The program `boxwood`.
    pub(crate) server: PathBuf,
    /// The folder that Chrome loads.
    pub(crate) extension: PathBuf,
}

impl Product {
    /// Where tests, tour and benches find it.
    pub(crate) fn environment(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("BOXWOOD_SERVER_BIN", self.server.clone().into()),
            ("BOXWOOD_EXTENSION", self.extension.clone().into()),
        ]
    }
}

/// Builds what is not up to date.
pub(crate) fn all(release: bool) -> Result<Product> {
    setup::all()?;
    let server = server(release)?;
    let extension = extension(release)?;
    Ok(Product { server, extension })
}

fn server(release: bool) -> Result<PathBuf> {
    let profile = if release { "release" } else { "dev" };
    let mut build =
        Job::cargo().args(["build", "--package", "boxwood-server", "--profile", profile]);
    if release {
        build = build.args(origin::hidden());
    }
    build.run()?;
    let folder = if release { "release" } else { "debug" };
    let program = places::target().join(folder).join("boxwood");
    if release {
        origin::check(&program)?;
    }
    Ok(program)
}

/// Builds the folder that Chrome loads, if it is not up to date.
pub(crate) fn extension(release: bool) -> Result<PathBuf> {
    npm::node()?;
    let _alone = stamp::alone("extension")?;
    wasm_build::build(release)?;
    let folder = places::extension();
    npm::ensure(&folder)?;
    let made = places::loadable();
    let manifest = made.join("manifest.json");
    let state = || -> Result<String> {
        let state = Fingerprint::default()
            .text(if release { "release" } else { "debug" })
            .path(&folder, &["node_modules", "dist", "test"])?
            .path(&places::top().join("manifest.json"), &[])?
            .path(&places::wasm_package(), &[])?
            .path(&made, &[])?;
        Ok(state.finish())
    };
    if manifest.exists() && stamp::is_current("extension", &state()?) {
        return Ok(made);
    }
    let arguments: &[&str] = if release { &["--release"] } else { &[] };
    npm::script(&folder, "build", arguments).run()?;
    if !manifest.exists() {
        bail!("the extension's build made no {}", places::shown(&manifest));
    }
    stamp::keep("extension", &state()?)?;
    Ok(made)
}
