//! Cards into contacts: those that are there are found by e-mail and completed, others made.

use std::collections::BTreeMap;

use boxwood_model::{
    Action, Contact, ContactId, ContactOperation, ContactText, Context, Layered, Operation,
    OrganizationId, OrganizationOperation, Records, Refusal, State,
};

use super::read::ParsedCard;
use crate::{Catalogue, NewId};

/// What cards do to the team's contacts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardImport {
    /// What to do, in this order. Every operation was planned against the records by the model's
    /// own rules. No action holds more than the model lets it.
    pub actions: Vec<Action>,
    /// What that is.
    pub report: CardReport,
    /// What becomes of each card, in their order.
    pub outcomes: Vec<CardOutcome>,
}

/// What becomes of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardOutcome {
    /// It makes a contact.
    Create(ContactId),
    /// It completes a contact.
    Update(ContactId),
    /// A contact has all it says.
    Unchanged(ContactId),
    /// It cannot be.
    Rejected,
}

/// What cards would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardReport {
    /// How many make a contact.
    pub created: u64,
    /// How many complete one.
    pub updated: u64,
    /// How many find one that has all they say.
    pub unchanged: u64,
    /// How many cannot be, such as those without name and address.
    pub rejected: u64,
    /// What the model's rules do not let be: the line of the card, and why.
    pub refused: Vec<(usize, Refusal)>,
    /// How many organizations are made.
    pub new_organizations: u64,
}

/// About how many operations one action has.
const OPERATIONS: usize = 2_000;

/// What cards do to these records. A contact that has one of a card's addresses is completed: it gets
/// the addresses and numbers that it does not have, and texts where it has none; nothing that is
/// there is replaced. Cards of one file find each other in the same way.
#[must_use]
pub fn import_cards(
    cards: &[ParsedCard],
    context: Context,
    records: &dyn Catalogue,
    new_id: &mut NewId<'_>,
) -> CardImport {
    let mut importer = Importer {
        context,
        records,
        over: State::default(),
        emails: BTreeMap::new(),
        organizations: BTreeMap::new(),
        waiting: Vec::new(),
        import: CardImport::default(),
    };
    importer.learn();
    for card in cards {
        let outcome = importer.card(card, new_id);
        importer.import.outcomes.push(outcome);
        if importer.waiting.len() >= OPERATIONS {
            importer.hand_out();
        }
    }
    importer.hand_out();
    importer.import
}

struct Importer<'r> {
    context: Context,
    records: &'r dyn Catalogue,
    /// The records as the operations so far make them.
    over: State,
    emails: BTreeMap<String, ContactId>,
    organizations: BTreeMap<String, OrganizationId>,
    waiting: Vec<Operation>,
    import: CardImport,
}

