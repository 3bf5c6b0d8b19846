//! What an operation does to the records: what the log keeps and every replica applies.

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::{
    BoxId, BoxRecord, FieldId, Member, Pipeline, PipelineId, RecordsMut, Register, StageId, Stamp,
    Thread, ThreadId, UserId, Value,
};

/// Names a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// A person of the team.
    Member(UserId),
    /// A pipeline.
    Pipeline(PipelineId),
    /// A box.
    Box(BoxId),
}

/// Who gets a record: the unit of access and of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Everybody in the team.
    Team,
    /// Those who can see the pipeline.
    Pipeline(PipelineId),
    /// One person.
    User(UserId),
}

/// One change of one record. Applying effects in any order, each once or many times, ends in the
/// same records, as long as a record's creation comes before the changes to it.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// A member is as given.
    PutMember(Member),
    /// A pipeline is there.
    CreatePipeline(Pipeline),
    /// A pipeline has this name.
    RenamePipeline {
        /// Which.
        id: PipelineId,
        /// The name.
        name: String,
    },
    /// A box is there.
    CreateBox(BoxRecord),
    /// Something about a box is as given.
    ChangeBox {
        /// Which.
        id: BoxId,
        /// The pipeline it is in.
        pipeline: PipelineId,
        /// What.
        change: BoxChange,
    },
}

/// One register of a box gets a value.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoxChange {
    /// Its name.
    Name(String),
    /// Its notes.
    Notes(String),
    /// Its stage.
    Stage(StageId),
    /// A cell.
    Field(FieldId, Value),
    /// A conversation: in it, with what is kept of it, or not in it.
    Thread(ThreadId, Option<Thread>),
    /// Whether it is deleted.
    Deleted(bool),
}

impl Effect {
    /// The record that changes.
    #[must_use]
    pub const fn key(&self) -> Key {
        match self {
            Self::PutMember(member) => Key::Member(member.id),
            Self::CreatePipeline(pipeline) => Key::Pipeline(pipeline.id),
            Self::RenamePipeline { id, .. } => Key::Pipeline(*id),
            Self::CreateBox(record) => Key::Box(record.id),
            Self::ChangeBox { id, .. } => Key::Box(*id),
        }
    }

    /// Who gets to know.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        match self {
            Self::PutMember(_) => Scope::Team,
            Self::CreatePipeline(pipeline) => Scope::Pipeline(pipeline.id),
            Self::RenamePipeline { id, .. } => Scope::Pipeline(*id),
            Self::CreateBox(record) => Scope::Pipeline(record.pipeline),
            Self::ChangeBox { pipeline, .. } => Scope::Pipeline(*pipeline),
        }
    }

    /// Brings the records to what the effect says, unless a later intent said otherwise.
    /// A change of a record that is not there is passed over: it comes from a log whose record
    /// this replica does not hold.
    pub fn apply(&self, stamp: Stamp, records: &mut impl RecordsMut) {
        match self {
            Self::PutMember(member) => match records.member_mut(member.id) {
                Some(known) => {
                    known.name.set(member.name.value.clone(), stamp);
                    if known.role.set(member.role.value, stamp) {
                        known.email.clone_from(&member.email);
                    }
                }
                None => records.insert_member(member.clone()),
            },
            Self::CreatePipeline(pipeline) => {
                if records.pipeline_mut(pipeline.id).is_none() {
                    records.insert_pipeline(pipeline.clone());
                }
            }
            Self::RenamePipeline { id, name } => {
                if let Some(pipeline) = records.pipeline_mut(*id) {
                    pipeline.name.set(name.clone(), stamp);
                }
            }
            Self::CreateBox(record) => {
                if records.box_mut(record.id).is_none() {
                    records.insert_box(record.clone());
                }
            }
            Self::ChangeBox { id, change, .. } => {
                if let Some(record) = records.box_mut(*id) {
                    change.apply(stamp, record);
                }
            }
        }
    }
}

impl BoxChange {
    fn apply(&self, stamp: Stamp, record: &mut BoxRecord) {
        match self {
            Self::Name(name) => {
                record.name.set(name.clone(), stamp);
            }
            Self::Notes(notes) => {
                record.notes.set(notes.clone(), stamp);
            }
            Self::Stage(stage) => {
                record.stage.set(*stage, stamp);
            }
            Self::Field(field, value) => set(&mut record.values, field, value, stamp),
            Self::Thread(id, thread) => set(&mut record.threads, id, thread, stamp),
            Self::Deleted(deleted) => {
                record.deleted.set(*deleted, stamp);
            }
        }
    }
}

fn set<K, V>(map: &mut LiteMap<K, Register<V>>, key: &K, value: &V, stamp: Stamp)
where
    K: Ord + Clone,
    V: PartialOrd + Clone,
{
    match map.get_mut(key) {
        Some(register) => {
            register.set(value.clone(), stamp);
        }
        None => {
            map.insert(key.clone(), Register::new(value.clone(), stamp));
        }
    }
}
