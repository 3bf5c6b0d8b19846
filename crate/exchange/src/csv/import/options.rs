//! What an import is told, and what is wrong with that.

use boxwood_model::{BoxId, PipelineId, Refusal};

use crate::csv::{Conventions, Target};

/// What an import is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// Where the boxes are or will be.
    pub pipeline: PipelineId,
    /// Where each column goes; columns that are not named go nowhere.
    pub targets: Vec<Target>,
    /// How the file writes numbers and dates.
    pub conventions: Conventions,
    /// The column by which boxes that are there are found: they are changed, others made. One that
    /// goes to [`Target::BoxId`] is such a column without being named here.
    pub match_by: Option<usize>,
    /// What becomes of names of stages that the pipeline does not have.
    pub unknown_stages: Unknown,
    /// What becomes of choices that a field does not have. New fields get all of theirs.
    pub unknown_choices: Unknown,
    /// What becomes of addresses that no contact has.
    pub unknown_contacts: Unknown,
    /// What becomes of names and domains that no organization has.
    pub unknown_organizations: Unknown,
    /// What an empty cell does to a box that is there.
    pub empty_cells: EmptyCells,
    /// What becomes of the rest where some rows cannot be.
    pub bad_rows: OnBadRows,
    /// About how many operations one action has; a row is never divided.
    pub operations_per_action: usize,
    /// What the import is called: sixteen bytes like those of new ids. The boxes that it makes have ids
    /// of that and of their row, so that the same import, begun anew after it was broken off, knows
    /// which rows it has made boxes of. Without it each beginning makes all.
    pub run: Option<[u8; 16]>,
}

impl ImportOptions {
    /// Makes what is unknown, keeps what cells say nothing of, and does all or nothing.
    #[must_use]
    pub const fn new(pipeline: PipelineId, targets: Vec<Target>, conventions: Conventions) -> Self {
        Self {
            pipeline,
            targets,
            conventions,
            match_by: None,
            unknown_stages: Unknown::Create,
            unknown_choices: Unknown::Create,
            unknown_contacts: Unknown::Create,
            unknown_organizations: Unknown::Create,
            empty_cells: EmptyCells::Keep,
            bad_rows: OnBadRows::Refuse,
            operations_per_action: 2_000,
            run: None,
        }
    }

    /// The id of the box that a row makes, where the import has a name.
    pub(super) fn box_of(&self, row: u64) -> Option<BoxId> {
        let mut id = self.run?;
        // The time in front stays, by which boxes are in the order in which they were made.
        let row = u32::try_from(row).ok()?;
        id[12..].copy_from_slice(&row.to_be_bytes());
        Some(BoxId::from_bytes(id))
    }
}

/// What becomes of a name that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// It is made.
    Create,
    /// Its row cannot be.
    Report,
}

/// What an empty cell does to a box that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyCells {
    /// Nothing.
    Keep,
    /// It empties the field, or the notes.
    Clear,
}

/// What becomes of the rest where some rows cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnBadRows {
    /// Nothing at all happens.
    Refuse,
    /// The others happen.
    Skip,
}

/// Why an import cannot start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupProblem {
    /// There is no such pipeline, or it was deleted.
    #[error("the pipeline is not there: choose one that is")]
    NoPipeline,
    /// No column goes anywhere.
    #[error("every column is ignored: let at least one go somewhere")]
    NothingMapped,
    /// A target for a column that the file does not have.
    #[error("the file has no column {column}")]
    NoColumn {
        /// The column, from 0.
        column: usize,
    },
    /// Two columns go to the same place.
    #[error("columns {first} and {second} go to the same place: ignore one of them")]
    Twice {
        /// The first column, from 0.
        first: usize,
        /// The second column, from 0.
        second: usize,
    },
    /// A field that is not there.
    #[error("column {column} goes to a field that is not there")]
    NoField {
        /// The column, from 0.
        column: usize,
    },
    /// A field that is calculated.
    #[error("column {column} goes to a formula, which nothing can be put into")]
    Calculated {
        /// The column, from 0.
        column: usize,
    },
    /// A column by which boxes cannot be found.
    #[error("boxes cannot be found by column {column}: choose the name, the id or a field")]
    NotMatchable {
        /// The column, from 0.
        column: usize,
    },
    /// Too many or no operations in an action.
    #[error("an action has 1 to {most} operations")]
    ActionSize {
        /// How many there may be.
        most: usize,
    },
    /// The model's rules do not let a new field be.
    #[error("column {column} cannot become a field: {refusal}")]
    Refused {
        /// The column, from 0.
        column: usize,
        /// The rule.
        refusal: Refusal,
    },
}

/// Why an import does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Not every row was looked at.
    #[error("the file was not yet checked to its end: step until it is")]
    NotChecked,
    /// Some rows cannot be, and then none may.
    #[error("{count} rows cannot be imported: correct them, or skip bad rows")]
    BadRows {
        /// How many.
        count: u64,
    },
}
