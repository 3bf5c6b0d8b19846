//! Handing the records of a team that had no server to one, a piece at a time.
//!
//! The client goes on by what the server says is next, so that an answer that is lost, or a crash of
//! either, costs one piece. While it goes on, the client settles nothing: what a person does waits,
//! as for a server that is out of reach. Each piece is compared by its hash with what the server has
//! written, in the transaction that writes it.

use std::hash::Hasher as _;

use boxwood_model::{ClientId, Effect, Happening, Hlc, Key, Record, Scope, UserId};
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::frame::{FrameError, payload_size};
use crate::protocol::ServerId;
use crate::replica::Replica;
use crate::state_hash::StateHash;

/// Records and happenings that one piece has at most.
const PIECE_MOST: usize = 500;
/// Bytes that one piece has at most, unless it is a single record: well below what servers and the
/// proxies before them take.
const PIECE_BYTES: usize = 512 * 1024;

/// A piece of a team that had no server, for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The log that the records move to.
    pub server: ServerId,
    /// Names what moves, by its content.
    pub name: ClientId,
    /// Who the person is in these records: the only owner of the server's team, who sends them, is
    /// that from the first piece on.
    pub user: UserId,
    /// Which piece, from 1; 0 only asks which is next.
    pub piece: u64,
    /// How many there are.
    pub pieces: u64,
    /// The versions that the last answer said: nothing may have happened in between.
    pub heads: Vec<(Scope, u64)>,
    /// The records of this piece.
    pub records: Vec<Record>,
    /// What happened, oldest first.
    pub told: Vec<(Scope, Happening)>,
    /// The hash over the records of this piece.
    pub hash: StateHash,
    /// The replica that they come from, and up to which of its mutations they are settled.
    pub replica: (ClientId, u64),
    /// The latest moment that the replica knows of.
    pub at: Hlc,
}

/// How far the server is with what moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptionReply {
    /// The piece that is next; one more than there are when everything is there.
    pub next: u64,
    /// Whether the piece that was sent is there by this request, and was not before.
    pub applied: bool,
    /// The versions of all scopes that the person may read.
    pub heads: Vec<(Scope, u64)>,
}

/// The effect by which a record is there as it is.
pub(crate) fn whole(record: Record) -> Effect {
    match record {
        Record::Member(record) => Effect::PutMember(*record),
        Record::Pipeline(record) => Effect::CreatePipeline(record),
        Record::Box(record) => Effect::CreateBox(record),
        Record::Invitation(record) => Effect::PutInvitation(*record),
        Record::Contact(record) => Effect::PutContact(record),
        Record::Organization(record) => Effect::PutOrganization(record),
        Record::Snippet(record) => Effect::PutSnippet(record),
        Record::View(record) => Effect::PutView(record),
        Record::Settings(record) => Effect::PutSettings(*record),
        Record::Team(record) => Effect::PutTeam(record),
        Record::Lesson(record) => Effect::PutLesson(*record),
    }
}

/// What moves to a server, and in which pieces. The same for the same records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    name: ClientId,
    pieces: Vec<Piece>,
}

/// What goes in one piece, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Piece {
    keys: Vec<Key>,
    told: Vec<u64>,
    bytes: usize,
}

impl Piece {
    const fn takes(&self, bytes: usize) -> bool {
        let count = self.keys.len() + self.told.len();
        count == 0 || (count < PIECE_MOST && self.bytes + bytes <= PIECE_BYTES)
    }
}

impl Handover {
    /// How all that a replica has confirmed moves to a server.
    ///
    /// # Errors
    /// If a record cannot be written, which no record comes to.
    pub fn of(replica: &Replica) -> Result<Self, FrameError> {
        let mut pieces = vec![Piece::default()];
        let mut hash = StateHash::default();
        let mut put = |bytes: usize, into: &dyn Fn(&mut Piece)| {
            if pieces.last().is_none_or(|last| !last.takes(bytes)) {
                pieces.push(Piece::default());
            }
            if let Some(last) = pieces.last_mut() {
                last.bytes += bytes;
                into(last);
            }
        };
        // People before what they made: whoever takes the first piece must find the owner in it.
        for record in replica.confirmed().records() {
            hash.add(&record)?;
            let key = record.key();
            put(payload_size(&record), &|piece| piece.keys.push(key));
        }
        for (number, told) in replica.chronicle.all() {
            put(payload_size(told), &|piece| piece.told.push(*number));
        }
        let mut name = SipHasher13::new();
        if let Some(hello) = replica.identity() {
            name.write(&hello.server.0);
        }
        name.write(hash.as_bytes());
        name.write(&replica.chronicle.next().to_le_bytes());
        let name = u128::from(name.finish128()).to_le_bytes();
        Ok(Self {
            name: ClientId::from_bytes(name),
            pieces,
        })
    }

    /// How many pieces there are; at least one.
    #[must_use]
    pub const fn pieces(&self) -> u64 {
        self.pieces.len() as u64
    }

    /// A piece, from 1, for a server whose scopes have these versions; 0 only asks which is next.
    ///
    /// # Errors
    /// If a record cannot be written, which no record comes to.
    pub fn piece(
        &self,
        replica: &Replica,
        server: ServerId,
        user: UserId,
        piece: u64,
        heads: Vec<(Scope, u64)>,
    ) -> Result<Adoption, FrameError> {
        let at = piece.checked_sub(1).and_then(|at| usize::try_from(at).ok());
        let named = at.and_then(|at| self.pieces.get(at));
        let mut records = Vec::new();
        let mut told = Vec::new();
        let mut hash = StateHash::default();
        if let Some(named) = named {
            for key in &named.keys {
                if let Some(record) = replica.confirmed().get(*key) {
                    hash.add(&record)?;
                    records.push(record);
                }
            }
            let all = replica.chronicle.all();
            let wanted = named.told.iter().filter_map(|number| all.get(number));
            told.extend(wanted.map(|told| (told.scope, told.happening.clone())));
        }
        Ok(Adoption {
            server,
            name: self.name,
            user,
            piece,
            pieces: self.pieces(),
            heads,
            records,
            told,
            hash,
            replica: (replica.client(), replica.acked()),
            at: replica.facts.clock.last(),
        })
    }
}
