//! Changes of the team.

use serde::Deserialize;

use crate::api::mirror::mirror;

/// A change of the team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TeamEdit {
    /// Gives the team a name.
    Rename {
        /// Which.
        name: String,
    },
    /// Renames a person: oneself, or for an owner anybody.
    RenameMember {
        /// Who.
        person: String,
        /// The new name.
        name: String,
    },
    /// Says what a person is in the team.
    SetRole {
        /// Who.
        person: String,
        /// What.
        role: TeamRole,
    },
    /// Invites somebody; answered with the invitation's id.
    Invite {
        /// The address.
        email: String,
        /// What the person will be.
        role: TeamRole,
    },
    /// Takes an invitation back.
    Revoke {
        /// Which.
        invitation: String,
    },
}

mirror! {
    /// What a person is in the team.
    TeamRole = Role {
        /// Was in it; may read and change nothing.
        Removed,
        /// Reads and changes the team's records.
        Member,
        /// As a member, and decides who is in the team.
        Owner,
        /// Pays, and sees none of the team's records.
        PayerOnly,
    }
}
