//! The team.

use serde::{Deserialize, Serialize};

use super::FieldView;
use crate::api::TeamRole;

/// A person of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// The team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TeamView {
    /// Its name.
    pub name: String,
    /// Everybody who is or was in it, by name.
    pub members: Vec<TeamMemberView>,
    /// Invitations that wait, the last one first.
    pub invitations: Vec<InvitationView>,
    /// The team's own fields of contacts, first to last.
    pub contact_fields: Vec<FieldView>,
    /// The team's own fields of organizations, first to last.
    pub organization_fields: Vec<FieldView>,
    /// Those of either that were deleted and can be brought back.
    pub deleted_fields: Vec<FieldView>,
    /// What one is in it oneself.
    pub my_role: TeamRole,
}

/// A person, and what they are in the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TeamMemberView {
    /// Who.
    pub person: MemberView,
    /// What.
    pub role: TeamRole,
}

/// An invitation that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct InvitationView {
    /// Which.
    pub id: String,
    /// The address.
    pub email: String,
    /// What the person will be.
    pub role: TeamRole,
    /// Who invited.
    pub created_by: String,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub created_at: u64,
}
