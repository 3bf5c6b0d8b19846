//! Records as files: what is taken out, and what comes of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ViewShape;

/// What is taken out as a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ExportOf {
    /// The boxes of a pipeline, as a table (CSV, RFC 4180).
    Boxes {
        /// Which pipeline.
        pipeline: String,
        /// Which of its boxes, in which order, and which columns: those that are not hidden. If none
        /// is given, all boxes with all that is stored in them and all formulas.
        shape: Option<Box<ViewShape>>,
        /// The titles of columns that every box has, by their keys; the key is the title of one
        /// that is not named here.
        #[cfg_attr(feature = "ts", ts(type = "Record<string, string>"))]
        titles: BTreeMap<String, String>,
        /// The title of a last column with the ids of the boxes, by which a table finds them again
        /// when it comes in; no such column if none is given.
        ids: Option<String>,
    },
    /// Everything that one may see and take out, as JSON that can be read again.
    Everything,
    /// All contacts, as vCards (RFC 2426).
    Contacts,
}

/// A piece of a file that is taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ExportPiece {
    /// The text that comes next.
    pub text: String,
    /// How many records are written.
    pub done: u32,
    /// How many records there are.
    pub of: u32,
    /// Whether this is the last piece: then the export has ended.
    pub is_last: bool,
}
