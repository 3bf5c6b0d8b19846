//! Snippets: text templates for mail.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Home, Millis, Register, SnippetId, UserId};

/// A text template. `{{Name}}` in it stands for the box's column of that name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// Which.
    pub id: SnippetId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// Who sees it.
    pub home: Home,
    /// The name that people see.
    pub name: Register<String>,
    /// The subject that a mail gets which has none.
    pub subject: Register<String>,
    /// The text.
    pub text: Register<String>,
    /// What one types to get it; nothing if it has no shortcut.
    pub shortcut: Register<String>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

merge_fields!(Snippet {
    name,
    subject,
    text,
    shortcut,
    deleted
});
