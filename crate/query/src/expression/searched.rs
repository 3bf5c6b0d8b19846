//! A box as the index of boxes holds it.

use std::collections::BTreeSet;

use boxwood_model::{BoxId, Millis, Pipeline, UserId};

use super::document::{Row, STALE};
use super::schema::{built_in, field_key};
use crate::content::{Contents, World};
use crate::language::{Content, Document, Field, State};
use crate::search::{Coverage, Documents, Findable, Header};

/// What the index holds of every box. The rest is asked of the box: addresses are in it with their
/// people, conversations with their subjects, and what is calculated may be another thing tomorrow.
const HELD: &[Field] = &[
    Field::Name,
    Field::Notes,
    Field::Stage,
    Field::Pipeline,
    Field::Assignee,
    Field::Follower,
    Field::Contact,
    Field::Domain,
    Field::Org,
    Field::Task,
    Field::Comment,
    Field::File,
    Field::Subject,
    Field::From,
    Field::To,
    Field::Created,
    Field::Updated,
    Field::Moved,
    Field::Due,
];

/// A box as it is found.
pub(crate) struct Searched<'s, 'r> {
    row: Row<'s, 'r>,
}

impl<'s, 'r> Searched<'s, 'r> {
    pub(crate) const fn new(contents: &'s Contents<'r>) -> Self {
        Self { row: Row(contents) }
    }

    /// What the order takes of it, `me` being the user.
    pub(crate) fn header(&self, me: Option<UserId>) -> Header {
        let me = me.map(|me| u128::from_be_bytes(*me.as_bytes()));
        Header {
            id: u128::from_be_bytes(*self.row.0.record.id.as_bytes()),
            updated: self.row.0.updated_at(),
            mine: self.row.any(Field::Assignee, &mut |content| match content {
                Content::Person { id, .. } => id.is_some() && id == me,
                _ => false,
            }),
        }
    }

    fn own_fields(&self) -> impl Iterator<Item = Field> {
        own_fields(self.row.0.pipeline)
    }
}

/// The fields of a pipeline that hold what people put there.
fn own_fields(pipeline: &Pipeline) -> impl Iterator<Item = Field> {
    let fields = pipeline.fields_in_order().into_iter();
    fields
        .filter(|(_, field)| !field.kind.value.is_calculated())
        .map(|(id, _)| Field::Custom(field_key(id)))
}

impl Document for Searched<'_, '_> {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        if field != Field::Any {
            return self.row.any(field, test);
        }
        let mut held = HELD.iter().filter(|field| field.is_anywhere());
        held.any(|field| self.row.any(*field, test))
            || self.own_fields().any(|field| self.row.any(field, test))
    }

    fn is(&self, state: State, now: Millis) -> bool {
        self.row.is(state, now)
    }
}

impl Findable for Searched<'_, '_> {
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>)) {
        for field in HELD.iter().copied().chain(self.own_fields()) {
            self.row.any(field, &mut |content| {
                see(field, content);
                false
            });
        }
    }

    fn states(&self, see: &mut dyn FnMut(State, Millis)) {
        let contents = self.row.0;
        let now = contents.world.now.millis;
        let always = [
            State::Open,
            State::Done,
            State::Archived,
            State::Deleted,
            State::Starred,
        ];
        for state in always {
            if self.row.is(state, now) {
                see(state, 0);
            }
        }
        let stale = contents.updated_at().saturating_add(STALE + 1);
        see(State::Stale, stale);
        if let Some(from) = contents.first_overdue() {
            see(State::Overdue, from);
        }
    }
}

/// The boxes of an index, where they are.
pub(crate) struct Boxes<'r> {
    world: World<'r>,
    /// Custom fields that are calculated.
    calculated: BTreeSet<Field>,
}

impl<'r> Boxes<'r> {
    /// The boxes of these records, which have the fields of these pipelines.
    pub(crate) fn new<'p>(
        world: World<'r>,
        pipelines: impl IntoIterator<Item = &'p Pipeline>,
    ) -> Self {
        let mut calculated = BTreeSet::new();
        for pipeline in pipelines {
            for (id, field) in pipeline.fields_in_order() {
                if field.kind.value.is_calculated() {
                    calculated.insert(Field::Custom(field_key(id)));
                }
            }
        }
        Self { world, calculated }
    }

    /// The box with this id, if it and its pipeline are there.
    pub(crate) fn contents(&self, id: u128) -> Option<Contents<'r>> {
        contents(self.world, BoxId::from_bytes(id.to_be_bytes()))
    }
}

/// A box with what surrounds it, if it and its pipeline are there.
pub(crate) fn contents(world: World<'_>, id: BoxId) -> Option<Contents<'_>> {
    let record = world.records.box_record(id)?;
    let pipeline = world.records.pipeline(record.pipeline())?;
    Some(Contents {
        record,
        pipeline,
        world,
    })
}

impl Documents for Boxes<'_> {
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document)) {
        if let Some(contents) = self.contents(id) {
            see(&Searched::new(&contents));
        }
    }

    fn coverage(&self, field: Field) -> Coverage {
        match field {
            Field::Email => Coverage::Within(Field::Contact),
            Field::Thread => Coverage::Within(Field::Subject),
            Field::Custom(key) if built_in(key).is_some() => Coverage::None,
            field if self.calculated.contains(&field) => Coverage::None,
            _ => Coverage::Whole,
        }
    }
}
