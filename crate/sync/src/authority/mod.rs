//! The server's half: each mutation exactly once, in order, in one transaction.

mod access;
mod adopt;
mod assigned;
mod deed;
mod history;
mod reading;

use std::collections::BTreeMap;

use boxwood_model::{
    Action, Actor, ClientId, Clock, Context, Happening, Key, Millis, Mutation, PipelineId, Record,
    Refusal, Scope, Stamp, State, UserId,
};

pub use access::{deciding_pipeline, may_read, operator};
use deed::Deed;
use reading::Reading;

use crate::protocol::{
    LogEntry, PullReply, PullRequest, PushReply, PushRequest, RefusedSeq, ScopeDelta,
};

/// How far a stamp may be ahead of the server's clock before it is clamped, in milliseconds.
const CLOCK_TOLERANCE: Millis = 60_000;

/// Where the authority keeps its records: one transaction of a store, for one team.
///
/// Everything written is there after the transaction, or nothing is. What was written is read back
/// within the transaction. No other transaction of the team runs in between.
pub trait AuthorityStore {
    /// What can go wrong with the store itself.
    type Error;

    /// A record, a deleted one too.
    fn record(&mut self, key: Key) -> Result<Option<Record>, Self::Error>;
    /// The person with this address, which is in lower case; one who was removed too.
    fn member_by_email(&mut self, email: &str) -> Result<Option<UserId>, Self::Error>;
    /// How many owners the team has.
    fn owners(&mut self) -> Result<usize, Self::Error>;
    /// The people of the team, removed ones too. Asked for where a pipeline is shared with everybody
    /// in a role that sees only what is assigned.
    fn members(&mut self) -> Result<Vec<UserId>, Self::Error>;
    /// All pipelines, deleted ones too. Asked for when somebody new joins the team.
    fn pipelines(&mut self) -> Result<Vec<PipelineId>, Self::Error>;
    /// All records of a pipeline: itself, its boxes, views and snippets. Asked for when the rights of
    /// somebody change to or from seeing only what is assigned.
    fn records_of(&mut self, pipeline: PipelineId) -> Result<Vec<Record>, Self::Error>;
    /// Writes the records that are in `changed`; they are all there is to write.
    fn put(&mut self, changed: &State) -> Result<(), Self::Error>;
    /// Takes a record away for good.
    fn remove(&mut self, key: Key) -> Result<(), Self::Error>;

    /// Adds an entry to the log of a scope; returns its version: the first is 1, without gaps.
    fn append(&mut self, scope: Scope, entry: &LogEntry) -> Result<u64, Self::Error>;
    /// Up to `most` entries of a scope after a version.
    fn entries(
        &mut self,
        scope: Scope,
        after: u64,
        most: usize,
    ) -> Result<Vec<LogEntry>, Self::Error>;
    /// Keeps what happened in a scope, under numbers that count up.
    fn tell(&mut self, scope: Scope, happenings: &[Happening]) -> Result<(), Self::Error>;
    /// Up to `most` of what happened in these scopes, to this record or to any, newest first: those
    /// with numbers below `before`.
    fn told(
        &mut self,
        scopes: &[Scope],
        about: Option<Key>,
        before: u64,
        most: usize,
    ) -> Result<Vec<(u64, Happening)>, Self::Error>;

    /// The scopes that this person [may read](may_read), with the version of each.
    fn heads(&mut self, user: UserId) -> Result<Vec<(Scope, u64)>, Self::Error>;

    /// What is known of a replica; `None` if it was never heard of.
    fn client(&mut self, id: ClientId) -> Result<Option<Client>, Self::Error>;
    /// Keeps what is known of a replica.
    fn put_client(&mut self, id: ClientId, client: &Client) -> Result<(), Self::Error>;
    /// Keeps a refusal until the replica knows it.
    fn put_refusal(&mut self, id: ClientId, refused: &RefusedSeq) -> Result<(), Self::Error>;
    /// The refusals of a replica after a sequence number, in order.
    fn refusals(&mut self, id: ClientId, after: u64) -> Result<Vec<RefusedSeq>, Self::Error>;
    /// Forgets the refusals of a replica up to a sequence number.
    fn forget_refusals(&mut self, id: ClientId, up_to: u64) -> Result<(), Self::Error>;

