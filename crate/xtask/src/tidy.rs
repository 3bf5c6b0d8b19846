//! House rules that no other tool holds: what a file opens with, how long it is, what it is called.

mod rule;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::job::Job;
use crate::places;

/// Reads every file that is or may come under version control, and fails naming each breach.
pub(crate) fn check() -> Result<()> {
    let listed = Job::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .read()?;
    let mut broken = Vec::new();
    for name in listed
        .split('\0')
        .map(str::trim_end)
        .filter(|name| !name.is_empty())
    {
        let path = places::top().join(name);
        // Listed, but removed since the last commit.
        if !path.is_file() {
            continue;
        }
        broken.extend(rule::name(name));
        if rule::is_source(name) {
            let text =
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
            broken.extend(rule::text(name, &text));
        }
    }
    broken.extend(versions()?);
    if !broken.is_empty() {
        bail!("the house is untidy:\n  {}", broken.join("\n  "));
    }
    Ok(())
}

/// The version is written in three files, because two of them are read by others: all say the same.
fn versions() -> Result<Option<String>> {
    let cargo = env!("CARGO_PKG_VERSION");
    for name in ["manifest.json", "extension/package.json"] {
        let text = std::fs::read_to_string(places::top().join(name))
            .with_context(|| format!("cannot read {name}"))?;
        let json: Value =
            serde_json::from_str(&text).with_context(|| format!("cannot read {name}"))?;
        let version = json
            .get("version")
            .and_then(Value::as_str)
            .unwrap_or("nothing");
        if version != cargo {
            return Ok(Some(format!(
                "{name}: its version is {version}, the workspace's is {cargo}"
            )));
        }
    }
    Ok(None)
}
