//! The columns that every box has: what it is made of, and what is computed from that.

use serde::{Deserialize, Serialize};

use crate::FieldId;

/// A column of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// A field of the pipeline.
    Field(FieldId),
    /// What every box has.
    BuiltIn(BuiltIn),
}

macro_rules! built_in {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// A column that every box has, whatever its pipeline.
        ///
        /// The order of the variants is part of the wire format: new ones go to the end.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum BuiltIn {
            $($(#[$doc])* $name,)*
        }

        impl BuiltIn {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Names the column, in views and in the message catalogue: `days-in-stage`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// The column of this key.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|column| column.key() == key)
            }
        }
    };
}

built_in! {
    /// Its name.
    Name = "name",
    /// Its notes.
    Notes = "notes",
    /// Its stage.
    Stage = "stage",
    /// Its pipeline.
    Pipeline = "pipeline",
    /// The people whose work it is.
    Assignees = "assignees",
    /// The people who follow it.
    Followers = "followers",
    /// The contacts it is about.
    Contacts = "contacts",
    /// The organizations it is about.
    Organizations = "organizations",
    /// When it was made.
    CreatedAt = "created-at",
    /// Who made it.
    CreatedBy = "created-by",
    /// When anything about it last changed.
    UpdatedAt = "updated-at",
    /// When it came to its stage.
    StageSince = "stage-since",
    /// Whole days since it was made.
    Age = "age",
    /// Whole days since it came to its stage.
    DaysInStage = "days-in-stage",
    /// How often it was put to another stage.
    StageChanges = "stage-changes",
    /// The stage it was at before.
    PreviousStage = "previous-stage",
    /// The stages it went through.
    StageHistory = "stage-history",
    /// How lately something happened: 1 just now, halved every week.
    Freshness = "freshness",
    /// When anybody last was in touch: mail, call or meeting.
    LastTouchpoint = "last-touchpoint",
    /// Whole days since then.
    DaysSinceTouchpoint = "days-since-touchpoint",
    /// When the last mail came or went.
    LastMail = "last-mail",
    /// When the last mail came from outside the team.
    LastMailReceived = "last-mail-received",
    /// When the last mail went from the team.
    LastMailSent = "last-mail-sent",
    /// When the first mail came or went.
    FirstMail = "first-mail",
    /// Who sent the last mail.
    LastMailFrom = "last-mail-from",
    /// Whole days since the last mail came.
    DaysSinceMailReceived = "days-since-mail-received",
    /// Whole days since the last mail went.
    DaysSinceMailSent = "days-since-mail-sent",
    /// Whether the last mail waits for an answer by the team.
    AwaitsReply = "awaits-reply",
    /// How many mails there are.
    Mails = "mails",
    /// How many mails came.
    MailsReceived = "mails-received",
    /// How many mails went.
    MailsSent = "mails-sent",
    /// How many addresses take part in its mail.
    MailParticipants = "mail-participants",
    /// How many conversations are in it.
    Threads = "threads",
    /// How many tasks there are.
    Tasks = "tasks",
    /// How many tasks are open.
    OpenTasks = "open-tasks",
    /// How many tasks are done.
    DoneTasks = "done-tasks",
    /// How many open tasks are overdue.
    OverdueTasks = "overdue-tasks",
    /// When the next open task is due, an overdue one too.
    NextDue = "next-due",
    /// What the next open task is.
    NextTask = "next-task",
    /// When a task was last done.
    LastTaskDone = "last-task-done",
    /// How many comments there are.
    Comments = "comments",
    /// When somebody last commented.
    LastComment = "last-comment",
    /// Who commented last.
    LastCommentBy = "last-comment-by",
    /// How many calls there were.
    Calls = "calls",
    /// When the last call was.
    LastCall = "last-call",
    /// How many minutes calls took in all.
    CallMinutes = "call-minutes",
    /// How many meetings there were.
    Meetings = "meetings",
    /// When the last meeting was.
    LastMeeting = "last-meeting",
    /// How many minutes meetings took in all.
    MeetingMinutes = "meeting-minutes",
    /// How many files there are.
    Files = "files",
    /// When a file was last added.
    LastFile = "last-file",
    /// How many contacts there are.
    ContactCount = "contact-count",
    /// How many organizations there are.
    OrganizationCount = "organization-count",
    /// How many boxes it is linked to.
    LinkedBoxes = "linked-boxes",
    /// How many people it is assigned to.
    AssigneeCount = "assignee-count",
    /// How many people follow it.
    FollowerCount = "follower-count",
    /// How many characters its notes have.
    NotesLength = "notes-length",
    /// Its place where rows are ordered by hand.
    Position = "position",
    /// Whether it is archived.
    Archived = "archived",
}
