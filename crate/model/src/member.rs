//! The people of a team.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Register, UserId};

/// What a person is in the team.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Was in the team; may read and change nothing. Kept so that history has a name.
    Removed,
    /// Reads and changes the team's records.
    Member,
    /// As a member, and decides who is in the team.
    Owner,
    /// Pays, and sees none of the team's records.
    PayerOnly,
}

impl Role {
    /// Whether a person with this role reads the team's records.
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Member | Self::Owner)
    }

    /// Whether a person with this role decides who is in the team.
    #[must_use]
    pub const fn manages_team(self) -> bool {
        matches!(self, Self::Owner)
    }
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
    /// What the person is in the team.
    pub role: Register<Role>,
}

merge_fields!(Member { name, role });

impl Member {
    /// Whether the person reads the team's records now.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        self.role.value.is_active()
    }
}
