//! Whose mail joins which box by itself, because somebody of the team has said so at the box.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use boxwood_model::{BoxId, BoxRecord, Records, is_public_mail};
use boxwood_suggest::Key;

/// The rules of all boxes, as hashes of addresses and domains.
#[derive(Debug, Default)]
pub(super) struct Rules {
    boxes: HashMap<u64, BTreeSet<BoxId>>,
    of: BTreeMap<BoxId, Vec<u64>>,
}

impl Rules {
    /// Takes the rules of a box in place of those it had.
    pub(super) fn put(
        &mut self,
        key: &Key,
        id: BoxId,
        record: Option<&BoxRecord>,
        records: &dyn Records,
    ) {
        for hash in self.of.remove(&id).unwrap_or_default() {
            if let Some(boxes) = self.boxes.get_mut(&hash) {
                boxes.remove(&id);
                if boxes.is_empty() {
                    self.boxes.remove(&hash);
                }
            }
        }
        let Some(record) = record else { return };
        let mut hashes = Vec::new();
        for (contact, how) in record.live_contacts() {
            let contact = records.contact(*contact).filter(|one| !one.deleted.value);
            if let Some(contact) = contact.filter(|_| how.is_auto_boxed) {
                let emails = contact.emails.value.iter();
                hashes.extend(emails.map(|email| key.person(email)));
            }
        }
        for (organization, how) in record.live_organizations() {
            let organization = records.organization(*organization);
            let organization = organization.filter(|one| !one.deleted.value);
            if let Some(organization) = organization.filter(|_| how.is_auto_boxed) {
                let domains = organization.domains.value.iter();
                let own = domains.filter(|domain| !is_public_mail(domain));
                hashes.extend(own.map(|domain| key.place(domain)));
            }
        }
        for hash in &hashes {
            self.boxes.entry(*hash).or_default().insert(id);
        }
        if !hashes.is_empty() {
            self.of.insert(id, hashes);
        }
    }

    /// The boxes that a mail of these people joins by itself.
    pub(super) fn boxes(&self, (people, places): (&[u64], &[u64])) -> BTreeSet<BoxId> {
        let hashes = people.iter().chain(places);
        let boxes = hashes.filter_map(|hash| self.boxes.get(hash));
        boxes.flatten().copied().collect()
    }
}
