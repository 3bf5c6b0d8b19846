//! The names of records, and who gets to see which.

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, ContactId, InvitationId, LessonId, OrganizationId, PipelineId, SnippetId, UserId, ViewId,
};

/// Names a record.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// A person of the team.
    Member(UserId),
    /// A pipeline.
    Pipeline(PipelineId),
    /// A box.
    Box(BoxId),
    /// The team as a whole.
    Team,
    /// An invitation into the team.
    Invitation(InvitationId),
    /// A contact.
    Contact(ContactId),
    /// An organization.
    Organization(OrganizationId),
    /// A snippet.
    Snippet(SnippetId),
    /// A saved view.
    View(ViewId),
    /// What a person has set.
    Settings(UserId),
    /// What a person's devices keep of a mail.
    Lesson(LessonId),
}

impl Key {
    /// The record's id as text; the team, of which there is one, has none.
    #[must_use]
    pub fn id_text(self) -> String {
        match self {
            Self::Member(id) | Self::Settings(id) => id.to_string(),
            Self::Pipeline(id) => id.to_string(),
            Self::Box(id) => id.to_string(),
            Self::Team => String::new(),
            Self::Invitation(id) => id.to_string(),
            Self::Contact(id) => id.to_string(),
            Self::Organization(id) => id.to_string(),
            Self::Snippet(id) => id.to_string(),
            Self::View(id) => id.to_string(),
            Self::Lesson(id) => id.to_string(),
        }
    }
}

/// Who gets a record: the unit of access and of the log.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Everybody in the team.
    Team,
    /// Those who can see all of the pipeline.
    Pipeline(PipelineId),
    /// One person.
    User(UserId),
    /// One person, of a pipeline of which they see only what is assigned to them.
    Assigned(PipelineId, UserId),
}
