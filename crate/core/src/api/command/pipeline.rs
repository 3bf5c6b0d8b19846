//! Changes of pipelines, their stages and fields.

use serde::{Deserialize, Serialize};

use super::{KindInput, PlaceInput};
use crate::api::mirror::{by_kind, mirror};

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

/// A change of a pipeline as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PipelineEdit {
    /// Says what it is for.
    Describe {
        /// What.
        text: String,
    },
    /// Gives it an emoji.
    SetIcon {
        /// The emoji; empty for none.
        icon: String,
    },
    /// Chooses the family of its stages' colours.
    SetTheme {
        /// Which.
        theme: Theme,
    },
    /// Says what everybody in the team may do in it.
    Share {
        /// As what the team sees it; nobody who is not named does if there is none.
        role: Option<PipelineRole>,
    },
    /// Says what a person may do in it.
    SetMember {
        /// Who.
        person: String,
        /// As what; named no more if there is none.
        role: Option<PipelineRole>,
    },
    /// Makes a set of rights.
    CreatePermissionSet {
        /// Its name.
        name: String,
        /// What it allows.
        rights: Rights,
    },
    /// Changes a set of rights.
    SetPermissionSet {
        /// Which.
        set: String,
        /// Its name.
        name: String,
        /// What it allows.
        rights: Rights,
    },
    /// Deletes a set of rights, and with it what those who had it may do.
    DeletePermissionSet {
        /// Which.
        set: String,
    },
    /// Deletes the pipeline and hides its boxes.
    Delete,
    /// Brings a deleted pipeline back.
    Restore,
}

by_kind! {
    /// What a person is in a pipeline.
    pub enum PipelineRole {
        /// Everything, including who else may do what.
        Admin,
        /// Makes and changes all boxes.
        Editor,
        /// Sees all boxes; makes boxes, and changes those assigned to them.
        Creator,
        /// Sees all boxes; changes those assigned to them.
        Assignee,
        /// Sees all boxes.
        Viewer,
        /// Sees the boxes assigned to them.
        Observer,
        /// What a set of the pipeline says.
        Custom {
            /// Which.
            set: String,
        },
    }
}

/// What somebody may do in a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Rights {
    /// See boxes.
    pub view: Reach,
    /// Comment on boxes, and react to comments.
    pub comment: Reach,
    /// Change boxes.
    pub edit: Reach,
    /// Delete boxes, and move them to other pipelines.
    pub delete: Reach,
    /// Make boxes.
    pub create: bool,
    /// Take boxes out as a file.
    pub export: bool,
    /// Change stages, fields and names.
    pub structure: bool,
    /// Decide who may do what.
    pub share: bool,
}

mirror! {
    /// Which boxes a right extends to.
    Reach = Reach {
        /// None.
        None,
        /// Those that the person is assigned to.
        Assigned,
        /// All.
        All,
    }
}

mirror! {
    /// A family of colours for a pipeline's stages.
    Theme = Theme {
        /// By how far along a stage is.
        Default,
        /// All around the colour wheel.
        Rainbow,
        /// The same, pale.
        RainbowPale,
        /// Red over yellow to green.
        TrafficLight,
        /// Blues and greens.
        Lakeside,
        /// Violet over red to yellow.
        Sunset,
        /// Shades of grey.
        Grey,
        /// Shades of blue.
        Blue,
        /// Shades of green.
        Green,
        /// Shades of red.
        Red,
        /// Shades of violet.
        Violet,
    }
}

/// A change of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StageEdit {
    /// Makes one.
    Create {
        /// Its name.
        name: String,
        /// Its colour, `#rrggbb`.
        colour: String,
        /// Its place among the stages.
        place: PlaceInput,
    },
    /// Renames it.
    Rename {
        /// Which.
        stage: String,
        /// The new name.
        name: String,
    },
    /// Gives it a colour.
    SetColour {
        /// Which.
        stage: String,
        /// The colour, `#rrggbb`.
        colour: String,
    },
    /// Gives it another place.
    Move {
        /// Which.
        stage: String,
        /// Its place among the stages.
        place: PlaceInput,
    },
    /// Deletes it; its boxes are at another stage from then on.
    Delete {
        /// Which.
        stage: String,
        /// The other stage.
        into: String,
    },
    /// Brings it back, with the boxes that were at it and were not moved since.
    Restore {
        /// Which.
        stage: String,
    },
}

/// What has fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FieldsOf {
    /// The boxes of a pipeline.
    Pipeline {
        /// Which.
        pipeline: String,
    },
    /// All contacts of the team.
    Contacts,
    /// All organizations of the team.
    Organizations,
}

/// A change of a field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FieldEdit {
    /// Makes one.
    Create {
        /// Its name.
        name: String,
        /// What its cells hold.
        of: KindInput,
        /// Its place among the fields.
        place: PlaceInput,
    },
    /// Renames it.
    Rename {
        /// Which.
        field: String,
        /// The new name.
        name: String,
    },
    /// Says what it is for.
    Describe {
        /// Which.
        field: String,
        /// What for.
        text: String,
    },
    /// Changes what its cells hold; they are read as the new type where they can be. Choices of the
    /// same name stay the same choices.
    SetKind {
        /// Which.
        field: String,
        /// What its cells hold from now on.
        of: KindInput,
        /// Whether a dropdown or tags field gets a choice for each content that is there, besides
        /// those that are named.
        choices_from_cells: bool,
    },
    /// Adds a choice to a dropdown or tags field.
    AddChoice {
        /// Which field.
        field: String,
        /// The choice's name.
        name: String,
        /// Its place among the choices.
        place: PlaceInput,
    },
    /// Renames a choice.
    RenameChoice {
        /// Of which field.
        field: String,
        /// Which.
        choice: String,
        /// The new name.
        name: String,
    },
    /// Gives a choice another place.
    MoveChoice {
        /// Of which field.
        field: String,
        /// Which.
        choice: String,
        /// Its place among the choices.
        place: PlaceInput,
    },
    /// Takes a choice away; cells that hold it show its name as a text that is no choice.
    RemoveChoice {
        /// Of which field.
        field: String,
        /// Which.
        choice: String,
    },
    /// Gives it another place.
    Move {
        /// Which.
        field: String,
        /// Its place among the fields.
        place: PlaceInput,
    },
    /// Deletes it; its cells keep what they hold.
    Delete {
        /// Which.
        field: String,
    },
    /// Brings it back, cells and all.
    Restore {
        /// Which.
        field: String,
    },
}
