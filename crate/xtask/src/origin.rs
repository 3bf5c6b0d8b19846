//! Keeps the folders of the building machine out of what is built: panic messages name source files.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::places;

/// What stands in the place of each folder that source code may lie in.
fn folders() -> Vec<(PathBuf, &'static str)> {
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let own = (places::top().to_path_buf(), "boxwood");
    cargo
        .map(|folder| (folder, "cargo"))
        .into_iter()
        .chain([own])
        .collect()
}

/// Arguments for `cargo build`. They are added to whatever flags the machine's own configuration has.
pub(crate) fn hidden() -> Vec<String> {
    let flags: Vec<String> = folders()
        .iter()
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .collect();
    // A list of strings is written alike in JSON and in TOML.
    vec![
        "--config".to_owned(),
        format!("build.rustflags={}", json!(flags)),
    ]
}

/// Fails where a file that is given away names a folder of this machine.
pub(crate) fn check(file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", places::shown(file)))?;
    for (folder, _) in folders() {
        if names(&bytes, &folder) {
            bail!(
                "{} names the folder {} of this machine; flags in RUSTFLAGS take the place of those \
                 that leave it out",
                places::shown(file),
                folder.display()
            );
        }
    }
    Ok(())
}

fn names(bytes: &[u8], folder: &Path) -> bool {
    let mut prefix = folder.as_os_str().as_encoded_bytes().to_vec();
    prefix.push(b'/');
    bytes
        .windows(prefix.len())
        .any(|window| window == prefix.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_found_in_the_midst_of_a_file_and_not_in_its_namesake() {
        let folder = Path::new("/home/ann/.cargo");
        assert!(names(b"\0panicked at /home/ann/.cargo/registry", folder));
        assert!(!names(b"\0/home/ann/.cargo-other/registry", folder));
        assert!(!names(b"", folder));
    }

    #[test]
    fn each_folder_of_source_code_is_left_out() {
        let arguments = hidden().join(" ");
        for (folder, _) in folders() {
            assert!(arguments.contains(&format!("{}=", folder.display())));
        }
    }
}
