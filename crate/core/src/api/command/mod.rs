//! Commands: what a person does.

mod boxes;
mod cell;
mod parts;
mod people;
mod pipeline;
mod place;
mod saved;
mod session;
mod team;

use serde::Deserialize;

pub use boxes::{Association, BoxEdit, MailInput, ThreadInput};
pub use cell::{CellInput, FieldInput, KindInput};
pub use parts::{CommentEdit, Due, FileEdit, MeetingEdit, MeetingKind, TaskEdit};
pub use people::{ContactEdit, ContactText, Handle, OrganizationEdit, OrganizationText};
pub use pipeline::{
    FieldEdit, FieldsOf, PipelineEdit, PipelineRole, Reach, Rights, StageEdit, StageInput, Theme,
};
pub use place::PlaceInput;
pub use saved::{
    ColumnName, ColumnShape, HomeInput, Layout, SettingInput, SnippetEdit, SortKey, Summary,
    SummaryOf, ViewEdit, ViewShape,
};
pub use session::Session;
pub use team::{TeamEdit, TeamRole};

/// A change that a person makes. Ids are those of views; new ids are made by the core.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Command {
    /// Makes a pipeline; answered with its id.
    CreatePipeline {
        /// Its name.
        name: String,
        /// Its stages, first to last; at least one.
        stages: Vec<StageInput>,
        /// Its fields, first to last.
        fields: Vec<FieldInput>,
    },
    /// Renames a pipeline.
    RenamePipeline {
        /// Which.
        pipeline: String,
        /// The new name.
        name: String,
    },
    /// Makes a box; answered with its id.
    CreateBox {
        /// In which pipeline.
        pipeline: String,
        /// At which stage; the first one if none is given.
        stage: Option<String>,
        /// Its name.
        name: String,
        /// The conversation that it starts with.
        thread: Option<ThreadInput>,
    },
    /// Renames a box.
    RenameBox {
        /// Which.
        id: String,
        /// The new name.
        name: String,
    },
    /// Replaces the notes of a box.
    SetNotes {
        /// Which.
        id: String,
        /// The new notes.
        notes: String,
    },
    /// Moves a box to another stage.
    MoveBox {
        /// Which.
        id: String,
        /// Where to.
        stage: String,
    },
    /// Sets a cell.
    SetField {
        /// Which box.
        id: String,
        /// Which field.
        field: String,
        /// Its new content.
        value: CellInput,
    },
    /// Puts a conversation into a box.
    AddThread {
        /// Which box.
        id: String,
        /// Which conversation.
        thread: ThreadInput,
    },
    /// Takes a conversation out of a box.
    RemoveThread {
        /// Which box.
        id: String,
        /// Gmail's legacy thread id.
        thread: String,
    },
    /// Deletes a box.
    DeleteBox {
        /// Which.
        id: String,
    },
    /// Brings a deleted box back.
    RestoreBox {
        /// Which.
        id: String,
    },
    /// Takes note of a refused change: it leaves the list of [`super::StatusView::refused`].
    DismissRefused {
        /// Which, by [`super::RefusedView::seq`].
        seq: u32,
    },
    /// Changes a pipeline as a whole, or who may do what in it.
    EditPipeline {
        /// Which.
        pipeline: String,
        /// What changes.
        edit: PipelineEdit,
    },
    /// Makes or changes a stage of a pipeline.
    EditStage {
        /// In which pipeline.
        pipeline: String,
        /// What changes.
        edit: StageEdit,
    },
    /// Makes or changes a field.
    EditField {
        /// Of what.
        of: FieldsOf,
        /// What changes.
        edit: FieldEdit,
    },
    /// Changes one box or many at once: all of them, or none if one of them cannot be changed.
    EditBoxes {
        /// Which.
        boxes: Vec<String>,
        /// What changes in each of them.
        edit: BoxEdit,
    },
    /// Makes a contact, which needs a name or an address; answered with its id.
    CreateContact {
        /// First name.
        given_name: String,
        /// Last name.
        family_name: String,
        /// E-mail addresses, the main one first.
        emails: Vec<String>,
    },
    /// Changes a contact.
    EditContact {
        /// Which.
        contact: String,
        /// What changes.
        edit: ContactEdit,
    },
    /// Makes an organization, which needs a name or a domain; answered with its id.
    CreateOrganization {
        /// Its name; its first domain where it is empty.
        name: String,
        /// Its domains.
        domains: Vec<String>,
    },
    /// Changes an organization.
    EditOrganization {
        /// Which.
        organization: String,
        /// What changes.
        edit: OrganizationEdit,
    },
    /// Makes a snippet; answered with its id.
    CreateSnippet {
        /// Whose.
        home: HomeInput,
        /// Its name.
        name: String,
        /// The subject that a mail gets which has none.
        subject: String,
        /// The text; `{{Name}}` in it stands for a box's column of that name.
        text: String,
        /// What one types to get it; empty for none.
        shortcut: String,
    },
    /// Changes a snippet.
    EditSnippet {
        /// Which.
        snippet: String,
        /// What changes.
        edit: SnippetEdit,
    },
    /// Saves a view; answered with its id.
    CreateView {
        /// Whose.
        home: HomeInput,
        /// The pipeline whose boxes it shows; all pipelines' if none is given.
        pipeline: Option<String>,
        /// Its name.
        name: String,
        /// What it shows.
        shape: Box<ViewShape>,
    },
    /// Changes a saved view.
    EditView {
        /// Which.
        view: String,
        /// What changes.
        edit: ViewEdit,
    },
    /// Sets something for oneself.
    Set {
        /// What, and to what.
        setting: SettingInput,
    },
    /// Changes who is in the team, and what it is called.
    EditTeam {
        /// What changes.
        edit: TeamEdit,
    },
    /// Turns the suggestion of a box down.
    DismissSuggestion {
        /// For which conversation, by Gmail's legacy thread id.
        thread: String,
        /// Which box.
        id: String,
    },
    /// Forgets all that was learnt from mail, on all of one's devices. This is not undone.
    ForgetLearnt,
    /// Does several things as one: all of them happen or none, and they are undone together. Each
    /// sees what the ones before it did. A batch holds no batch, and no undoing.
    Batch {
        /// What, in order.
        commands: Vec<Command>,
    },
    /// Takes back the last thing that was done here, but for what others have changed since.
    Undo,
    /// Does again what was taken back last.
    Redo,
}
