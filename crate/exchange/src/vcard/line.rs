//! The lines of a vCard: folded, with groups and parameters, encoded in several ways.

use crate::decode::windows_1252_char;

/// A property as it stands, its value not yet taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    /// The line on which it starts, from 1.
    pub(super) line: usize,
    /// In capital letters, without its group.
    pub(super) name: String,
    /// Names in capital letters; a value without a name is a `TYPE`, as in 2.1.
    pub(super) parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Property {
    /// Whether a parameter has a value, whatever the case; lists are between commas.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        let named = self.parameters.iter().filter(|(known, _)| known == name);
        let mut values = named.flat_map(|(_, values)| values.split(','));
        values.any(|known| known.trim().eq_ignore_ascii_case(value))
    }

    /// The first value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let known = self.parameters.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| &**value)
    }

    /// The value as one text.
    pub(super) fn text(&self) -> String {
        unescape(&self.value).trim().to_owned()
    }

    /// The parts of a structured value, between semicolons.
    pub(super) fn parts(&self) -> Vec<String> {
        let mut parts = Vec::new();
        let (mut start, mut is_escaped) = (0, false);
        for (at, c) in self.value.char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                ';' => {
                    parts.push(self.value.get(start..at).unwrap_or_default());
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(self.value.get(start..).unwrap_or_default());
        parts
            .iter()
            .map(|part| unescape(part).trim().to_owned())
            .collect()
    }
}

/// The properties of a text; what is none comes as the number of its line.
pub(super) fn properties(text: &str) -> impl Iterator<Item = Result<Property, usize>> {
    let mut lines = text.lines().enumerate().peekable();
    std::iter::from_fn(move || {
        let (at, mut whole) = loop {
            let (at, line) = lines.next()?;
            if !line.trim().is_empty() {
                break (at, line.to_owned());
            }
        };
        let is_quoted = is_quoted_printable(&whole);
        loop {
            // A line that starts with a space goes on from the one before (RFC 6350 §3.2).
            if let Some((_, next)) = lines.next_if(|(_, next)| next.starts_with([' ', '\t'])) {
                whole.push_str(next.get(1..).unwrap_or_default());
                continue;
            }
            // So does, in quoted-printable, one after `=` (RFC 2045 §6.7).
            if is_quoted
                && whole.ends_with('=')
                && let Some((_, next)) = lines.next()
            {
                whole.pop();
                whole.push_str(next);
                continue;
            }
            break;
        }
        Some(property(at + 1, &whole).ok_or(at + 1))
    })
}

fn is_quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

fn property(line: usize, text: &str) -> Option<Property> {
    let (head, value) = split_head(text)?;
    let mut pieces = split_unquoted(head, ';').into_iter();
    let name = pieces.next()?;
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let parameters: Vec<(String, String)> = pieces
        .map(|piece| match piece.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_uppercase(), value.replace('"', "")),
            None if piece.eq_ignore_ascii_case("QUOTED-PRINTABLE") => {
                ("ENCODING".to_owned(), piece.to_owned())
            }
            None => ("TYPE".to_owned(), piece.to_owned()),
        })
        .collect();
    let mut property = Property {
        line,
        name: name.to_ascii_uppercase(),
        parameters,
        value: value.to_owned(),
    };
    if property.has("ENCODING", "QUOTED-PRINTABLE") {
        let bytes = quoted_printable(value);
        let charset = property.parameter("CHARSET").unwrap_or("UTF-8");
        property.value = if charset.eq_ignore_ascii_case("UTF-8") {
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            bytes.iter().map(|byte| windows_1252_char(*byte)).collect()
        };
        // Line breaks are encoded there and not escaped.
        property.value = property.value.replace("\r\n", "\\n").replace('\n', "\\n");
    }
    Some(property)
}

/// The part before the first colon outside of quotes, and the part after it.
fn split_head(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            ':' if !is_quoted => return Some((text.get(..at)?, text.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

fn split_unquoted(text: &str, separator: char) -> Vec<&str> {
    let mut is_quoted = false;
    text.split(|c| {
        if c == '"' {
            is_quoted = !is_quoted;
        }
        c == separator && !is_quoted
    })
    .collect()
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hex = match (first, after) {
            (b'=', [a, b, ..]) => hex_digit(*a).zip(hex_digit(*b)),
            _ => None,
        };
        match hex {
            Some((a, b)) => {
                bytes.push(a * 16 + b);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(*first),
        }
    }
    bytes
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Takes back what [`escape`] does.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(c) => plain.push(c),
                None => plain.push('\\'),
            },
            c => plain.push(c),
        }
    }
    plain
}

/// A text as part of a value (RFC 6350 §3.4).
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' => escaped.push_str("\\n"),
            c => escaped.push(c),
        }
    }
    escaped
}
