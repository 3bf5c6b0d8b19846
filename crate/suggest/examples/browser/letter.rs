//! A mail as bytes.

use boxwood_model::BoxId;
use boxwood_suggest::Mail;

/// A mail, as the tools have it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Letter {
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) from_name: String,
    pub(crate) to: Vec<String>,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) date: u64,
    pub(crate) place: Option<BoxId>,
}

impl Letter {
    /// Id, sender, sender's name, subject, body, and all recipients, with zeros between them and at the end.
    pub(crate) fn parse(bytes: &[u8], date: u64) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut parts = text.trim_end_matches('\0').split('\0').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self {
            id: next(),
            from: next(),
            from_name: next(),
            subject: next(),
            body: next(),
            to: parts.collect(),
            date,
            place: None,
        }
    }

    pub(crate) fn mail<'a>(&'a self, to: &'a [&'a str]) -> Mail<'a> {
        Mail {
            id: &self.id,
            thread: None,
            from: &self.from,
            from_name: &self.from_name,
            to,
            subject: &self.subject,
            body: &self.body,
        }
    }
}

/// The box of a number.
pub(crate) fn id(number: u64) -> BoxId {
    BoxId::from_parts(number, [1; 10])
}

/// The number of a box: the time in its id.
pub(crate) fn number(id: BoxId) -> i32 {
    id.as_bytes()
        .iter()
        .take(6)
        .fold(0, |number, byte| number << 8 | i32::from(*byte))
}
