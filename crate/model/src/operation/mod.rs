//! The named operations: all the ways in which records change.

mod address_book;
mod boxes;
mod pipelines;
mod team;
mod views;

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, ClientId, Colour, ContactId, FieldId, FieldKind, Hlc, InvitationId, Key, LessonContent,
    LessonId, OrganizationId, PipelineId, Role, Setting, SettingValue, SnippetId, StageId, Stamp,
    Thread, ThreadId, UserId, Value, ViewId,
};

pub use address_book::{ContactOperation, ContactText, OrganizationOperation, OrganizationText};
pub use boxes::{BoxOperation, CommentOperation, FileOperation, MeetingOperation, TaskOperation};
pub use pipelines::{FieldOperation, PipelineOperation, StageOperation};
pub use team::TeamOperation;
pub use views::{SnippetOperation, ViewOperation};

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
    pub action: Action,
}

/// What a person did in one go: all of it happens or nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The operations, each on what the ones before have made.
    pub operations: Vec<Operation>,
    /// The intent that this one undoes: of the operations only what replaces values that the intent
    /// set, and nobody else has changed since, happens. The replica's own later intents count as
    /// undone before.
    pub undoes: Option<Stamp>,
}

impl Action {
    /// The box that the action is about, where it is about one that exists.
    #[must_use]
    pub fn existing_box(&self) -> Option<BoxId> {
        self.operations.first()?.existing_box()
    }

    /// The first record that the action makes, where it makes one.
    #[must_use]
    pub fn makes(&self) -> Option<Key> {
        self.operations.iter().find_map(Operation::makes)
    }
}

impl From<Operation> for Action {
    fn from(operation: Operation) -> Self {
        Self {
            operations: vec![operation],
            undoes: None,
        }
    }
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
    /// Changes the team.
    Team(TeamOperation),
    /// Invites somebody into the team, or takes that back.
    Invite {
        /// The invitation's id.
        id: InvitationId,
        /// The address and what the person will be; `None` takes the invitation back.
        whom: Option<(String, Role)>,
    },
    /// Changes a pipeline.
    Pipeline(PipelineId, PipelineOperation),
    /// Changes a box.
    Box(BoxId, BoxOperation),
    /// Makes or changes a contact.
    Contact(ContactId, ContactOperation),
    /// Makes or changes an organization.
    Organization(OrganizationId, OrganizationOperation),
    /// Makes or changes a snippet.
    Snippet(SnippetId, SnippetOperation),
    /// Makes or changes a saved view.
    View(ViewId, ViewOperation),
    /// Sets something for oneself.
    Set {
        /// What.
        setting: Setting,
        /// To what.
        value: SettingValue,
    },
    /// Has one's devices keep something of a mail.
    Learn {
        /// Of which.
        id: LessonId,
        /// What; empty for nothing any more.
        content: LessonContent,
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
    pub fn existing_box(&self) -> Option<BoxId> {
        match self {
            Self::RenameBox { id, .. }
            | Self::SetNotes { id, .. }
            | Self::MoveBox { id, .. }
            | Self::SetField { id, .. }
            | Self::AddThread { id, .. }
            | Self::RemoveThread { id, .. }
            | Self::DeleteBox { id }
            | Self::RestoreBox { id }
            | Self::Box(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The record that the operation makes, where it makes one.
    #[must_use]
    pub fn makes(&self) -> Option<Key> {
        match self {
            Self::CreatePipeline { id, .. } => Some(Key::Pipeline(*id)),
            Self::CreateBox { id, .. } => Some(Key::Box(*id)),
            Self::Box(_, BoxOperation::Duplicate { copy, .. }) => Some(Key::Box(*copy)),
            Self::Invite { id, whom: Some(_) } => Some(Key::Invitation(*id)),
            Self::Contact(id, ContactOperation::Create { .. }) => Some(Key::Contact(*id)),
            Self::Organization(id, OrganizationOperation::Create { .. }) => {
                Some(Key::Organization(*id))
            }
            Self::Snippet(id, SnippetOperation::Create { .. }) => Some(Key::Snippet(*id)),
            Self::View(id, ViewOperation::Create { .. }) => Some(Key::View(*id)),
            _ => None,
        }
    }
}
