//! Why an operation cannot be: data, so that every language can say it.

use serde::{Deserialize, Serialize};

/// The reason for refusing an operation. A refused operation changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The actor may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// What the operation is about does not exist, was deleted, or is hidden from the actor.
    #[error("{0:?} not found")]
    NotFound(Place),
    /// A record with this id is there already.
    #[error("{0:?} is there already")]
    AlreadyExists(Place),
    /// An argument is not acceptable.
    #[error("{place:?}: {problem}")]
    Invalid {
        /// Which argument.
        place: Place,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A member of the team.
    Member,
    /// A pipeline.
    Pipeline,
    /// A pipeline's name.
    PipelineName,
    /// A stage.
    Stage,
    /// A stage's name.
    StageName,
    /// A field.
    Field,
    /// A field's name.
    FieldName,
    /// A choice of a dropdown.
    Choice,
    /// A currency code.
    Currency,
    /// A box.
    Box,
    /// A box's name.
    BoxName,
    /// A box's notes.
    Notes,
    /// The content of a cell.
    Value,
    /// A thread.
    Thread,
    /// An e-mail address.
    Email,
    /// A person's name.
    MemberName,
}

/// What is wrong with an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// Nothing where something is needed.
    #[error("must not be empty")]
    Empty,
    /// More characters than there may be.
    #[error("has {has} characters, at most {most} are possible")]
    TooLong {
        /// How many there may be.
        most: u32,
        /// How many there are.
        has: u32,
    },
    /// More pieces than there may be.
    #[error("there are {has}, at most {most} are possible")]
    TooMany {
        /// How many there may be.
        most: u32,
        /// How many there would be.
        has: u32,
    },
    /// A character that text may not hold.
    #[error("holds the control character U+{code:04X}")]
    ControlCharacter {
        /// Its code point.
        code: u32,
    },
    /// A value of another type than the field's.
    #[error("is not of the field's type")]
    WrongType,
    /// Not written as it should be.
    #[error("is not well formed")]
    Malformed,
    /// The same thing twice.
    #[error("is there twice")]
    Duplicate,
}
