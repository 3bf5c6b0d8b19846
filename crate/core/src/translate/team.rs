//! Changes of the team.

use boxwood_model::{InvitationId, Operation, Place, TeamOperation};

use super::{FreshIds, id};
use crate::api::{Failure, TeamEdit};

pub(super) fn edit(edit: TeamEdit, fresh: &mut FreshIds) -> Result<Operation, Failure> {
    Ok(match edit {
        TeamEdit::Rename { name } => Operation::Team(TeamOperation::Rename(name)),
        TeamEdit::RenameMember { person, name } => {
            let person = id(&person, Place::Member)?;
            Operation::Team(TeamOperation::RenameMember(person, name))
        }
        TeamEdit::SetRole { person, role } => {
            let person = id(&person, Place::Member)?;
            Operation::Team(TeamOperation::SetRole(person, role.into()))
        }
        TeamEdit::Invite { email, role } => Operation::Invite {
            id: fresh.make(InvitationId::from_parts),
            whom: Some((email, role.into())),
        },
        TeamEdit::Revoke { invitation } => Operation::Invite {
            id: id(&invitation, Place::Invitation)?,
            whom: None,
        },
    })
}
