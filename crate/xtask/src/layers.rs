//! The dependency rule: arrows only point down, and nothing below the top layer reaches for the world outside.

mod rule;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::job::Job;
use crate::setup;
use rule::{Arrow, Kind};

/// Reads the workspace and fails naming every forbidden edge.
pub(crate) fn check() -> Result<()> {
    let metadata = Job::cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .read()?;
    let metadata = serde_json::from_str(&metadata).context("cannot read cargo's metadata")?;
    let (members, arrows) = workspace(&metadata).context("cannot understand cargo's metadata")?;
    let mut broken = rule::forbidden_arrows(&members, &arrows);
    for member in members.iter().filter(|member| rule::is_pure(member)) {
        // What cargo resolves for this package alone: metadata would mix in the features that others ask for.
        let tree = Job::cargo()
            .args(["tree", "--package", member, "--target", setup::WASM])
            .args([
                "--edges",
                "normal,no-proc-macro",
                "--prefix",
                "depth",
                "--format",
                " {p}",
            ])
            .read()?;
        broken.extend(rule::forbidden_reach(member, &edges(&tree)));
    }
    if !broken.is_empty() {
        bail!("the dependency rule is broken:\n  {}", broken.join("\n  "));
    }
    Ok(())
}

/// The members' names, and the arrows between them.
fn workspace(metadata: &Value) -> Option<(Vec<String>, Vec<Arrow>)> {
    let packages = metadata.get("packages")?.as_array()?;
    let name = |package: &Value| Some(package.get("name")?.as_str()?.to_owned());
    let members: Vec<String> = packages.iter().map(name).collect::<Option<_>>()?;
    let mut arrows = Vec::new();
    for package in packages {
        for dependency in package.get("dependencies")?.as_array()? {
            let to = name(dependency)?;
            if members.contains(&to) {
                let kind = match dependency.get("kind")?.as_str() {
                    Some("dev") => Kind::Dev,
                    Some("build") => Kind::Build,
                    _ => Kind::Normal,
                };
                arrows.push(Arrow {
                    from: name(package)?,
                    to,
                    kind,
                });
            }
        }
    }
    Some((members, arrows))
}

/// Reads `cargo tree --prefix depth`: each line is a depth and a package, its parent the last line less deep.
fn edges(tree: &str) -> Vec<(String, String)> {
    let mut above: Vec<&str> = Vec::new();
    let mut edges = Vec::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(depth), Some(name)) = (
            words.next().and_then(|word| word.parse().ok()),
            words.next(),
        ) else {
            continue;
        };
        above.truncate(depth);
        if let Some(parent) = above.last() {
            edges.push(((*parent).to_owned(), name.to_owned()));
        }
        above.push(name);
    }
    edges
}
