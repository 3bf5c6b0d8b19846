//! What bytes mean as text: the encodings in which spreadsheets and address books write.

/// How a file's text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 (RFC 3629), with or without a byte order mark.
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// Windows-1252: what Western European Windows wrote for long.
    Windows1252,
}

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Where the first thing was that means no character, in bytes from the start; U+FFFD is there
    /// now.
    pub first_malformed: Option<usize>,
}

/// Reads a file's bytes as text. A byte order mark decides; without one it is UTF-8 if it can be,
/// and Windows-1252 else.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8_with_mark(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, Encoding::Utf16Le, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, Encoding::Utf16Be, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Decoded {
                text: text.to_owned(),
                encoding: Encoding::Utf8,
                first_malformed: None,
            },
            Err(_) => windows_1252(bytes),
        },
    }
}

fn utf8_with_mark(bytes: &[u8]) -> Decoded {
    const MARK: usize = 3;
    let first_malformed = std::str::from_utf8(bytes)
        .err()
        .map(|e| MARK + e.valid_up_to());
    Decoded {
        text: String::from_utf8_lossy(bytes).into_owned(),
        encoding: Encoding::Utf8,
        first_malformed,
    }
}

fn utf16(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut first_malformed = None;
    let mut at = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(c) => {
                text.push(c);
                at += c.len_utf16() * 2;
            }
            Err(_) => {
                first_malformed.get_or_insert(at);
                text.push(char::REPLACEMENT_CHARACTER);
                at += 2;
            }
        }
    }
    if !rest.is_empty() {
        first_malformed.get_or_insert(at);
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded {
        text,
        encoding,
        first_malformed,
    }
}

fn windows_1252(bytes: &[u8]) -> Decoded {
    Decoded {
        text: bytes.iter().map(|byte| windows_1252_char(*byte)).collect(),
        encoding: Encoding::Windows1252,
        first_malformed: None,
    }
}

/// The character of a byte in Windows-1252. The five bytes without one are the control characters
/// of Latin-1, as browsers have it (WHATWG Encoding Standard, index windows-1252).
pub(crate) fn windows_1252_char(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let high = byte.checked_sub(0x80).map(usize::from);
    high.and_then(|at| HIGH.get(at).copied())
        .unwrap_or_else(|| char::from(byte))
}
