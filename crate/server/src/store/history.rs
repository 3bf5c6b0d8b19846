//! What happened, in SQLite: a row for each happening, found by record and by scope.

use boxwood_model::{Happening, Key, Scope};
use boxwood_sync::{FrameKind, decode, encode};
use rusqlite::{Rows, params};

use super::columns::{key_columns, scope_to_bytes};
use super::{Result, SqliteStore};
use crate::moment::for_sqlite;

impl SqliteStore<'_> {
    /// Keeps what happened in a scope.
    pub(super) fn keep_happenings(&self, scope: Scope, happenings: &[Happening]) -> Result<()> {
        let scope = scope_to_bytes(scope);
        for happening in happenings {
            let bytes = encode(FrameKind::Happening, happening)?;
            let (kind, id) = key_columns(happening.about, self.team);
            self.execute(
                "INSERT INTO happening (team_id, scope, kind, id, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![self.team.as_bytes(), scope, kind, id, bytes],
            )?;
        }
        Ok(())
    }

    /// Up to `most` happenings with numbers below `before`, newest first.
    pub(super) fn happenings(
        &self,
        scopes: &[Scope],
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Happening)>> {
        let before = for_sqlite(before);
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let team = self.team.as_bytes();
        let mut found = Vec::new();
        // A person sees few scopes, and nearly every record was in one only.
        for scope in scopes {
            let scope = scope_to_bytes(*scope);
            match about {
                Some(key) => {
                    let (kind, id) = key_columns(key, self.team);
                    let mut statement = self.connection.prepare_cached(
                        "SELECT number, bytes FROM happening
                         WHERE team_id = ?1 AND kind = ?2 AND id = ?3 AND scope = ?4 AND number < ?5
                         ORDER BY number DESC LIMIT ?6",
                    )?;
                    let wanted = params![team, kind, id, scope, before, limit];
                    take(statement.query(wanted)?, &mut found)?;
                }
                None => {
                    let mut statement = self.connection.prepare_cached(
                        "SELECT number, bytes FROM happening
                         WHERE team_id = ?1 AND scope = ?2 AND number < ?3
                         ORDER BY number DESC LIMIT ?4",
                    )?;
                    take(
                        statement.query(params![team, scope, before, limit])?,
                        &mut found,
                    )?;
                }
            }
        }
        found.sort_unstable_by_key(|(number, _)| std::cmp::Reverse(*number));
        found.truncate(most);
        Ok(found)
    }
}

fn take(mut rows: Rows<'_>, found: &mut Vec<(u64, Happening)>) -> Result<()> {
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        found.push((row.get(0)?, decode(FrameKind::Happening, bytes)?));
    }
    Ok(())
}
