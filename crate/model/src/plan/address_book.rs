//! Rules about contacts and organizations.

use super::Plan;
use super::boxes::room;
use crate::public_mail::is_public_mail;
use crate::{
    Contact, ContactId, ContactOperation, ContactText, Effect, Field, FieldId, Handle, Limits,
    LiteMap, Organization, OrganizationId, OrganizationOperation, OrganizationText, Place, Problem,
    Refusal, Register, Registers, Stamp, Value, validate,
};

impl Plan<'_> {
    pub(super) fn contact(
        &self,
        id: ContactId,
        operation: &ContactOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let not_found = Refusal::NotFound(Place::Contact);
        let known = self.records.contact(id);
        if let ContactOperation::Create {
            given_name,
            family_name,
            emails,
        } = operation
        {
            if known.is_some() {
                return Err(Refusal::AlreadyExists(Place::Contact));
            }
            let mut made = Contact::new(id, self.user()?, stamp);
            made.given_name.value = line(given_name, Place::ContactName)?;
            made.family_name.value = line(family_name, Place::ContactName)?;
            made.emails.value = each(emails, Place::Email, validate::email)?;
            return named(made);
        }
        let mut contact = known.ok_or(not_found.clone())?.clone();
        let restores = *operation == ContactOperation::SetDeleted(false);
        if contact.deleted.value != restores {
            return Err(not_found);
        }
        match operation {
            ContactOperation::SetText(which, text) => {
                let (register, text) = match which {
                    ContactText::GivenName => {
                        (&mut contact.given_name, line(text, Place::ContactName)?)
                    }
                    ContactText::FamilyName => {
                        (&mut contact.family_name, line(text, Place::ContactName)?)
                    }
                    ContactText::Title => (&mut contact.title, line(text, Place::ContactName)?),
                    ContactText::Notes => (&mut contact.notes, notes(text)?),
                    ContactText::PhotoUrl => (&mut contact.photo_url, url_or_nothing(text)?),
                };
                *register = Register::new(text, stamp);
            }
            ContactOperation::SetEmails(emails) => {
                let emails = each(emails, Place::Email, validate::email)?;
                contact.emails = Register::new(emails, stamp);
            }
            ContactOperation::SetPhones(phones) => {
                let phones = each(phones, Place::Phone, validate::phone)?;
                contact.phones = Register::new(phones, stamp);
            }
            ContactOperation::SetAddresses(addresses) => {
                let addresses = each(addresses, Place::Address, address)?;
                contact.addresses = Register::new(addresses, stamp);
            }
            ContactOperation::SetHandle(handle, name) => {
                set_handle(&mut contact.handles, *handle, name, stamp)?;
            }
            ContactOperation::SetField(field, value) => {
                let fields = self.records.team().map(|team| &team.contact_fields);
                self.set_cell(fields, &mut contact.values, *field, value)?;
            }
            ContactOperation::SetOrganization(organization, is_in) => {
                if *is_in {
                    match self.records.organization(*organization) {
                        Some(known) if !known.deleted.value => {}
                        _ => return Err(Refusal::NotFound(Place::Organization)),
                    }
                }
                let most = Limits::ASSOCIATES;
                room(
                    &contact.organizations,
                    organization,
                    most,
                    Place::Organization,
                )?;
                let entry = Register::new(*is_in, stamp);
                contact.organizations.insert(*organization, entry);
            }
            ContactOperation::Link(other, is_in) => {
                return self.link_contacts(contact, *other, *is_in);
            }
            ContactOperation::SetDeleted(deleted) => {
                contact.deleted = Register::new(*deleted, stamp);
            }
            ContactOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::Contact)),
        }
        named(contact)
    }

    fn link_contacts(
        &self,
        mut contact: Contact,
        other: ContactId,
        is_in: bool,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let mut partner = match self.records.contact(other) {
            Some(partner) if other != contact.id => partner.clone(),
            Some(_) => return Err(validate::invalid(Place::Link, Problem::NotHere)),
            None => return Err(Refusal::NotFound(Place::Contact)),
        };
        if is_in && partner.deleted.value {
            return Err(Refusal::NotFound(Place::Contact));
        }
        room(&contact.links, &other, Limits::ASSOCIATES, Place::Link)?;
        room(&partner.links, &contact.id, Limits::ASSOCIATES, Place::Link)?;
        contact.links.insert(other, Register::new(is_in, stamp));
        partner
            .links
            .insert(contact.id, Register::new(is_in, stamp));
        Ok(vec![
            Effect::PutContact(Box::new(contact)),
            Effect::PutContact(Box::new(partner)),
        ])
    }

    pub(super) fn organization(
        &self,
        id: OrganizationId,
        operation: &OrganizationOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let not_found = Refusal::NotFound(Place::Organization);
        let known = self.records.organization(id);
        if let OrganizationOperation::Create { name, domains } = operation {
            if known.is_some() {
                return Err(Refusal::AlreadyExists(Place::Organization));
            }
            let domains = each(domains, Place::Domain, own_domain)?;
            let name = match (line(name, Place::OrganizationName)?, domains.first()) {
                (name, Some(domain)) if name.is_empty() => domain.clone(),
                (name, _) => validate::name(&name, Place::OrganizationName)?,
            };
            let mut made = Organization::new(id, name, self.user()?, stamp);
            made.domains.value = domains;
            return Ok(vec![Effect::PutOrganization(Box::new(made))]);
        }
        let mut organization = known.ok_or(not_found.clone())?.clone();
        let restores = *operation == OrganizationOperation::SetDeleted(false);
        if organization.deleted.value != restores {
            return Err(not_found);
        }
        match operation {
            OrganizationOperation::SetText(which, text) => {
                let place = Place::OrganizationName;
                let (register, text) = match which {
                    OrganizationText::Name => {
                        (&mut organization.name, validate::name(text, place)?)
                    }
                    OrganizationText::Industry => (&mut organization.industry, line(text, place)?),
                    OrganizationText::Employees => {
                        (&mut organization.employees, line(text, place)?)
                    }
                    OrganizationText::Notes => (&mut organization.notes, notes(text)?),
                    OrganizationText::LogoUrl => {
                        (&mut organization.logo_url, url_or_nothing(text)?)
                    }
                };
                *register = Register::new(text, stamp);
            }
            OrganizationOperation::SetDomains(domains) => {
                let domains = each(domains, Place::Domain, own_domain)?;
                organization.domains = Register::new(domains, stamp);
            }
            OrganizationOperation::SetPhones(phones) => {
                let phones = each(phones, Place::Phone, validate::phone)?;
                organization.phones = Register::new(phones, stamp);
            }
            OrganizationOperation::SetAddresses(addresses) => {
                let addresses = each(addresses, Place::Address, address)?;
                organization.addresses = Register::new(addresses, stamp);
            }
            OrganizationOperation::SetHandle(handle, name) => {
                set_handle(&mut organization.handles, *handle, name, stamp)?;
            }
            OrganizationOperation::SetField(field, value) => {
                let fields = self.records.team().map(|team| &team.organization_fields);
                self.set_cell(fields, &mut organization.values, *field, value)?;
            }
            OrganizationOperation::Link(other, is_in) => {
                return self.link_organizations(organization, *other, *is_in);
            }
            OrganizationOperation::SetDeleted(deleted) => {
                organization.deleted = Register::new(*deleted, stamp);
            }
            OrganizationOperation::Create { .. } => {
                return Err(Refusal::AlreadyExists(Place::Organization));
            }
        }
        Ok(vec![Effect::PutOrganization(Box::new(organization))])
    }

    fn link_organizations(
        &self,
        mut organization: Organization,
        other: OrganizationId,
        is_in: bool,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let id = organization.id;
        let mut partner = match self.records.organization(other) {
            Some(partner) if other != id => partner.clone(),
            Some(_) => return Err(validate::invalid(Place::Link, Problem::NotHere)),
            None => return Err(Refusal::NotFound(Place::Organization)),
        };
        if is_in && partner.deleted.value {
            return Err(Refusal::NotFound(Place::Organization));
        }
        room(&organization.links, &other, Limits::ASSOCIATES, Place::Link)?;
        room(&partner.links, &id, Limits::ASSOCIATES, Place::Link)?;
        organization
            .links
            .insert(other, Register::new(is_in, stamp));
        partner.links.insert(id, Register::new(is_in, stamp));
        Ok(vec![
            Effect::PutOrganization(Box::new(organization)),
            Effect::PutOrganization(Box::new(partner)),
        ])
    }

    /// Sets a cell of the team's own fields.
    fn set_cell(
        &self,
        fields: Option<&LiteMap<FieldId, Field>>,
        values: &mut Registers<FieldId, Value>,
        field: FieldId,
        value: &Value,
    ) -> Result<(), Refusal> {
        let known = fields.and_then(|fields| fields.get(&field));
        let known = known.filter(|field| !field.deleted.value);
        let kind = &known.ok_or(Refusal::NotFound(Place::Field))?.kind.value;
        let value = validate::value(value, kind, self.records)?;
        values.insert(field, Register::new(value, self.context.stamp));
        Ok(())
    }
}

