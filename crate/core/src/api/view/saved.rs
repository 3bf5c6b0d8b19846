//! Saved views, snippets and settings.

use serde::{Deserialize, Serialize};

use crate::api::{HomeInput, ViewShape};

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SavedViewView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose.
    pub home: HomeInput,
    /// The pipeline whose boxes it shows; all pipelines' if there is none.
    pub pipeline: Option<String>,
    /// What it shows.
    pub shape: ViewShape,
    /// Whether one has starred it.
    pub starred: bool,
}

/// A snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SnippetView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose.
    pub home: HomeInput,
    /// The subject that a mail gets which has none.
    pub subject: String,
    /// The text, with placeholders.
    pub text: String,
    /// What one types to get it; empty for none.
    pub shortcut: String,
}

/// A snippet for a mail about a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FilledSnippet {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The placeholders for which the box has nothing, as they are written; they stay as they are.
    pub missing: Vec<String>,
}

/// What one has set for oneself, but for what belongs to pipelines and views.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// The language of the screen: a BCP 47 tag.
    pub language: Option<String>,
    /// The names of the parts of the screen that are folded away.
    pub folded: Vec<String>,
}
