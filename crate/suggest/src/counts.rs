//! What has been filed where, as whole numbers and lists. What was put in last can be taken out without a
//! trace, so that going back is exact.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use boxwood_model::BoxId;

use crate::features::{Features, pair};

/// A box, numbered in the order of the first filings, so that all devices that learnt the same use the same numbers.
pub(crate) type Place = u16;

/// What stands in a key's list of events for a mail that was opened and left unfiled.
pub(crate) const LEFT: Place = Place::MAX;

/// The keys that a mail is looked up by.
pub(crate) const KEYS: usize = 9;
pub(crate) const SENDER: usize = 0;
pub(crate) const DOMAIN: usize = 1;
pub(crate) const THREAD: usize = 2;
pub(crate) const MASKED: usize = 3;
pub(crate) const FIRST_WORDS: usize = 4;
pub(crate) const PEOPLE: usize = 5;
pub(crate) const SENDER_PEOPLE: usize = 6;
pub(crate) const NAME: usize = 7;
pub(crate) const SENDER_WORD: usize = 8;

/// The parts of a mail whose words are counted.
pub(crate) const FIELDS: usize = 3;
/// The subject is the first, the body the second, those who write and are written to the third.
pub(crate) const BODY: usize = 1;

/// A hasher for what is a keyed hash already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        // The table takes its tag from the highest bits and its place from the lowest.
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn write_u64(&mut self, number: u64) {
        self.0 ^= number;
    }
}

pub(crate) type PlainMap<K, V> = HashMap<K, V, BuildHasherDefault<Plain>>;

/// How often a word occurs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// In how many filed mails.
    pub(crate) filed: u32,
    /// In how many mails that were left unfiled.
    pub(crate) left: u32,
    /// In how many mails of each box, sorted by box; never zero.
    pub(crate) boxes: Vec<(Place, u32)>,
}

/// What is in a box.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct BoxCounts {
    /// When each of its mails was filed, in milliseconds since 1970, in order.
    pub(crate) filed: Vec<u64>,
    /// How many words its mails have, by field.
    pub(crate) words: [u32; FIELDS],
}

/// All that is counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    /// For each key, where its mails went, in order.
    keys: PlainMap<u32, Vec<Place>>,
    terms: PlainMap<u32, Term>,
    /// By number.
    pub(crate) boxes: Vec<BoxCounts>,
    ids: Vec<BoxId>,
    places: BTreeMap<BoxId, Place>,
    /// Where the mails went, in order, without those that were left.
    pub(crate) filings: Vec<Place>,
    /// Whether each mail was filed or left, in order.
    pub(crate) outcomes: Vec<bool>,
    /// How many words the filed mails have, and those that were left, by field.
    pub(crate) words: [u32; FIELDS],
    pub(crate) words_left: [u32; FIELDS],
    /// How often a box was turned down, by sender or thread and box.
    dismissed: PlainMap<u32, u32>,
}

impl Counts {
    pub(crate) fn key(&self, key: u32) -> &[Place] {
        self.keys.get(&key).map_or(&[], Vec::as_slice)
    }

    /// How many of a key's latest mails were filed in another box, sixty-four of them at most.
    pub(crate) fn filed_elsewhere(&self, key: u32, id: BoxId) -> usize {
        let own = self.place(id);
        let latest = self.key(key).iter().rev().take(64);
        latest
            .filter(|place| **place != LEFT && Some(**place) != own)
            .count()
    }

    pub(crate) fn term(&self, term: u32) -> Option<&Term> {
        self.terms.get(&term)
    }

    /// How many mails were left unfiled.
    pub(crate) fn left(&self) -> usize {
        self.outcomes.len() - self.filings.len()
    }

    pub(crate) fn id(&self, place: Place) -> Option<BoxId> {
        self.ids.get(usize::from(place)).copied()
    }

    pub(crate) fn place(&self, id: BoxId) -> Option<Place> {
        self.places.get(&id).copied()
    }

