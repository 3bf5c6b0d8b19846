//! The suggester, kept up with the records: what is held of each mail follows from its lesson and from the boxes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use boxwood_model::{
    BoxId, BoxRecord, Key as RecordKey, Lesson, LessonId, Records, ThreadId, is_public_mail,
};
use boxwood_suggest::{
    BoxHints, Features, Held, Key, Note, NoteError, Outcome, Reason, Said, Suggester, Suggestion,
};

use super::lesson_id;
use super::rules::Rules;
use crate::index::{Index, is_live};

/// How many mails are kept: in all, and of those that were opened and left.
const MOST: usize = 8_000;
const MOST_LEFT: usize = 2_000;
/// A lesson is opened so many times faster than it is taken in.
const OPENED_FOR_ONE: usize = 4;

/// What the learner looks at.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'s> {
    /// The records as they are shown.
    pub(crate) records: &'s dyn Records,
    /// Where they are found.
    pub(crate) index: &'s Index,
}

/// What one account has learnt.
#[derive(Debug)]
pub(crate) struct Learner {
    pub(crate) key: Key,
    suggester: Suggester,
    /// The lessons that were not opened yet.
    waiting: BTreeSet<LessonId>,
    /// What is held of each mail.
    held: HashMap<LessonId, (Outcome, u64)>,
    filed_in: BTreeMap<BoxId, BTreeSet<LessonId>>,
    /// The conversations that lessons are of, as far as boxes hold or held them.
    threads: HashMap<LessonId, ThreadId>,
    /// What was put somewhere without asking.
    filed_itself: BTreeSet<LessonId>,
    unreadable: BTreeSet<LessonId>,
    rules: Rules,
    /// What was last said of each box that there is, as a hash: most changes of a box say nothing new.
    described: HashMap<BoxId, u64>,
    ready: bool,
    /// Counts the changes of what is known.
    generation: u64,
}

