//! One thing that happened.

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, CommentId, ContactId, FieldId, FileId, Handle, Key, LeftOver, MeetingId, MeetingKind,
    MessageId, Millis, OrganizationId, PermissionSetId, PipelineId, PipelineRole, Role, Sharing,
    StageId, Stamp, TaskId, ThreadId, UserId, Value,
};

/// One thing that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When: the moment of the intent; of a mail or meeting its own.
    pub at: Millis,
    /// Who; none for the server's operator.
    pub by: Option<UserId>,
    /// The intent that it belongs to.
    pub stamp: Stamp,
    /// What it happened to.
    pub about: Key,
    /// What happened.
    pub what: What,
}

/// What happened.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// The record was made, under this name.
    Made {
        /// Its name.
        name: String,
    },
    /// A part of it was something, and is something else.
    Set {
        /// Which part.
        part: Part,
        /// What it was.
        old: Said,
        /// What it is.
        new: Said,
    },
    /// A part of it was to be something, but a later intent had said otherwise already.
    Lost {
        /// Which part.
        part: Part,
        /// What it was to be.
        wanted: Said,
        /// What it stayed.
        kept: Said,
    },
    /// A box came from another pipeline.
    Moved {
        /// Where it was.
        from: PipelineId,
        /// Where it is.
        to: PipelineId,
        /// What had no place there.
        left: Vec<LeftOver>,
    },
    /// Another box was merged into this one.
    TookIn {
        /// The other one.
        from: BoxId,
        /// Its name.
        name: String,
        /// What had no place here.
        left: Vec<LeftOver>,
    },
    /// A mail was sent or received.
    Mail {
        /// Which.
        id: MessageId,
        /// The sender's address.
        from: String,
        /// Whether somebody of the team sent it.
        is_sent: bool,
    },
    /// The record is gone for good.
    Forgotten,
}

/// A part of a record.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Its name.
    Name,
    /// Its notes.
    Notes,
    /// A box's stage.
    Stage,
    /// A cell.
    Field(FieldId),
    /// Whether it is archived.
    Archived,
    /// Whether it is deleted.
    Deleted,
    /// A box's place where rows are ordered by hand.
    Position,
    /// Whether it is somebody's work.
    Assignee(UserId),
    /// Whether somebody follows it.
    Follower(UserId),
    /// Whether it is linked to another box.
    LinkedBox(BoxId),
    /// Whether and how it is about a contact.
    Contact(ContactId),
    /// Whether and how it is about an organization.
    Organization(OrganizationId),
    /// Whether a conversation is in it: its subject.
    Thread(ThreadId),
    /// The box that it was merged into.
    MergedInto,
    /// A task: its text, or nothing once it is deleted.
    Task(TaskId),
    /// When a task is due.
    TaskDue(TaskId),
    /// Whether a task is done.
    TaskDone(TaskId),
    /// Whether a task is somebody's.
    TaskAssignee(TaskId, UserId),
    /// A comment: its text, or nothing once it is deleted.
    Comment(CommentId),
    /// Somebody's emoji on a comment.
    Reaction(CommentId, String, UserId),
    /// A meeting or call: its notes, or nothing once it is deleted.
    Meeting(MeetingId),
    /// What a meeting was.
    MeetingKind(MeetingId),
    /// When a meeting began.
    MeetingStart(MeetingId),
    /// How many minutes a meeting took.
    MeetingMinutes(MeetingId),
    /// A link to a file: its name, or nothing once it is deleted.
    File(FileId),
    /// Where a file is.
    FileUrl(FileId),
    /// What it is for.
    Description,
    /// A pipeline's icon.
    Icon,
    /// A pipeline's family of colours.
    Theme,
    /// A stage of a pipeline: its name, or nothing once it is deleted.
    PipelineStage(StageId),
    /// A stage's colour.
    StageColour(StageId),
    /// A stage's place among the stages.
    StageOrder(StageId),
    /// A field of a pipeline, of contacts or of organizations: its name, or nothing once it is
    /// deleted.
    FieldName(FieldId),
    /// What a field is for.
    FieldDescription(FieldId),
    /// A field's type, or its choices.
    FieldKind(FieldId),
    /// A field's place among the fields.
    FieldOrder(FieldId),
    /// Who sees a pipeline without being named.
    Sharing,
    /// What a person may do in a pipeline.
    PipelineMember(UserId),
    /// A set of rights of a pipeline: its name.
    PermissionSet(PermissionSetId),
    /// What a person is in the team.
    Role,
    /// Whether an invitation was taken back.
    Revoked,
    /// Who came by an invitation.
    AcceptedBy,
    /// A first name.
    GivenName,
    /// A last name.
    FamilyName,
    /// What a contact is at work.
    Title,
    /// E-mail addresses.
    Emails,
    /// Telephone numbers.
    Phones,
    /// Postal addresses.
    Addresses,
    /// A name in another service.
    Handle(Handle),
    /// A picture or logo.
    Picture,
    /// Domains of an organization.
    Domains,
    /// What an organization does.
    Industry,
    /// How many people work in an organization.
    Employees,
    /// Whether a contact is linked to another one.
    LinkedContact(ContactId),
    /// Whether an organization is linked to another one.
    LinkedOrganization(OrganizationId),
    /// The subject of a snippet.
    Subject,
    /// The text of a snippet.
    Text,
    /// What one types to get a snippet.
    Shortcut,
    /// What a view shows.
    Shape,
}

/// What a part of a record says.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// A stage, by the name it had.
    Stage(StageId, String),
    /// The content of a cell: the name its field had, what was in it, and how people read it.
    Cell {
        /// The field's name.
        field: String,
        /// The content.
        value: Value,
        /// How people read it.
        text: String,
    },
    /// A moment.
    Moment(Millis),
    /// A number.
    Number(u32),
    /// What a person may do in a pipeline.
    PipelineRole(PipelineRole),
    /// What a person is in the team.
    Role(Role),
    /// Who sees a pipeline.
    Sharing(Sharing),
    /// What a meeting was.
    MeetingKind(MeetingKind),
    /// A box.
    Box(BoxId),
    /// A person.
    Person(UserId),
    /// Something that is not worth words: that it changed is what there is to say.
    Something,
}
