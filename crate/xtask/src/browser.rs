//! Chromium and its driver: found, or installed where that needs nobody's password.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::apt;

/// A Chromium that loads unpacked extensions from its command line; Chrome itself no longer does.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// What the tests and benches are told of the browser.
pub(crate) fn environment(browser: &Browser) -> Vec<(&'static str, OsString)> {
    vec![
        ("CHROMIUM", browser.chromium.clone().into()),
        ("CHROMEDRIVER", browser.driver.clone().into()),
    ]
}

/// Finds both, installing them first where they are missing and may be.
pub(crate) fn ensure() -> Result<Browser> {
    if let Some(browser) = find()? {
        return Ok(browser);
    }
    apt::install(
        &["chromium", "chromium-driver"],
        "Chromium and chromedriver are needed: install them (Debian: `apt-get install chromium \
         chromium-driver`; macOS: `brew install chromium chromedriver`), or name them in CHROMIUM and \
         CHROMEDRIVER",
    )?;
    match find()? {
        Some(browser) => Ok(browser),
        None => bail!("chromium and chromium-driver were installed, but are not on PATH"),
    }
}

fn find() -> Result<Option<Browser>> {
    let chromium = named("CHROMIUM", &["chromium", "chromium-browser"])?;
    let driver = named("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])?;
    Ok(chromium
        .zip(driver)
        .map(|(chromium, driver)| Browser { chromium, driver }))
}

fn named(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(value) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        let path = PathBuf::from(value);
        if !path.is_file() {
            bail!("{variable} names {}, which is no file", path.display());
        }
        return Ok(Some(path));
    }
    Ok(names.iter().find_map(|name| on_path(name)))
}

/// Where PATH finds the program `name`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

/// Whether this program is root's, as in a container.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The arguments with which Chromium loads `extension` into the profile `profile`.
pub(crate) fn arguments(extension: &Path, profile: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec![
        with("--user-data-dir=", profile),
        with("--load-extension=", extension),
        // Chromium ignores the argument above unless this is said too.
        "--disable-features=DisableLoadExtensionCommandLineSwitch".into(),
        "--no-first-run".into(),
        "--no-default-browser-check".into(),
    ];
    if is_root() {
        // Chromium refuses to start as root with its sandbox.
        arguments.push("--no-sandbox".into());
    }
    arguments
}

fn with(name: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(name);
    argument.push(path);
    argument
}
