//! Records in their table: one frame each, with the scope that they are in.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{BoxRecord, Key, Member, Pipeline, PipelineId, Record, Scope, Slot, UserId};
use boxwood_sync::{FrameKind, Framed, deciding_pipeline, decode, encode, may_read};

use super::Store;
use crate::storage::{
    RecordKind, RecordRow, Result, StoreError, key_columns, scope_to_bytes, to_column,
};

impl Store<'_> {
    /// The people of the team, removed ones too, in the order in which they came.
    pub(crate) fn people(&mut self) -> Result<Vec<Member>> {
        let frames = self.connection()?.records_of_kind(RecordKind::Member)?;
        let members = frames.iter();
        let members = members.map(|bytes| decode(FrameKind::Record, bytes));
        Ok(members.collect::<std::result::Result<_, _>>()?)
    }

    /// The team's person with this address, which is in lower case; one who was removed too.
    pub(crate) fn member_of(&mut self, email: &str) -> Result<Option<Member>> {
        let mut members = self.people()?;
        // Of two with the same address the one who is in the team.
        members.sort_by_key(|member| !member.is_active());
        Ok(members.into_iter().find(|member| member.email == email))
    }

    /// A person of the team, a removed one too.
    pub(crate) fn member(&mut self, id: UserId) -> Result<Option<Member>> {
        let frame = self.frame(Key::Member(id))?;
        Ok(frame
            .map(|bytes| decode(FrameKind::Record, &bytes))
            .transpose()?)
    }

    /// Those of some scopes that a person may read. Each pipeline is read once, however many scopes
    /// depend on it.
    pub(crate) fn readable(
        &mut self,
        user: UserId,
        scopes: impl IntoIterator<Item = Scope>,
    ) -> Result<BTreeSet<Scope>> {
        let mut pipelines: BTreeMap<PipelineId, Option<Pipeline>> = BTreeMap::new();
        let mut readable = BTreeSet::new();
        for scope in scopes {
            if matches!(scope, Scope::Assigned(_, other) if other != user) {
                continue;
            }
            let pipeline = match deciding_pipeline(scope) {
                None => None,
                Some(id) => {
                    if let std::collections::btree_map::Entry::Vacant(entry) = pipelines.entry(id) {
                        let frame = self.frame(Key::Pipeline(id))?;
                        let read = frame.map(|bytes| decode(FrameKind::Record, &bytes));
                        entry.insert(read.transpose()?);
                    }
                    pipelines.get(&id).and_then(Option::as_ref)
                }
            };
            if may_read(user, scope, pipeline) {
                readable.insert(scope);
            }
        }
        Ok(readable)
    }

    pub(super) fn read_record(&mut self, key: Key) -> Result<Option<Record>> {
        let frame = self.frame(key)?;
        frame.map(|bytes| record(key, &bytes)).transpose()
    }

    /// All records that are in a scope.
    pub(super) fn records_in(&mut self, scope: Scope) -> Result<Vec<Record>> {
        let frames = self.connection()?.records_in(&scope_to_bytes(scope))?;
        let records = frames.iter();
        records.map(|(key, bytes)| record(*key, bytes)).collect()
    }

    pub(super) fn put_record(&mut self, record: &Record) -> Result<()> {
        let at = key_columns(record.key(), self.team);
        let (scope, bytes) = match record {
            Record::Member(member) => (Scope::Team, encode(FrameKind::Record, member)),
            Record::Team(team) => (Scope::Team, encode(FrameKind::Record, team)),
            Record::Invitation(record) => (Scope::Team, encode(FrameKind::Record, record)),
            Record::Contact(contact) => (Scope::Team, encode(FrameKind::Record, contact)),
            Record::Organization(record) => (Scope::Team, encode(FrameKind::Record, record)),
            Record::Pipeline(pipeline) => {
                let scope = Scope::Pipeline(pipeline.id);
                (scope, encode(FrameKind::Record, pipeline))
            }
            Record::Box(record) => {
                let scope = Scope::Pipeline(record.pipeline());
                (scope, encode(FrameKind::Record, record))
            }
            Record::Snippet(snippet) => (snippet.home.scope(), encode(FrameKind::Record, snippet)),
            Record::View(view) => (view.home.scope(), encode(FrameKind::Record, view)),
            Record::Settings(settings) => {
                let scope = Scope::User(settings.user);
                (scope, encode(FrameKind::Record, settings))
            }
            Record::Lesson(lesson) => {
                let scope = Scope::User(lesson.user);
                (scope, encode(FrameKind::Record, lesson))
            }
        };
        let deleted_at = match record {
            Record::Box(record) => deleted_at(record),
            _ => None,
        };
        let row = RecordRow {
            scope: scope_to_bytes(scope),
            bytes: bytes?,
            deleted_at,
        };
        self.pending.job.records.insert(at, Some(row));
        Ok(())
    }

    fn frame(&mut self, key: Key) -> Result<Option<Vec<u8>>> {
        let at = key_columns(key, self.team);
        self.pending.record(at, self.connection)
    }
}

/// When a record came into the bin, as its column has it.
pub(crate) fn deleted_at(record: &BoxRecord) -> Option<i64> {
    let at = || to_column(record.stamp(Slot::Deleted).at.millis());
    record.deleted().then(at)
}

/// The record of this name, from its frame.
fn record(key: Key, bytes: &[u8]) -> Result<Record> {
    fn read<T: Framed>(bytes: &[u8]) -> Result<Box<T>> {
        let record = decode(FrameKind::Record, bytes).map_err(StoreError::Frame)?;
        Ok(Box::new(record))
    }
    Ok(match key {
        Key::Member(_) => Record::Member(read(bytes)?),
        Key::Pipeline(_) => Record::Pipeline(read(bytes)?),
        Key::Box(_) => Record::Box(read(bytes)?),
        Key::Team => Record::Team(read(bytes)?),
        Key::Invitation(_) => Record::Invitation(read(bytes)?),
        Key::Contact(_) => Record::Contact(read(bytes)?),
        Key::Organization(_) => Record::Organization(read(bytes)?),
        Key::Snippet(_) => Record::Snippet(read(bytes)?),
        Key::View(_) => Record::View(read(bytes)?),
        Key::Settings(_) => Record::Settings(read(bytes)?),
        Key::Lesson(_) => Record::Lesson(read(bytes)?),
    })
}
