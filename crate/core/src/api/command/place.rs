//! Where something goes among its like.

use serde::{Deserialize, Serialize};

/// Between which two of what is shown something goes. With one neighbour only it goes right beside
/// it; with none, to the end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PlaceInput {
    /// The id of what comes right before it.
    pub after: Option<String>,
    /// The id of what comes right after it.
    pub before: Option<String>,
}
