//! Rules about the team and who is in it.

use super::{Plan, pipelines};
use crate::{
    Actor, Effect, Invitation, InvitationId, LiteMap, Member, Place, Problem, Refusal, Register,
    Role, Team, TeamOperation, UserId, validate,
};

impl Plan<'_> {
    pub(super) fn manages_team(&self, role: Role) -> Result<(), Refusal> {
        super::need(role.manages_team())
    }

    pub(super) fn add_member(
        &self,
        id: UserId,
        email: &str,
        name: &str,
        role: Role,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let email = validate::email(email)?;
        // One address is one person: whoever comes back is the one who went.
        match self.records.member_by_email(&email) {
            Some(known) if known != id => return Err(Refusal::AlreadyExists(Place::Member)),
            _ => {}
        }
        self.keeps_an_owner(id, role)?;
        Ok(vec![Effect::PutMember(Member {
            id,
            email,
            name: Register::new(validate::name(name, Place::MemberName)?, stamp),
            role: Register::new(role, stamp),
        })])
    }

    pub(super) fn team(
        &self,
        role: Role,
        operation: &TeamOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        match operation {
            TeamOperation::Rename(name) => {
                self.manages_team(role)?;
                let name = validate::name(name, Place::TeamName)?;
                let mut team = self.team_without_entries();
                team.name = Register::new(name, stamp);
                Ok(vec![Effect::PutTeam(Box::new(team))])
            }
            TeamOperation::RenameMember(id, name) => {
                super::need(role.manages_team() || self.is_actor(*id))?;
                let mut member = self.known_member(*id)?.clone();
                member.name = Register::new(validate::name(name, Place::MemberName)?, stamp);
                Ok(vec![Effect::PutMember(member)])
            }
            TeamOperation::SetRole(id, given) => {
                // Anybody may leave.
                let leaves = *given == Role::Removed && self.is_actor(*id);
                super::need(role.manages_team() || leaves)?;
                let mut member = self.known_member(*id)?.clone();
                self.keeps_an_owner(*id, *given)?;
                member.role = Register::new(*given, stamp);
                Ok(vec![Effect::PutMember(member)])
            }
            TeamOperation::ContactField(operation) => {
                let fields = self.records.team().map(|team| &team.contact_fields);
                let fields = fields.unwrap_or(const { &LiteMap::new() });
                let (id, field) = pipelines::changed_field(fields, operation, stamp)?;
                let mut team = self.team_without_entries();
                team.contact_fields.insert(id, field);
                Ok(vec![Effect::PutTeam(Box::new(team))])
            }
            TeamOperation::OrganizationField(operation) => {
                let fields = self.records.team().map(|team| &team.organization_fields);
                let fields = fields.unwrap_or(const { &LiteMap::new() });
                let (id, field) = pipelines::changed_field(fields, operation, stamp)?;
                let mut team = self.team_without_entries();
                team.organization_fields.insert(id, field);
                Ok(vec![Effect::PutTeam(Box::new(team))])
            }
        }
    }

    pub(super) fn invite(
        &self,
        id: InvitationId,
        whom: Option<&(String, Role)>,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let known = self.records.invitation(id);
        let Some((email, role)) = whom else {
            let known = known.ok_or(Refusal::NotFound(Place::Invitation))?;
            let mut invitation = known.clone();
            invitation.revoked = Register::new(true, stamp);
            return Ok(vec![Effect::PutInvitation(invitation)]);
        };
        if known.is_some() {
            return Err(Refusal::AlreadyExists(Place::Invitation));
        }
        if *role == Role::Removed {
            return Err(validate::invalid(Place::Role, Problem::NotHere));
        }
        let email = validate::email(email)?;
        let member = self.records.member_by_email(&email);
        let member = member.and_then(|id| self.records.member(id));
        if member.is_some_and(Member::is_active) {
            return Err(Refusal::AlreadyExists(Place::Member));
        }
        Ok(vec![Effect::PutInvitation(Invitation {
            id,
            created_at: stamp.at.millis(),
            created_by: self.user()?,
            email,
            role: Register::new(*role, stamp),
            revoked: Register::new(false, stamp),
            accepted_by: Register::new(None, stamp),
        })])
    }

    fn known_member(&self, id: UserId) -> Result<&Member, Refusal> {
        let member = self.records.member(id);
        member.ok_or(Refusal::NotFound(Place::Member))
    }

    /// Whoever is the last owner stays one, unless the server's operator says otherwise.
    fn keeps_an_owner(&self, id: UserId, given: Role) -> Result<(), Refusal> {
        let known = self.records.member(id).map(|member| member.role.value);
        let goes = known == Some(Role::Owner) && given != Role::Owner;
        if goes && self.context.actor != Actor::Operator && self.records.owners() <= 1 {
            return Err(validate::invalid(Place::Role, Problem::Last));
        }
        Ok(())
    }

    fn team_without_entries(&self) -> Team {
        let name = self.records.team().map(|team| team.name.clone());
        Team {
            // Older than any name that somebody gives.
            name: name.unwrap_or_else(|| Register::new(String::new(), crate::Stamp::default())),
            contact_fields: LiteMap::new(),
            organization_fields: LiteMap::new(),
        }
    }
}
