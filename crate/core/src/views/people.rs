//! Contacts and organizations.

use boxwood_model::{
    BoxRecord, Contact, ContactId, Field, FieldId, Handle, LiteMap, Organization, OrganizationId,
    Records, Registers, Value, elements, has_element,
};

use super::pipeline::field_view;
use super::team::live_fields;
use super::{Answering, Part, number};
use crate::api::{
    Cell, ContactPage, FieldView, HandleView, LabelView, MembershipView, OrganizationPage,
    PersonRow,
};

/// Boxes or contacts that a page shows at most.
const SHOWN_MOST: usize = 200;

impl Answering<'_> {
    pub(super) fn contacts(&self, text: &str, part: Part) -> (Vec<PersonRow>, u32) {
        let wanted = text.trim().to_lowercase();
        let names = &self.index.contacts;
        let row = |id| Some(contact_row(self.records.contact(id)?));
        if wanted.is_empty() {
            let rows = part.of(names.all()).0;
            return (
                rows.into_iter().filter_map(row).collect(),
                number(names.len()),
            );
        }
        let holds = |(name, id): &(&str, ContactId)| {
            let contact = self.records.contact(*id);
            name.contains(&wanted)
                || contact.is_some_and(|c| c.emails.value.iter().any(|e| e.contains(&wanted)))
        };
        let found: Vec<_> = names.in_order().filter(holds).collect();
        let total = number(found.len());
        let rows = part.of(found.into_iter().filter_map(|(_, id)| row(id))).0;
        (rows, total)
    }

    pub(super) fn organizations(&self, text: &str, part: Part) -> (Vec<PersonRow>, u32) {
        let wanted = text.trim().to_lowercase();
        let names = &self.index.organizations;
        let row = |id| Some(organization_row(self.records.organization(id)?));
        if wanted.is_empty() {
            let rows = part.of(names.all()).0;
            return (
                rows.into_iter().filter_map(row).collect(),
                number(names.len()),
            );
        }
        let holds = |(name, id): &(&str, OrganizationId)| {
            let organization = self.records.organization(*id);
            name.contains(&wanted)
                || organization.is_some_and(|o| o.domains.value.iter().any(|d| d.contains(&wanted)))
        };
        let found: Vec<_> = names.in_order().filter(holds).collect();
        let total = number(found.len());
        let rows = part.of(found.into_iter().filter_map(|(_, id)| row(id))).0;
        (rows, total)
    }

    pub(super) fn contact(&self, id: ContactId) -> Option<ContactPage> {
        let contact = self.records.contact(id)?;
        let book = &self.index.address_book;
        let belongs = book.organizations_of(contact, &self.records).into_iter();
        let organizations = belongs.map(|organization| MembershipView {
            other: organization_row(organization),
            said: has_element(&contact.organizations, &organization.id),
        });
        let links = elements(&contact.links).filter_map(|id| self.records.contact(*id));
        let links = links.filter(|other| !other.deleted.value).map(contact_row);
        let own = self.records.team().map(|team| &team.contact_fields);
        let (fields, cells) = self.own_fields(own, &contact.values);
        Some(ContactPage {
            id: id.to_string(),
            name: contact.display_name(),
            given_name: contact.given_name.value.clone(),
            family_name: contact.family_name.value.clone(),
            title: contact.title.value.clone(),
            notes: contact.notes.value.clone(),
            emails: contact.emails.value.clone(),
            phones: contact.phones.value.clone(),
            addresses: contact.addresses.value.clone(),
            handles: handles(&contact.handles),
            photo_url: contact.photo_url.value.clone(),
            fields,
            cells,
            organizations: organizations.collect(),
            links: links.collect(),
            boxes: self.first_labels(book.boxes_of_contact(id, &self.records)),
            deleted: contact.deleted.value,
        })
    }

    pub(super) fn organization(&self, id: OrganizationId) -> Option<OrganizationPage> {
        let organization = self.records.organization(id)?;
        let book = &self.index.address_book;
        let belong = book.contacts_of(organization, &self.records);
        let contact_count = number(belong.len());
        let contacts = belong.into_iter().take(SHOWN_MOST);
        let contacts = contacts.map(|contact| MembershipView {
            other: contact_row(contact),
            said: has_element(&contact.organizations, &id),
        });
        let links = elements(&organization.links);
        let links = links.filter_map(|id| self.records.organization(*id));
        let links = links.filter(|other| !other.deleted.value);
        let own = self.records.team().map(|team| &team.organization_fields);
        let (fields, cells) = self.own_fields(own, &organization.values);
        Some(OrganizationPage {
            id: id.to_string(),
            name: organization.name.value.clone(),
            domains: organization.domains.value.clone(),
            industry: organization.industry.value.clone(),
            employees: organization.employees.value.clone(),
            notes: organization.notes.value.clone(),
            phones: organization.phones.value.clone(),
            addresses: organization.addresses.value.clone(),
            handles: handles(&organization.handles),
            logo_url: organization.logo_url.value.clone(),
            fields,
            cells,
            contacts: contacts.collect(),
            contact_count,
            links: links.map(organization_row).collect(),
            boxes: self.first_labels(book.boxes_of_organization(id, &self.records)),
            deleted: organization.deleted.value,
        })
    }

    /// The team's own fields and what they hold, in the same order.
    fn own_fields(
        &self,
        fields: Option<&LiteMap<FieldId, Field>>,
        values: &Registers<FieldId, Value>,
    ) -> (Vec<FieldView>, Vec<Cell>) {
        let fields = fields.map(live_fields).unwrap_or_default().into_iter();
        let both = fields.map(|(id, field)| {
            let value = values.get(&id).map_or(&Value::Empty, |cell| &cell.value);
            (field_view(id, field, None), self.cell(id, field, value))
        });
        both.unzip()
    }

    fn first_labels<'r>(&self, boxes: impl Iterator<Item = &'r BoxRecord>) -> Vec<LabelView> {
        let labels = boxes.filter_map(|record| self.label(record));
        labels.take(SHOWN_MOST).collect()
    }
}

fn contact_row(contact: &Contact) -> PersonRow {
    PersonRow {
        id: contact.id.to_string(),
        name: contact.display_name(),
        address: contact.emails.value.first().cloned(),
    }
}

fn organization_row(organization: &Organization) -> PersonRow {
    PersonRow {
        id: organization.id.to_string(),
        name: organization.name.value.clone(),
        address: organization.domains.value.first().cloned(),
    }
}

fn handles(handles: &Registers<Handle, String>) -> Vec<HandleView> {
    let known = handles.iter().filter(|(_, name)| !name.value.is_empty());
    let views = known.map(|(handle, name)| HandleView {
        handle: (*handle).into(),
        name: name.value.clone(),
    });
    views.collect()
}
