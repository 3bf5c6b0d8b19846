//! The team itself, and invitations into it.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{Field, FieldId, InvitationId, LiteMap, Millis, Register, Role, UserId};

/// What is true of the team as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// The name that people see.
    pub name: Register<String>,
    /// The team's own fields of contacts.
    pub contact_fields: LiteMap<FieldId, Field>,
    /// The team's own fields of organizations.
    pub organization_fields: LiteMap<FieldId, Field>,
}

merge_fields!(Team {
    name,
    contact_fields,
    organization_fields
});

/// An invitation into the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who invited.
    pub created_by: UserId,
    /// The address that is invited, in lower case.
    pub email: String,
    /// What the person will be.
    pub role: Register<Role>,
    /// Whether it was taken back.
    pub revoked: Register<bool>,
    /// Who came by it.
    pub accepted_by: Register<Option<UserId>>,
}

merge_fields!(Invitation {
    role,
    revoked,
    accepted_by
});
