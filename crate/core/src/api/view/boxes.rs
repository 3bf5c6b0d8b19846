//! A box: what a row shows of it.

use serde::{Deserialize, Serialize};

use crate::api::{CellInput, ThreadInput};

/// A box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct BoxView {
    /// Which.
    pub id: String,
    /// Its pipeline.
    pub pipeline: String,
    /// Its stage.
    pub stage: String,
    /// Its name.
    pub name: String,
    /// Its notes.
    pub notes: String,
    /// Its cells, in the order of the pipeline's fields; empty ones too.
    pub cells: Vec<Cell>,
    /// The conversations in it.
    pub threads: Vec<ThreadInput>,
    /// Whether a change to it waits to be sent.
    pub waiting: bool,
    /// Whether it is out of the way.
    pub archived: bool,
    /// The ids of the people whose work it is.
    pub assignees: Vec<String>,
}

/// A cell of a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// Which field.
    pub field: String,
    /// What is in it, as its field's type has it; of a formula, what it comes to.
    pub value: CellInput,
    /// The name of the contact or organization that is in it.
    pub name: Option<String>,
    /// The text of what is in it, where that cannot be read as the field's type: then `value` is
    /// empty.
    pub unread: Option<String>,
    /// Why a formula comes to nothing: then `value` is empty.
    pub error: Option<CellError>,
}

/// Why a formula comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CellError {
    /// As spreadsheets write it: `#DIV/0!`.
    pub code: String,
    /// The first character of the part of the formula that went wrong.
    pub start: u32,
    /// The character after the last one.
    pub end: u32,
}
