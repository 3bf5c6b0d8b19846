//! The way back in the address book.

use super::Way;
use crate::{
    ContactId, ContactOperation, ContactText, OrganizationId, OrganizationOperation,
    OrganizationText, Value, has_element,
};

impl Way<'_> {
    pub(super) fn contact(
        &self,
        id: ContactId,
        operation: &ContactOperation,
    ) -> Option<ContactOperation> {
        if let ContactOperation::Create { .. } = operation {
            return Some(ContactOperation::SetDeleted(true));
        }
        let known = self.before.contact(id)?;
        Some(match operation {
            ContactOperation::SetText(which, _) => {
                let register = match which {
                    ContactText::GivenName => &known.given_name,
                    ContactText::FamilyName => &known.family_name,
                    ContactText::Title => &known.title,
                    ContactText::Notes => &known.notes,
                    ContactText::PhotoUrl => &known.photo_url,
                };
                ContactOperation::SetText(*which, register.value.clone())
            }
            ContactOperation::SetEmails(_) => {
                ContactOperation::SetEmails(known.emails.value.clone())
            }
            ContactOperation::SetPhones(_) => {
                ContactOperation::SetPhones(known.phones.value.clone())
            }
            ContactOperation::SetAddresses(_) => {
                ContactOperation::SetAddresses(known.addresses.value.clone())
            }
            ContactOperation::SetHandle(handle, _) => {
                let name = known.handles.get(handle);
                let name = name.map_or(String::new(), |name| name.value.clone());
                ContactOperation::SetHandle(*handle, name)
            }
            ContactOperation::SetField(field, _) => {
                let cell = known.values.get(field);
                let value = cell.map_or(Value::Empty, |cell| cell.value.clone());
                ContactOperation::SetField(*field, value)
            }
            ContactOperation::SetOrganization(organization, _) => {
                let was_in = has_element(&known.organizations, organization);
                ContactOperation::SetOrganization(*organization, was_in)
            }
            ContactOperation::Link(other, _) => {
                ContactOperation::Link(*other, has_element(&known.links, other))
            }
            ContactOperation::SetDeleted(_) => ContactOperation::SetDeleted(known.deleted.value),
            ContactOperation::Create { .. } => return None,
        })
    }

    pub(super) fn organization(
        &self,
        id: OrganizationId,
        operation: &OrganizationOperation,
    ) -> Option<OrganizationOperation> {
        if let OrganizationOperation::Create { .. } = operation {
            return Some(OrganizationOperation::SetDeleted(true));
        }
        let known = self.before.organization(id)?;
        Some(match operation {
            OrganizationOperation::SetText(which, _) => {
                let register = match which {
                    OrganizationText::Name => &known.name,
                    OrganizationText::Industry => &known.industry,
                    OrganizationText::Employees => &known.employees,
                    OrganizationText::Notes => &known.notes,
                    OrganizationText::LogoUrl => &known.logo_url,
                };
                OrganizationOperation::SetText(*which, register.value.clone())
            }
            OrganizationOperation::SetDomains(_) => {
                OrganizationOperation::SetDomains(known.domains.value.clone())
            }
            OrganizationOperation::SetPhones(_) => {
                OrganizationOperation::SetPhones(known.phones.value.clone())
            }
            OrganizationOperation::SetAddresses(_) => {
                OrganizationOperation::SetAddresses(known.addresses.value.clone())
            }
            OrganizationOperation::SetHandle(handle, _) => {
                let name = known.handles.get(handle);
                let name = name.map_or(String::new(), |name| name.value.clone());
                OrganizationOperation::SetHandle(*handle, name)
            }
            OrganizationOperation::SetField(field, _) => {
                let cell = known.values.get(field);
                let value = cell.map_or(Value::Empty, |cell| cell.value.clone());
                OrganizationOperation::SetField(*field, value)
            }
            OrganizationOperation::Link(other, _) => {
                OrganizationOperation::Link(*other, has_element(&known.links, other))
            }
            OrganizationOperation::SetDeleted(_) => {
                OrganizationOperation::SetDeleted(known.deleted.value)
            }
            OrganizationOperation::Create { .. } => return None,
        })
    }
}