/// Refuses a contact by which nobody could be called.
fn named(contact: Contact) -> Result<Vec<Effect>, Refusal> {
    if contact.display_name().is_empty() {
        return Err(validate::invalid(Place::ContactName, Problem::Empty));
    }
    Ok(vec![Effect::PutContact(Box::new(contact))])
}

/// A line of text, or nothing.
fn line(text: &str, place: Place) -> Result<String, Refusal> {
    match text.trim() {
        "" => Ok(String::new()),
        text => validate::name(text, place),
    }
}

fn notes(text: &str) -> Result<String, Refusal> {
    validate::text(text, Limits::NOTES, Place::Notes)?;
    Ok(text.to_owned())
}

fn url_or_nothing(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Ok(String::new()),
        text => validate::url(text),
    }
}

fn address(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    validate::text(text, Limits::NAME, Place::Address)?;
    Ok(text.to_owned())
}

/// Refuses the domain of a public mail provider: whoever has an address there belongs to no
/// organization by it.
fn own_domain(text: &str) -> Result<String, Refusal> {
    let domain = validate::domain(text)?;
    if is_public_mail(&domain) {
        return Err(validate::invalid(Place::Domain, Problem::NotHere));
    }
    Ok(domain)
}

/// Each of a list as it is kept, without empty ones, each once.
fn each(
    texts: &[String],
    place: Place,
    check: impl Fn(&str) -> Result<String, Refusal>,
) -> Result<Vec<String>, Refusal> {
    validate::count(texts.len(), Limits::ADDRESSES, place)?;
    let mut kept: Vec<String> = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let text = check(text)?;
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    Ok(kept)
}

fn set_handle(
    handles: &mut Registers<Handle, String>,
    handle: Handle,
    name: &str,
    stamp: Stamp,
) -> Result<(), Refusal> {
    let name = line(name, Place::Handle)?;
    handles.insert(handle, Register::new(name, stamp));
    Ok(())
}
