//! What boxes hold says where mail belongs before anything was filed: contacts, domains, the names of boxes.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{BoxId, Gather as _};

use crate::features::{Features, Key, WORD_BITS, mask};

/// What a box holds that mail can be recognised by, as its records say it.
#[derive(Debug, Clone, Copy, Default)]
pub struct BoxHints<'a> {
    /// Addresses of contacts.
    pub contacts: &'a [&'a str],
    /// Domains of organizations, without those where anyone can have an address.
    pub domains: &'a [&'a str],
    /// What the box is called.
    pub name: &'a str,
}

/// How probable it is that a mail belongs to the only box with its sender as a contact, with one of its
/// recipients, with the sender's domain, with a name that is in the subject. Set by judgement: there is no data.
const SENDER: f32 = 0.8;
const RECIPIENT: f32 = 0.5;
const DOMAIN: f32 = 0.6;
const NAME: f32 = 0.6;
/// Names of so few letters are in too many subjects.
const SHORTEST_NAME: usize = 4;
/// Of more boxes with one and the same hint it says nothing.
const MOST_ALIKE: usize = 32;
/// How many things of a kind are taken from one box.
const MOST_OF_A_BOX: usize = 64;

/// The kinds of hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hint {
    Sender,
    Recipient,
    Domain,
    Name,
}

/// The hints of all boxes, as keyed hashes.
#[derive(Debug, Default, Clone)]
pub(crate) struct Hints {
    boxes: BTreeMap<BoxId, Own>,
    addresses: BTreeMap<u32, BTreeSet<BoxId>>,
    domains: BTreeMap<u32, BTreeSet<BoxId>>,
    /// By the first word.
    names: BTreeMap<u32, BTreeSet<BoxId>>,
}

#[derive(Debug, Default, Clone)]
struct Own {
    addresses: Vec<u32>,
    domains: Vec<u32>,
    name: Vec<u32>,
}

impl Hints {
    /// Takes what a box holds in place of what was known of it.
    pub(crate) fn describe(&mut self, key: &Key, id: BoxId, hints: &BoxHints<'_>) {
        self.remove(id);
        let kept = |texts: &[&str], hash: &dyn Fn(&str) -> u32| -> Vec<u32> {
            let texts = texts.iter().take(MOST_OF_A_BOX);
            texts
                .map(|text| hash(text))
                .filter(|hash| *hash != 0)
                .collect()
        };
        let own = Own {
            // Recipients are kept with fewer bits than senders; so few do for both.
            addresses: kept(hints.contacts, &|text| key.address(text) & mask(WORD_BITS)),
            domains: kept(hints.domains, &|text| key.domain(text)),
            name: match hints
                .name
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .count()
            {
                SHORTEST_NAME.. => key.subject_words(&hints.name.to_lowercase()),
                _ => Vec::new(),
            },
        };
        for address in &own.addresses {
            self.addresses.entry(*address).or_default().insert(id);
        }
        for domain in &own.domains {
            self.domains.entry(*domain).or_default().insert(id);
        }
        if let Some(first) = own.name.first() {
            self.names.entry(*first).or_default().insert(id);
        }
        self.boxes.insert(id, own);
    }

    pub(crate) fn remove(&mut self, id: BoxId) {
        let Some(own) = self.boxes.remove(&id) else {
            return;
        };
        let lists = [
            (&mut self.addresses, own.addresses.as_slice()),
            (&mut self.domains, own.domains.as_slice()),
            (&mut self.names, own.name.get(..1).unwrap_or_default()),
        ];
        for (index, hashes) in lists {
            for hash in hashes {
                if let Some(boxes) = index.get_mut(hash) {
                    boxes.remove(&id);
                    if boxes.is_empty() {
                        index.remove(hash);
                    }
                }
            }
        }
    }

    /// The hints that a mail meets, each with how many boxes have the same.
    pub(crate) fn met(&self, features: &Features) -> Vec<(BoxId, Hint, usize)> {
        let mut met = Vec::new();
        let mut meet = |boxes: Option<&BTreeSet<BoxId>>, hint: Hint| {
            if let Some(boxes) = boxes.filter(|boxes| boxes.len() <= MOST_ALIKE) {
                met.extend(boxes.iter().map(|id| (*id, hint, boxes.len())));
            }
        };
        let sender = features.sender & mask(WORD_BITS);
        if features.sender != 0 {
            meet(self.addresses.get(&sender), Hint::Sender);
        }
        for recipient in features.recipients.iter().filter(|one| **one != sender) {
            meet(self.addresses.get(recipient), Hint::Recipient);
        }
        meet(self.domains.get(&features.domain), Hint::Domain);
        for (at, word) in features.subject.iter().enumerate() {
            let rest = features.subject.get(at..).unwrap_or_default();
            let named: BTreeSet<BoxId> = self
                .names
                .get(word)
                .into_iter()
                .flatten()
                .filter(|id| {
                    self.boxes
                        .get(id)
                        .is_some_and(|own| rest.starts_with(&own.name))
                })
                .copied()
                .gather();
            meet(Some(&named), Hint::Name);
        }
        met
    }

    /// How probable each box is by what boxes hold alone; together at most one.
    pub(crate) fn probabilities(&self, features: &Features) -> BTreeMap<BoxId, f32> {
        let mut against: BTreeMap<BoxId, f32> = BTreeMap::new();
        for (id, hint, alike) in self.met(features) {
            let alone = match hint {
                Hint::Sender => SENDER,
                Hint::Recipient => RECIPIENT,
                Hint::Domain => DOMAIN,
                Hint::Name => NAME,
            };
            *against.entry(id).or_insert(1.0) *= 1.0 - alone / alike as f32;
        }
        let sum: f32 = against.values().map(|against| 1.0 - against).sum();
        let scale = if sum > 0.9 { 0.9 / sum } else { 1.0 };
        against
            .into_iter()
            .map(|(id, against)| (id, (1.0 - against) * scale))
            .gather()
    }
}
