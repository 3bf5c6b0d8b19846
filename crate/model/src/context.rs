//! On whose behalf and when something happens.

use crate::{Stamp, UserId};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    User(UserId),
    /// Whoever runs the server.
    Operator,
}

/// On whose behalf and when an operation happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// Who.
    pub actor: Actor,
    /// When, and from which replica.
    pub stamp: Stamp,
}
