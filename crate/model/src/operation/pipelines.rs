//! Operations on pipelines, their stages and fields.

use serde::{Deserialize, Serialize};

use crate::{
    Colour, FieldId, FieldKind, OrderKey, PermissionSet, PermissionSetId, PipelineRole, Sharing,
    StageId, Theme, UserId,
};

/// A change of a pipeline.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PipelineOperation {
    /// Says what it is for.
    Describe(String),
    /// Gives it an emoji, or none.
    SetIcon(String),
    /// Chooses the family of its stages' colours.
    SetTheme(Theme),
    /// Makes or changes a stage.
    Stage(StageId, StageOperation),
    /// Makes or changes a field.
    Field(FieldOperation),
    /// Says who sees it without being named.
    Share(Sharing),
    /// Says what a person may do; `None` names them no more. A pipeline keeps an admin.
    SetMember(UserId, Option<PipelineRole>),
    /// Makes or changes a set of rights; `None` deletes it, and with it what those who had it may do.
    SetPermissionSet(PermissionSetId, Option<PermissionSet>),
    /// Deletes the pipeline and hides its boxes.
    Delete,
    /// Brings a deleted pipeline back.
    Restore,
}

/// A change of a stage.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageOperation {
    /// Makes the stage.
    Create {
        /// Its name.
        name: String,
        /// Its colour.
        colour: Colour,
        /// Its place among the stages.
        order: OrderKey,
    },
    /// Renames it.
    Rename(String),
    /// Gives it a colour.
    SetColour(Colour),
    /// Gives it another place among the stages.
    Move(OrderKey),
    /// Deletes it; its boxes are at the other stage from then on. The last stage stays.
    Delete {
        /// The other stage.
        into: StageId,
    },
    /// Brings it back, with the boxes that were at it and were not moved since.
    Restore,
}

/// A change of a field: of a pipeline, of contacts or of organizations.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldOperation {
    /// Makes a field.
    Create {
        /// Its id.
        id: FieldId,
        /// Its name.
        name: String,
        /// What its cells hold.
        kind: FieldKind,
        /// Its place among the fields.
        order: OrderKey,
    },
    /// Renames a field.
    Rename(FieldId, String),
    /// Says what it is for.
    Describe(FieldId, String),
    /// Changes what its cells hold, or its choices. Cells are read as the new type where they can
    /// be; what they held stays.
    SetKind(FieldId, FieldKind),
    /// Gives it another place among the fields.
    Move(FieldId, OrderKey),
    /// Deletes it; its cells keep what they hold.
    Delete(FieldId),
    /// Brings it back, cells and all.
    Restore(FieldId),
}

impl FieldOperation {
    /// The field it is about.
    #[must_use]
    pub const fn field(&self) -> FieldId {
        match self {
            Self::Create { id, .. }
            | Self::Rename(id, _)
            | Self::Describe(id, _)
            | Self::SetKind(id, _)
            | Self::Move(id, _)
            | Self::Delete(id)
            | Self::Restore(id) => *id,
        }
    }
}
