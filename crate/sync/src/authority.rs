//! The server's half: each mutation exactly once, in order, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{
    Actor, BoxId, BoxRecord, ClientId, Clock, Context, Effect, Key, Member, Millis, Mutation,
    Pipeline, PipelineId, Records, Refusal, Scope, Stamp, State, UserId,
};

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

    /// A person of the team.
    fn member(&mut self, id: UserId) -> Result<Option<Member>, Self::Error>;
    /// A pipeline, a deleted one too.
    fn pipeline(&mut self, id: PipelineId) -> Result<Option<Pipeline>, Self::Error>;
    /// A box, a deleted one too.
    fn box_record(&mut self, id: BoxId) -> Result<Option<BoxRecord>, Self::Error>;
    /// Writes the records that are in `changed`; they are all there is to write.
    fn put(&mut self, changed: &State) -> Result<(), Self::Error>;

    /// Adds an entry to the log of a scope; returns its version: the first is 1, without gaps.
    fn append(&mut self, scope: Scope, entry: &LogEntry) -> Result<u64, Self::Error>;
    /// Up to `most` entries of a scope after a version.
    fn entries(
        &mut self,
        scope: Scope,
        after: u64,
        most: usize,
    ) -> Result<Vec<LogEntry>, Self::Error>;
    /// The scopes that this person may read, with the version of each.
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
        for mutation in request.mutations() {
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

    /// Applies an operation of whoever runs the server.
    ///
    /// # Errors
    /// The store's; the inner result is the operation's refusal.
    pub fn operate(
        &mut self,
        client: ClientId,
        operation: boxwood_model::Operation,
    ) -> Result<Result<Heads, Refusal>, S::Error> {
        let mut clock = self.store.clock()?;
        let at = clock.tick(self.now);
        self.store.put_clock(clock)?;
        let mutation = Mutation {
            client,
            seq: 0,
            at,
            operation,
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
        match self.store.member(user)? {
            Some(member) if member.is_active() => {}
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
        let mut state = self.load(actor, &mutation.operation)?;
        let effects = match mutation.operation.plan(Context { actor, stamp }, &state) {
            Ok(effects) => effects,
            Err(reason) => return Ok(Err(reason)),
        };
        let mut by_scope: BTreeMap<Scope, Vec<Effect>> = BTreeMap::new();
        let mut keys = BTreeSet::new();
        for effect in effects {
            effect.apply(stamp, &mut state);
            keys.insert(effect.key());
            by_scope.entry(effect.scope()).or_default().push(effect);
        }
        self.store.put(&only(state, &keys))?;
        let mut heads = BTreeMap::new();
        for (scope, effects) in by_scope {
            let actor = match actor {
                Actor::User(user) => Some(user),
                Actor::Operator => None,
            };
            let (client, seq) = (mutation.client, mutation.seq);
            let entry = LogEntry {
                client,
                seq,
                actor,
                stamp,
                effects,
            };
            heads.insert(scope, self.store.append(scope, &entry)?);
        }
        Ok(Ok(heads))
    }

    /// The records that planning the operation looks at.
    fn load(
        &mut self,
        actor: Actor,
        operation: &boxwood_model::Operation,
    ) -> Result<State, S::Error> {
        use boxwood_model::{Operation, Value};
        let mut state = State::default();
        let mut people = BTreeSet::new();
        if let Actor::User(user) = actor {
            people.insert(user);
        }
        let mut pipeline = None;
        match operation {
            Operation::AddMember { id, .. } => {
                people.insert(*id);
            }
            Operation::CreatePipeline { id, .. } | Operation::RenamePipeline { id, .. } => {
                pipeline = Some(*id);
            }
            Operation::CreateBox {
                id, pipeline: home, ..
            } => {
                pipeline = Some(*home);
                self.load_box(*id, &mut state)?;
            }
            Operation::SetField {
                value: Value::Person(person),
                ..
            } => {
                people.insert(*person);
            }
            _ => {}
        }
        if let Some(id) = operation.existing_box() {
            self.load_box(id, &mut state)?;
            pipeline = state.box_record(id).map(|record| record.pipeline);
        }
        if let Some(id) = pipeline
            && let Some(record) = self.store.pipeline(id)?
        {
            state.pipelines.insert(id, record);
        }
        for id in people {
            if let Some(member) = self.store.member(id)? {
                state.members.insert(id, member);
            }
        }
        Ok(state)
    }

    fn load_box(&mut self, id: BoxId, state: &mut State) -> Result<(), S::Error> {
        if let Some(record) = self.store.box_record(id)? {
            state.boxes.insert(id, record);
        }
        Ok(())
    }
}

/// The named records of a state, and no others.
fn only(mut state: State, keys: &BTreeSet<Key>) -> State {
    state
        .members
        .retain(|id, _| keys.contains(&Key::Member(*id)));
    state
        .pipelines
        .retain(|id, _| keys.contains(&Key::Pipeline(*id)));
    state.boxes.retain(|id, _| keys.contains(&Key::Box(*id)));
    state
}
