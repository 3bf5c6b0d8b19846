//! One suite for every store that an authority can stand on: whatever people do, it answers exactly
//! as the one in memory, and each replica ends with what its person may see.

use std::fmt::Debug;

use boxwood_model::{
    BoxOperation, ClientId, Limits, Millis, Operation, Role, State, TeamId, UserId,
};
use boxwood_sync::{
    Access, Authority, AuthorityStore, Hello, HistoryRequest, Journal, PullReply, Replica,
    ServerId, Subject,
};

use crate::world::{BEGINNING, actions};
use crate::{MemoryAuthority, Random, visible};

const SERVER: ServerId = ServerId([7; 16]);
const OPERATOR: ClientId = ClientId::from_bytes(SERVER.0);
/// Steps after which everybody takes in all there is.
const ROUND: usize = 20;

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Agreed {
    /// Mutations that were settled.
    pub settled: u64,
    /// Boxes that were forgotten for good.
    pub forgotten: usize,
    /// Log entries in answers.
    pub entries: usize,
}

/// Two stores to which the same happens, and people who have something happen.
struct Pair<'o, S: AuthorityStore> {
    store: &'o mut S,
    commit: &'o mut dyn FnMut(&mut S) -> Result<(), S::Error>,
    memory: MemoryAuthority,
    random: Random,
    now: Millis,
    people: Vec<(UserId, Replica)>,
    agreed: Agreed,
}

/// Lets a seed's people do so many things to a store that is empty, within a transaction; `commit`
/// ends the transaction and begins the next one.
///
/// # Errors
/// Where the store answers otherwise than the one in memory, or a replica holds other records than
/// its person may see.
pub fn agrees<S: AuthorityStore>(
    store: &mut S,
    mut commit: impl FnMut(&mut S) -> Result<(), S::Error>,
    seed: u64,
    steps: usize,
) -> Result<Agreed, String>
where
    S::Error: Debug,
{
    let mut pair = Pair {
        store,
        commit: &mut commit,
        memory: MemoryAuthority::default(),
        random: Random::new(seed),
        now: BEGINNING,
        people: Vec::new(),
        agreed: Agreed::default(),
    };
    for (name, role) in [
        ("ann", Role::Owner),
        ("ben", Role::Member),
        ("cem", Role::Member),
    ] {
        pair.admit(name, role)?;
    }
    for step in 1..=steps {
        pair.step()?;
        if step % ROUND == 0 {
            pair.finish()?;
        }
    }
    pair.finish()?;
    Ok(pair.agreed)
}

