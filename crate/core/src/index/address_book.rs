//! Who belongs where: contacts to organizations, and both to boxes.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use boxwood_model::{
    BoxId, BoxRecord, Contact, ContactId, Gather as _, Organization, OrganizationId, Records,
    elements, has_element, is_public_mail, own_domain,
};

use super::is_live;

/// Finds who belongs where. What was let go of stays here; whether it still holds, the records say.
#[derive(Debug, Default)]
pub(crate) struct AddressBook {
    boxes_of_contact: Candidates<ContactId, BoxId>,
    boxes_of_organization: Candidates<OrganizationId, BoxId>,
    contacts_at: Candidates<String, ContactId>,
    organizations_at: Candidates<String, OrganizationId>,
    linked: Candidates<OrganizationId, ContactId>,
}

#[derive(Debug)]
struct Candidates<K, V>(HashMap<K, BTreeSet<V>>);

impl<K, V> Default for Candidates<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq, V: Ord + Copy> Candidates<K, V> {
    fn add(&mut self, key: K, value: V) {
        self.0.entry(key).or_default().insert(value);
    }

    fn of<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> impl Iterator<Item = V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.get(key).into_iter().flatten().copied()
    }
}

impl AddressBook {
    pub(super) fn add_box(&mut self, record: &BoxRecord) {
        for (contact, _) in record.live_contacts() {
            self.boxes_of_contact.add(*contact, record.id);
        }
        for (organization, _) in record.live_organizations() {
            self.boxes_of_organization.add(*organization, record.id);
        }
    }

    pub(super) fn add_contact(&mut self, contact: &Contact) {
        for domain in domains(contact) {
            self.contacts_at.add(domain.to_owned(), contact.id);
        }
        for organization in elements(&contact.organizations) {
            self.linked.add(*organization, contact.id);
        }
    }

    pub(super) fn add_organization(&mut self, organization: &Organization) {
        for domain in &organization.domains.value {
            self.organizations_at.add(domain.clone(), organization.id);
        }
    }

    /// The live boxes that are about a contact, the newest first.
    pub(crate) fn boxes_of_contact<'r>(
        &self,
        id: ContactId,
        records: &'r dyn Records,
    ) -> impl Iterator<Item = &'r BoxRecord> {
        let boxes = self.boxes_of_contact.of(&id).collect::<Vec<_>>();
        let boxes = live(boxes, records);
        boxes.filter(move |record| record.live_contacts().any(|(contact, _)| *contact == id))
    }

    /// The live boxes that are about an organization, the newest first.
    pub(crate) fn boxes_of_organization<'r>(
        &self,
        id: OrganizationId,
        records: &'r dyn Records,
    ) -> impl Iterator<Item = &'r BoxRecord> {
        let boxes = self.boxes_of_organization.of(&id).collect::<Vec<_>>();
        let boxes = live(boxes, records);
        boxes.filter(move |record| record.live_organizations().any(|(known, _)| *known == id))
    }

    /// The organizations that a contact belongs to: those that a person said, and those that have
    /// the domain of one of its addresses, unless a person said otherwise.
    pub(crate) fn organizations_of<'r>(
        &self,
        contact: &Contact,
        records: &'r dyn Records,
    ) -> Vec<&'r Organization> {
        let by_domain = domains(contact).flat_map(|domain| self.organizations_at.of(domain));
        let said = elements(&contact.organizations).copied();
        let candidates: BTreeSet<OrganizationId> = by_domain.chain(said).gather();
        let known = candidates.into_iter();
        let known = known.filter_map(|id| records.organization(id));
        let belongs = |organization: &&Organization| belongs(contact, organization);
        known.filter(belongs).collect()
    }

    /// The contacts that belong to an organization, in the order in which they were made.
    pub(crate) fn contacts_of<'r>(
        &self,
        organization: &Organization,
        records: &'r dyn Records,
    ) -> Vec<&'r Contact> {
        let domains = organization.domains.value.iter();
        let by_domain = domains.flat_map(|domain| self.contacts_at.of(domain));
        let said = self.linked.of(&organization.id);
        let candidates: BTreeSet<ContactId> = by_domain.chain(said).gather();
        let known = candidates.into_iter().filter_map(|id| records.contact(id));
        let belongs =
            |contact: &&Contact| !contact.deleted.value && self::belongs(contact, organization);
        known.filter(belongs).collect()
    }
}

/// Whether a contact belongs to an organization that is there.
fn belongs(contact: &Contact, organization: &Organization) -> bool {
    if organization.deleted.value {
        return false;
    }
    match contact.organizations.get(&organization.id) {
        Some(_) => has_element(&contact.organizations, &organization.id),
        None => {
            let own = |domain: &str| {
                let known = &organization.domains.value;
                !is_public_mail(domain) && known.iter().any(|known| known == domain)
            };
            domains(contact).any(own)
        }
    }
}

/// The domains of a contact's addresses that say something about where it works.
fn domains(contact: &Contact) -> impl Iterator<Item = &str> {
    let emails = contact.emails.value.iter();
    emails.filter_map(|email| own_domain(email))
}

fn live(boxes: Vec<BoxId>, records: &dyn Records) -> impl Iterator<Item = &BoxRecord> {
    let newest_first = boxes.into_iter().rev();
    let boxes = newest_first.filter_map(|id| records.box_record(id));
    boxes.filter(|record| is_live(record, records))
}
