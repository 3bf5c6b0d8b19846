//! What a step was last made from: a step whose inputs and outputs are what they were is skipped.

use std::fs::{File, TryLockError};
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::places;

/// A fingerprint of files and of whatever else a step depends on. Guards against change, not against malice.
#[derive(Default)]
pub(crate) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.0.write(text.as_bytes());
        self.0.write_u8(0xff);
        self
    }

    /// Takes in a file, or each file below a folder but what lies in a folder named in `without`.
    /// What is not there counts as that.
    pub(crate) fn path(mut self, path: &Path, without: &[&str]) -> Result<Self> {
        for file in files(path, without)? {
            let bytes = std::fs::read(&file)
                .with_context(|| format!("cannot read {}", places::shown(&file)))?;
            self = self.text(&places::shown(&file));
            self.0.write_usize(bytes.len());
            self.0.write(&bytes);
        }
        Ok(self)
    }

    pub(crate) fn finish(&self) -> String {
        format!("{:016x}", self.0.finish())
    }
}

/// The file itself, or all files below the folder in a fixed order, folders named in `without` left out.
pub(crate) fn files(path: &Path, without: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![path.to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let folder = std::fs::read_dir(&path)
                .with_context(|| format!("cannot read {}", places::shown(&path)))?;
            for entry in folder {
                let entry = entry.context("a folder changed while it was read")?;
                let name = entry.file_name();
                if !without.iter().any(|left_out| name == *left_out) {
                    open.push(entry.path());
                }
            }
        } else if path.exists() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Holds off every other run of this program from `step` for as long as the result lives.
pub(crate) fn alone(step: &str) -> Result<File> {
    places::make(&places::memory())?;
    let path = places::memory().join(step).with_extension("lock");
    let file =
        File::create(&path).with_context(|| format!("cannot open {}", places::shown(&path)))?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        eprintln!("xtask: waiting for another run of {step}");
    }
    file.lock()
        .with_context(|| format!("cannot lock {}", places::shown(&path)))?;
    Ok(file)
}

fn file_of(step: &str) -> PathBuf {
    places::memory().join(step).with_extension("stamp")
}

/// Whether `step` was last finished with this fingerprint.
pub(crate) fn is_current(step: &str, fingerprint: &str) -> bool {
    std::fs::read_to_string(file_of(step)).is_ok_and(|kept| kept == fingerprint)
}

/// Remembers that `step` is finished.
pub(crate) fn keep(step: &str, fingerprint: &str) -> Result<()> {
    places::make(&places::memory())?;
    std::fs::write(file_of(step), fingerprint)
        .with_context(|| format!("cannot remember the step {step}"))
}
