//! Processes to start from.

use serde::{Deserialize, Serialize};

/// A process to start from; words are in the message catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    /// Names it; its name is the message `template-KEY`.
    pub key: String,
    /// Its stages: the name of each is the message `template-KEY-stage-STAGE`.
    pub stages: Vec<TemplateStage>,
    /// Its fields.
    pub fields: Vec<TemplateField>,
}

/// A field of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TemplateField {
    /// Names it; its name is the message `template-KEY-field-FIELD`.
    pub key: String,
    /// What its cells hold.
    pub kind: TemplateKind,
}

/// What the cells of a template's field hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TemplateKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money, in the currency of whoever makes the pipeline.
    Currency,
    /// A date.
    Date,
    /// A checkbox.
    Checkbox,
    /// One of some choices.
    Dropdown {
        /// Their keys; the name of each is the message `template-KEY-choice-CHOICE`.
        choices: Vec<String>,
    },
    /// A member of the team.
    Person,
}

/// A stage of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TemplateStage {
    /// Names it; its name is the message `template-KEY-stage-STAGE`.
    pub key: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}
