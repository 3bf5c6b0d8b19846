//! Records in their table: one frame each, with the scope that they are in.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{Key, Member, Pipeline, PipelineId, Record, Scope, UserId};
use boxwood_sync::{FrameKind, Framed, deciding_pipeline, decode, encode, may_read};
use rusqlite::{OptionalExtension, params};

use super::bin::deleted_at;
use super::columns::{RecordKind, key_columns, key_from_columns, scope_to_bytes};
use super::{Result, SqliteStore, StoreError};

impl SqliteStore<'_> {
    /// The people of the team, removed ones too, in the order in which they came.
    pub(crate) fn people(&self) -> Result<Vec<Member>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes FROM record WHERE team_id = ?1 AND kind = ?2 ORDER BY id",
        )?;
        let mut rows = statement.query(params![self.team.as_bytes(), RecordKind::Member])?;
        let mut members = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            members.push(decode(FrameKind::Record, bytes)?);
        }
        Ok(members)
    }

    /// The team's person with this address, which is in lower case; one who was removed too.
    pub(crate) fn member_of(&self, email: &str) -> Result<Option<Member>> {
        let mut members = self.people()?;
        // Of two with the same address the one who is in the team.
        members.sort_by_key(|member| !member.is_active());
        Ok(members.into_iter().find(|member| member.email == email))
    }

    /// A person of the team, a removed one too.
    pub(crate) fn member(&self, id: UserId) -> Result<Option<Member>> {
        let frame = self.frame(Key::Member(id))?;
        Ok(frame
            .map(|bytes| decode(FrameKind::Record, &bytes))
            .transpose()?)
    }

    /// Those of some scopes that a person may read. Each pipeline is read once, however many scopes
    /// depend on it.
    pub(crate) fn readable(
        &self,
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

    pub(super) fn read_record(&self, key: Key) -> Result<Option<Record>> {
        let frame = self.frame(key)?;
        frame.map(|bytes| record(key, &bytes)).transpose()
    }

    /// The ids of all records of a kind.
    pub(super) fn ids(&self, kind: RecordKind) -> Result<Vec<[u8; 16]>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM record WHERE team_id = ?1 AND kind = ?2 ORDER BY id")?;
        let rows = statement.query_map(params![self.team.as_bytes(), kind], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All records that are in a scope.
    pub(super) fn records_in(&self, scope: Scope) -> Result<Vec<Record>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, id, bytes FROM record WHERE team_id = ?1 AND scope = ?2",
        )?;
        let mut rows = statement.query(params![self.team.as_bytes(), scope_to_bytes(scope)])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            let key = key_from_columns(row.get(0)?, row.get(1)?).map_err(rusqlite::Error::from)?;
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            records.push(record(key, bytes)?);
        }
        Ok(records)
    }

    pub(super) fn put_record(&self, record: &Record) -> Result<()> {
        let (kind, id) = key_columns(record.key(), self.team);
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
                let scope = Scope::Pipeline(record.pipeline.value);
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
        self.execute(
            "INSERT INTO record (team_id, kind, id, scope, bytes, deleted_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (team_id, kind, id) DO UPDATE SET
             scope = excluded.scope, bytes = excluded.bytes, deleted_at = excluded.deleted_at",
            params![
                self.team.as_bytes(),
                kind,
                id,
                scope_to_bytes(scope),
                bytes?,
                deleted_at
            ],
        )
    }

    fn frame(&self, key: Key) -> Result<Option<Vec<u8>>> {
        let (kind, id) = key_columns(key, self.team);
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes FROM record WHERE team_id = ?1 AND kind = ?2 AND id = ?3",
        )?;
        let which = params![self.team.as_bytes(), kind, id];
        Ok(statement.query_row(which, |row| row.get(0)).optional()?)
    }
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