impl<S: AuthorityStore> Pair<'_, S>
where
    S::Error: Debug,
{
    fn admit(&mut self, name: &str, role: Role) -> Result<(), String> {
        let id = UserId::from_bytes(self.random.bytes());
        let email = format!("{name}@boxwood.example");
        self.operate(Operation::AddMember {
            id,
            email: email.clone(),
            name: name.to_owned(),
            role,
        })?;
        let mut replica = Replica::new(ClientId::from_bytes(self.random.bytes()));
        replica.fold(&Journal::SignedIn {
            access: Access {
                address: "https://boxwood.example".to_owned(),
                token: String::new(),
            },
            hello: Hello {
                server: SERVER,
                team: TeamId::from_bytes(SERVER.0),
                user: id,
                email,
                now: self.now,
            },
        });
        self.people.push((id, replica));
        Ok(())
    }

    fn step(&mut self) -> Result<(), String> {
        self.now += 1 + self.random.below(5_000) as Millis;
        let at = self.random.below(self.people.len());
        match self.random.below(20) {
            0..12 => self.intend(at),
            12..16 => self.push(at)?,
            16..19 => {
                self.pull(at)?;
            }
            _ => self.forget()?,
        }
        Ok(())
    }

    fn intend(&mut self, at: usize) {
        let number = self.random.below(1_000_000) as u64;
        let (user, replica) = &mut self.people[at];
        let Some(action) = actions::some(&mut self.random, replica, *user, number) else {
            return;
        };
        let command = self.random.bytes();
        // What is refused changes nothing.
        let _ = replica.intend(command, action, self.now);
    }

    fn push(&mut self, at: usize) -> Result<(), String> {
        let (user, replica) = &self.people[at];
        let Some(request) = replica.push_request(replica.acked(), u64::MAX, 50, 1 << 20) else {
            return Ok(());
        };
        let ours = Authority::new(self.store, self.now).push(*user, &request);
        let theirs = Authority::new(&mut self.memory, self.now).push(*user, &request);
        commit(self.store, self.commit)?;
        let (ours, theirs) = (format!("{ours:?}"), format!("{theirs:?}"));
        same("a push", &ours, &theirs)
    }

    fn pull(&mut self, at: usize) -> Result<bool, String> {
        let most = 1 + self.random.below(30);
        let (user, replica) = &mut self.people[at];
        let Some(request) = replica.pull_request(replica.acked()) else {
            return Ok(false);
        };
        let ours = Authority::new(self.store, self.now).pull(*user, &request, most);
        let theirs = Authority::new(&mut self.memory, self.now).pull(*user, &request, most);
        commit(self.store, self.commit)?;
        same("a pull", &format!("{ours:?}"), &format!("{theirs:?}"))?;
        let reply: PullReply = ours.map_err(|error| format!("{error:?}"))?;
        let more = reply.more;
        let entries = reply.deltas.iter().map(|delta| delta.entries.len());
        self.agreed.entries += entries.sum::<usize>();
        replica.fold(&Journal::Absorbed(reply));
        Ok(more)
    }

    /// A month goes by, and the operator forgets what was deleted before it.
    fn forget(&mut self) -> Result<(), String> {
        let boxes = self.memory.state().boxes.values();
        let deleted = boxes.filter(|record| record.deleted());
        let deleted: Vec<_> = deleted.map(|record| record.id).collect();
        let Some(id) = self.random.pick(&deleted).copied() else {
            return Ok(());
        };
        self.now += Limits::BIN;
        self.operate(Operation::Box(id, BoxOperation::Forget))?;
        self.agreed.forgotten += usize::from(!self.memory.state().boxes.contains_key(&id));
        Ok(())
    }

    fn operate(&mut self, operation: Operation) -> Result<(), String> {
        let ours = Authority::new(self.store, self.now).operate(OPERATOR, operation.clone());
        let theirs = Authority::new(&mut self.memory, self.now).operate(OPERATOR, operation);
        commit(self.store, self.commit)?;
        same("the operator", &format!("{ours:?}"), &format!("{theirs:?}"))
    }

    /// Everybody sends all that waits and takes in all that is new.
    fn finish(&mut self) -> Result<(), String> {
        for at in 0..self.people.len() {
            while self.people[at].1.pending().len() > 0 {
                self.push(at)?;
                while self.pull(at)? {}
            }
        }
        self.agreed.settled = 0;
        for at in 0..self.people.len() {
            while self.pull(at)? {}
            let (user, replica) = &self.people[at];
            self.agreed.settled += replica.acked();
            let theirs: State = visible(self.memory.state(), *user);
            for key in theirs.keys() {
                let subject = Subject::Record(key);
                let request = HistoryRequest {
                    server: SERVER,
                    subject,
                    before: None,
                    most: 3,
                };
                let ours = Authority::new(self.store, self.now).history(*user, &request);
                let theirs = Authority::new(&mut self.memory, self.now).history(*user, &request);
                same("a history", &format!("{ours:?}"), &format!("{theirs:?}"))?;
            }
            for key in replica.confirmed().keys().chain(theirs.keys()) {
                let (ours, theirs) = (replica.confirmed().get(key), theirs.get(key));
                same("a replica", &format!("{ours:?}"), &format!("{theirs:?}"))?;
            }
        }
        Ok(())
    }
}

fn commit<S: AuthorityStore>(
    store: &mut S,
    commit: &mut dyn FnMut(&mut S) -> Result<(), S::Error>,
) -> Result<(), String>
where
    S::Error: Debug,
{
    commit(store).map_err(|error| format!("a commit: {error:?}"))
}

fn same(what: &str, ours: &str, theirs: &str) -> Result<(), String> {
    if ours == theirs {
        Ok(())
    } else {
        Err(format!("{what}: {ours}\ninstead of: {theirs}"))
    }
}
