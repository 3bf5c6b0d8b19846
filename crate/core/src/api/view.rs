//! Views: what the screen shows, ready to be shown.

use serde::{Deserialize, Serialize};

use super::Failure;

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
        /// The pipelines, by name.
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
        pipeline: Option<PipelineView>,
    },
    /// To [`super::Query::Window`].
    Window {
        /// The answer; none if there is no such pipeline (any more).
        window: Option<WindowView>,
    },
    /// To [`super::Query::Box`].
    Box {
        /// The answer; none if there is no such box (any more).
        record: Option<BoxView>,
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
}

/// How things stand: what the status line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// The Gmail account.
    pub account: String,
    /// The signed-in person, once a server said who it is.
    pub me: Option<MemberView>,
    /// The server's address, if one was ever signed in to.
    pub server: Option<String>,
    /// Whether the server is in reach.
    pub connection: Connection,
    /// How many changes wait to be sent.
    pub waiting: u32,
    /// Whether what was done is on disk.
    pub saving: Saving,
    /// Whether the disk takes what is done.
    pub storage: StorageState,
    /// Whether something on disk could not be read when the core started: it is fetched from the
    /// server again, but changes that had not been sent may be lost.
    pub storage_damaged: bool,
    /// Changes that the server refused and that were not dismissed yet.
    pub refused: Vec<RefusedView>,
    /// What is wrong with the connection, if something is.
    pub problem: Option<Failure>,
    /// By how many seconds this machine's clock is ahead, where that matters.
    pub clock_ahead_seconds: Option<u32>,
}

/// Whether the server is in reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Connection {
    /// No token, or one that the server does not take: see [`StatusView::problem`].
    SignedOut,
    /// Being tried for the first time since the core started.
    Connecting,
    /// In touch.
    Online,
    /// Out of reach; tried again by itself.
    Offline,
}

/// Whether what was done is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Saving {
    /// All of it.
    Saved,
    /// Some of it is on its way.
    Saving,
}

/// Whether the disk takes what is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum StorageState {
    /// It does.
    Disk,
    /// It refused: changes are in memory and go to the server, but closing the browser before they
    /// are sent would lose them.
    MemoryOnly,
}

/// A change that the server refused. What was typed is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RefusedView {
    /// Names it.
    pub seq: u32,
    /// What kind of change, as the kinds of [`super::Command`]: `setField`.
    pub command: String,
    /// The name of the box or pipeline it was about, where that is known.
    pub subject: Option<String>,
    /// What was typed, as text.
    pub typed: Option<String>,
    /// Why it was refused.
    pub failure: Failure,
}

/// A person of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

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
}

/// A choice of a dropdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ChoiceView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What rows are sorted by within a group; equal ones by when they were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SortBy {
    /// When they were made.
    Created,
    /// Their name.
    Name,
    /// A field; empty cells come last in either direction.
    Field {
        /// Which.
        field: String,
    },
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum SortDirection {
    /// Small before large, early before late.
    Ascending,
    /// Large before small, late before early.
    Descending,
}

/// Some rows of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct WindowView {
    /// Which pipeline.
    pub pipeline: String,
    /// The index of the first row given.
    pub first: u32,
    /// How many rows there are in all, group headers included.
    pub total: u32,
    /// All groups and the row at which each begins.
    pub groups: Vec<GroupView>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// A group of rows: a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// Which stage.
    pub stage: String,
    /// The index of its header row.
    pub row: u32,
    /// How many boxes it has, folded away or not.
    pub boxes: u32,
    /// Whether its boxes are folded away.
    pub collapsed: bool,
}

/// A row of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RowView {
    /// The header of a group.
    Group {
        /// The stage, which is in [`WindowView::groups`].
        stage: String,
    },
    /// A box.
    Box {
        /// The box.
        record: BoxView,
    },
}

/// A box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct BoxView {
    /// Which.
    pub id: String,
    /// Its pipeline.
    pub pipeline: String,
    /// Its stage.
    pub stage: String,
    /// Its name.
    pub name: String,
    /// Its notes.
    pub notes: String,
    /// Its cells, in the order of the pipeline's fields; empty ones too.
    pub cells: Vec<Cell>,
    /// The conversations in it.
    pub threads: Vec<super::ThreadInput>,
    /// Whether a change to it waits to be sent.
    pub waiting: bool,
}

/// A cell of a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// Which field.
    pub field: String,
    /// What is in it.
    pub value: super::CellInput,
}

/// The boxes of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadView {
    /// Gmail's legacy thread id.
    pub thread: String,
    /// The boxes, and beside each the shape of its pipeline.
    pub boxes: Vec<BoxView>,
    /// The pipelines of those boxes.
    pub pipelines: Vec<PipelineView>,
}

/// The labels of a conversation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadLabels {
    /// Gmail's legacy thread id.
    pub thread: String,
    /// A label for each box that it is in.
    pub labels: Vec<LabelView>,
}

/// A label: the pipeline and stage of a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct LabelView {
    /// Which box.
    pub id: String,
    /// The box's name.
    pub name: String,
    /// Which pipeline.
    pub pipeline: String,
    /// The pipeline's name.
    pub pipeline_name: String,
    /// The stage's name.
    pub stage_name: String,
    /// The stage's colour, `#rrggbb`.
    pub colour: String,
}

/// A box that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct BoxHit {
    /// Its label.
    pub label: LabelView,
}

/// A process to start from; words are in the message catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    /// Names it; its name is the message `template-KEY`.
    pub key: String,
    /// Its stages: the name of each is the message `template-KEY-stage-STAGE`.
    pub stages: Vec<TemplateStage>,
    /// Its fields.
    pub fields: Vec<TemplateField>,
}

/// A field of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TemplateField {
    /// Names it; its name is the message `template-KEY-field-FIELD`.
    pub key: String,
    /// What its cells hold.
    pub kind: TemplateKind,
}

/// What the cells of a template's field hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TemplateKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money, in the currency of whoever makes the pipeline.
    Currency,
    /// A date.
    Date,
    /// A checkbox.
    Checkbox,
    /// One of some choices.
    Dropdown {
        /// Their keys; the name of each is the message `template-KEY-choice-CHOICE`.
        choices: Vec<String>,
    },
    /// A member of the team.
    Person,
}

/// A stage of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TemplateStage {
    /// Names it; its name is the message `template-KEY-stage-STAGE`.
    pub key: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}
