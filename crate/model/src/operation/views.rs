//! Operations on saved views and snippets.

use serde::{Deserialize, Serialize};

use crate::{Home, PipelineId, ViewShape};

/// A change of a saved view.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ViewOperation {
    /// Makes it.
    Create {
        /// Who sees it.
        home: Home,
        /// The pipeline whose boxes it shows; all pipelines' if there is none.
        pipeline: Option<PipelineId>,
        /// Its name.
        name: String,
        /// What it shows.
        shape: ViewShape,
    },
    /// Renames it.
    Rename(String),
    /// Says what it shows.
    SetShape(ViewShape),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}

/// A change of a snippet.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SnippetOperation {
    /// Makes it.
    Create {
        /// Who sees it.
        home: Home,
        /// Its name.
        name: String,
        /// The subject that a mail gets which has none.
        subject: String,
        /// The text.
        text: String,
        /// What one types to get it.
        shortcut: String,
    },
    /// Renames it.
    Rename(String),
    /// Gives it another subject.
    SetSubject(String),
    /// Gives it another text.
    SetText(String),
    /// Gives it another shortcut, or none.
    SetShortcut(String),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}
