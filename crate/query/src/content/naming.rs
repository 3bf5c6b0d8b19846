//! The names of what contents refer to.

use std::borrow::Cow;

use boxwood_model::{
    ChoiceId, Column, ContactId, Date, Millis, OrganizationId, Pipeline, PipelineId, Records,
    StageId, UserId,
};

use super::Content;
use super::world::DAY;

/// Says the names of what contents refer to; of what it does not know, the id.
#[derive(Clone, Copy)]
pub struct Namer<'r> {
    records: &'r dyn Records,
    pipeline: &'r Pipeline,
}

impl std::fmt::Debug for Namer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Namer")
            .field("pipeline", &self.pipeline.id)
            .finish_non_exhaustive()
    }
}

impl<'r> Namer<'r> {
    /// Says the names of what boxes of this pipeline refer to.
    #[must_use]
    pub const fn new(records: &'r dyn Records, pipeline: &'r Pipeline) -> Self {
        Self { records, pipeline }
    }

    /// The name of a person of the team.
    #[must_use]
    pub fn person(&self, id: UserId) -> Cow<'r, str> {
        let member = self.records.member(id);
        named(id, member.map(|member| member.name.value.as_str()))
    }

    /// The name of a contact.
    #[must_use]
    pub fn contact(&self, id: ContactId) -> Cow<'r, str> {
        match self.records.contact(id) {
            Some(contact) => Cow::Owned(contact.display_name()),
            None => named(id, None),
        }
    }

    /// The name of an organization.
    #[must_use]
    pub fn organization(&self, id: OrganizationId) -> Cow<'r, str> {
        let organization = self.records.organization(id);
        named(id, organization.map(|o| o.name.value.as_str()))
    }

    /// The name of a pipeline.
    #[must_use]
    pub fn pipeline(&self, id: PipelineId) -> Cow<'r, str> {
        let pipeline = self.records.pipeline(id);
        named(id, pipeline.map(|pipeline| pipeline.name.value.as_str()))
    }

    /// The name of a stage of the pipeline, of a deleted one too.
    #[must_use]
    pub fn stage(&self, id: StageId) -> Cow<'r, str> {
        let stage = self.pipeline.stages.get(&id);
        named(id, stage.map(|stage| stage.name.value.as_str()))
    }

    /// The name of a choice of a field of the pipeline.
    #[must_use]
    pub fn choice(&self, column: Column, id: ChoiceId) -> Cow<'r, str> {
        let field = match column {
            Column::Field(field) => self.pipeline.fields.get(&field),
            Column::BuiltIn(_) => None,
        };
        named(id, field.and_then(|field| field.choice_name(id)))
    }

    /// A content of a column as people read it, in no particular language.
    #[must_use]
    pub fn text(&self, column: Column, content: &Content<'_>) -> String {
        match content {
            Content::Empty => String::new(),
            Content::Text(text) | Content::Unread(text) | Content::Error(text) => {
                text.clone().into_owned()
            }
            Content::Number(number) => number.normalize().to_string(),
            Content::Date(date) => date.to_string(),
            Content::Moment(at) => moment(*at),
            Content::Flag(on) => if *on { "TRUE" } else { "FALSE" }.to_owned(),
            Content::Pipeline(id) => self.pipeline(*id).into_owned(),
            Content::Stage(id) => self.stage(*id).into_owned(),
            Content::Choices(ids) => joined(ids, |id| self.choice(column, id)),
            Content::Stages(ids) => joined(ids, |id| self.stage(id)),
            Content::People(ids) => joined(ids, |id| self.person(id)),
            Content::Contacts(ids) => joined(ids, |id| self.contact(id)),
            Content::Organizations(ids) => joined(ids, |id| self.organization(id)),
            Content::Position(bytes) => bytes.iter().map(|b| format!("{b:02x}")).collect(),
        }
    }
}

fn named(id: impl ToString, name: Option<&str>) -> Cow<'_, str> {
    match name {
        Some(name) if !name.is_empty() => Cow::Borrowed(name),
        _ => Cow::Owned(id.to_string()),
    }
}

fn joined<'r, T: Copy>(ids: &[T], name: impl Fn(T) -> Cow<'r, str>) -> String {
    let names: Vec<Cow<'r, str>> = ids.iter().map(|id| name(*id)).collect();
    names.join(", ")
}

/// `YYYY-MM-DD HH:MM` in UTC.
fn moment(at: Millis) -> String {
    let minutes = at % DAY / 60_000;
    match Date::of_moment(at) {
        Some(date) => format!("{date} {:02}:{:02}", minutes / 60, minutes % 60),
        None => at.to_string(),
    }
}
