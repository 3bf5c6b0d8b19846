//! Saved views: which boxes, in which order, with which columns.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Column, Home, Millis, PipelineId, Register, UserId, ViewId};

/// A view that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Which.
    pub id: ViewId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// Who sees it.
    pub home: Home,
    /// The pipeline whose boxes it shows; all pipelines' if there is none.
    pub pipeline: Option<PipelineId>,
    /// The name that people see.
    pub name: Register<String>,
    /// What it shows.
    pub shape: Register<ViewShape>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

merge_fields!(SavedView {
    name,
    shape,
    deleted
});

/// What a view shows, and how.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct ViewShape {
    /// Which boxes: an expression of the query language; an empty one means all.
    pub filter: String,
    /// What rows are sorted by, most important first.
    pub sort: Vec<SortKey>,
    /// What rows are grouped by; one group if nothing.
    pub group: Option<Column>,
    /// The columns, first to last; those that are not named follow in their own order.
    pub columns: Vec<ColumnShape>,
    /// What is said about a column for each group and in total.
    pub summaries: Vec<(Column, Summary)>,
    /// Rows or cards.
    pub layout: Layout,
}

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SortKey {
    /// Which.
    pub column: Column,
    /// Whether large comes before small. Empty cells come last in either.
    pub is_descending: bool,
}

/// How a column looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ColumnShape {
    /// Which.
    pub column: Column,
    /// Its width in CSS pixels, where a person has set one.
    pub width: Option<u16>,
    /// Whether it is not shown.
    pub is_hidden: bool,
    /// Whether it stays when the others scroll.
    pub is_frozen: bool,
}

/// What is said about the cells of a column.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Summary {
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

/// Rows or cards.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Layout {
    /// Rows in groups.
    #[default]
    Table,
    /// A column of cards for each group.
    Board,
}
