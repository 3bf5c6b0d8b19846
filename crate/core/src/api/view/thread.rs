//! The boxes of conversations, and boxes that were looked for.

use serde::{Deserialize, Serialize};

use super::{BoxView, PipelineView};

/// The boxes of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadView {
    /// Gmail's legacy thread id.
    pub thread: String,
    /// The boxes, and beside each the shape of its pipeline.
    pub boxes: Vec<BoxView>,
    /// The pipelines of those boxes.
    pub pipelines: Vec<PipelineView>,
    /// How each of those boxes holds it, in the same order.
    pub held: Vec<HeldThread>,
}

/// How a box holds a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct HeldThread {
    /// The box's id.
    pub id: String,
    /// Under which of Gmail's legacy thread ids: that of the mailbox of whoever added it.
    pub thread: String,
    /// How many of its mails the box knows.
    pub mails: u32,
}

/// The labels of a conversation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadLabels {
    /// Gmail's legacy thread id.
    pub thread: String,
    /// A label for each box that it is in.
    pub labels: Vec<LabelView>,
}

/// A label: the pipeline and stage of a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct LabelView {
    /// Which box.
    pub id: String,
    /// The box's name.
    pub name: String,
    /// Which pipeline.
    pub pipeline: String,
    /// The pipeline's name.
    pub pipeline_name: String,
    /// The stage's name.
    pub stage_name: String,
    /// The stage's colour, `#rrggbb`.
    pub colour: String,
}

/// A box that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct BoxHit {
    /// Its label.
    pub label: LabelView,
}
