//! The client's half: what the server confirmed, what waits, and both together.

mod asking;
mod homes;
mod intents;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use boxwood_model::{
    Actor, ClientId, Clock, Context, Effect, Gather as _, Happening, Key, Layered, Mutation,
    RecordsMut, Refusal, Scope, Stamp, State, UserId, happenings,
};
use serde::{Deserialize, Serialize};

use crate::chronicle::Chronicle;
use crate::journal::{Access, CommandId, Journal, PendingMutation, RefusedMutation, Secret};
use crate::protocol::{Hello, PullReply};
use crate::undo::Done;

pub use intents::{Intent, NotTaken};

/// More mutations than a replica ever has.
const GAP: u64 = 1 << 40;

/// One replica of what an account may see.
#[derive(Debug, Clone)]
pub struct Replica {
    pub(crate) facts: Facts,
    pub(crate) confirmed: State,
    pub(crate) secret: Option<Secret>,
    /// Copies of confirmed records with the waiting mutations applied.
    top: State,
    /// What happened, where no server keeps it.
    pub(crate) chronicle: Chronicle,
}

/// All of a replica but the confirmed records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub(crate) client: ClientId,
    pub(crate) access: Option<Access>,
    /// The server's address, kept when the token is forgotten.
    pub(crate) address: Option<String>,
    /// Whose log this is a replica of; set at the first sign-in and kept from then on.
    pub(crate) identity: Option<Hello>,
    pub(crate) cursors: BTreeMap<Scope, u64>,
    pub(crate) pending: VecDeque<PendingMutation>,
    pub(crate) refused: Vec<RefusedMutation>,
    /// How many refusals there ever were.
    pub(crate) refusals: u64,
    pub(crate) commands: VecDeque<(CommandId, Option<Key>)>,
    pub(crate) last_seq: u64,
    pub(crate) acked: u64,
    pub(crate) clock: Clock,
    /// What can be undone and done again.
    pub(crate) done: Done,
}

/// What a journal record did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// The records that look different now.
    pub keys: BTreeSet<Key>,
    /// Scopes that are gone, with all their records.
    pub lost: Vec<Scope>,
    /// Whether the replica has another secret now.
    pub secret: bool,
    /// The number of the first that is new of what happened, where no server keeps it.
    pub told: Option<u64>,
}

