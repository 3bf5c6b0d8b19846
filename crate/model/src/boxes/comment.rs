//! Comments: what people say about a box.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{CommentId, Millis, Register, StampedSet, UserId};

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// When it was written, by its writer's clock.
    pub created_at: Millis,
    /// Who wrote it.
    pub created_by: UserId,
    /// The comment that it answers.
    pub parent: Option<CommentId>,
    /// What it says.
    pub body: Register<CommentBody>,
    /// Emoji, and who put them there.
    pub reactions: StampedSet<(String, UserId)>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

/// A comment's text, with the people it mentions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CommentBody {
    /// The text.
    pub text: String,
    /// The people who are mentioned, each once, in the order of their ids.
    pub mentions: Vec<UserId>,
}

merge_fields!(Comment {
    body,
    reactions,
    deleted
});
