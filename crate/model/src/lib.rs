//! The records of the CRM, the operations that change them, and what each operation does.
//!
//! Everything here is plain data and pure functions: no clock, no randomness, no input or output.
//! The browser and the server run the very same code, the browser at once and the server for good:
//! an [`Action`], one or more [`Operation`]s, is [planned](Action::plan) against the records it can
//! see, which either refuses it with a reason or yields [`Effect`]s; effects are what the log keeps
//! and what is applied to the records.

mod address_book;
mod arrange;
mod boxes;
mod colour;
mod column;
mod context;
mod convert;
mod effect;
mod gather;
mod home;
mod id;
mod lesson;
mod limits;
mod lite_map;
mod member;
mod operation;
mod pipeline;
mod plan;
mod public_mail;
mod records;
mod refusal;
mod register;
mod saved_view;
mod settings;
mod snippet;
mod stamp;
mod team;
mod template;
mod timeline;
mod undo;
mod validate;
mod value;

#[cfg(test)]
mod tests;

pub use address_book::{Contact, Handle, Organization};
pub use arrange::Arrange;
pub use boxes::{
    Association, BoxHead, BoxRecord, CellValue, Cells, Comment, CommentBody, Due, FileLink, Mail,
    Meeting, MeetingKind, MessageId, Parts, Slot, SomeParts, StageHistory, Task, Thread, ThreadId,
};
pub use colour::{Colour, ColourError};
pub use column::{BuiltIn, Column};
pub use context::{Actor, Context};
pub use convert::{Reading, convert, read, reads_as};
pub use effect::{BoxChange, Effect, LeftOver};
pub use fractional_index::FractionalIndex as OrderKey;
pub use gather::Gather;
pub use home::Home;
pub use id::{
    BoxId, ChoiceId, ClientId, CommentId, ContactId, FieldId, FileId, IdError, InvitationId,
    LessonId, MeetingId, OrganizationId, PermissionSetId, PipelineId, SnippetId, StageId, TaskId,
    TeamId, UserId, ViewId,
};
pub use lesson::{Lesson, LessonContent};
pub use limits::Limits;
pub use lite_map::LiteMap;
pub use member::{Member, Role};
pub use operation::{
    Action, BoxOperation, CommentOperation, ContactOperation, ContactText, FieldOperation,
    FieldSpec, FileOperation, MeetingOperation, Mutation, Operation, OrganizationOperation,
    OrganizationText, PipelineOperation, SnippetOperation, StageOperation, StageSpec,
    TaskOperation, TeamOperation, ViewOperation,
};
pub use pipeline::{
    Choice, Field, FieldKind, PermissionSet, Pipeline, PipelineRole, Reach, Rights, Sharing, Stage,
    Theme,
};
pub use public_mail::{is_public_mail, own_domain};
pub use records::{Key, Layered, Record, Records, RecordsMut, Scope, State};
pub use refusal::{Place, Problem, Refusal};
pub use register::{Merge, Register, Registers, StampedSet, elements, has_element};
pub use rust_decimal::Decimal;
pub use saved_view::{ColumnShape, Layout, SavedView, SortKey, Summary, ViewShape};
pub use settings::{Setting, SettingValue, Settings};
pub use snippet::Snippet;
pub use stamp::{Clock, Hlc, Millis, Stamp};
pub use team::{Invitation, Team};
pub use template::{FieldTemplate, KindTemplate, PipelineTemplate, StageTemplate, TEMPLATES};
pub use timeline::{Happening, Kind, Part, Said, TimelineEntry, What, fold, happenings};
pub use value::{Date, DateError, Value};
