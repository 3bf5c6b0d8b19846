//! Why an operation cannot be: data, so that every language can say it.

use serde::{Deserialize, Serialize};

/// The reason for refusing an operation. A refused operation changes nothing.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The actor may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// What the operation is about does not exist, was deleted, or is hidden from the actor.
    #[error("{0:?} not found")]
    NotFound(Place),
    /// A record with this id is there already.
    #[error("{0:?} is there already")]
    AlreadyExists(Place),
    /// An argument is not acceptable.
    #[error("{place:?}: {problem}")]
    Invalid {
        /// Which argument.
        place: Place,
        /// What is wrong with it.
        problem: Problem,
    },
    /// Nothing of what should be undone still holds: others have changed it since.
    #[error("nothing of it is left to undo")]
    NothingToUndo,
}

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What a refusal is about.
        ///
        /// The order of the variants is part of the wire format: new ones go to the end.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Place {
            $($(#[$doc])* $name,)*
        }

        impl Place {
            /// Names the place in failures and in the message catalogue.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

places! {
    /// A member of the team.
    Member = "member",
    /// A pipeline.
    Pipeline = "pipeline",
    /// A pipeline's name.
    PipelineName = "pipelineName",
    /// A stage.
    Stage = "stage",
    /// A stage's name.
    StageName = "stageName",
    /// A field.
    Field = "field",
    /// A field's name.
    FieldName = "fieldName",
    /// A choice of a dropdown.
    Choice = "choice",
    /// A currency code.
    Currency = "currency",
    /// A box.
    Box = "box",
    /// A box's name.
    BoxName = "boxName",
    /// A box's notes.
    Notes = "notes",
    /// The content of a cell.
    Value = "value",
    /// A thread.
    Thread = "thread",
    /// An e-mail address.
    Email = "email",
    /// A person's name.
    MemberName = "memberName",
    /// The team's name.
    TeamName = "teamName",
    /// What a person is in the team.
    Role = "role",
    /// An invitation.
    Invitation = "invitation",
    /// What a person is in a pipeline.
    PipelineRole = "pipelineRole",
    /// A set of rights.
    PermissionSet = "permissionSet",
    /// The name of a set of rights.
    PermissionSetName = "permissionSetName",
    /// A description.
    Description = "description",
    /// A pipeline's icon.
    Icon = "icon",
    /// A person whose work a box or task is.
    Assignee = "assignee",
    /// A person who follows a box.
    Follower = "follower",
    /// A link between boxes, contacts or organizations.
    Link = "link",
    /// A mail.
    Mail = "mail",
    /// A task.
    Task = "task",
    /// A task's text.
    TaskText = "taskText",
    /// When a task is due.
    Due = "due",
    /// A comment.
    Comment = "comment",
    /// A comment's text.
    CommentText = "commentText",
    /// A person whom a comment mentions.
    Mention = "mention",
    /// An emoji on a comment.
    Reaction = "reaction",
    /// A meeting or call.
    Meeting = "meeting",
    /// A file.
    File = "file",
    /// A file's name.
    FileName = "fileName",
    /// An address in the web.
    Url = "url",
    /// A contact.
    Contact = "contact",
    /// A contact's name.
    ContactName = "contactName",
    /// A telephone number.
    Phone = "phone",
    /// A postal address.
    Address = "address",
    /// A name in another service.
    Handle = "handle",
    /// An organization.
    Organization = "organization",
    /// An organization's name.
    OrganizationName = "organizationName",
    /// A domain.
    Domain = "domain",
    /// A snippet.
    Snippet = "snippet",
    /// A snippet's name.
    SnippetName = "snippetName",
    /// A snippet's text or subject.
    SnippetText = "snippetText",
    /// What one types to get a snippet.
    Shortcut = "shortcut",
    /// A saved view.
    View = "view",
    /// A saved view's name.
    ViewName = "viewName",
    /// What a saved view shows.
    ViewShape = "viewShape",
    /// A formula.
    Formula = "formula",
    /// A setting.
    Setting = "setting",
    /// Several changes at once.
    Action = "action",
    /// What is kept of a mail.
    Lesson = "lesson",
}

/// What is wrong with an argument.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// Nothing where something is needed.
    #[error("must not be empty")]
    Empty,
    /// More characters than there may be.
    #[error("has {has} characters, at most {most} are possible")]
    TooLong {
        /// How many there may be.
        most: u32,
        /// How many there are.
        has: u32,
    },
    /// More pieces than there may be.
    #[error("there are {has}, at most {most} are possible")]
    TooMany {
        /// How many there may be.
        most: u32,
        /// How many there would be.
        has: u32,
    },
    /// A character that text may not hold.
    #[error("holds the control character U+{code:04X}")]
    ControlCharacter {
        /// Its code point.
        code: u32,
    },
    /// A value of another type than the field's.
    #[error("is not of the field's type")]
    WrongType,
    /// Not written as it should be.
    #[error("is not well formed")]
    Malformed,
    /// The same thing twice.
    #[error("is there twice")]
    Duplicate,
    /// There must be one, and this is the last.
    #[error("is the last one, and one is needed")]
    Last,
    /// Not possible for this one.
    #[error("is not possible here")]
    NotHere,
    /// Not before some time has passed.
    #[error("is possible in {days} days")]
    TooEarly {
        /// How many days are left, rounded up.
        days: u32,
    },
}
