//! The people of a team.

use serde::{Deserialize, Serialize};

use crate::{Register, UserId};

/// What a person may do in the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Was in the team; may read and change nothing. Kept so that history has a name.
    Removed,
    /// Reads and changes the team's records.
    Member,
    /// As a member, and decides who is in the team.
    Owner,
}

/// A person of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub id: UserId,
    /// The address of the person's account, in lower case.
    pub email: String,
    /// The name that teammates see.
    pub name: Register<String>,
    /// What the person may do.
    pub role: Register<Role>,
}

impl Member {
    /// Whether the person is in the team now.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.role.value > Role::Removed
    }
}
