//! What is kept of one mail where an account keeps it: what was said of it, and its features, sealed.

use boxwood_model::BoxId;
use serde::{Deserialize, Serialize};

use crate::features::{Features, Key};
use crate::{pack, seal};

/// The first byte; another meaning of the rest gets another number.
const VERSION: u8 = 1;

/// What was said of a mail, beside where it is filed.
///
/// The order of the variants is part of the format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// It was opened, and left unfiled.
    Left,
    /// The suggestion of a box was turned down.
    Dismissed(BoxId),
    /// It was put into a box without asking.
    FiledItself(BoxId),
}

/// What is kept of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What was said of it.
    pub said: Said,
    /// What it is like.
    pub features: Features,
}

/// Bytes that are no note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// They are of another version.
    #[error("this note is of version {got}; known is {VERSION}")]
    OtherVersion {
        /// The version, zero where there are no bytes.
        got: u8,
    },
    /// It was made with another key.
    #[error("this note was made with another key")]
    OtherKey,
    /// They were cut short, or changed, or are something else.
    #[error("this note cannot be read")]
    Malformed,
}

#[derive(Serialize, Deserialize)]
struct Written<'n> {
    said: Said,
    #[serde(borrow)]
    features: &'n [u8],
}

impl Note {
    /// The note of the mail with this [name](Key::name_of) as bytes. Without the key nothing but their length can
    /// be told from them, not even that two mails have a word in common.
    #[must_use]
    pub fn write(&self, key: &Key, name: [u8; 16]) -> Vec<u8> {
        let features = pack::pack(&self.features);
        let written = Written {
            said: self.said,
            features: &features,
        };
        // Only what has no length or cannot be written fails, and there is no such thing in it.
        let plain = postcard::to_extend(&written, Vec::new()).unwrap_or_default();
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&key.fingerprint().to_le_bytes());
        seal::seal(key, name, plain, &mut bytes);
        bytes
    }

    /// Whether these bytes say that they were written with this key; whether they can be read is not said.
    #[must_use]
    pub fn is_of(key: &Key, bytes: &[u8]) -> bool {
        bytes.get(1..9) == Some(&key.fingerprint().to_le_bytes())
    }

    /// The note that [`write`](Self::write) wrote of the mail with this [name](Key::name_of).
    ///
    /// # Errors
    ///
    /// Bytes of another version or key, and such as are damaged.
    pub fn read(key: &Key, name: [u8; 16], bytes: &[u8]) -> Result<Self, NoteError> {
        let (version, rest) = bytes
            .split_first()
            .ok_or(NoteError::OtherVersion { got: 0 })?;
        if *version != VERSION {
            return Err(NoteError::OtherVersion { got: *version });
        }
        let (fingerprint, sealed) = rest.split_first_chunk::<8>().ok_or(NoteError::Malformed)?;
        if *fingerprint != key.fingerprint().to_le_bytes() {
            return Err(NoteError::OtherKey);
        }
        let plain = seal::open(key, name, sealed).ok_or(NoteError::Malformed)?;
        let written: Written<'_> =
            postcard::from_bytes(&plain).map_err(|_| NoteError::Malformed)?;
        let [a, b, c, d, e, f, g, h, ..] = name;
        let mail = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let features = pack::unpack(mail, written.features).map_err(|_| NoteError::Malformed)?;
        Ok(Self {
            said: written.said,
            features,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::Mail;

    fn key() -> Key {
        Key::new(b"a key for tests.")
    }

    fn note(said: Said) -> Note {
        let mail = Mail {
            id: "18c2f0a9b3d4e5f6",
            from: "ana@hill.example",
            subject: "The offer for 40 bikes",
            body: "Dear Ben, here is the offer that we talked about.",
            ..Mail::default()
        };
        Note {
            said,
            features: key().read(&mail),
        }
    }

    #[test]
    fn a_note_comes_back_as_it_was_written() {
        let id = BoxId::from_bytes([7; 16]);
        let name = key().name_of("18c2f0a9b3d4e5f6");
        for said in [
            Said::Nothing,
            Said::Left,
            Said::Dismissed(id),
            Said::FiledItself(id),
        ] {
            let note = note(said);
            assert_eq!(
                Note::read(&key(), name, &note.write(&key(), name)),
                Ok(note)
            );
        }
    }

    #[test]
    fn bytes_written_once_are_read_for_ever() {
        let bytes = note(Said::Left).write(&key(), [7; 16]);
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(text, include_str!("note-1.hex").trim());
    }

    #[test]
    fn a_note_of_another_key_or_version_is_told_apart() {
        let name = key().name_of("18c2f0a9b3d4e5f6");
        let mut bytes = note(Said::Left).write(&key(), name);
        let other = Key::new(b"another for test");
        assert_eq!(Note::read(&other, name, &bytes), Err(NoteError::OtherKey));
        assert!(Note::is_of(&key(), &bytes) && !Note::is_of(&other, &bytes));
        bytes[0] = 9;
        let other = NoteError::OtherVersion { got: 9 };
        assert_eq!(Note::read(&key(), name, &bytes), Err(other));
    }

    #[test]
    fn a_note_that_was_changed_or_is_another_mails_is_refused() {
        let name = key().name_of("18c2f0a9b3d4e5f6");
        let bytes = note(Said::Left).write(&key(), name);
        assert_eq!(
            Note::read(&key(), [1; 16], &bytes),
            Err(NoteError::Malformed)
        );
        for at in 9..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(
                Note::read(&key(), name, &changed),
                Err(NoteError::Malformed)
            );
        }
    }

    #[test]
    fn notes_of_two_mails_that_say_the_same_have_nothing_in_common() {
        let one = note(Said::Left).write(&key(), [1; 16]);
        let other = note(Said::Left).write(&key(), [2; 16]);
        let alike = one.iter().zip(&other).skip(9).filter(|(a, b)| a == b);
        assert!(alike.count() < one.len() / 8);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_note_or_refused(bytes in vec(any::<u8>(), 0..300)) {
            let _ = Note::read(&key(), [0; 16], &bytes);
        }
    }
}
