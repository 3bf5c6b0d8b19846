//! Changes of saved views, snippets and settings.

use serde::{Deserialize, Serialize};

use super::PlaceInput;
use crate::api::mirror::{by_kind, mirror};

by_kind! {
    /// Whose a snippet or saved view is.
    pub enum HomeInput {
        /// One's own.
        Mine,
        /// Everybody's who sees a pipeline.
        Pipeline {
            /// Which.
            pipeline: String,
        },
        /// Everybody's in the team.
        Team,
    }
}

/// A change of a saved view.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ViewEdit {
    /// Renames it.
    Rename {
        /// The new name.
        name: String,
    },
    /// Says what it shows.
    SetShape {
        /// What.
        shape: Box<ViewShape>,
    },
    /// Deletes it, or brings it back.
    SetDeleted {
        /// Whether it is deleted.
        deleted: bool,
    },
}

/// What a view shows, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ViewShape {
    /// Which boxes: an expression of the query language; an empty one means all.
    pub filter: String,
    /// What rows are sorted by, most important first.
    pub sort: Vec<SortKey>,
    /// What rows are grouped by; one group if nothing.
    pub group: Option<ColumnName>,
    /// The columns, first to last; those that are not named follow in their own order.
    pub columns: Vec<ColumnShape>,
    /// What is said about columns for each group and in total.
    pub summaries: Vec<SummaryOf>,
    /// Rows or cards.
    pub layout: Layout,
}

by_kind! {
    /// A column.
    pub enum ColumnName {
        /// A field of the pipeline.
        Field {
            /// Which.
            field: String,
        },
        /// One that every box has.
        BuiltIn {
            /// Its key, such as `days-in-stage`.
            key: String,
        },
    }
}

/// A column to sort by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SortKey {
    /// Which.
    pub column: ColumnName,
    /// Whether large comes before small.
    pub is_descending: bool,
}

/// How a column looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ColumnShape {
    /// Which.
    pub column: ColumnName,
    /// Its width in CSS pixels, where a person has set one.
    pub width: Option<u16>,
    /// Whether it is not shown.
    pub is_hidden: bool,
    /// Whether it stays when the others scroll.
    pub is_frozen: bool,
}

/// What is said about a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SummaryOf {
    /// Which.
    pub column: ColumnName,
    /// What.
    pub summary: Summary,
}

mirror! {
    /// What is said about the cells of a column.
    Summary = Summary {
        /// How many boxes there are.
        Count,
        /// The sum of the numbers.
        Sum,
        /// The mean of the numbers.
        Average,
        /// The number in the middle.
        Median,
        /// The least.
        Min,
        /// The greatest.
        Max,
        /// How many cells are not empty.
        Filled,
        /// How many cells are empty.
        Empty,
        /// How many different contents there are.
        Distinct,
    }
}

mirror! {
    /// Rows or cards.
    Layout = Layout {
        /// Rows in groups.
        Table,
        /// A column of cards for each group.
        Board,
    }
}

/// A change of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SnippetEdit {
    /// Renames it.
    Rename {
        /// The new name.
        name: String,
    },
    /// Gives it another subject.
    SetSubject {
        /// The subject that a mail gets which has none.
        subject: String,
    },
    /// Gives it another text.
    SetText {
        /// The text.
        text: String,
    },
    /// Gives it another shortcut.
    SetShortcut {
        /// What one types to get it; empty for none.
        shortcut: String,
    },
    /// Deletes it, or brings it back.
    SetDeleted {
        /// Whether it is deleted.
        deleted: bool,
    },
}

/// What can be set for oneself, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SettingInput {
    /// The language of the screen.
    Language {
        /// A BCP 47 tag; the browser's language if there is none.
        tag: Option<String>,
    },
    /// Where a pipeline is in the navigation.
    PipelinePlace {
        /// Which pipeline.
        pipeline: String,
        /// Between which others.
        place: PlaceInput,
    },
    /// A pipeline's colour in the navigation.
    PipelineColour {
        /// Which pipeline.
        pipeline: String,
        /// `#rrggbb`; none of its own if there is none.
        colour: Option<String>,
    },
    /// Whether a pipeline is left out of the navigation.
    PipelineHidden {
        /// Which pipeline.
        pipeline: String,
        /// Whether it is.
        hidden: bool,
    },
    /// The view that a pipeline opens with.
    PipelineView {
        /// Which pipeline.
        pipeline: String,
        /// Which view; none in particular if there is none.
        view: Option<String>,
    },
    /// Whether a view is starred.
    StarredView {
        /// Which view.
        view: String,
        /// Whether it is.
        starred: bool,
    },
    /// Whether boxes are suggested for mail.
    Suggestions {
        /// Whether they are.
        on: bool,
    },
    /// Whether mail that belongs into a pipeline's box beyond doubt is put there without asking.
    FilesItself {
        /// Which pipeline.
        pipeline: String,
        /// Whether it is.
        on: bool,
    },
    /// Whether a part of the screen is folded away.
    Folded {
        /// The part's name.
        part: String,
        /// Whether it is.
        folded: bool,
    },
}
