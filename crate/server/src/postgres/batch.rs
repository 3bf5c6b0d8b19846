//! What a job changed, written in one statement.

use crate::storage::{Batch, Result, StoreError};

use super::connection::{PostgresConnection, number};

impl PostgresConnection {
    /// Writes all that a job changed.
    pub(super) fn write_batch(&mut self, batch: &Batch) -> Result<()> {
        let team = self.team;
        let gone = batch.records.iter().filter(|(_, row)| row.is_none());
        for (at, _) in gone {
            self.execute(
                "DELETE FROM record WHERE team_id = $1 AND kind = $2 AND id = $3",
                &[&&team[..], &number(at.kind), &&at.id[..]],
            )?;
        }
        let rows: Vec<_> = batch
            .records
            .iter()
            .filter_map(|(at, row)| Some((at, row.as_ref()?)))
            .collect();
        let kinds: Vec<i16> = rows.iter().map(|(at, _)| number(at.kind)).collect();
        let ids: Vec<&[u8]> = rows.iter().map(|(at, _)| &at.id[..]).collect();
        let scopes: Vec<&[u8]> = rows.iter().map(|(_, row)| &row.scope[..]).collect();
        let frames: Vec<&[u8]> = rows.iter().map(|(_, row)| &row.bytes[..]).collect();
        let deleted: Vec<Option<i64>> = rows.iter().map(|(_, row)| row.deleted_at).collect();

        let head_scopes: Vec<&[u8]> = batch.heads.keys().map(Vec::as_slice).collect();
        let head_versions = columns(batch.heads.values().copied())?;

        let log = &batch.log;
        let log_scopes: Vec<&[u8]> = log.iter().map(|row| &row.scope[..]).collect();
        let log_versions = columns(log.iter().map(|row| row.version))?;
        let log_frames: Vec<&[u8]> = log.iter().map(|row| &row.bytes[..]).collect();

        let clients: Vec<&[u8]> = batch.clients.keys().map(|id| &id.as_bytes()[..]).collect();
        let users = batch.clients.values().map(|client| client.user);
        let users: Vec<[u8; 16]> = users.map(|user| *user.as_bytes()).collect();
        let users: Vec<&[u8]> = users.iter().map(|user| &user[..]).collect();
        let seqs = columns(batch.clients.values().map(|client| client.last_seq))?;

        let refusals = &batch.refusals;
        let refused = refusals.iter().map(|row| &row.client.as_bytes()[..]);
        let refused: Vec<&[u8]> = refused.collect();
        let refused_seqs = columns(refusals.iter().map(|row| row.seq))?;
        let reasons: Vec<&[u8]> = refusals.iter().map(|row| &row.bytes[..]).collect();

        let happenings = &batch.happenings;
        let places: Vec<&[u8]> = happenings.iter().map(|row| &row.scope[..]).collect();
        let about = happenings.iter().map(|row| number(row.about.kind));
        let about: Vec<i16> = about.collect();
        let which: Vec<&[u8]> = happenings.iter().map(|row| &row.about.id[..]).collect();
        let told: Vec<&[u8]> = happenings.iter().map(|row| &row.bytes[..]).collect();
        self.execute(
            include_str!("write.sql"),
            &[
                &&team[..],
                &batch.clock,
                &column(batch.access)?,
                &column(happenings.len() as u64)?,
                &kinds,
                &ids,
                &scopes,
                &frames,
                &deleted,
                &head_scopes,
                &head_versions,
                &log_scopes,
                &log_versions,
                &log_frames,
                &clients,
                &users,
                &seqs,
                &refused,
                &refused_seqs,
                &reasons,
                &places,
                &about,
                &which,
                &told,
            ],
        )
        .map(drop)
    }
}

fn column(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| StoreError::Nonsense("no number as large as this"))
}

fn columns(numbers: impl Iterator<Item = u64>) -> Result<Vec<i64>> {
    numbers.map(column).collect()
}
