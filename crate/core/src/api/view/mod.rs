//! Views: what the core answers, ready to be shown.

mod box_page;
mod boxes;
mod formula;
mod people;
mod pipeline;
mod saved;
mod status;
mod team;
mod template;
mod thread;
mod window;

use serde::{Deserialize, Serialize};

use super::{LearningView, SuggestionView, ThreadSuggestions, TimelineView};

pub use box_page::{
    AssociateView, BinRow, BoxPage, CommentView, FileView, MailView, MeetingView, ReactionView,
    StageVisit, TaskRow, TaskView,
};
pub use boxes::{BoxView, Cell, CellError};
pub use formula::{FormulaFault, FormulaTrial};
pub use people::{ContactPage, HandleView, MembershipView, OrganizationPage, PersonRow};
pub use pipeline::{
    ChoiceView, FieldKindView, FieldView, NavView, PermissionSetView, PipelineMemberView,
    PipelineView, StageView,
};
pub use saved::{FilledSnippet, SavedViewView, SettingsView, SnippetView};
pub use status::{Connection, ProgressView, RefusedView, Saving, StatusView, StorageState};
pub use team::{InvitationView, MemberView, TeamMemberView, TeamView};
pub use template::{TemplateField, TemplateKind, TemplateStage, TemplateView};
pub use thread::{BoxHit, HeldThread, LabelView, ThreadLabels, ThreadView};
pub use window::{
    ComputedCell, ContentView, FilterNote, GroupView, RowView, SummaryView, WindowView,
};

/// The answer to a [`super::Query`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum View {
    /// To [`super::Query::Status`].
    Status {
        /// The answer.
        status: StatusView,
    },
    /// To [`super::Query::Nav`].
    Nav {
        /// The pipelines, in one's own order.
        pipelines: Vec<NavView>,
    },
    /// To [`super::Query::Templates`].
    Templates {
        /// The templates, in the order in which they are offered.
        templates: Vec<TemplateView>,
    },
    /// To [`super::Query::Pipeline`].
    Pipeline {
        /// The answer; none if there is no such pipeline (any more).
        pipeline: Option<Box<PipelineView>>,
    },
    /// To [`super::Query::Window`].
    Window {
        /// The answer; none if there is no such pipeline (any more).
        window: Option<WindowView>,
    },
    /// To [`super::Query::Timeline`].
    Timeline {
        /// The answer.
        timeline: TimelineView,
    },
    /// To [`super::Query::Box`].
    Box {
        /// The answer; none if there is no such box (any more).
        record: Option<Box<BoxView>>,
    },
    /// To [`super::Query::Thread`].
    Thread {
        /// The answer.
        thread: ThreadView,
    },
    /// To [`super::Query::Labels`].
    Labels {
        /// Those of the conversations that are in a box.
        threads: Vec<ThreadLabels>,
    },
    /// To [`super::Query::FindBoxes`].
    Boxes {
        /// What was found.
        hits: Vec<BoxHit>,
    },
    /// To [`super::Query::BoxPage`].
    BoxPage {
        /// The answer; none if there is no such box (any more).
        page: Option<Box<BoxPage>>,
    },
    /// To [`super::Query::Tasks`].
    Tasks {
        /// Some of the tasks, in the order in which they are due.
        tasks: Vec<TaskRow>,
        /// Whether there are more.
        more: bool,
    },
    /// To [`super::Query::Bin`].
    Bin {
        /// Some of the deleted boxes, the one deleted last first.
        boxes: Vec<BinRow>,
        /// Whether there are more.
        more: bool,
        /// The pipelines that were deleted, by name.
        pipelines: Vec<NavView>,
    },
    /// To [`super::Query::Contacts`].
    Contacts {
        /// Some of them, by name.
        rows: Vec<PersonRow>,
        /// How many there are in all.
        total: u32,
    },
    /// To [`super::Query::Contact`].
    Contact {
        /// The answer; none if there is no such contact.
        contact: Option<Box<ContactPage>>,
    },
    /// To [`super::Query::Organizations`].
    Organizations {
        /// Some of them, by name.
        rows: Vec<PersonRow>,
        /// How many there are in all.
        total: u32,
    },
    /// To [`super::Query::Organization`].
    Organization {
        /// The answer; none if there is no such organization.
        organization: Option<Box<OrganizationPage>>,
    },
    /// To [`super::Query::Snippets`].
    Snippets {
        /// Some of them, by name.
        snippets: Vec<SnippetView>,
        /// Whether there are more.
        more: bool,
    },
    /// To [`super::Query::FilledSnippet`].
    FilledSnippet {
        /// The answer; none if there is no such snippet or box.
        snippet: Option<FilledSnippet>,
    },
    /// To [`super::Query::TryFormula`].
    FormulaTrials {
        /// What it comes to for some boxes.
        trials: Vec<FormulaTrial>,
    },
    /// To [`super::Query::Views`].
    Views {
        /// Some of them, starred ones first, then by name.
        views: Vec<SavedViewView>,
        /// Whether there are more.
        more: bool,
    },
    /// To [`super::Query::Settings`].
    Settings {
        /// The answer.
        settings: SettingsView,
    },
    /// To [`super::Query::Team`].
    Team {
        /// The answer; none before the first sign-in.
        team: Option<Box<TeamView>>,
    },
    /// To [`super::Query::Undo`].
    Undo {
        /// What kind of command would be taken back, as the kinds of [`super::Command`]; none if
        /// there is nothing.
        undo: Option<String>,
        /// What kind of command would be done again.
        redo: Option<String>,
    },
    /// To [`super::Query::Suggestions`].
    Suggestions {
        /// Whether boxes are suggested at all.
        on: bool,
        /// What is suggested for each of the conversations.
        threads: Vec<ThreadSuggestions>,
        /// At most three boxes for all of them together, the likeliest first.
        together: Vec<SuggestionView>,
    },
    /// To [`super::Query::Learning`].
    Learning {
        /// The answer.
        learning: LearningView,
    },
}
