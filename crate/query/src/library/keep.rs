//! A library as it is to be kept, so that opening does not build it anew.

use super::{Library, Shelf};
use crate::search::{Index, LoadError, Saved};

/// A library as it is to be kept: for each index in the order of [`Shelf::ALL`] its manifest and
/// its segments, of which the bytes of one name never change.
#[derive(Debug)]
pub struct SavedLibrary<'l>(pub Vec<Saved<'l>>);

impl Library {
    /// What is to be kept of it.
    #[must_use]
    pub fn save(&self) -> SavedLibrary<'_> {
        SavedLibrary(self.indexes.iter().map(Index::save).collect())
    }

    /// The library that was saved, from the manifests and the bytes of a segment of an index. The
    /// records must be those of that time: what has changed since is to be
    /// [updated](Library::update).
    ///
    /// # Errors
    ///
    /// If it is of another version, incomplete or damaged: it is to be built anew, then.
    pub fn load(
        manifests: &[Vec<u8>],
        mut segment: impl FnMut(Shelf, u64) -> Option<Vec<u8>>,
    ) -> Result<Self, LoadError> {
        if manifests.len() != Shelf::ALL.len() {
            return Err(LoadError::Version);
        }
        let mut library = Self::default();
        for (shelf, manifest) in Shelf::ALL.into_iter().zip(manifests) {
            *library.index_mut(shelf) = Index::load(manifest, |name| segment(shelf, name))?;
        }
        Ok(library)
    }
}