impl Replica {
    /// A replica that knows nothing yet.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        Self::from_facts(
            Facts {
                client,
                access: None,
                address: None,
                identity: None,
                cursors: BTreeMap::new(),
                pending: VecDeque::new(),
                refused: Vec::new(),
                refusals: 0,
                commands: VecDeque::new(),
                last_seq: 0,
                acked: 0,
                clock: Clock::default(),
                done: Done::default(),
            },
            State::default(),
        )
    }

    pub(crate) fn from_facts(facts: Facts, confirmed: State) -> Self {
        let mut replica = Self {
            facts,
            confirmed,
            secret: None,
            top: State::default(),
            chronicle: Chronicle::default(),
        };
        replica.rebase();
        replica
    }

    /// What a person sees: what is confirmed, with what waits on top.
    #[must_use]
    pub const fn shown(&self) -> Layered<'_, &State> {
        Layered {
            below: &self.confirmed,
            top: &self.top,
        }
    }

    /// What the server confirmed.
    #[must_use]
    pub const fn confirmed(&self) -> &State {
        &self.confirmed
    }

    /// The records that waiting mutations make look different.
    #[must_use]
    pub const fn waiting_records(&self) -> &State {
        &self.top
    }

    /// The mutations that wait for the server, in order.
    pub fn pending(&self) -> impl ExactSizeIterator<Item = &PendingMutation> {
        self.facts.pending.iter()
    }

    /// What the waiting mutations do, in people's terms, oldest first.
    #[must_use]
    pub fn waiting_happenings(&self) -> Vec<Happening> {
        let Some(user) = self.user() else {
            return Vec::new();
        };
        let mut top = State::default();
        let mut told = Vec::new();
        for PendingMutation { mutation, .. } in &self.facts.pending {
            let shown = Layered {
                below: &self.confirmed,
                top: &top,
            };
            let Ok(effects) = plan(mutation, user, &shown) else {
                continue;
            };
            let stamp = stamp(mutation);
            told.extend(happenings(&effects, stamp, Some(user), &shown));
            let shown = Layered {
                below: &self.confirmed,
                top: &mut top,
            };
            apply(&effects, stamp, shown);
        }
        told
    }

    /// The refused mutations that were not taken note of yet.
    #[must_use]
    pub fn refused(&self) -> &[RefusedMutation] {
        &self.facts.refused
    }

    /// This replica's name.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.facts.client
    }

    /// Where to sync; none when signed out.
    #[must_use]
    pub const fn access(&self) -> Option<&Access> {
        self.facts.access.as_ref()
    }

    /// The secret of the person's devices; none before one was made here or brought here.
    #[must_use]
    pub const fn secret(&self) -> Option<Secret> {
        self.secret
    }

    /// The address of the server that was last signed in to.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.facts.address.as_deref()
    }

    /// Whose records these are, since the first sign-in.
    #[must_use]
    pub const fn identity(&self) -> Option<&Hello> {
        self.facts.identity.as_ref()
    }

    /// How far the replica is in each scope.
    #[must_use]
    pub const fn cursors(&self) -> &BTreeMap<Scope, u64> {
        &self.facts.cursors
    }

    /// The sequence number of the last intent.
    #[must_use]
    pub const fn last_seq(&self) -> u64 {
        self.facts.last_seq
    }

    /// Every mutation up to here is settled, as far as the replica knows.
    #[must_use]
    pub const fn acked(&self) -> u64 {
        self.facts.acked
    }

    /// Folds a journal record in, and says what looks different.
    pub fn fold(&mut self, journal: &Journal) -> Changed {
        let changed = self.fold_below(journal);
        self.finish(changed)
    }

    /// Folds a journal record in without bringing what is shown up to date; see [`Self::finish`].
    pub(crate) fn fold_below(&mut self, journal: &Journal) -> Changed {
        match journal {
            Journal::Intended(pending) | Journal::Did { pending, .. } => {
                // A record that is already part of the checkpoint, or came twice.
                if pending.mutation.seq > self.facts.last_seq {
                    // Where the manifest was lost, the journal is all that says the name.
                    self.facts.client = pending.mutation.client;
                    self.note(journal);
                }
                Changed::default()
            }
            Journal::Absorbed(reply) => self.absorb(reply),
            Journal::SignedIn { access, hello } => {
                self.facts.access = Some(access.clone());
                self.facts.address = Some(access.address.clone());
                let mut changed = Changed::default();
                let known = self.facts.identity.replace(hello.clone());
                if known.is_some_and(|known| known.server != hello.server) {
                    // The server was put back from a backup: what it has committed since is not what
                    // was seen here, so all is asked for anew. What waits, waits on.
                    let scopes: Vec<Scope> = self.facts.cursors.keys().copied().collect();
                    for scope in scopes {
                        self.drop_scope(scope, &mut changed);
                    }
                }
                changed
            }
            Journal::SignedOut => {
                self.facts.access = None;
                Changed::default()
            }
            Journal::Dismissed { number } => {
                self.facts.refused.retain(|r| r.number != *number);
                Changed::default()
            }
            Journal::Renamed { client } => {
                self.rename(*client);
                Changed::default()
            }
            Journal::Keyed { secret } => {
                self.secret = Some(*secret);
                Changed {
                    secret: true,
                    ..Changed::default()
                }
            }
            Journal::Alone { hello, settled } => self.be_alone(hello, settled),
            Journal::Settled(settled) => self.take_in(settled),
            Journal::Moving { access } => {
                self.facts.access = Some(access.clone());
                Changed::default()
            }
            Journal::Moved { hello, cursors } => self.be_a_servers(hello, cursors.as_deref()),
        }
    }

    /// Brings what is shown up to date after [`Self::fold_below`].
    pub(crate) fn finish(&mut self, mut changed: Changed) -> Changed {
        changed.keys.extend(self.top.keys());
        self.rebase();
        changed.keys.extend(self.top.keys());
        changed
    }

    /// Whether a server that has settled the mutations up to `acked` counts them otherwise than this
    /// replica does: because a disk lost some of what waited, or either side runs on an old copy of
    /// its records. It would never take what waits, or take new mutations for old ones; under a new
    /// name ([`Journal::Renamed`]) they count from 1. What waits was not applied under the old one,
    /// since the server is not as far.
    #[must_use]
    pub fn is_counted_otherwise(&self, acked: u64) -> bool {
        let next = self.facts.pending.front();
        let next = next.map_or(self.facts.last_seq + 1, |first| first.mutation.seq);
        acked.saturating_add(1) < next || acked > self.facts.last_seq
    }

    /// Forgets what the server confirmed, so that it is asked for anew: the copy on disk is damaged.
    pub fn forget_confirmed(&mut self) {
        self.confirmed = State::default();
        self.facts.cursors.clear();
        self.rebase();
    }

    pub(crate) fn user(&self) -> Option<UserId> {
        self.facts.identity.as_ref().map(|hello| hello.user)
    }

    /// What was intended last may be lost, and the server may have it: numbers from here on would be
    /// taken for its. They are left out until the server says how far it is, and the replica takes
    /// [another name](Self::is_counted_otherwise).
    pub(crate) fn leave_gap(&mut self) {
        self.facts.last_seq = self.facts.last_seq.saturating_add(GAP);
    }

    fn rename(&mut self, client: ClientId) {
        self.facts.client = client;
        self.facts.acked = 0;
        self.facts.last_seq = 0;
        let mut renamed = BTreeMap::new();
        for PendingMutation { mutation, .. } in &mut self.facts.pending {
            self.facts.last_seq += 1;
            let before = stamp(mutation);
            mutation.client = client;
            renamed.insert(before, stamp(mutation));
            self.facts.done.renamed(before, stamp(mutation));
            mutation.seq = self.facts.last_seq;
        }
        self.retarget(&renamed);
    }

    /// What waits to take something back takes it back under the stamp that it has now.
    fn retarget(&mut self, stamps: &BTreeMap<Stamp, Stamp>) {
        for PendingMutation { mutation, .. } in &mut self.facts.pending {
            let undoes = &mut mutation.action.undoes;
            *undoes = undoes.map(|of| stamps.get(&of).copied().unwrap_or(of));
        }
    }

    fn shown_mut(&mut self) -> Layered<'_, &mut State> {
        Layered {
            below: &self.confirmed,
            top: &mut self.top,
        }
    }

    /// Takes in what is new. Entries that are known already are passed over; entries that would
    /// leave a gap are too, and come again with the next answer, since the cursor stays.
    fn absorb(&mut self, reply: &PullReply) -> Changed {
        let mut changed = Changed::default();
        let mut logged = BTreeMap::new();
        // First, since what is lost under one scope may come back under another.
        for scope in &reply.lost {
            self.drop_scope(*scope, &mut changed);
        }
        for delta in &reply.deltas {
            let cursor = self.facts.cursors.entry(delta.scope).or_insert(0);
            if delta.from > *cursor {
                continue;
            }
            let known = usize::try_from(*cursor - delta.from).unwrap_or(usize::MAX);
            for entry in delta.entries.iter().skip(known) {
                for effect in &entry.effects {
                    effect.apply(entry.stamp, &mut self.confirmed);
                    changed.keys.insert(effect.key());
                }
                *cursor += 1;
                // A stamp that this server let pass; later intents here come after it.
                self.facts.clock.observe(entry.stamp.at);
                if entry.client == self.facts.client {
                    let mut waiting = self.facts.pending.iter();
                    let own = waiting.find(|pending| pending.mutation.seq == entry.seq);
                    if let Some(PendingMutation { mutation, .. }) = own {
                        logged.insert(stamp(mutation), entry.stamp);
                        self.facts.done.logged(stamp(mutation), entry.stamp);
                    }
                }
            }
        }
        self.retarget(&logged);
        if !reply.more {
            self.settle(reply);
        }
        changed
    }

    /// Mutations that the server settled wait no longer; refused ones are kept for their author.
    fn settle(&mut self, reply: &PullReply) {
        // What was said about a name that is lost is not about this one.
        let acked = reply.acked.min(self.facts.last_seq);
        self.facts.acked = self.facts.acked.max(acked);
        while let Some(pending) = self.facts.pending.front()
            && pending.mutation.seq <= reply.acked
        {
            let Some(PendingMutation { mutation, .. }) = self.facts.pending.pop_front() else {
                break;
            };
            self.facts.done.settled(stamp(&mutation));
            if let Some(refused) = reply.refused.iter().find(|r| r.seq == mutation.seq) {
                self.facts.refusals += 1;
                self.facts.refused.push(RefusedMutation {
                    number: self.facts.refusals,
                    mutation,
                    reason: refused.reason.clone(),
                });
            }
        }
    }

    fn drop_scope(&mut self, scope: Scope, changed: &mut Changed) {
        self.facts.cursors.remove(&scope);
        changed.lost.push(scope);
        let lost: Vec<Key> = self.confirmed.keys_of(scope);
        for key in lost {
            self.confirmed.remove(key);
            changed.keys.insert(key);
        }
    }

    /// Applies what waits to copies of what is confirmed, from nothing. A waiting mutation that
    /// cannot be any more shows nothing; the server will say so.
    fn rebase(&mut self) {
        self.top = State::default();
        let Some(user) = self.user() else { return };
        let pending = std::mem::take(&mut self.facts.pending);
        for PendingMutation { mutation, .. } in &pending {
            if let Ok(effects) = plan(mutation, user, &self.shown()) {
                apply(&effects, stamp(mutation), self.shown_mut());
            }
        }
        self.facts.pending = pending;
    }
}

fn stamp(mutation: &Mutation) -> Stamp {
    Stamp::new(mutation.at, mutation.client)
}

fn plan(
    mutation: &Mutation,
    user: UserId,
    shown: &Layered<'_, &State>,
) -> Result<Vec<Effect>, Refusal> {
    let context = Context {
        actor: Actor::User(user),
        stamp: stamp(mutation),
    };
    mutation.action.plan(context, shown)
}

fn apply(effects: &[Effect], stamp: Stamp, mut shown: Layered<'_, &mut State>) -> BTreeSet<Key> {
    for effect in effects {
        effect.apply(stamp, &mut shown);
    }
    effects.iter().map(Effect::key).gather()
}
