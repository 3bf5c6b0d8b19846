//! The named operations: all the ways in which records change.

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, ClientId, Colour, FieldId, FieldKind, Hlc, Key, PipelineId, Role, StageId, Thread,
    ThreadId, UserId, Value,
};

/// An intent, as it was had and as it travels: which replica, the how many-th there, when, what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutation {
    /// The replica.
    pub client: ClientId,
    /// Counts the replica's mutations from 1, without gaps.
    pub seq: u64,
    /// When, by the replica's hybrid logical clock.
    pub at: Hlc,
    /// What.
    pub operation: Operation,
}

/// A change that a person or the server asks for. Ids of new records come with it.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// Adds a person to the team, or a removed one again.
    AddMember {
        /// The person's id.
        id: UserId,
        /// The address of the person's account.
        email: String,
        /// The name that teammates see.
        name: String,
        /// What the person may do.
        role: Role,
    },
    /// Makes a pipeline.
    CreatePipeline {
        /// The new pipeline's id.
        id: PipelineId,
        /// Its name.
        name: String,
        /// Its stages, first to last.
        stages: Vec<StageSpec>,
        /// Its fields, first to last.
        fields: Vec<FieldSpec>,
    },
    /// Renames a pipeline.
    RenamePipeline {
        /// Which.
        id: PipelineId,
        /// The new name.
        name: String,
    },
    /// Makes a box.
    CreateBox {
        /// The new box's id.
        id: BoxId,
        /// Where.
        pipeline: PipelineId,
        /// At which step.
        stage: StageId,
        /// Its name.
        name: String,
        /// The conversation it starts with.
        thread: Option<(ThreadId, Thread)>,
    },
    /// Renames a box.
    RenameBox {
        /// Which.
        id: BoxId,
        /// The new name.
        name: String,
    },
    /// Replaces the notes of a box.
    SetNotes {
        /// Which.
        id: BoxId,
        /// The new notes.
        notes: String,
    },
    /// Moves a box to another stage of its pipeline.
    MoveBox {
        /// Which.
        id: BoxId,
        /// Where to.
        stage: StageId,
    },
    /// Sets a cell.
    SetField {
        /// Which box.
        id: BoxId,
        /// Which field.
        field: FieldId,
        /// Its new content.
        value: Value,
    },
    /// Puts a conversation into a box.
    AddThread {
        /// Which box.
        id: BoxId,
        /// Which conversation.
        thread: ThreadId,
        /// What is kept of it.
        about: Thread,
    },
    /// Takes a conversation out of a box.
    RemoveThread {
        /// Which box.
        id: BoxId,
        /// Which conversation.
        thread: ThreadId,
    },
    /// Deletes a box.
    DeleteBox {
        /// Which.
        id: BoxId,
    },
    /// Brings a deleted box back.
    RestoreBox {
        /// Which.
        id: BoxId,
    },
}

/// A stage of a new pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageSpec {
    /// The new stage's id.
    pub id: StageId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
}

/// A field of a new pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSpec {
    /// The new field's id.
    pub id: FieldId,
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: FieldKind,
}

impl Operation {
    /// The box that the operation is about, where it is about one that exists.
    #[must_use]
    pub const fn existing_box(&self) -> Option<BoxId> {
        match self {
            Self::AddMember { .. }
            | Self::CreatePipeline { .. }
            | Self::RenamePipeline { .. }
            | Self::CreateBox { .. } => None,
            Self::RenameBox { id, .. }
            | Self::SetNotes { id, .. }
            | Self::MoveBox { id, .. }
            | Self::SetField { id, .. }
            | Self::AddThread { id, .. }
            | Self::RemoveThread { id, .. }
            | Self::DeleteBox { id }
            | Self::RestoreBox { id } => Some(*id),
        }
    }

    /// The record that the operation makes, where it makes one.
    #[must_use]
    pub const fn makes(&self) -> Option<Key> {
        match self {
            Self::CreatePipeline { id, .. } => Some(Key::Pipeline(*id)),
            Self::CreateBox { id, .. } => Some(Key::Box(*id)),
            _ => None,
        }
    }
}
