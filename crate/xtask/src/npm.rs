//! The npm packages of a folder: installed when what is installed is not what `package-lock.json` says.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::job::Job;
use crate::{browser, places, stamp};

/// The oldest Node.js that the tools run on.
const NODE: u32 = 20;

/// Installs the packages of `folder` where they are missing or other ones.
pub(crate) fn ensure(folder: &Path) -> Result<()> {
    if is_installed(folder)? {
        return Ok(());
    }
    node()?;
    let _alone = stamp::alone("packages")?;
    if is_installed(folder)? {
        return Ok(());
    }
    Job::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .dir(folder)
        .limit(Duration::from_secs(600))
        .run()
        .with_context(|| format!("cannot install the packages of {}", places::shown(folder)))
}

fn is_installed(folder: &Path) -> Result<bool> {
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read_to_string(&lock)
        .with_context(|| format!("cannot read {}", places::shown(&lock)))?;
    // npm writes this file last, so that it tells of a whole installation or of none.
    let installed = std::fs::read_to_string(folder.join("node_modules/.package-lock.json"));
    Ok(installed.is_ok_and(|installed| agree(&wanted, &installed)))
}

/// A job that runs the script `name` of the `package.json` in `folder`.
pub(crate) fn script(folder: &Path, name: &str, arguments: &[&str]) -> Job {
    let rest: &[&str] = if arguments.is_empty() { &[] } else { &["--"] };
    Job::new("npm")
        .args([&["run", "--silent", name], rest, arguments].concat())
        .dir(folder)
}

/// A job that runs the TypeScript file `file` of `tests/`.
pub(crate) fn typescript(file: &str) -> Job {
    Job::new("node")
        .args(["run.mjs", file])
        .dir(&places::tests())
}

/// Fails where Node.js is missing or too old.
pub(crate) fn node() -> Result<()> {
    if browser::on_path("node").is_none() || browser::on_path("npm").is_none() {
        bail!("Node.js {NODE} or newer is needed, with npm: see nodejs.org");
    }
    let version = Job::new("node").args(["--version"]).read()?;
    match major(&version) {
        Some(major) if major >= NODE => Ok(()),
        _ => bail!(
            "Node.js {NODE} or newer is needed; `node --version` says {}",
            version.trim()
        ),
    }
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Whether the installation holds each package of the lock file, of its version, and no other.
/// Optional packages may be missing: they are other platforms'.
fn agree(wanted: &str, installed: &str) -> bool {
    let (Some(wanted), Some(installed)) = (packages(wanted), packages(installed)) else {
        return false;
    };
    let same = |path: &String, package: &Value| {
        installed.get(path).map_or_else(
            || package.get("optional") == Some(&Value::Bool(true)),
            |there| there.get("version") == package.get("version"),
        )
    };
    wanted
        .iter()
        .filter(|(path, _)| !path.is_empty())
        .all(|(path, package)| same(path, package))
        && installed.keys().all(|path| wanted.contains_key(path))
}

fn packages(lock: &str) -> Option<serde_json::Map<String, Value>> {
    match serde_json::from_str::<Value>(lock)
        .ok()?
        .get_mut("packages")?
        .take()
    {
        Value::Object(packages) => Some(packages),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &str = r#"{"packages": {"": {"version": "1.0.0"},
        "node_modules/a": {"version": "1.2.3"}, "node_modules/b": {"version": "2.0.0", "optional": true}}}"#;

    #[track_caller]
    fn check(installed: &str, expected: bool) {
        assert_eq!(agree(WANTED, installed), expected);
    }

    #[test]
    fn an_installation_agrees_when_it_is_what_the_lock_says() {
        check(
            r#"{"packages": {"node_modules/a": {"version": "1.2.3"}}}"#,
            true,
        );
        check(
            r#"{"packages": {"node_modules/a": {"version": "1.2.4"}}}"#,
            false,
        );
        check(r#"{"packages": {}}"#, false);
        check(
            r#"{"packages": {"node_modules/a": {"version": "1.2.3"}, "node_modules/c": {"version": "1.0.0"}}}"#,
            false,
        );
        check("half a fi", false);
    }

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("what"), None);
    }
}
