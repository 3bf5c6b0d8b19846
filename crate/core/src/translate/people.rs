//! Changes of contacts and organizations.

use boxwood_model::{
    ContactId, ContactOperation, Operation, OrganizationId, OrganizationOperation, Place,
};

use super::{FreshIds, id, value};
use crate::api::{ContactEdit, Failure, OrganizationEdit};

pub(super) fn create_contact(
    given_name: String,
    family_name: String,
    emails: Vec<String>,
    fresh: &mut FreshIds,
) -> Operation {
    let create = ContactOperation::Create {
        given_name,
        family_name,
        emails,
    };
    Operation::Contact(fresh.make(ContactId::from_parts), create)
}

pub(super) fn create_organization(
    name: String,
    domains: Vec<String>,
    fresh: &mut FreshIds,
) -> Operation {
    let create = OrganizationOperation::Create { name, domains };
    Operation::Organization(fresh.make(OrganizationId::from_parts), create)
}

pub(super) fn edit_contact(contact: &str, edit: ContactEdit) -> Result<Operation, Failure> {
    let operation = match edit {
        ContactEdit::SetText { of, text } => ContactOperation::SetText(of.into(), text),
        ContactEdit::SetEmails { emails } => ContactOperation::SetEmails(emails),
        ContactEdit::SetPhones { phones } => ContactOperation::SetPhones(phones),
        ContactEdit::SetAddresses { addresses } => ContactOperation::SetAddresses(addresses),
        ContactEdit::SetHandle { handle, name } => ContactOperation::SetHandle(handle.into(), name),
        ContactEdit::SetField {
            field,
            value: input,
        } => ContactOperation::SetField(id(&field, Place::Field)?, value(input)?),
        ContactEdit::SetOrganization { organization, on } => {
            ContactOperation::SetOrganization(id(&organization, Place::Organization)?, on)
        }
        ContactEdit::Link { other, on } => ContactOperation::Link(id(&other, Place::Contact)?, on),
        ContactEdit::SetDeleted { deleted } => ContactOperation::SetDeleted(deleted),
    };
    Ok(Operation::Contact(id(contact, Place::Contact)?, operation))
}

pub(super) fn edit_organization(
    organization: &str,
    edit: OrganizationEdit,
) -> Result<Operation, Failure> {
    let operation = match edit {
        OrganizationEdit::SetText { of, text } => OrganizationOperation::SetText(of.into(), text),
        OrganizationEdit::SetDomains { domains } => OrganizationOperation::SetDomains(domains),
        OrganizationEdit::SetPhones { phones } => OrganizationOperation::SetPhones(phones),
        OrganizationEdit::SetAddresses { addresses } => {
            OrganizationOperation::SetAddresses(addresses)
        }
        OrganizationEdit::SetHandle { handle, name } => {
            OrganizationOperation::SetHandle(handle.into(), name)
        }
        OrganizationEdit::SetField {
            field,
            value: input,
        } => OrganizationOperation::SetField(id(&field, Place::Field)?, value(input)?),
        OrganizationEdit::Link { other, on } => {
            OrganizationOperation::Link(id(&other, Place::Organization)?, on)
        }
        OrganizationEdit::SetDeleted { deleted } => OrganizationOperation::SetDeleted(deleted),
    };
    let id = id(organization, Place::Organization)?;
    Ok(Operation::Organization(id, operation))
}
