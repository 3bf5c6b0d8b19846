//! Some rows of a view of a pipeline.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::BoxView;
use crate::api::{ColumnName, Summary};

/// Some rows of a view of a pipeline.
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
    /// How many boxes the view shows, folded away or not.
    pub boxes: u32,
    /// The groups and the row at which each begins; of very many the first, and those that the rows
    /// belong to.
    pub groups: Vec<GroupView>,
    /// What of the filter was not understood.
    pub notes: Vec<FilterNote>,
    /// What is said about columns over all rows, in the order that was asked for.
    pub summaries: Vec<SummaryView>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// A group of rows: those that have the same in the column that is grouped by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// Names it among the others: a stage's id where rows are grouped by stage.
    pub key: String,
    /// What its boxes have in the column that rows are grouped by; empty where they have nothing.
    pub label: ContentView,
    /// The index of its header row.
    pub row: u32,
    /// How many boxes it has, folded away or not.
    pub boxes: u32,
    /// Whether its boxes are folded away.
    pub collapsed: bool,
    /// What is said about its columns, in the order that was asked for.
    pub summaries: Vec<SummaryView>,
}

/// What is said about a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SummaryView {
    /// Which.
    pub column: ColumnName,
    /// What.
    pub summary: Summary,
    /// What it comes to; empty where there is nothing to say.
    pub value: ContentView,
}

/// A part of a filter that was not understood, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FilterNote {
    /// What is the matter: the message `filter-note-CODE`.
    pub code: String,
    /// The part of the filter.
    pub text: String,
}

/// A row of a view.
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
        /// The group's key, which is in [`WindowView::groups`].
        key: String,
    },
    /// A box.
    Box {
        /// The box.
        record: Arc<BoxView>,
        /// What it has in those columns of the view that every box has.
        computed: Vec<ComputedCell>,
    },
}

/// What a box has in a column that every box has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ComputedCell {
    /// The column's key.
    pub key: String,
    /// What it says.
    pub value: ContentView,
}

/// What a column says of a box, or of many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ContentView {
    /// Nothing.
    Empty,
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// A number or an amount of money.
    Number {
        /// Decimal digits with `.` as the decimal point and an optional `-`.
        number: String,
    },
    /// A date.
    Date {
        /// `YYYY-MM-DD`.
        date: String,
    },
    /// A moment.
    Moment {
        /// Milliseconds since 1970-01-01T00:00Z.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        at: u64,
    },
    /// Yes or no.
    Flag {
        /// Which.
        on: bool,
    },
    /// People, contacts, organizations, choices, stages, a pipeline.
    Named {
        /// Their ids.
        ids: Vec<String>,
        /// Their names, in the same order.
        names: Vec<String>,
    },
    /// What a cell holds that cannot be read as its field's type.
    Unread {
        /// The text.
        text: String,
    },
    /// What a formula could not be worked out for.
    Error {
        /// As spreadsheets write it: `#DIV/0!`.
        code: String,
    },
}
