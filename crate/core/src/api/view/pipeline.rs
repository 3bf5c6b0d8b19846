//! Pipelines: their shape, and the navigation.

use serde::{Deserialize, Serialize};

use super::MemberView;
use crate::api::{PipelineRole, Rights, Theme};

/// A pipeline in the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct NavView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many boxes it has.
    pub boxes: u32,
    /// An emoji, or nothing.
    pub icon: String,
    /// The colour that one gave it for oneself, `#rrggbb`.
    pub colour: Option<String>,
    /// Whether one left it out of the navigation.
    pub hidden: bool,
    /// The saved view that it opens with, where one has chosen one.
    pub opens_with: Option<String>,
}

/// A pipeline's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PipelineView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many boxes it has.
    pub boxes: u32,
    /// Its stages, first to last.
    pub stages: Vec<StageView>,
    /// Its fields, first to last.
    pub fields: Vec<FieldView>,
    /// The people who can be put into person fields.
    pub people: Vec<MemberView>,
    /// What it is for.
    pub description: String,
    /// An emoji, or nothing.
    pub icon: String,
    /// The family of its stages' colours.
    pub theme: Theme,
    /// What everybody in the team is in it; nobody who is not named sees it if there is none.
    pub sharing: Option<PipelineRole>,
    /// What people who are named are in it.
    pub members: Vec<PipelineMemberView>,
    /// Its own sets of rights.
    pub permission_sets: Vec<PermissionSetView>,
    /// What one may do in it oneself.
    pub my_rights: Rights,
    /// The stages that were deleted and can be brought back.
    pub deleted_stages: Vec<StageView>,
    /// The fields that were deleted and can be brought back.
    pub deleted_fields: Vec<FieldView>,
}

/// What a person is in a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PipelineMemberView {
    /// Who.
    pub person: MemberView,
    /// What.
    pub role: PipelineRole,
}

/// A set of rights that a pipeline defines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PermissionSetView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it allows.
    pub rights: Rights,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct StageView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
    /// How many boxes are at it.
    pub boxes: u32,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: FieldKindView,
    /// What it is for.
    pub description: String,
}

/// What the cells of a field hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FieldKindView {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money.
    Currency {
        /// An ISO 4217 code.
        code: String,
    },
    /// A date.
    Date,
    /// A checkbox.
    Checkbox,
    /// One of some choices.
    Dropdown {
        /// The choices, in order.
        choices: Vec<ChoiceView>,
    },
    /// A member of the team.
    Person,
    /// A share: 0.15 is 15 %.
    Percent,
    /// A moment.
    DateTime,
    /// Any of some choices.
    Tags {
        /// The choices, in order.
        choices: Vec<ChoiceView>,
    },
    /// A contact.
    Contact,
    /// An organization.
    Organization,
    /// An address in the web.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A whole number from 0 on.
    Rating {
        /// The largest that there can be.
        most: u8,
    },
    /// Calculated.
    Formula {
        /// The formula as people write it, with the names that columns have now.
        formula: String,
    },
}

/// A choice of a dropdown or of tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ChoiceView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
}
