//! Where the servers of these tests keep their data: a folder.

use std::path::Path;

use boxwood_server::Place;

/// A place that nobody else uses; gone when dropped.
pub(crate) struct Ground(tempfile::TempDir);

impl Ground {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn place(&self) -> Place {
        let folder: &Path = self.0.path();
        folder.into()
    }
}
