//! The built-in fields and operators, by the names they are asked for.

use super::schema::Kind;

/// What contents are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "most names say it")]
pub enum Field {
    /// All that a plain word is looked for in.
    Any,
    Name,
    Notes,
    Stage,
    Pipeline,
    Assignee,
    Follower,
    Contact,
    /// The e-mail addresses of its people.
    Email,
    /// The domains of those addresses and of its organizations.
    Domain,
    /// Its organizations.
    Org,
    /// The texts of its tasks.
    Task,
    /// The texts of its comments.
    Comment,
    /// The names of its files.
    File,
    /// Its conversations: what they are about.
    Thread,
    /// The subjects of its conversations.
    Subject,
    /// Who wrote in its conversations.
    From,
    /// Who was written to in its conversations.
    To,
    /// When it was made.
    Created,
    /// When it was last changed.
    Updated,
    /// When it came into its stage.
    Moved,
    /// When its tasks are due.
    Due,
    /// A custom or computed field.
    Custom(FieldKey),
}

impl Field {
    /// Whether a plain word, number or day is looked for in it: the times of the record itself are
    /// asked for by name only.
    #[must_use]
    pub const fn is_anywhere(self) -> bool {
        !matches!(self, Self::Created | Self::Updated | Self::Moved)
    }
}

/// A custom or computed field, as the schema numbers them; an id of 128 bits fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey(pub u128);

/// What `is:` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "most names say it")]
pub enum State {
    /// Not done.
    Open,
    Done,
    /// The user is among the assignees.
    Mine,
    /// There is no assignee.
    Unassigned,
    /// The user is among the followers.
    Followed,
    /// Nothing happened for long.
    Stale,
    Starred,
    Archived,
    Deleted,
    /// It has a task whose time has passed.
    Overdue,
}

/// What a name before a colon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// The contents of a field.
    Contents(Field, Kind),
    /// When it was last changed: before the start of a day.
    Before,
    /// From the start of a day on.
    After,
    /// Within a day.
    On,
    /// Longer ago than a length of time.
    OlderThan,
    /// Not longer ago.
    NewerThan,
    /// Whether there is anything in a field.
    Has,
    /// A [`State`].
    Is,
    /// A pipeline or a stage; `anywhere`, `archive` and `bin`.
    In,
}

/// Every built-in name, the first of an operator's names being the one to offer.
pub const OPERATORS: &[(&str, Operator)] = &[
    ("name", Operator::Contents(Field::Name, Kind::Text)),
    ("notes", Operator::Contents(Field::Notes, Kind::Text)),
    ("stage", Operator::Contents(Field::Stage, Kind::Choice)),
    (
        "pipeline",
        Operator::Contents(Field::Pipeline, Kind::Choice),
    ),
    (
        "assignee",
        Operator::Contents(Field::Assignee, Kind::Person),
    ),
    (
        "follower",
        Operator::Contents(Field::Follower, Kind::Person),
    ),
    ("contact", Operator::Contents(Field::Contact, Kind::Contact)),
    ("email", Operator::Contents(Field::Email, Kind::Email)),
    ("domain", Operator::Contents(Field::Domain, Kind::Text)),
    ("org", Operator::Contents(Field::Org, Kind::Org)),
    ("task", Operator::Contents(Field::Task, Kind::Text)),
    ("comment", Operator::Contents(Field::Comment, Kind::Text)),
    ("file", Operator::Contents(Field::File, Kind::Text)),
    ("thread", Operator::Contents(Field::Thread, Kind::Text)),
    ("subject", Operator::Contents(Field::Subject, Kind::Text)),
    ("from", Operator::Contents(Field::From, Kind::Person)),
    ("to", Operator::Contents(Field::To, Kind::Person)),
    ("created", Operator::Contents(Field::Created, Kind::Moment)),
    ("updated", Operator::Contents(Field::Updated, Kind::Moment)),
    ("moved", Operator::Contents(Field::Moved, Kind::Moment)),
    ("due", Operator::Contents(Field::Due, Kind::Moment)),
    ("before", Operator::Before),
    ("after", Operator::After),
    ("on", Operator::On),
    ("older_than", Operator::OlderThan),
    ("newer_than", Operator::NewerThan),
    ("has", Operator::Has),
    ("is", Operator::Is),
    ("in", Operator::In),
    ("older", Operator::Before),
    ("newer", Operator::After),
    ("note", Operator::Contents(Field::Notes, Kind::Text)),
    ("organization", Operator::Contents(Field::Org, Kind::Org)),
    ("filename", Operator::Contents(Field::File, Kind::Text)),
];

/// What `is:` takes.
pub(super) const STATES: &[(&str, State)] = &[
    ("open", State::Open),
    ("done", State::Done),
    ("mine", State::Mine),
    ("unassigned", State::Unassigned),
    ("followed", State::Followed),
    ("stale", State::Stale),
    ("starred", State::Starred),
    ("archived", State::Archived),
    ("deleted", State::Deleted),
    ("overdue", State::Overdue),
];

/// What `has:` takes besides the names of custom fields and `overdue`.
pub(super) const CONTENTS: &[(&str, Field)] = &[
    ("task", Field::Task),
    ("comment", Field::Comment),
    ("file", Field::File),
    ("thread", Field::Thread),
    ("note", Field::Notes),
    ("contact", Field::Contact),
    ("org", Field::Org),
    ("email", Field::Email),
    ("domain", Field::Domain),
    ("assignee", Field::Assignee),
    ("follower", Field::Follower),
    ("due", Field::Due),
    ("tasks", Field::Task),
    ("comments", Field::Comment),
    ("files", Field::File),
    ("attachment", Field::File),
    ("threads", Field::Thread),
    ("notes", Field::Notes),
    ("contacts", Field::Contact),
    ("orgs", Field::Org),
    ("organization", Field::Org),
    ("followers", Field::Follower),
    ("assignees", Field::Assignee),
];

/// What the table says of the name with this [key](super::text::name_key).
pub(super) fn named<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    let is = |name: &str| {
        name.len() == key.len()
            && name
                .bytes()
                .zip(key.bytes())
                .all(|(a, b)| a == b || (a == b'_' && b == b'-'))
    };
    table.iter().find(|(name, _)| is(name)).map(|(_, it)| *it)
}
