//! The records of a team, and what it takes to read and change them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{BoxId, BoxRecord, Key, Member, Pipeline, PipelineId, UserId};

/// Records that can be read.
pub trait Records {
    /// A person of the team.
    fn member(&self, id: UserId) -> Option<&Member>;
    /// A pipeline, a deleted one too.
    fn pipeline(&self, id: PipelineId) -> Option<&Pipeline>;
    /// A box, a deleted one too.
    fn box_record(&self, id: BoxId) -> Option<&BoxRecord>;
}

/// Records that can be changed.
pub trait RecordsMut: Records {
    /// A person of the team, to change.
    fn member_mut(&mut self, id: UserId) -> Option<&mut Member>;
    /// A pipeline, to change.
    fn pipeline_mut(&mut self, id: PipelineId) -> Option<&mut Pipeline>;
    /// A box, to change.
    fn box_mut(&mut self, id: BoxId) -> Option<&mut BoxRecord>;
    /// Puts a person there.
    fn insert_member(&mut self, member: Member);
    /// Puts a pipeline there.
    fn insert_pipeline(&mut self, pipeline: Pipeline);
    /// Puts a box there.
    fn insert_box(&mut self, record: BoxRecord);
}

/// Records in memory, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// The team.
    pub members: BTreeMap<UserId, Member>,
    /// The pipelines.
    pub pipelines: BTreeMap<PipelineId, Pipeline>,
    /// The boxes of all pipelines.
    pub boxes: BTreeMap<BoxId, BoxRecord>,
}

impl State {
    /// The names of all records that are here.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        let members = self.members.keys().copied().map(Key::Member);
        let pipelines = self.pipelines.keys().copied().map(Key::Pipeline);
        let boxes = self.boxes.keys().copied().map(Key::Box);
        members.chain(pipelines).chain(boxes)
    }
}

impl Records for State {
    fn member(&self, id: UserId) -> Option<&Member> {
        self.members.get(&id)
    }

    fn pipeline(&self, id: PipelineId) -> Option<&Pipeline> {
        self.pipelines.get(&id)
    }

    fn box_record(&self, id: BoxId) -> Option<&BoxRecord> {
        self.boxes.get(&id)
    }
}

impl RecordsMut for State {
    fn member_mut(&mut self, id: UserId) -> Option<&mut Member> {
        self.members.get_mut(&id)
    }

    fn pipeline_mut(&mut self, id: PipelineId) -> Option<&mut Pipeline> {
        self.pipelines.get_mut(&id)
    }

    fn box_mut(&mut self, id: BoxId) -> Option<&mut BoxRecord> {
        self.boxes.get_mut(&id)
    }

    fn insert_member(&mut self, member: Member) {
        self.members.insert(member.id, member);
    }

    fn insert_pipeline(&mut self, pipeline: Pipeline) {
        self.pipelines.insert(pipeline.id, pipeline);
    }

    fn insert_box(&mut self, record: BoxRecord) {
        self.boxes.insert(record.id, record);
    }
}

/// Records with changed copies of some of them on top; what is below stays as it is.
///
/// Dropping the top gives exactly what is below again: a client's pending changes are a top over
/// what the server confirmed.
#[derive(Debug)]
pub struct Layered<'a, T> {
    /// What is confirmed.
    pub below: &'a State,
    /// The changed copies: a `&State` to read, a `&mut State` to change.
    pub top: T,
}

impl<T: std::ops::Deref<Target = State>> Records for Layered<'_, T> {
    fn member(&self, id: UserId) -> Option<&Member> {
        self.top.member(id).or_else(|| self.below.member(id))
    }

    fn pipeline(&self, id: PipelineId) -> Option<&Pipeline> {
        self.top.pipeline(id).or_else(|| self.below.pipeline(id))
    }

    fn box_record(&self, id: BoxId) -> Option<&BoxRecord> {
        self.top
            .box_record(id)
            .or_else(|| self.below.box_record(id))
    }
}

impl RecordsMut for Layered<'_, &mut State> {
    fn member_mut(&mut self, id: UserId) -> Option<&mut Member> {
        copy_up(&self.below.members, &mut self.top.members, id)
    }

    fn pipeline_mut(&mut self, id: PipelineId) -> Option<&mut Pipeline> {
        copy_up(&self.below.pipelines, &mut self.top.pipelines, id)
    }

    fn box_mut(&mut self, id: BoxId) -> Option<&mut BoxRecord> {
        copy_up(&self.below.boxes, &mut self.top.boxes, id)
    }

    fn insert_member(&mut self, member: Member) {
        self.top.insert_member(member);
    }

    fn insert_pipeline(&mut self, pipeline: Pipeline) {
        self.top.insert_pipeline(pipeline);
    }

    fn insert_box(&mut self, record: BoxRecord) {
        self.top.insert_box(record);
    }
}

/// The copy on top, made from below at the first change.
fn copy_up<'t, K: Ord + Copy, V: Clone>(
    below: &BTreeMap<K, V>,
    top: &'t mut BTreeMap<K, V>,
    id: K,
) -> Option<&'t mut V> {
    use std::collections::btree_map::Entry;
    match top.entry(id) {
        Entry::Occupied(entry) => Some(entry.into_mut()),
        Entry::Vacant(entry) => below.get(&id).map(|record| entry.insert(record.clone())),
    }
}