    /// Makes room for records that move in, where there is nothing but a single person: forgets all
    /// records, replicas and happenings, and leaves of each log entry the number alone. Whatever
    /// speaks for `from`, such as a token, speaks for `to` from now on.
    fn vacate(&mut self, from: UserId, to: UserId) -> Result<(), Self::Error>;

    /// The server's hybrid logical clock.
    fn clock(&mut self) -> Result<Clock, Self::Error>;
    /// Keeps the server's hybrid logical clock.
    fn put_clock(&mut self, clock: Clock) -> Result<(), Self::Error>;
}

/// What the server keeps of a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// Whose it is; nobody else may speak for it.
    pub user: UserId,
    /// The last mutation that was settled.
    pub last_seq: u64,
}

/// The versions that scopes have reached.
pub type Heads = BTreeMap<Scope, u64>;

/// Why a push or pull as a whole is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Submission<E> {
    /// The replica belongs to somebody else, or the person is not in the team.
    #[error("not allowed")]
    NotAllowed,
    /// A mutation is missing: the first one that came is not the next one.
    #[error("mutation {expected} is next, {got} came")]
    Gap {
        /// The sequence number that is next.
        expected: u64,
        /// The one that came.
        got: u64,
    },
    /// Records should move in where there are some already.
    #[error("the team is not empty")]
    NotEmpty,
    /// What was written is not what was sent.
    #[error("the records are not the ones that were sent")]
    Differs,
    /// The store failed; nothing of this submission holds.
    #[error("the store failed")]
    Store(E),
}

impl<E> From<E> for Submission<E> {
    fn from(error: E) -> Self {
        Self::Store(error)
    }
}

/// The rules of the server's half, over one transaction of a store.
#[derive(Debug)]
pub struct Authority<'s, S> {
    store: &'s mut S,
    now: Millis,
}

impl<'s, S: AuthorityStore> Authority<'s, S> {
    /// The authority for one transaction that happens at `now`.
    pub const fn new(store: &'s mut S, now: Millis) -> Self {
        Self { store, now }
    }

    /// Applies the mutations of a replica that were not applied yet, and says how far it is, and
    /// which scopes have new versions.
    ///
    /// # Errors
    /// See [`Submission`]; then nothing may be kept of what the store was told.
    pub fn push(
        &mut self,
        user: UserId,
        request: &PushRequest,
    ) -> Result<(PushReply, Heads), Submission<S::Error>> {
        let client = request.client;
        let mut known = self.known(user, client)?;
        let mut clock = self.store.clock()?;
        let mut clock_ahead = None;
        let mut heads = BTreeMap::new();
        // Under which stamps those of this request were taken whose clock is too far ahead.
        let mut clamped: BTreeMap<Stamp, Stamp> = BTreeMap::new();
        for mut mutation in request.mutations() {
            if mutation.seq <= known.last_seq {
                continue;
            }
            let expected = known.last_seq + 1;
            if mutation.seq != expected {
                return Err(Submission::Gap {
                    expected,
                    got: mutation.seq,
                });
            }
            let (stamp, ahead) = self.stamp(&mutation, &mut clock);
            clock_ahead = clock_ahead.max(ahead);
            clamped.insert(Stamp::new(mutation.at, client), stamp);
            let undoes = &mut mutation.action.undoes;
            *undoes = undoes.map(|of| clamped.get(&of).copied().unwrap_or(of));
            match self.settle(Actor::User(user), &mutation, stamp)? {
                Ok(touched) => heads.extend(touched),
                Err(reason) => {
                    self.store.put_refusal(
                        client,
                        &RefusedSeq {
                            seq: mutation.seq,
                            reason,
                        },
                    )?;
                }
            }
            known.last_seq = mutation.seq;
        }
        self.store.put_client(client, &known)?;
        self.store.put_clock(clock)?;
        Ok((
            PushReply {
                acked: known.last_seq,
                clock_ahead,
            },
            heads,
        ))
    }

    /// Applies an action of whoever runs the server.
    ///
    /// # Errors
    /// The store's; the inner result is the action's refusal.
    pub fn operate(
        &mut self,
        client: ClientId,
        action: impl Into<Action>,
    ) -> Result<Result<Heads, Refusal>, S::Error> {
        let mut clock = self.store.clock()?;
        let at = clock.tick(self.now);
        self.store.put_clock(clock)?;
        let mutation = Mutation {
            client,
            seq: 0,
            at,
            action: action.into(),
        };
        self.settle(Actor::Operator, &mutation, Stamp::new(at, client))
    }

