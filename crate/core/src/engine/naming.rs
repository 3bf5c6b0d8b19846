//! Under which name the replica speaks to the server, and how much it may tell it.
//!
//! The server counts a replica's mutations by its name. So what it gets under a name must be on disk
//! under that name, or never come to be there: a replica that starts from a disk that lacks it would
//! give its number to something else, which the server would take for a repetition and drop.

use boxwood_model::ClientId;
use boxwood_sync::Journal;

use super::Engine;
use crate::disk::OnDisk;
use crate::host::{Effect, Moment};
use crate::translate::FreshIds;

/// A name that nobody has heard of.
pub(super) fn fresh(moment: Moment) -> ClientId {
    ClientId::from_parts(moment.now, FreshIds::new(moment).bytes())
}

/// What is on disk of what goes by the replica's name.
#[derive(Debug)]
pub(super) struct Naming {
    pub(super) on_disk: OnDisk,
    /// Nothing on disk goes by this name: it is for what the disk refused.
    fleeting: bool,
}

impl Naming {
    pub(super) const fn new(on_disk: OnDisk) -> Self {
        Self {
            on_disk,
            fleeting: false,
        }
    }

    /// A write that will be there whatever happens to the machine.
    pub(super) fn holds(&mut self, written: OnDisk) {
        if written.client == self.on_disk.client {
            self.fleeting = false;
            self.on_disk.seq = self.on_disk.seq.max(written.seq);
            self.on_disk.acked = self.on_disk.acked.max(written.acked);
        }
    }
}

impl Engine {
    /// Gives the replica another name, because the server counts otherwise than it does.
    pub(super) fn rename(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        let client = fresh(moment);
        self.naming = Naming::new(OnDisk {
            client,
            seq: 0,
            acked: 0,
        });
        self.link.renamed();
        self.fold(&Journal::Renamed { client }, true, effects);
    }

    /// The last mutation that the server may get.
    ///
    /// What the disk refuses goes to the server all the sooner: under a name of its own, once all
    /// that is on disk under the old one is settled.
    pub(super) fn sendable(&mut self, moment: Moment, effects: &mut Vec<Effect>) -> u64 {
        let on_its_way = self.disk.on_its_way();
        let first = self.replica.pending().next().map(|p| p.mutation.seq);
        if self.disk.refusal().is_some()
            && on_its_way.is_none()
            && !self.naming.fleeting
            && self.replica.access().is_some()
            && !self.replica.has_no_server()
            && first.is_some_and(|first| first > self.naming.on_disk.seq)
        {
            self.rename(moment, effects);
            self.naming.fleeting = true;
        }
        match on_its_way {
            _ if !self.naming.fleeting => self.naming.on_disk.seq,
            Some(written) => written.seq,
            None => self.replica.last_seq(),
        }
    }
}
