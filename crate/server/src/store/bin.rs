//! Boxes that were deleted: which have been for how long.

use boxwood_model::{BoxId, BoxRecord, Millis};
use boxwood_sync::{FrameKind, decode};
use rusqlite::{Connection, params};

use super::columns::RecordKind;
use super::{Result, SqliteStore};
use crate::moment::for_sqlite;

/// A box in the bin: the order in which they are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Binned {
    /// When it was deleted, as SQLite has it.
    deleted_at: i64,
    id: [u8; 16],
}

impl Binned {
    /// Which box it is.
    pub(crate) const fn id(self) -> BoxId {
        BoxId::from_bytes(self.id)
    }
}

/// When a record came into the bin, as its column has it.
pub(super) fn deleted_at(record: &BoxRecord) -> Option<i64> {
    let deleted = &record.deleted;
    deleted.value.then(|| for_sqlite(deleted.stamp.at.millis()))
}

impl SqliteStore<'_> {
    /// The next boxes behind `after`, at most so many, that were deleted at `before` or earlier.
    pub(crate) fn bin(&self, after: Binned, before: Millis, most: usize) -> Result<Vec<Binned>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT deleted_at, id FROM record
             WHERE team_id = ?1 AND deleted_at <= ?2 AND (deleted_at, id) > (?3, ?4)
             ORDER BY deleted_at, id LIMIT ?5",
        )?;
        let which = params![
            self.team.as_bytes(),
            for_sqlite(before),
            after.deleted_at,
            after.id,
            i64::try_from(most).unwrap_or(i64::MAX)
        ];
        let rows = statement.query_map(which, |row| {
            Ok(Binned {
                deleted_at: row.get(0)?,
                id: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Says of each box that is there already when it was deleted: the second schema began to keep it.
pub(crate) fn fill(connection: &Connection) -> Result<()> {
    let mut boxes = connection.prepare("SELECT team_id, id, bytes FROM record WHERE kind = ?1")?;
    let mut note = connection.prepare(
        "UPDATE record SET deleted_at = ?4 WHERE team_id = ?1 AND kind = ?2 AND id = ?3",
    )?;
    let mut rows = boxes.query([RecordKind::Box])?;
    while let Some(row) = rows.next()? {
        let (team, id): ([u8; 16], [u8; 16]) = (row.get(0)?, row.get(1)?);
        let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let record: BoxRecord = decode(FrameKind::Record, bytes)?;
        if let Some(at) = deleted_at(&record) {
            note.execute(params![team, RecordKind::Box, id, at])?;
        }
    }
    Ok(())
}
