//! What a transaction is to write when it ends, job by job.
//!
//! A job that fails is undone by forgetting what it was to write. Where something asks for rows that
//! have to be in the database for the asking, they are written before, behind a mark to which the
//! transaction can go back.

use std::collections::BTreeMap;

use boxwood_model::ClientId;
use boxwood_sync::Client;

use crate::storage::{Batch, Connection, RecordAt, Result};

/// The rows that wait.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// Those of the job that is under way.
    pub(super) job: Batch,
    /// Those of the jobs before it.
    kept: Batch,
    /// The frames of records as the database has them or will have them, the job's aside.
    known: BTreeMap<RecordAt, Option<Vec<u8>>>,
    /// Whether there is a mark in the transaction, behind which rows of the job were written.
    marked: bool,
}

impl Pending {
    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.job.is_empty() && self.kept.is_empty()
    }

    /// The frame of a record; asks the connection if it was not asked before.
    pub(super) fn record(
        &mut self,
        at: RecordAt,
        connection: &mut dyn Connection,
    ) -> Result<Option<Vec<u8>>> {
        if let Some(row) = self.job.records.get(&at) {
            return Ok(row.as_ref().map(|row| row.bytes.clone()));
        }
        if let Some(known) = self.known.get(&at) {
            return Ok(known.clone());
        }
        let read = connection.record(at)?;
        self.known.insert(at, read.clone());
        Ok(read)
    }

    /// The version of a scope, if it waits to be written.
    pub(super) fn head(&self, scope: &[u8]) -> Option<u64> {
        let heads = [&self.job.heads, &self.kept.heads];
        heads.iter().find_map(|heads| heads.get(scope)).copied()
    }

    /// What the database has are not the records that were read from it before.
    pub(super) fn forget_known(&mut self) {
        self.known.clear();
    }

    /// What is known of a replica, if it waits to be written.
    pub(super) fn client(&self, id: ClientId) -> Option<Client> {
        let clients = [&self.job.clients, &self.kept.clients];
        clients.iter().find_map(|clients| clients.get(&id)).copied()
    }

    /// The frame of the clock, if it waits to be written.
    pub(super) fn clock(&self) -> Option<&[u8]> {
        let clock = self.job.clock.as_ref().or(self.kept.clock.as_ref());
        clock.map(Vec::as_slice)
    }

    /// Writes everything, so that all questions can be asked of the connection, and the job can still
    /// be undone: by marking the transaction before the job's own rows, or before what it will do to
    /// the connection itself.
    pub(super) fn write(&mut self, connection: &mut dyn Connection) -> Result<()> {
        if !self.marked {
            write(&mut self.kept, connection)?;
            connection.mark()?;
            self.marked = true;
        }
        self.learn();
        write(&mut self.job, connection)
    }

    /// The job is done.
    pub(super) fn keep(&mut self, connection: &mut dyn Connection) -> Result<()> {
        if std::mem::take(&mut self.marked) {
            connection.unmark()?;
        }
        self.learn();
        self.kept.append(std::mem::take(&mut self.job));
        Ok(())
    }

    /// The job never was.
    pub(super) fn undo(&mut self, connection: &mut dyn Connection) -> Result<()> {
        self.job = Batch::default();
        if std::mem::take(&mut self.marked) {
            // Among what is known may be what the job wrote.
            self.known.clear();
            connection.back_to_mark()?;
            connection.unmark()?;
        }
        Ok(())
    }

    /// Writes what is to be kept.
    pub(super) fn finish(&mut self, connection: &mut dyn Connection) -> Result<()> {
        write(&mut self.kept, connection)
    }

    /// Takes note of the records that the job has changed.
    fn learn(&mut self) {
        for (at, row) in &self.job.records {
            let bytes = row.as_ref().map(|row| row.bytes.clone());
            self.known.insert(*at, bytes);
        }
    }
}

fn write(batch: &mut Batch, connection: &mut dyn Connection) -> Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    connection.write(&std::mem::take(batch))
}
