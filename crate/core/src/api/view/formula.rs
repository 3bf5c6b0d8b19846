//! What a formula comes to while it is being written.

use serde::{Deserialize, Serialize};

use crate::api::CellInput;

/// What a formula comes to for one box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FormulaTrial {
    /// Which box.
    pub record: String,
    /// Its name.
    pub name: String,
    /// What the formula comes to; empty where it comes to an error.
    pub value: CellInput,
    /// Why it comes to nothing.
    pub error: Option<FormulaFault>,
}

/// Why a formula comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FormulaFault {
    /// As spreadsheets write it: `#DIV/0!`.
    pub code: String,
    /// The part of the formula that went wrong, with the names that columns have now.
    pub part: String,
}
