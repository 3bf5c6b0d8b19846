//! Where the authority is: here, or at a server.

use boxwood_model::{Scope, State};

use super::{Changed, Replica};
use crate::alone::Settled;
use crate::chronicle::Chronicle;
use crate::protocol::Hello;
use crate::undo::Done;

impl Replica {
    /// From now on the authority is here.
    pub(super) fn be_alone(&mut self, hello: &Hello, settled: &Settled) -> Changed {
        self.facts.access = None;
        self.facts.address = None;
        self.facts.identity = Some(hello.clone());
        // Logs that are made for a single person end with the server that made them.
        let cursors = &mut self.facts.cursors;
        cursors.retain(|scope, _| !matches!(scope, Scope::Assigned(..)));
        self.take_in(settled)
    }

    /// From now on the authority is the server that was being moved to.
    pub(super) fn be_a_servers(
        &mut self,
        hello: &Hello,
        cursors: Option<&[(Scope, u64)]>,
    ) -> Changed {
        let mut changed = Changed::default();
        if self.user() != Some(hello.user) {
            // They came to the server as somebody else: what was here is not theirs.
            changed.keys.extend(self.confirmed.keys());
            self.confirmed = State::default();
            self.facts.done = Done::default();
        }
        let access = self.facts.access.as_ref();
        self.facts.address = access.map(|access| access.address.clone());
        self.facts.identity = Some(hello.clone());
        self.facts.cursors = cursors.unwrap_or_default().iter().copied().collect();
        // The server tells what happened from now on.
        self.chronicle = Chronicle::default();
        changed
    }

    /// Takes in what the authority here says.
    pub(super) fn take_in(&mut self, settled: &Settled) -> Changed {
        let mut changed = self.absorb(&settled.reply);
        changed.told = settled.told.first().map(|told| told.number);
        for told in &settled.told {
            self.chronicle.add(told.clone());
        }
        changed
    }
}
