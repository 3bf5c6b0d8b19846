//! What happened: a row for each happening, found by record and by scope.

use boxwood_model::{Happening, Key, Scope};
use boxwood_sync::{FrameKind, decode, encode};

use super::Store;
use crate::storage::{HappeningRow, Result, key_columns, scope_to_bytes};

impl Store<'_> {
    /// Keeps what happened in a scope.
    pub(super) fn keep_happenings(&mut self, scope: Scope, happenings: &[Happening]) -> Result<()> {
        let team = self.team;
        for happening in happenings {
            let bytes = encode(FrameKind::Happening, happening)?;
            self.pending.job.happenings.push(HappeningRow {
                scope: scope_to_bytes(scope),
                about: key_columns(happening.about, team),
                bytes,
            });
        }
        Ok(())
    }

    /// Up to `most` happenings with numbers below `before`, newest first.
    pub(super) fn happenings(
        &mut self,
        scopes: &[Scope],
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Happening)>> {
        let scopes: Vec<Vec<u8>> = scopes.iter().map(|scope| scope_to_bytes(*scope)).collect();
        let about = about.map(|key| key_columns(key, self.team));
        let mut rows = self
            .connection()?
            .happenings(&scopes, about, before, most)?;
        rows.sort_unstable_by_key(|(number, _)| std::cmp::Reverse(*number));
        rows.truncate(most);
        rows.into_iter()
            .map(|(number, bytes)| Ok((number, decode(FrameKind::Happening, &bytes)?)))
            .collect()
    }
}
