//! Operations on the team.

use serde::{Deserialize, Serialize};

use crate::{FieldOperation, Role, UserId};

/// A change of the team.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamOperation {
    /// Gives the team a name.
    Rename(String),
    /// Renames a person: oneself, or for an owner anybody.
    RenameMember(UserId, String),
    /// Says what a person is in the team; [`Role::Removed`] takes them out. The team keeps an owner.
    SetRole(UserId, Role),
    /// Makes or changes a field of all contacts.
    ContactField(FieldOperation),
    /// Makes or changes a field of all organizations.
    OrganizationField(FieldOperation),
}
