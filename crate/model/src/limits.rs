//! How much of everything there may be.

/// The limits that every operation is held to, in characters (Unicode scalar values) or pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits;

impl Limits {
    /// Characters in the name of a box, pipeline, stage, field, choice or person.
    pub const NAME: usize = 1_000;
    /// Characters in the notes of a box.
    pub const NOTES: usize = 100_000;
    /// Characters in a text cell.
    pub const TEXT: usize = 10_000;
    /// Characters kept of a thread's subject; a longer one is cut.
    pub const SUBJECT: usize = 1_000;
    /// Characters in an e-mail address (RFC 5321 §4.5.3.1).
    pub const EMAIL: usize = 254;
    /// Stages in a pipeline.
    pub const STAGES: usize = 100;
    /// Fields in a pipeline.
    pub const FIELDS: usize = 200;
    /// Choices in a dropdown.
    pub const CHOICES: usize = 500;
    /// Threads in a box.
    pub const THREADS: usize = 2_000;
}
