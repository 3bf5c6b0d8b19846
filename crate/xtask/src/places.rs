//! Where things are: the top of the repository, the target folder, and what is kept below it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};

/// The top of the repository.
pub(crate) fn top() -> &'static Path {
    static TOP: OnceLock<PathBuf> = OnceLock::new();
    TOP.get_or_init(|| {
        // The variable is cargo's at run time; the constant serves when the program is started by hand.
        let own = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        own.ancestors().nth(2).unwrap_or(&own).to_path_buf()
    })
}

/// Cargo's target folder: the one this program was built into, whatever it was set by.
pub(crate) fn target() -> &'static Path {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    TARGET.get_or_init(|| {
        std::env::current_exe()
            .ok()
            .and_then(|program| program.ancestors().nth(2).map(Path::to_path_buf))
            .unwrap_or_else(|| top().join("target"))
    })
}

/// What this program remembers between two runs.
pub(crate) fn memory() -> PathBuf {
    target().join("xtask")
}

/// The TypeScript of the extension.
pub(crate) fn extension() -> PathBuf {
    top().join("extension")
}

/// The browser tests.
pub(crate) fn tests() -> PathBuf {
    top().join("tests")
}

/// The folder that Chrome loads.
pub(crate) fn loadable() -> PathBuf {
    extension().join("dist")
}

/// The types that the Rust code hands to TypeScript.
pub(crate) fn generated() -> PathBuf {
    extension().join("src/generated")
}

/// The wasm module and its glue, as the extension's build takes them.
pub(crate) fn wasm_package() -> PathBuf {
    target().join("wasm-package")
}

/// Makes `folder` and all above it.
pub(crate) fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Removes `folder` and all below it; that it is not there is no failure.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// `path` as it is written for a reader: from the top of the repository where it lies below it.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(top())
        .unwrap_or(path)
        .display()
        .to_string()
}