impl Learner {
    /// One that knows all of some lessons; it has to [study](Self::study) them first.
    pub(crate) fn new<'l>(
        key: Key,
        lessons: impl Iterator<Item = &'l Lesson>,
        around: Surroundings<'_>,
    ) -> Self {
        let mut learner = Self {
            suggester: Suggester::new(key.clone()),
            key,
            waiting: lessons.map(|lesson| lesson.id).collect(),
            held: HashMap::new(),
            filed_in: BTreeMap::new(),
            threads: HashMap::new(),
            filed_itself: BTreeSet::new(),
            unreadable: BTreeSet::new(),
            rules: Rules::default(),
            described: HashMap::new(),
            ready: false,
            generation: 0,
        };
        for id in around.index.all() {
            learner.describe(id, around);
        }
        learner
    }

    /// Takes in some more of what is known, `most` mails' worth of work; says whether that is all now.
    pub(crate) fn study(&mut self, most: usize, around: Surroundings<'_>) -> bool {
        if !self.waiting.is_empty() {
            let rest = self.waiting.iter().nth(most * OPENED_FOR_ONE).copied();
            let rest = rest.map_or_else(BTreeSet::new, |first| self.waiting.split_off(&first));
            let lessons = std::mem::replace(&mut self.waiting, rest);
            self.look_at(lessons, around);
            return false;
        }
        let was = self.ready;
        self.ready = self.suggester.study(most);
        if self.ready && !was {
            self.generation += 1;
        }
        self.ready
    }

    /// Whether it is known what was ever said of each mail.
    pub(crate) fn has_opened(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether all that is known was taken in.
    pub(crate) const fn is_ready(&self) -> bool {
        self.ready
    }

    /// Counts the changes of what is known.
    pub(crate) const fn generation(&self) -> u64 {
        self.generation
    }

    /// How many mails something was learnt from.
    pub(crate) fn len(&self) -> usize {
        self.held.len()
    }

    /// How many mails cannot be learnt from for want of another device's key.
    pub(crate) fn unreadable(&self) -> usize {
        self.unreadable.len()
    }

    /// How many mails are known to be in a box.
    pub(crate) fn filed_in(&self, id: BoxId) -> usize {
        self.filed_in.get(&id).map_or(0, BTreeSet::len)
    }

    /// How many mails are known to be in any box.
    pub(crate) fn filed(&self) -> usize {
        self.filed_in.values().map(BTreeSet::len).sum()
    }

    /// What is said of a mail.
    pub(crate) fn suggest(&mut self, features: &Features, now: u64) -> Suggestion {
        self.suggester.suggest(features, now)
    }

    /// Why a mail could belong to a box.
    pub(crate) fn explain(&self, features: &Features, id: BoxId) -> Vec<Reason> {
        self.suggester.explain(features, id)
    }

    /// The boxes that mail of these people joins by itself.
    pub(crate) fn by_rule(&self, people: (&[u64], &[u64])) -> BTreeSet<BoxId> {
        self.rules.boxes(people)
    }

    /// The box that was turned down for a conversation last, if it is in none.
    pub(crate) fn turned_down(&self, thread: &str) -> Option<BoxId> {
        let id = LessonId::from_bytes(self.key.name_of(thread));
        match self.held.get(&id)? {
            (Outcome::Dismissed(home), _) => Some(*home),
            _ => None,
        }
    }

    /// The conversations that were put into a box without asking and are there, with when that was.
    pub(crate) fn filed_itself(&self) -> impl Iterator<Item = (&ThreadId, BoxId, u64)> {
        self.filed_itself
            .iter()
            .filter_map(|id| match self.held.get(id)? {
                (Outcome::Filed(home), when) => Some((self.threads.get(id)?, *home, *when)),
                _ => None,
            })
    }

    /// The lessons to give up so that there is room for another one, of a mail that was left or of any.
    pub(crate) fn surplus(&self, left: bool) -> Option<LessonId> {
        let is_left = |outcome: &Outcome| *outcome == Outcome::Left;
        let count = |left: bool| {
            let all = self.held.values();
            all.filter(|(outcome, _)| !left || is_left(outcome)).count()
        };
        let only_left = left && count(true) >= MOST_LEFT;
        if !only_left && count(false) < MOST {
            return None;
        }
        let candidates = self.held.iter();
        let candidates = candidates.filter(|(_, (outcome, _))| !only_left || is_left(outcome));
        let oldest = candidates.min_by_key(|(id, (_, when))| (*when, **id));
        oldest.map(|(id, _)| *id)
    }

    /// Keeps up with records that changed.
    pub(crate) fn follow(&mut self, changed: &BTreeSet<RecordKey>, around: Surroundings<'_>) {
        let mut lessons = BTreeSet::new();
        let mut boxes = BTreeSet::new();
        for key in changed {
            match key {
                RecordKey::Box(id) => {
                    boxes.insert(*id);
                }
                RecordKey::Lesson(id) => {
                    lessons.insert(*id);
                }
                // It may have been deleted or brought back, and with it its boxes.
                RecordKey::Pipeline(id) => boxes.extend(around.index.boxes_of_pipeline(*id)),
                RecordKey::Contact(id) => {
                    let book = &around.index.address_book;
                    let about = book.boxes_of_contact(*id, around.records);
                    boxes.extend(about.map(|record| record.id));
                }
                RecordKey::Organization(id) => {
                    let book = &around.index.address_book;
                    let about = book.boxes_of_organization(*id, around.records);
                    boxes.extend(about.map(|record| record.id));
                }
                _ => {}
            }
        }
        for id in &boxes {
            lessons.extend(self.filed_in.get(id).into_iter().flatten());
            lessons.extend(self.describe(*id, around));
        }
        self.look_at(lessons, around);
    }

    /// Takes in what a box holds; says which conversations are in it.
    fn describe(&mut self, id: BoxId, around: Surroundings<'_>) -> Vec<LessonId> {
        let record = around.records.box_record(id);
        let record = record.filter(|record| is_live(record, around.records));
        let Some(record) = record else {
            if self.described.remove(&id).is_some() {
                self.generation += 1;
                self.rules.put(&self.key, id, None, around.records);
                self.suggester.describe(id, &BoxHints::default());
            }
            return Vec::new();
        };
        let contacts = record.live_contacts();
        let contacts = contacts.filter_map(|(id, _)| around.records.contact(*id));
        let contacts = contacts.filter(|contact| !contact.deleted.value);
        let emails: Vec<&str> = contacts
            .flat_map(|contact| contact.emails.value.iter().map(String::as_str))
            .collect();
        let organizations = record.live_organizations();
        let organizations = organizations.filter_map(|(id, _)| around.records.organization(*id));
        let organizations = organizations.filter(|one| !one.deleted.value);
        let domains: Vec<&str> = organizations
            .flat_map(|one| one.domains.value.iter().map(String::as_str))
            .filter(|domain| !is_public_mail(domain))
            .collect();
        let hints = BoxHints {
            contacts: &emails,
            domains: &domains,
            name: record.name(),
        };
        let mut hash = DefaultHasher::new();
        (hints.contacts, hints.domains, hints.name).hash(&mut hash);
        for (id, how) in record.live_contacts() {
            (id, how.is_auto_boxed).hash(&mut hash);
        }
        // Between them, so that a contact is not taken for an organization.
        hash.write_u8(0);
        for (id, how) in record.live_organizations() {
            (id, how.is_auto_boxed).hash(&mut hash);
        }
        let hash = hash.finish();
        if self.described.insert(id, hash) != Some(hash) {
            self.generation += 1;
            self.suggester.describe(id, &hints);
            self.rules.put(&self.key, id, Some(record), around.records);
        }
        let mut lessons = Vec::new();
        for (thread, _) in record.live_threads() {
            let lesson = lesson_id(&self.key, thread);
            self.threads.insert(lesson, thread.clone());
            lessons.push(lesson);
        }
        lessons
    }

    /// Brings what is held of mails up to what the records say.
    fn look_at(&mut self, lessons: BTreeSet<LessonId>, around: Surroundings<'_>) {
        let mut changes = BTreeMap::new();
        for id in lessons {
            let held = self.judge(id, around);
            let brief = held.as_ref().map(|held| (held.outcome, held.when));
            let before = match brief {
                Some(brief) => self.held.insert(id, brief),
                None => self.held.remove(&id),
            };
            if let Some((Outcome::Filed(home), _)) = before
                && let Some(there) = self.filed_in.get_mut(&home)
            {
                there.remove(&id);
                if there.is_empty() {
                    self.filed_in.remove(&home);
                }
            }
            if let Some((Outcome::Filed(home), _)) = brief {
                self.filed_in.entry(home).or_default().insert(id);
            }
            if before != brief {
                changes.insert(*id.as_bytes(), held);
            }
        }
        if !changes.is_empty() {
            self.generation += 1;
            self.suggester.hold(changes);
            if self.ready {
                // What changes comes last but for what is undone or was done elsewhere.
                self.suggester.study(usize::MAX);
            }
        }
    }

    /// What is held of a mail, if anything.
    fn judge(&mut self, id: LessonId, around: Surroundings<'_>) -> Option<Held> {
        self.unreadable.remove(&id);
        self.filed_itself.remove(&id);
        let lesson = around.records.lesson(id)?;
        if lesson.content.value.is_empty() {
            return None;
        }
        let note = match Note::read(&self.key, *id.as_bytes(), lesson.content.value.bytes()) {
            Ok(note) => note,
            Err(NoteError::OtherKey | NoteError::OtherVersion { .. } | NoteError::Malformed) => {
                self.unreadable.insert(id);
                return None;
            }
        };
        if let Said::FiledItself(_) = note.said {
            self.filed_itself.insert(id);
        }
        // Since it was first filed, left or turned down: a mail that is moved, and moved back, is where it was in
        // time, too.
        let when = lesson.content.stamp.at.millis();
        let thread = self.threads.get(&id);
        let home = thread.and_then(|thread| home_of(thread, around));
        let outcome = match (home, note.said) {
            (Some(home), _) => Outcome::Filed(home),
            (None, Said::Left) => Outcome::Left,
            // What was put there without asking and taken out again did not belong there.
            (None, Said::Dismissed(id) | Said::FiledItself(id)) => Outcome::Dismissed(id),
            (None, Said::Nothing) => return None,
        };
        Some(Held {
            when,
            outcome,
            features: note.features,
        })
    }
}

/// The box that a conversation was put into last.
fn home_of(thread: &ThreadId, around: Surroundings<'_>) -> Option<BoxId> {
    let threads = &around.index.threads;
    let boxes = threads.boxes_of(thread, &[], around.records);
    let put = |record: &BoxRecord| {
        let entry = record.threads.get(thread)?;
        Some((entry.stamp, record.id))
    };
    let last = boxes.into_iter().filter_map(put).max();
    last.map(|(_, id)| id)
}
