//! A saved index: its segments as they are, and what changes about them.

use super::bits::Bits;
use super::index::{Index, Part};
use super::pack::{i64_at, put_varint, u32_at, varint};
use super::segment::Segment;

/// An index as it is to be kept.
#[derive(Debug)]
pub struct Saved<'i> {
    /// Which segments there are, and which of their documents are dead.
    pub manifest: Vec<u8>,
    /// The segments by their names. The bytes of a name never change, so that one that is kept
    /// already need not be written again; one that is not here any more can be removed.
    pub segments: Vec<(u64, &'i [u8])>,
}

/// Why a saved index cannot be used. It is to be built anew, then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// It was written by another version.
    #[error("the index was written by another version: build it anew")]
    Version,
    /// The bytes are not what was written.
    #[error("the saved index is damaged: build it anew")]
    Broken,
    /// One of its segments is not there.
    #[error("segment {0} of the saved index is missing: build it anew")]
    Missing(u64),
}

/// Goes up with every change of the format.
const MARK: [u8; 4] = *b"BXI\x01";

impl Index {
    /// What is to be kept of this index.
    #[must_use]
    pub fn save(&self) -> Saved<'_> {
        let mut manifest = MARK.to_vec();
        manifest.extend([0; 4]);
        put_varint(self.next, &mut manifest);
        put_varint(self.parts.len() as u64, &mut manifest);
        for part in &self.parts {
            put_varint(part.name, &mut manifest);
            put_varint(u64::from(part.segment.documents()), &mut manifest);
            for word in part.live.words() {
                manifest.extend(word.to_le_bytes());
            }
        }
        // How long it is, so that a part of it is not taken for all.
        let length = (manifest.len() as u32).to_le_bytes();
        manifest.splice(MARK.len()..MARK.len() + 4, length);
        let segments = self.parts.iter();
        Saved {
            manifest,
            segments: segments
                .map(|part| (part.name, part.segment.bytes()))
                .collect(),
        }
    }

    /// The index that was saved; `segment` gives the bytes of a name.
    ///
    /// # Errors
    ///
    /// If it is of another version, incomplete or damaged. What is loaded has the structure of an
    /// index, and asking it ends; that its content is what was saved is for a checksum to tell.
    pub fn load(
        manifest: &[u8],
        mut segment: impl FnMut(u64) -> Option<Vec<u8>>,
    ) -> Result<Self, LoadError> {
        if !manifest.starts_with(&MARK) {
            return Err(LoadError::Version);
        }
        let mut at = MARK.len() + 4;
        if u32_at(manifest, 1) as usize != manifest.len() {
            return Err(LoadError::Broken);
        }
        let mut index = Self {
            next: varint(manifest, &mut at),
            ..Self::default()
        };
        for _ in 0..varint(manifest, &mut at) {
            if at >= manifest.len() {
                return Err(LoadError::Broken);
            }
            let name = varint(manifest, &mut at);
            let documents = u32::try_from(varint(manifest, &mut at));
            let documents = documents.map_err(|_| LoadError::Broken)?;
            let end = at.saturating_add(documents.div_ceil(64) as usize * 8);
            let words = manifest.get(at..end).ok_or(LoadError::Broken)?;
            at = end;
            let words = words
                .chunks_exact(8)
                .map(|word| i64_at(word, 0).cast_unsigned());
            let live = Bits::from_words(words.collect(), documents);
            let bytes = segment(name).ok_or(LoadError::Missing(name))?;
            let segment = Segment::load(bytes)?;
            if segment.documents() != documents || name >= index.next {
                return Err(LoadError::Broken);
            }
            index.parts.push(Part::new(name, segment, live));
        }
        if at == manifest.len() {
            Ok(index)
        } else {
            Err(LoadError::Broken)
        }
    }
}