impl Importer<'_> {
    fn learn(&mut self) {
        let mut after = None;
        while let Some(contact) = self.records.contact_after(after) {
            after = Some(contact.id);
            if !contact.deleted.value {
                for email in &contact.emails.value {
                    self.emails.entry(email.clone()).or_insert(contact.id);
                }
            }
        }
        let mut after = None;
        while let Some(organization) = self.records.organization_after(after) {
            after = Some(organization.id);
            if !organization.deleted.value {
                let name = organization.name.value.to_lowercase();
                self.organizations.entry(name).or_insert(organization.id);
            }
        }
    }

    fn hand_out(&mut self) {
        if !self.waiting.is_empty() {
            self.import.actions.push(Action {
                operations: std::mem::take(&mut self.waiting),
                undoes: None,
            });
        }
    }

    /// Does what an operation does, if the model's rules let it be.
    fn perform(&mut self, line: usize, operation: Operation) -> bool {
        let mut shown = Layered {
            below: self.records,
            top: &mut self.over,
        };
        match operation.plan(self.context, &shown) {
            Ok(effects) => {
                for effect in &effects {
                    effect.apply(self.context.stamp, &mut shown);
                }
                self.waiting.push(operation);
                true
            }
            Err(refusal) => {
                self.import.report.refused.push((line, refusal));
                false
            }
        }
    }

    fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.over.contact(id).or_else(|| self.records.contact(id))
    }

    fn card(&mut self, card: &ParsedCard, new_id: &mut NewId<'_>) -> CardOutcome {
        let known = card
            .emails
            .iter()
            .find_map(|email| self.emails.get(email).copied());
        let (id, is_new) = match known {
            Some(id) => (id, false),
            None => (ContactId::from_bytes(new_id()), true),
        };
        let before = self.waiting.len();
        if is_new && !self.create(id, card) {
            self.import.report.rejected += 1;
            return CardOutcome::Rejected;
        }
        let Some(contact) = self.contact(id) else {
            return CardOutcome::Rejected;
        };
        for operation in completions(contact, card) {
            self.perform(card.line, Operation::Contact(id, operation));
        }
        self.complete(
            id,
            card,
            &card.emails,
            |c| &c.emails.value,
            ContactOperation::SetEmails,
        );
        self.complete(
            id,
            card,
            &card.phones,
            |c| &c.phones.value,
            ContactOperation::SetPhones,
        );
        self.complete(
            id,
            card,
            &card.addresses,
            |contact| &contact.addresses.value,
            ContactOperation::SetAddresses,
        );
        self.organization(id, card, new_id);
        let known = self.contact(id).map(|contact| contact.emails.value.clone());
        for email in known.unwrap_or_default() {
            self.emails.entry(email).or_insert(id);
        }
        let report = &mut self.import.report;
        if is_new {
            report.created += 1;
            CardOutcome::Create(id)
        } else if self.waiting.len() > before {
            report.updated += 1;
            CardOutcome::Update(id)
        } else {
            report.unchanged += 1;
            CardOutcome::Unchanged(id)
        }
    }

    /// Makes a contact with the names, or else with the first address that can be one.
    fn create(&mut self, id: ContactId, card: &ParsedCard) -> bool {
        let create = |emails: Vec<String>| {
            let operation = ContactOperation::Create {
                given_name: card.given_name.clone(),
                family_name: card.family_name.clone(),
                emails,
            };
            Operation::Contact(id, operation)
        };
        if !card.given_name.is_empty() || !card.family_name.is_empty() {
            return self.perform(card.line, create(Vec::new()));
        }
        if card.emails.is_empty() {
            return self.perform(card.line, create(Vec::new()));
        }
        let mut emails = card.emails.iter();
        emails.any(|email| self.perform(card.line, create(vec![email.clone()])))
    }

    /// Adds what is not in a list yet, each by itself: one that cannot be keeps no other away.
    fn complete(
        &mut self,
        id: ContactId,
        card: &ParsedCard,
        says: &[String],
        has: fn(&Contact) -> &Vec<String>,
        set: fn(Vec<String>) -> ContactOperation,
    ) {
        for one in says {
            let Some(known) = self.contact(id).map(has) else {
                return;
            };
            if !known.contains(one) {
                let all = known.iter().chain([one]).cloned().collect();
                self.perform(card.line, Operation::Contact(id, set(all)));
            }
        }
    }

    fn organization(&mut self, contact: ContactId, card: &ParsedCard, new_id: &mut NewId<'_>) {
        if card.organization.is_empty() {
            return;
        }
        let name = card.organization.to_lowercase();
        let id = match self.organizations.get(&name) {
            Some(id) => *id,
            None => {
                let id = OrganizationId::from_bytes(new_id());
                let operation = OrganizationOperation::Create {
                    name: card.organization.clone(),
                    domains: Vec::new(),
                };
                if !self.perform(card.line, Operation::Organization(id, operation)) {
                    return;
                }
                self.organizations.insert(name, id);
                self.import.report.new_organizations += 1;
                id
            }
        };
        let is_said = |contact: &Contact| contact.organizations.contains_key(&id);
        if !self.contact(contact).is_some_and(is_said) {
            let operation = ContactOperation::SetOrganization(id, true);
            self.perform(card.line, Operation::Contact(contact, operation));
        }
    }
}

/// The texts that a card knows and the contact does not.
fn completions(contact: &Contact, card: &ParsedCard) -> Vec<ContactOperation> {
    let mut operations = Vec::new();
    let texts = [
        (
            ContactText::GivenName,
            &contact.given_name.value,
            &card.given_name,
        ),
        (
            ContactText::FamilyName,
            &contact.family_name.value,
            &card.family_name,
        ),
        (ContactText::Title, &contact.title.value, &card.title),
        (ContactText::Notes, &contact.notes.value, &card.notes),
        (
            ContactText::PhotoUrl,
            &contact.photo_url.value,
            &card.photo_url,
        ),
    ];
    // Half a name of a card beside half a name of the contact would be nobody's.
    let is_named = !contact.given_name.value.is_empty() || !contact.family_name.value.is_empty();
    for (which, has, says) in texts {
        let is_name = matches!(which, ContactText::GivenName | ContactText::FamilyName);
        if has.is_empty() && !says.is_empty() && !(is_name && is_named) {
            operations.push(ContactOperation::SetText(which, says.clone()));
        }
    }
    for (handle, name) in &card.handles {
        let known = contact.handles.get(handle);
        if known.is_none_or(|known| known.value.is_empty()) {
            operations.push(ContactOperation::SetHandle(*handle, name.clone()));
        }
    }
    operations
}
