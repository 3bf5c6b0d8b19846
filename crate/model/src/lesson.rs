//! What a person's devices keep of a mail, to learn from it where mail belongs.

use std::fmt;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::register::merge_fields;
use crate::{LessonId, Register, UserId};

/// What one person keeps of a mail; on all their devices, and nobody else's. Everything in it, its id
/// too, was made with a key that never leaves those devices: to all others it is noise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Which.
    pub id: LessonId,
    /// Whose.
    pub user: UserId,
    /// What is kept.
    pub content: Register<LessonContent>,
}

merge_fields!(Lesson { content });

/// Bytes that only their maker's devices can make use of; none when the lesson was taken back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct LessonContent(Arc<[u8]>);

impl LessonContent {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<u8>> for LessonContent {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

/// In one go, not byte by byte: a person has thousands of them, read at every start.
impl Serialize for LessonContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for LessonContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = LessonContent;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<LessonContent, E> {
                Ok(LessonContent(bytes.into()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}
