//! What a replica is made of, as a list of things that happened: folding it gives the replica.
//!
//! Each record is on disk before what it says is called saved. A checkpoint is the fold so far, so
//! that the list stays short.

use boxwood_model::{ClientId, Mutation, Refusal, Scope};
use serde::{Deserialize, Serialize};

use crate::alone::Settled;
use crate::protocol::{Hello, PullReply};
use crate::undo::{Step, Turn};

/// Something that happened to a replica.
///
/// The order of the variants is part of the format on disk: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Journal {
    /// A person had an intent; it waits for the server.
    Intended(PendingMutation),
    /// The server said what is new.
    Absorbed(PullReply),
    /// A token was taken by a server.
    SignedIn {
        /// Where, and the token.
        access: Access,
        /// Who the server says it is.
        hello: Hello,
    },
    /// The token was forgotten, by the person or because the server refused it.
    SignedOut,
    /// A refusal was taken note of.
    Dismissed {
        /// Which: [`RefusedMutation::number`].
        number: u64,
    },
    /// The replica goes by another name from now on; what waits is counted from 1 again.
    Renamed {
        /// The new name, which no server has heard of.
        client: ClientId,
    },
    /// A person had an intent that can be undone, or undid one; it waits for the server.
    Did {
        /// The intent.
        pending: PendingMutation,
        /// Whether it is something new.
        turn: Turn,
        /// What takes it back, if anything does.
        back: Option<Step>,
    },
    /// The replica has this secret from now on, which is told to no server.
    Keyed {
        /// The secret.
        secret: Secret,
    },
    /// From now on there is no server: the records here are a team of their own.
    Alone {
        /// Who the person is in it, and which log it has.
        hello: Hello,
        /// How the person came to own it.
        settled: Settled,
    },
    /// The authority here, where there is no server, said what is new.
    Settled(Settled),
    /// The records here are to move to a server; until they are there they stay alone.
    Moving {
        /// Where, and the token.
        access: Access,
    },
    /// The records here are a server's from now on.
    Moved {
        /// Who the server says the person is.
        hello: Hello,
        /// The versions at which the server's records are those here. None if that is not known,
        /// and the server has to be asked for all that it has.
        cursors: Option<Vec<(Scope, u64)>>,
    },
}

/// A key that only the devices of one person have.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub [u8; 16]);

impl std::fmt::Debug for Secret {
    /// Leaves it out: what is printed ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Where to sync, and with which right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The server's address.
    pub address: String,
    /// The secret that says who asks.
    pub token: String,
}

impl std::fmt::Debug for Access {
    /// Leaves the token out: what is printed ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Access")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Names the command of a screen that led to a mutation: sixteen bytes that the screen made up.
pub type CommandId = [u8; 16];

/// A mutation that waits for the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingMutation {
    /// The command that led to it.
    pub command: CommandId,
    /// The mutation.
    pub mutation: Mutation,
}

/// A mutation that the server refused, kept for its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedMutation {
    /// Counts the replica's refusals from 1; unlike sequence numbers, across its names.
    pub number: u64,
    /// The mutation, with all that was typed.
    pub mutation: Mutation,
    /// Why it was refused.
    pub reason: Refusal,
}