    /// What is new for a replica; at most about `most` entries.
    ///
    /// # Errors
    /// See [`Submission`].
    pub fn pull(
        &mut self,
        user: UserId,
        request: &PullRequest,
        most: usize,
    ) -> Result<PullReply, Submission<S::Error>> {
        let known = self.known(user, request.client)?;
        let heads = self.store.heads(user)?;
        let visible: Heads = heads.iter().copied().collect();
        let cursors: BTreeMap<Scope, u64> = request.cursors.iter().copied().collect();
        // Whoever is further than the log has seen another one: it was put back from an old copy.
        let ahead = |scope, at: u64| visible.get(scope).is_some_and(|head| at > *head);
        let mut more = cursors.iter().any(|(scope, at)| ahead(scope, *at));
        let lost = cursors
            .iter()
            .filter(|(scope, at)| !visible.contains_key(scope) || ahead(scope, **at))
            .map(|(scope, _)| *scope)
            .collect();

        let mut room = most.max(1);
        let mut deltas = Vec::new();
        for (scope, head) in heads {
            let from = cursors.get(&scope).copied().unwrap_or(0);
            if from >= head && cursors.contains_key(&scope) {
                continue;
            }
            if room == 0 {
                more = true;
                break;
            }
            let entries = self.store.entries(scope, from, room)?;
            room -= entries.len().min(room);
            more |= from + (entries.len() as u64) < head;
            deltas.push(ScopeDelta {
                scope,
                from,
                entries,
            });
        }
        self.store
            .forget_refusals(request.client, request.settled)?;
        let refused = self.store.refusals(request.client, request.settled)?;
        Ok(PullReply {
            deltas,
            lost,
            acked: known.last_seq,
            refused,
            more,
        })
    }

    /// The replica, if it is this person's and the person is in the team.
    fn known(&mut self, user: UserId, client: ClientId) -> Result<Client, Submission<S::Error>> {
        match self.store.record(Key::Member(user))? {
            Some(Record::Member(member)) if member.is_active() => {}
            _ => return Err(Submission::NotAllowed),
        }
        match self.store.client(client)? {
            Some(known) if known.user == user => Ok(known),
            Some(_) => Err(Submission::NotAllowed),
            None => Ok(Client { user, last_seq: 0 }),
        }
    }

    /// The stamp under which a mutation is taken, and how far ahead its clock is if it is too far.
    fn stamp(&self, mutation: &Mutation, clock: &mut Clock) -> (Stamp, Option<u64>) {
        let limit = self.now.saturating_add(CLOCK_TOLERANCE);
        let ahead = mutation
            .at
            .millis()
            .checked_sub(limit)
            .filter(|ahead| *ahead > 0);
        let at = match ahead {
            Some(_) => clock.tick(self.now),
            None => mutation.at,
        };
        clock.observe(at);
        (
            Stamp::new(at, mutation.client),
            ahead.map(|ahead| ahead + CLOCK_TOLERANCE),
        )
    }

    /// Plans a mutation, applies what it does, and writes the log.
    fn settle(
        &mut self,
        actor: Actor,
        mutation: &Mutation,
        stamp: Stamp,
    ) -> Result<Result<Heads, Refusal>, S::Error> {
        let records = Reading::new(self.store);
        let planned = mutation.action.plan(Context { actor, stamp }, &records);
        let by = match actor {
            Actor::User(user) => Some(user),
            Actor::Operator => None,
        };
        let deed = match planned {
            Ok(effects) => Ok(Deed::of(&effects, stamp, by, &records)),
            Err(reason) => Err(reason),
        };
        // Before anything that was read is believed.
        records.finish()?;
        let deed = match deed {
            Ok(deed) => deed,
            Err(reason) => return Ok(Err(reason)),
        };
        let entry = LogEntry {
            client: mutation.client,
            seq: mutation.seq,
            actor: by,
            stamp,
            effects: Vec::new(),
        };
        Ok(Ok(deed.write(&entry, self.store)?))
    }
}