    /// How often a box was turned down for this sender, and for this thread.
    pub(crate) fn dismissals(&self, keys: &[u32; KEYS], id: BoxId) -> [u32; 2] {
        dismissals(keys, id).map(|key| self.dismissed.get(&key).copied().unwrap_or(0))
    }

    /// Counts a mail that was filed. Of more boxes than there are numbers the last ones are not learnt.
    pub(crate) fn file(
        &mut self,
        keys: &[u32; KEYS],
        terms: &[Vec<u32>; FIELDS],
        id: BoxId,
        when: u64,
    ) {
        let place = match self.place(id) {
            Some(place) => place,
            None => match Place::try_from(self.ids.len()) {
                Ok(place) if place != LEFT => {
                    self.ids.push(id);
                    self.places.insert(id, place);
                    self.boxes.push(BoxCounts::default());
                    place
                }
                _ => return,
            },
        };
        let at = usize::from(place);
        for key in keys.iter().filter(|key| **key != 0) {
            self.keys.entry(*key).or_default().push(place);
        }
        for ((terms, all), field) in terms.iter().zip(&mut self.words).zip(0..) {
            let count = terms.len() as u32;
            *all += count;
            if let Some(counts) = self.boxes.get_mut(at) {
                counts.words[field] += count;
            }
            for term in terms {
                let term = self.terms.entry(*term).or_default();
                term.filed += 1;
                match term.boxes.binary_search_by_key(&place, |(place, _)| *place) {
                    Ok(found) => {
                        if let Some((_, count)) = term.boxes.get_mut(found) {
                            *count += 1;
                        }
                    }
                    Err(gap) => term.boxes.insert(gap, (place, 1)),
                }
            }
        }
        if let Some(counts) = self.boxes.get_mut(at) {
            counts.filed.push(when);
        }
        self.filings.push(place);
        self.outcomes.push(true);
    }

    /// Takes back the last [`file`](Self::file), which was given the same.
    pub(crate) fn unfile(&mut self, keys: &[u32; KEYS], terms: &[Vec<u32>; FIELDS], id: BoxId) {
        let Some(place) = self.place(id) else {
            return;
        };
        self.pop_keys(keys);
        let at = usize::from(place);
        for ((terms, all), field) in terms.iter().zip(&mut self.words).zip(0..) {
            let count = terms.len() as u32;
            *all -= count;
            if let Some(counts) = self.boxes.get_mut(at) {
                counts.words[field] -= count;
            }
            for hash in terms {
                let Some(term) = self.terms.get_mut(hash) else {
                    continue;
                };
                term.filed -= 1;
                if let Ok(found) = term.boxes.binary_search_by_key(&place, |(place, _)| *place)
                    && let Some((_, count)) = term.boxes.get_mut(found)
                {
                    *count -= 1;
                    if *count == 0 {
                        term.boxes.remove(found);
                    }
                }
                if term.filed + term.left == 0 {
                    self.terms.remove(hash);
                }
            }
        }
        let emptied = self.boxes.get_mut(at).is_some_and(|counts| {
            counts.filed.pop();
            counts.filed.is_empty()
        });
        if emptied {
            // Its first mail was the last one to bring in a new box, so its number is the last.
            self.boxes.pop();
            self.ids.pop();
            self.places.remove(&id);
        }
        self.filings.pop();
        self.outcomes.pop();
    }

    pub(crate) fn leave(&mut self, keys: &[u32; KEYS], terms: &[Vec<u32>; FIELDS]) {
        for key in keys.iter().filter(|key| **key != 0) {
            self.keys.entry(*key).or_default().push(LEFT);
        }
        for (terms, all) in terms.iter().zip(&mut self.words_left) {
            *all += terms.len() as u32;
            for term in terms {
                self.terms.entry(*term).or_default().left += 1;
            }
        }
        self.outcomes.push(false);
    }

