//! What the suggester is shown of a mail.

/// A mail as the page has it. Nothing of its text is kept: see [`Key::read`](crate::Key::read).
#[derive(Debug, Clone, Copy, Default)]
pub struct Mail<'a> {
    /// What makes it this mail for ever, such as its message id.
    pub id: &'a str,
    /// The conversation it belongs to, as the mailbox names it; without one its subject stands in.
    pub thread: Option<&'a str>,
    /// The sender's address; empty when there is none.
    pub from: &'a str,
    /// The sender's name.
    pub from_name: &'a str,
    /// The addresses of all recipients, the carbon copies after the others.
    pub to: &'a [&'a str],
    /// The subject line.
    pub subject: &'a str,
    /// The text of the body; only its beginning counts.
    pub body: &'a str,
}
