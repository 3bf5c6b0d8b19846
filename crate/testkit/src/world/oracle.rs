//! What everybody was promised.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use boxwood_model::{BoxId, ClientId, Hlc, Mutation, Scope};
use boxwood_sync::{CommandId, LogEntry, Replica};

use super::seat::Seat;

/// How a command was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Done, and on disk.
    Safe,
    /// Done, in memory only.
    InMemory,
    /// Not done.
    Failed(String),
}

/// A mutation's replica, number and time, and a digest of what it does: numbers and, where a clock
/// was set back, times that never left a replica are given again after its memory is lost.
type Name = (ClientId, u64, Hlc, u64);

fn name_of(mutation: &Mutation) -> Name {
    let mut digest = DefaultHasher::new();
    format!("{:?}", mutation.action).hash(&mut digest);
    let Mutation {
        client, seq, at, ..
    } = *mutation;
    (client, seq, at, digest.finish())
}

/// Something that a person wants done.
#[derive(Debug)]
struct Intent {
    seat: usize,
    command: CommandId,
    outcome: Option<Outcome>,
    /// More than one if its replica was renamed, or it was sent again.
    names: BTreeSet<Name>,
    /// The one that was seen last.
    seen: Option<(ClientId, u64, Hlc)>,
    /// Something happened that may have lost it, as its author was told.
    at_risk: bool,
    dismissed: bool,
}

/// Everything that was promised.
#[derive(Debug, Default)]
pub(super) struct Oracle {
    intents: Vec<Intent>,
    by_command: BTreeMap<CommandId, usize>,
    by_name: BTreeMap<Name, usize>,
}

impl Oracle {
    pub(super) const fn next_number(&self) -> usize {
        self.intents.len()
    }

    pub(super) fn acknowledged(&self) -> usize {
        let done =
            |intent: &&Intent| matches!(intent.outcome, Some(Outcome::Safe | Outcome::InMemory));
        self.intents.iter().filter(done).count()
    }

    pub(super) fn names(&self) -> usize {
        let names: BTreeSet<ClientId> = self.by_name.keys().map(|(client, ..)| *client).collect();
        names.len()
    }

    /// A new intent.
    pub(super) fn intend(&mut self, seat: usize, command_id: &str) -> Result<usize, String> {
        let id: BoxId = command_id.parse().map_err(|_| "not a command id")?;
        let number = self.intents.len();
        self.by_command.insert(*id.as_bytes(), number);
        self.intents.push(Intent {
            seat,
            command: *id.as_bytes(),
            outcome: None,
            names: BTreeSet::new(),
            seen: None,
            at_risk: false,
            dismissed: false,
        });
        Ok(number)
    }

    /// Whether the last mutation of a replica is this intent.
    pub(super) fn is_taken(&self, seat: &Seat, intent: usize) -> bool {
        let replica = seat.desk.engine().map(boxwood_core::Engine::replica);
        let last = replica.and_then(|replica| replica.pending().last());
        last.is_some_and(|last| last.command == self.intents[intent].command)
    }

    /// Takes note of the names of what waits.
    pub(super) fn name(&mut self, _at: usize, seat: &Seat) {
        let Some(engine) = seat.desk.engine() else {
            return;
        };
        for pending in engine.replica().pending() {
            let Mutation {
                client, seq, at, ..
            } = pending.mutation;
            let Some(number) = self.by_command.get(&pending.command) else {
                continue;
            };
            let intent = &mut self.intents[*number];
            if intent.seen != Some((client, seq, at)) {
                let name = name_of(&pending.mutation);
                intent.seen = Some((client, seq, at));
                intent.names.insert(name);
                self.by_name.insert(name, *number);
            }
        }
    }

    pub(super) fn answered(&mut self, intent: usize, outcome: Outcome) {
        self.intents[intent].outcome = Some(outcome);
    }

    /// A desk lost its memory: what it does next may go by a name that another intent had and that
    /// the server never heard.
    pub(super) fn new_life(&mut self, seat: usize, taken: &[Mutation]) {
        let taken: BTreeSet<Name> = taken.iter().map(name_of).collect();
        let intents = self.intents.iter_mut();
        for intent in intents.filter(|intent| intent.seat == seat) {
            intent.seen = None;
            intent.names.retain(|name| taken.contains(name));
        }
    }

    /// A desk lost its memory while not everything was on disk.
    pub(super) fn only_in_memory_at_risk(&mut self, seat: usize) {
        for intent in &mut self.intents {
            intent.at_risk |= intent.seat == seat && intent.outcome == Some(Outcome::InMemory);
        }
    }

    /// A desk lost its store.
    pub(super) fn all_at_risk(&mut self, seat: usize) {
        for intent in &mut self.intents {
            intent.at_risk |= intent.seat == seat;
        }
    }

    /// A person took note of a refusal.
    pub(super) fn dismissed(&mut self, _at: usize, seat: &Seat, number: u32) {
        let Some(engine) = seat.desk.engine() else {
            return;
        };
        for refused in engine.replica().refused() {
            let name = name_of(&refused.mutation);
            if refused.number == u64::from(number)
                && let Some(intent) = self.by_name.get(&name)
            {
                self.intents[*intent].dismissed = true;
            }
        }
    }

    /// I1: each acknowledged intent is once in the log, or was refused to its author's face; none is
    /// there twice, and none that failed is there at all.
    pub(super) fn check(
        &self,
        history: &[&(Scope, LogEntry)],
        taken: &[Mutation],
        replicas: &[&Replica],
    ) -> Result<(), String> {
        let mut applied = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        for (scope, entry) in history {
            if !numbers.insert((scope, entry.client, entry.seq)) {
                return Err(format!("{entry:?} is not the only one of its number"));
            }
            applied.insert((entry.client, entry.seq));
        }
        let applied: BTreeSet<Name> = taken
            .iter()
            .filter(|mutation| applied.contains(&(mutation.client, mutation.seq)))
            .map(name_of)
            .collect();
        let mut refused = BTreeSet::new();
        for replica in replicas {
            for mutation in replica.refused().iter().map(|refused| &refused.mutation) {
                if !refused.insert(name_of(mutation)) {
                    return Err(format!("{mutation:?} is refused twice"));
                }
            }
        }
        for (number, intent) in self.intents.iter().enumerate() {
            let times = |names: &dyn Fn(&Name) -> bool| {
                intent.names.iter().filter(|name| names(name)).count()
            };
            let in_log = times(&|name| applied.contains(name));
            let refusals = times(&|name| refused.contains(name));
            let told = refusals + usize::from(intent.dismissed && refusals == 0);
            let fine = match &intent.outcome {
                _ if in_log > 1 || refusals > 1 => false,
                None => false,
                // Sent again after its store was lost, it may fail although it was done.
                Some(Outcome::Failed(_)) => intent.at_risk || (in_log == 0 && told == 0),
                Some(_) if intent.at_risk => in_log + told <= 1 || intent.dismissed,
                Some(_) => in_log + told == 1,
            };
            if !fine {
                return Err(format!(
                    "I1: intent {number} is {in_log} times in the log and {told} times refused: {intent:?}"
                ));
            }
        }
        Ok(())
    }
}
