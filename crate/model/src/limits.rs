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
    /// Operations in one action.
    pub const OPERATIONS: usize = 10_000;
    /// Past stages of a box that are kept.
    pub const STAGE_HISTORY: usize = 200;
    /// Mails of a box's conversations.
    pub const MAILS: usize = 5_000;
    /// Addresses that are kept of one mail; of more recipients the first stay.
    pub const RECIPIENTS: usize = 100;
    /// Characters in a message id (RFC 5322 §2.1.1 bounds a line).
    pub const MESSAGE_ID: usize = 998;
    /// Tasks in a box, deleted ones too.
    pub const TASKS: usize = 2_000;
    /// Comments on a box, deleted ones too.
    pub const COMMENTS: usize = 5_000;
    /// Meetings and calls of a box, deleted ones too.
    pub const MEETINGS: usize = 2_000;
    /// Files of a box, deleted ones too.
    pub const FILES: usize = 2_000;
    /// Assignees, followers, linked boxes, contacts or organizations of a record, each.
    pub const ASSOCIATES: usize = 500;
    /// Characters in the text of a task.
    pub const TASK: usize = 5_000;
    /// Characters in a comment.
    pub const COMMENT: usize = 20_000;
    /// Emoji on a comment, over all people.
    pub const REACTIONS: usize = 500;
    /// Characters in the notes of a meeting or call.
    pub const MEETING_NOTES: usize = 100_000;
    /// Minutes of a meeting or call: a week.
    pub const MEETING_MINUTES: u32 = 7 * 24 * 60;
    /// Characters in an address in the web.
    pub const URL: usize = 2_000;
    /// E-mail addresses, telephone numbers, postal addresses or domains of one record, each.
    pub const ADDRESSES: usize = 50;
    /// Characters in a telephone number.
    pub const PHONE: usize = 100;
    /// Characters in a domain (RFC 1035 §2.3.4).
    pub const DOMAIN: usize = 253;
    /// Characters in a description.
    pub const DESCRIPTION: usize = 5_000;
    /// Characters in the text of a snippet.
    pub const SNIPPET: usize = 50_000;
    /// Bytes of a place in an order: each time something is put between the same two neighbours takes
    /// an eighth of one or more.
    pub const ORDER_KEY: usize = 2_000;
    /// Characters in a formula.
    pub const FORMULA: usize = 10_000;
    /// Cells of a box, with those that it had in pipelines where it was before.
    pub const CELLS: usize = 1_000;
    /// Characters in the filter of a view.
    pub const FILTER: usize = 2_000;
    /// Keys that a view sorts by.
    pub const SORT_KEYS: usize = 10;
    /// Columns or summaries that a view names.
    pub const VIEW_COLUMNS: usize = 500;
    /// Sets of rights of a pipeline.
    pub const PERMISSION_SETS: usize = 50;
    /// People named in a pipeline.
    pub const PIPELINE_MEMBERS: usize = 5_000;
    /// Entries in a person's settings.
    pub const SETTINGS: usize = 5_000;
    /// Bytes that are kept of a mail to learn from it.
    pub const LESSON: usize = 2_048;
    /// The largest rating there can be.
    pub const RATING: u8 = 10;
    /// How long a deleted box is kept, in milliseconds: thirty days.
    pub const BIN: u64 = 30 * 24 * 60 * 60 * 1_000;
}
