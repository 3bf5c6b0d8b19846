//! Records that move in from a replica that had no server.

use boxwood_model::{Effect, Hlc, Key, Member, Record, Role, Scope, Stamp, UserId};

use super::deed::Deed;
use super::reading::Reading;
use super::{Authority, AuthorityStore, Client, Heads, Submission};
use crate::adoption::{Adoption, AdoptionReply, whole};
use crate::protocol::LogEntry;
use crate::state_hash::StateHash;

/// Log entries that a team has at most which counts as empty.
const EMPTY_MOST: usize = 100;
/// How far ahead a clock is believed that stamped what moves in, in milliseconds: ten years.
const AHEAD_MOST: u64 = 10 * 365 * 86_400_000;

impl<S: AuthorityStore> Authority<'_, S> {
    /// Takes a piece of what moves in, once, if it is the next one; says how far it is.
    ///
    /// Only the owner may do this who is alone in the team, and only while there is nothing else in
    /// it and nothing else happens: from the first piece on the person goes by the id that the
    /// records know.
    ///
    /// # Errors
    /// See [`Submission`]; then nothing may be kept of what the store was told.
    pub fn adopt(
        &mut self,
        user: UserId,
        request: &Adoption,
    ) -> Result<(AdoptionReply, Heads), Submission<S::Error>> {
        let owner = self.owner(user)?;
        let known = self.store.client(request.name)?;
        let settled = match known {
            Some(known) if known.user == user && user == request.user => known.last_seq,
            Some(_) => return Err(Submission::NotAllowed),
            None => {
                self.check_empty(&owner)?;
                0
            }
        };
        let mut moved = Heads::new();
        let is_next = request.piece == settled + 1 && request.piece <= request.pieces;
        if is_next {
            if settled == 0 {
                self.make_room(&owner, request)?;
            } else if self.store.heads(user)? != request.heads {
                return Err(Submission::NotEmpty);
            }
            moved = self.take(request)?;
        }
        let next = if is_next { settled + 2 } else { settled + 1 };
        let reader = if is_next { request.user } else { user };
        Ok((
            AdoptionReply {
                next,
                applied: is_next,
                heads: self.store.heads(reader)?,
            },
            moved,
        ))
    }

    /// The person, if it is an owner.
    fn owner(&mut self, user: UserId) -> Result<Member, Submission<S::Error>> {
        match self.store.record(Key::Member(user))? {
            Some(Record::Member(member)) if member.role.value == Role::Owner => Ok(*member),
            _ => Err(Submission::NotAllowed),
        }
    }

    /// Nothing may be in the team but its owner, and what is said of the team as a whole.
    fn check_empty(&mut self, owner: &Member) -> Result<(), Submission<S::Error>> {
        let mut empty = self.store.members()? == [owner.id] && self.store.pipelines()?.is_empty();
        for scope in [Scope::Team, Scope::User(owner.id)] {
            let entries = self.store.entries(scope, 0, EMPTY_MOST)?;
            empty &= entries.len() < EMPTY_MOST;
            let mut effects = entries.iter().flat_map(|entry| &entry.effects);
            empty &= effects.all(|effect| {
                matches!(
                    effect,
                    Effect::PutMember(_) | Effect::PutTeam(_) | Effect::PutSettings(_)
                )
            });
        }
        if empty {
            Ok(())
        } else {
            Err(Submission::NotEmpty)
        }
    }

    /// Lets the owner go by the id that the records know, if they do.
    fn make_room(
        &mut self,
        owner: &Member,
        request: &Adoption,
    ) -> Result<(), Submission<S::Error>> {
        let is_known = request.records.iter().any(|record| match record {
            Record::Member(member) => {
                member.id == request.user
                    && member.email == owner.email
                    && member.role.value == Role::Owner
            }
            _ => false,
        });
        if !is_known {
            return Err(Submission::NotAllowed);
        }
        Ok(self.store.vacate(owner.id, request.user)?)
    }

    /// Writes a piece, and looks whether it is there as it was sent.
    fn take(&mut self, request: &Adoption) -> Result<Heads, Submission<S::Error>> {
        let mut clock = self.store.clock()?;
        // Later edits must come after what moves in, also where its clock was ahead.
        let latest = Hlc::at(self.now.saturating_add(AHEAD_MOST));
        clock.observe(request.at.min(latest));
        let stamp = Stamp::new(clock.tick(self.now), request.name);
        self.store.put_clock(clock)?;
        let effects: Vec<Effect> = request.records.iter().cloned().map(whole).collect();
        let records = Reading::new(self.store);
        let deed = Deed::of(&effects, stamp, Some(request.user), &records).untold();
        records.finish()?;
        let entry = LogEntry {
            client: request.name,
            seq: request.piece,
            actor: Some(request.user),
            stamp,
            effects: Vec::new(),
        };
        let moved = deed.write(&entry, self.store)?;
        for (scope, happening) in &request.told {
            self.store.tell(*scope, std::slice::from_ref(happening))?;
        }
        let mut hash = StateHash::default();
        for record in &request.records {
            let written = self.store.record(record.key())?;
            let written = written.ok_or(Submission::Differs)?;
            hash.add(&written).map_err(|_| Submission::Differs)?;
        }
        if hash != request.hash {
            return Err(Submission::Differs);
        }
        let user = request.user;
        let last_seq = request.piece;
        self.store
            .put_client(request.name, &Client { user, last_seq })?;
        if request.piece == request.pieces {
            let (replica, last_seq) = request.replica;
            self.store.put_client(replica, &Client { user, last_seq })?;
        }
        Ok(moved)
    }
}