    /// Takes back the last [`leave`](Self::leave), which was given the same.
    pub(crate) fn unleave(&mut self, keys: &[u32; KEYS], terms: &[Vec<u32>; FIELDS]) {
        self.pop_keys(keys);
        for (terms, all) in terms.iter().zip(&mut self.words_left) {
            *all -= terms.len() as u32;
            for hash in terms {
                let Some(term) = self.terms.get_mut(hash) else {
                    continue;
                };
                term.left -= 1;
                if term.filed + term.left == 0 {
                    self.terms.remove(hash);
                }
            }
        }
        self.outcomes.pop();
    }

    pub(crate) fn dismiss(&mut self, keys: &[u32; KEYS], id: BoxId) {
        for key in dismissals(keys, id) {
            *self.dismissed.entry(key).or_default() += 1;
        }
    }

    /// Takes back a [`dismiss`](Self::dismiss), which was given the same.
    pub(crate) fn undismiss(&mut self, keys: &[u32; KEYS], id: BoxId) {
        for key in dismissals(keys, id) {
            if let Some(count) = self.dismissed.get_mut(&key) {
                *count -= 1;
                if *count == 0 {
                    self.dismissed.remove(&key);
                }
            }
        }
    }

    fn pop_keys(&mut self, keys: &[u32; KEYS]) {
        for key in keys.iter().filter(|key| **key != 0) {
            if let Some(events) = self.keys.get_mut(key) {
                events.pop();
                if events.is_empty() {
                    self.keys.remove(key);
                }
            }
        }
    }
}

/// What a dismissal is counted under: the sender with the box, and the thread with the box.
fn dismissals(keys: &[u32; KEYS], id: BoxId) -> [u32; 2] {
    let id = id
        .as_bytes()
        .iter()
        .fold(0, |hash, byte| pair(hash, u32::from(*byte)));
    [
        pair(pair(5, keys[SENDER]), id),
        pair(pair(6, keys[THREAD]), id),
    ]
}

impl Features {
    /// What the mail is looked up by; zero where it has no such part.
    pub(crate) fn keys(&self) -> [u32; KEYS] {
        let both = |salt: u32, a: u32, b: u32| {
            if a == 0 || b == 0 {
                0
            } else {
                pair(pair(salt, a), b).max(1)
            }
        };
        let first = self.subject.first().copied().unwrap_or(0);
        let second = self.subject.get(1).copied().unwrap_or(1);
        let people = self
            .recipients
            .iter()
            .fold(0, |people, one| pair(people, *one).max(1));
        let mut keys = [0; KEYS];
        keys[SENDER] = self.sender;
        keys[DOMAIN] = self.domain;
        keys[THREAD] = self.thread;
        keys[MASKED] = self.masked;
        keys[FIRST_WORDS] = both(1, first, second);
        keys[PEOPLE] = both(2, people, 1);
        keys[SENDER_PEOPLE] = both(3, people, self.sender);
        keys[NAME] = self.name;
        keys[SENDER_WORD] = both(4, self.sender, first);
        keys
    }

    /// The words that are counted, by field, told apart by their highest bits.
    pub(crate) fn terms(&self) -> [Vec<u32>; FIELDS] {
        let mut subject: Vec<u32> = self.subject.iter().map(|word| word | 1 << 30).collect();
        subject.extend(
            self.subject
                .windows(2)
                .filter_map(|two| Some(pair(*two.first()?, *two.get(1)?) >> 2 | 1 << 30)),
        );
        subject.sort_unstable();
        subject.dedup();
        let body = self.body.iter().map(|word| word | 2 << 30).collect();
        let mut people: Vec<u32> = self.recipients.iter().map(|one| one | 3 << 30).collect();
        // A correspondent is the same whether writing or written to.
        let sender = self.sender & crate::features::mask(crate::features::WORD_BITS) | 3 << 30;
        if self.sender != 0 && !people.contains(&sender) {
            people.push(sender);
        }
        [subject, body, people]
    }
}
