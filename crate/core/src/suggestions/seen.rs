//! What pages have read of mails lately: keyed hashes, in memory only.

use std::collections::HashMap;

use boxwood_suggest::{Features, Key, Mail, Suggestion};

use crate::api::{Known, MailText};

/// How many conversations are remembered.
const MOST: usize = 512;
/// How many people of a mail are looked at.
const PEOPLE: usize = 256;

/// The conversations that pages have read.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    threads: HashMap<String, Entry>,
    /// Counts readings.
    readings: u64,
}

/// A conversation that was read.
#[derive(Debug)]
struct Entry {
    features: Features,
    /// Those who write or are written to, as hashes: the sender first.
    people: Vec<u64>,
    places: Vec<u64>,
    subject: String,
    whole: bool,
    /// When it was read or asked about last.
    used: u64,
    /// What was said of it, and after which change of what is known.
    said: Option<(u64, Suggestion)>,
}

impl Seen {
    /// Takes note of a mail; says whether that tells anything new.
    pub(crate) fn read(&mut self, key: &Key, text: &MailText) -> bool {
        self.readings += 1;
        let whole = text.body.is_some();
        if let Some(known) = self.threads.get(&text.thread)
            && known.whole
            && !whole
        {
            return false;
        }
        let to: Vec<&str> = text.to.iter().map(String::as_str).collect();
        let features = key.read(&Mail {
            id: &text.thread,
            thread: Some(&text.thread),
            from: &text.from,
            from_name: &text.from_name,
            to: &to,
            subject: &text.subject,
            body: text.body.as_deref().unwrap_or_default(),
        });
        if let Some(known) = self.threads.get_mut(&text.thread)
            && known.features == features
            && known.whole == whole
        {
            known.used = self.readings;
            return false;
        }
        let people = || std::iter::once(text.from.as_str()).chain(to.iter().copied());
        let people = || people().take(PEOPLE).filter(|one| !one.trim().is_empty());
        let entry = Entry {
            features,
            people: people().map(|one| key.person(one)).collect(),
            places: people().map(|one| key.place(one)).collect(),
            subject: text.subject.chars().take(1_000).collect(),
            whole,
            used: self.readings,
            said: None,
        };
        self.threads.insert(text.thread.clone(), entry);
        if self.threads.len() > MOST {
            let oldest = self.threads.iter().min_by_key(|(_, entry)| entry.used);
            if let Some(thread) = oldest.map(|(thread, _)| thread.clone()) {
                self.threads.remove(&thread);
            }
        }
        true
    }

    /// Forgets everything: it was hashed with another key.
    pub(crate) fn clear(&mut self) {
        self.threads.clear();
    }

    /// How much is known of a conversation.
    pub(crate) fn known(&self, thread: &str) -> Known {
        match self.threads.get(thread) {
            None => Known::Nothing,
            Some(entry) if entry.whole => Known::Whole,
            Some(_) => Known::Row,
        }
    }

    /// What a conversation is like.
    pub(crate) fn features(&self, thread: &str) -> Option<&Features> {
        self.threads.get(thread).map(|entry| &entry.features)
    }

    /// The subject that the page read.
    pub(crate) fn subject(&self, thread: &str) -> Option<&str> {
        self.threads.get(thread).map(|entry| &*entry.subject)
    }

    /// The people of a conversation and their domains, as hashes.
    pub(crate) fn people(&self, thread: &str) -> (&[u64], &[u64]) {
        let entry = self.threads.get(thread);
        entry.map_or((&[], &[]), |entry| (&entry.people, &entry.places))
    }

    /// What is said of a conversation: what was said before, unless more is known by now.
    pub(crate) fn said(
        &mut self,
        thread: &str,
        generation: u64,
        say: impl FnOnce(&Features) -> Suggestion,
    ) -> Option<&Suggestion> {
        self.readings += 1;
        let entry = self.threads.get_mut(thread)?;
        entry.used = self.readings;
        if entry.said.as_ref().is_none_or(|(of, _)| *of != generation) {
            entry.said = Some((generation, say(&entry.features)));
        }
        entry.said.as_ref().map(|(_, said)| said)
    }
}
