//! Links to files, wherever they lie.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Millis, Register, UserId};

/// A link to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLink {
    /// When it was added, by the clock of who did.
    pub created_at: Millis,
    /// Who added it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// Where it is: an `https:` address.
    pub url: Register<String>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

merge_fields!(FileLink { name, url, deleted });
