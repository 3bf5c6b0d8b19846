//! Conversations and mails, as far as a box keeps them: never their text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Millis;

/// Names a conversation: Gmail's legacy thread id, sixteen hexadecimal digits, in the mailbox of
/// whoever added it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThreadId(pub String);

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is kept of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Thread {
    /// The subject when it was added.
    pub subject: String,
}

/// Names a mail in every mailbox that has it: its `Message-ID` (RFC 5322 §3.6.4) without the angle
/// brackets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub String);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is kept of a mail: who to whom and when. By it the same conversation is recognised in
/// another mailbox, and a box knows when its people last heard from each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mail {
    /// The conversation it is part of, in the box.
    pub thread: ThreadId,
    /// When it was sent.
    pub at: Millis,
    /// The sender's address, in lower case.
    pub from: String,
    /// The recipients' addresses, in lower case.
    pub to: Vec<String>,
    /// Whether somebody of the team sent it.
    pub is_sent: bool,
}
