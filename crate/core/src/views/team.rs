//! The team.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use boxwood_model::{
    Arrange as _, Field, FieldId, Gather as _, InvitationId, LiteMap, Member, Records, Role, UserId,
};

use super::Answering;
use super::pipeline::field_view;
use crate::api::{FieldView, InvitationView, MemberView, TeamMemberView, TeamView};

impl Answering<'_> {
    pub(super) fn team(&self) -> Option<TeamView> {
        let team = self.records.team();
        let me = self.records.member(self.user?)?;
        let known = self.confirmed.members.keys();
        let known: BTreeSet<UserId> = known.chain(self.waiting.members.keys()).copied().gather();
        let members = known.into_iter().filter_map(|id| self.records.member(id));
        let mut members: Vec<_> = members
            .map(|known| TeamMemberView {
                person: member(known),
                role: known.role.value.into(),
            })
            .collect();
        members.arrange_by_cached_key(|view| {
            (
                self.index.name_key(&view.person.name),
                view.person.id.clone(),
            )
        });
        let contact_fields = team.map(|team| &team.contact_fields);
        let organization_fields = team.map(|team| &team.organization_fields);
        let both = contact_fields.into_iter().chain(organization_fields);
        let deleted = both
            .flat_map(LiteMap::iter)
            .filter(|(_, f)| f.deleted.value);
        Some(TeamView {
            name: team.map_or_else(String::new, |team| team.name.value.clone()),
            members,
            invitations: self.invitations(),
            contact_fields: contact_fields.map(live).unwrap_or_default(),
            organization_fields: organization_fields.map(live).unwrap_or_default(),
            deleted_fields: deleted.map(|(id, f)| field_view(*id, f, None)).collect(),
            my_role: me.role.value.into(),
        })
    }

    fn invitations(&self) -> Vec<InvitationView> {
        let known = self.confirmed.invitations.keys();
        let known = known.chain(self.waiting.invitations.keys());
        let known: BTreeSet<Reverse<InvitationId>> = known.copied().map(Reverse).gather();
        let all = known.into_iter();
        let all = all.filter_map(|Reverse(id)| self.records.invitation(id));
        let waiting = all.filter(|invitation| {
            !invitation.revoked.value
                && invitation.accepted_by.value.is_none()
                && invitation.role.value != Role::Removed
        });
        let views = waiting.map(|invitation| InvitationView {
            id: invitation.id.to_string(),
            email: invitation.email.clone(),
            role: invitation.role.value.into(),
            created_by: invitation.created_by.to_string(),
            created_at: invitation.created_at,
        });
        views.collect()
    }
}

/// The fields that are there, first to last.
fn live(fields: &LiteMap<FieldId, Field>) -> Vec<FieldView> {
    let in_order = live_fields(fields).into_iter();
    in_order
        .map(|(id, field)| field_view(id, field, None))
        .collect()
}

/// The fields that are there, first to last.
pub(super) fn live_fields(fields: &LiteMap<FieldId, Field>) -> Vec<(FieldId, &Field)> {
    let live = fields.iter().filter(|(_, field)| !field.deleted.value);
    let mut live: Vec<_> = live.map(|(id, field)| (*id, field)).collect();
    live.arrange_by(|a, b| (&a.1.order.value, a.0).cmp(&(&b.1.order.value, b.0)));
    live
}

/// A person, for the screen.
pub(crate) fn member(member: &Member) -> MemberView {
    MemberView {
        id: member.id.to_string(),
        name: member.name.value.clone(),
        email: member.email.clone(),
    }
}
