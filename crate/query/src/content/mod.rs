//! What a box has in a column: stored, computed or calculated, each as a typed content.

mod built_in;
mod calls;
mod field;
mod history;
mod located;
mod mails;
mod naming;
mod tasks;
mod timing;
mod world;

use std::borrow::Cow;

use boxwood_model::{
    BoxRecord, ChoiceId, Column, ContactId, Date, Decimal, Millis, OrganizationId, Pipeline,
    PipelineId, StageId, UserId,
};

pub(crate) use located::Located;
pub use naming::Namer;
pub use timing::Timing;
pub use world::{Formulas, Now, World};

/// The content of a column of a box.
///
/// Two contents are equal if a person would call them the same: `1.0` is `1`. Their derived order
/// is only there to keep them in sets; a view has its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content<'r> {
    /// Nothing. What has no elements is nothing, too: no text, no people, no tags.
    Empty,
    /// Text.
    Text(Cow<'r, str>),
    /// A number.
    Number(Decimal),
    /// A calendar date.
    Date(Date),
    /// A moment.
    Moment(Millis),
    /// Yes or no.
    Flag(bool),
    /// Choices of a dropdown (one) or of tags, which the field knows.
    Choices(Cow<'r, [ChoiceId]>),
    /// A pipeline.
    Pipeline(PipelineId),
    /// The stage that a box is at: one that is there.
    Stage(StageId),
    /// Stages that a box was at, earliest first; they may be deleted or of another pipeline.
    Stages(Cow<'r, [StageId]>),
    /// People of the team, in the order of their ids.
    People(Cow<'r, [UserId]>),
    /// Contacts, starred ones first, then in the order of their ids.
    Contacts(Cow<'r, [ContactId]>),
    /// Organizations, starred ones first, then in the order of their ids.
    Organizations(Cow<'r, [OrganizationId]>),
    /// A place among rows that are ordered by hand; its bytes sort as the places do.
    Position(Cow<'r, [u8]>),
    /// What the cell holds, as text, where it cannot be read as the field's type.
    Unread(Cow<'r, str>),
    /// What a formula could not be calculated for, as spreadsheets write it: `#DIV/0!`.
    Error(Cow<'r, str>),
}

/// A box with all it takes to know what is in its columns.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'r> {
    /// The box.
    pub record: &'r BoxRecord,
    /// The pipeline it is in.
    pub pipeline: &'r Pipeline,
    /// Everything else.
    pub world: World<'r>,
}

impl<'r> Contents<'r> {
    /// The content of a column. A field that the box's pipeline does not have is empty.
    #[must_use]
    pub fn get(&self, column: Column) -> Content<'r> {
        self.at(Located::new(self.pipeline, column))
    }

    /// The content of a column that was looked up in the pipeline that the box is in.
    pub(crate) fn at(&self, column: Located<'_>) -> Content<'r> {
        match column {
            Located::BuiltIn(column) => self.built_in(column),
            Located::Field(id, field) => self.field(id, field),
            Located::Nowhere => Content::Empty,
        }
    }

    /// The first moment after now at which the content of a column becomes another one although no
    /// record changes; nothing if that never happens. Until then the content may be kept.
    #[must_use]
    pub fn next_change(&self, column: Column) -> Option<Millis> {
        let timing = self.timing(column);
        let midnight = timing.by_day.then(|| self.world.now.midnight());
        [midnight, self.next_moment(column)]
            .into_iter()
            .flatten()
            .min()
    }

    /// The content of a column as people read it, in no particular language: numbers with a point,
    /// dates as `YYYY-MM-DD`, moments in UTC, names of what has one.
    #[must_use]
    pub fn text(&self, column: Column) -> Cow<'r, str> {
        match self.get(column) {
            Content::Text(text) => text,
            content => {
                let namer = Namer::new(self.world.records, self.pipeline);
                Cow::Owned(namer.text(column, &content))
            }
        }
    }
}

impl Content<'_> {
    /// The same content, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Content<'static> {
        fn list<T: Clone>(list: Cow<'_, [T]>) -> Cow<'static, [T]> {
            Cow::Owned(list.into_owned())
        }
        match self {
            Self::Empty => Content::Empty,
            Self::Text(text) => Content::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Content::Number(number),
            Self::Date(date) => Content::Date(date),
            Self::Moment(at) => Content::Moment(at),
            Self::Flag(on) => Content::Flag(on),
            Self::Choices(choices) => Content::Choices(list(choices)),
            Self::Pipeline(pipeline) => Content::Pipeline(pipeline),
            Self::Stage(stage) => Content::Stage(stage),
            Self::Stages(stages) => Content::Stages(list(stages)),
            Self::People(people) => Content::People(list(people)),
            Self::Contacts(contacts) => Content::Contacts(list(contacts)),
            Self::Organizations(organizations) => Content::Organizations(list(organizations)),
            Self::Position(bytes) => Content::Position(list(bytes)),
            Self::Unread(text) => Content::Unread(Cow::Owned(text.into_owned())),
            Self::Error(code) => Content::Error(Cow::Owned(code.into_owned())),
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// How many of something there are.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count))
    }

    /// A moment, if there is one.
    pub(crate) fn moment(at: Option<Millis>) -> Self {
        at.map_or(Self::Empty, Self::Moment)
    }
}

/// A text, or nothing if it has no characters.
pub(crate) fn text<'r>(text: impl Into<Cow<'r, str>>) -> Content<'r> {
    let text = text.into();
    if text.is_empty() {
        Content::Empty
    } else {
        Content::Text(text)
    }
}

/// A list, or nothing if it has no elements.
pub(crate) fn list<'r, T: Clone + 'r>(
    list: impl Into<Cow<'r, [T]>>,
    content: impl FnOnce(Cow<'r, [T]>) -> Content<'r>,
) -> Content<'r> {
    let list = list.into();
    if list.is_empty() {
        Content::Empty
    } else {
        content(list)
    }
}
