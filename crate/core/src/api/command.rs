//! Commands: what a person does.

use serde::{Deserialize, Serialize};

/// A change that a person makes. Ids are those of views; new ids are made by the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
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
}

/// A stage of a new pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct StageInput {
    /// Its name.
    pub name: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}

/// A field of a new pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FieldInput {
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: KindInput,
}

/// What the cells of a new field hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum KindInput {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money.
    Currency {
        /// An ISO 4217 code, such as `EUR`.
        code: String,
    },
    /// A date.
    Date,
    /// A checkbox.
    Checkbox,
    /// One of some choices.
    Dropdown {
        /// Their names, in order.
        choices: Vec<String>,
    },
    /// A member of the team.
    Person,
}

/// A conversation, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadInput {
    /// Gmail's legacy thread id.
    pub id: String,
    /// Its subject; a long one is cut.
    pub subject: String,
}

/// What a person puts into a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CellInput {
    /// Nothing: empties the cell.
    Empty,
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// A number or an amount of money.
    Number {
        /// Decimal digits with `.` as the decimal point and an optional `-`: `-1234.50`.
        number: String,
    },
    /// A date.
    Date {
        /// `YYYY-MM-DD`.
        date: String,
    },
    /// A checkbox.
    Checkbox {
        /// Whether it is checked.
        checked: bool,
    },
    /// A choice of a dropdown.
    Choice {
        /// Its id.
        choice: String,
    },
    /// A member of the team.
    Person {
        /// Their id.
        person: String,
    },
}

/// Where to sync, and with which right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The server's address: `https://boxwood.example`, or `http://127.0.0.1:PORT` on one's own
    /// machine.
    pub server: String,
    /// The secret that says who asks.
    pub token: String,
}

impl std::fmt::Debug for Session {
    /// Leaves the token out: what is printed ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}
