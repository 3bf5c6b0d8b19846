//! The suggester: what one account has learnt, and what it says of a mail.

use std::collections::BTreeMap;

use boxwood_model::{Arrange as _, BoxId, Gather as _};

use crate::features::{Features, Key};
use crate::hints::{BoxHints, Hints};
use crate::lesson::{Learnt, Lesson, Outcome};
use crate::mail::Mail;
use crate::model::{Model, Query};
use crate::pack;
use crate::start::Start;

/// Milliseconds by which clocks may differ without lessons being learnt in another order than they came.
const AHEAD: u64 = 60_000;

/// How many choices a suggestion has at most.
const CHOICES: usize = 5;
/// How much what boxes hold counts against what was filed: as much as so many mails of the sender.
const HINTS_AGAINST: f32 = 2.0;
/// What is left of a box's probability after it was turned down for the thread, or for the sender each time.
const DISMISSED_FOR_THREAD: f32 = 0.02;
const DISMISSED_FOR_SENDER: f32 = 0.5;

/// How many lessons are kept: of mails that were filed, that were left, and such as have no more effect.
const MOST: [usize; 3] = [20_000, 3_000, 2_000];

/// A box that a mail could go to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// The box.
    pub id: BoxId,
    /// How probable it is that the mail belongs there: of all suggestions with 0.9, nine in ten are right.
    pub probability: f32,
}

/// What the suggester says of a mail.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestion {
    /// At most five boxes, the most probable first. Their probabilities add up to `belongs` at most.
    pub choices: Vec<Choice>,
    /// How probable it is that the mail belongs to any box.
    pub belongs: f32,
}

/// Why lessons are not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They were made with another key.
    #[error(
        "these lessons were hashed with another key; only devices with the same key learn from each other"
    )]
    OtherKey,
}

/// What one account has learnt. All that it says follows from the lessons in it and what boxes hold: not from the
/// order in which lessons came in, nor from lessons that were taken back.
#[derive(Debug, Clone)]
pub struct Suggester {
    pub(crate) key: Key,
    /// In order of time, one for each mail.
    pub(crate) lessons: Vec<Lesson>,
    /// When each mail's lesson is from.
    pub(crate) times: BTreeMap<u64, u64>,
    pub(crate) forgotten: BTreeMap<BoxId, u64>,
    /// How many lessons there are of each kind that [`MOST`] bounds.
    tally: [usize; 3],
    pub(crate) model: Model,
    pub(crate) hints: Hints,
}

impl Suggester {
    /// One that has learnt nothing yet.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self::starting_with(key, Start::shipped())
    }

    pub(crate) fn starting_with(key: Key, start: Start) -> Self {
        Self {
            key,
            lessons: Vec::new(),
            times: BTreeMap::new(),
            forgotten: BTreeMap::new(),
            tally: [0; 3],
            model: Model::new(start),
            hints: Hints::default(),
        }
    }

    /// What is kept of a mail; its text can be dropped then.
    #[must_use]
    pub fn read(&self, mail: &Mail<'_>) -> Features {
        self.key.read(mail)
    }

    /// How many mails it has learnt from.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lessons
            .iter()
            .filter(|lesson| lesson.is_whole())
            .count()
    }

    /// Whether it has learnt from none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many mails it has learnt to be in a box.
    #[must_use]
    pub fn filed_in(&self, id: BoxId) -> usize {
        let counts = &self.model.counts;
        let own = counts
            .place(id)
            .and_then(|place| counts.boxes.get(usize::from(place)));
        own.map_or(0, |own| own.filed.len())
    }

    /// Says which boxes a mail most likely belongs to. `now` is in milliseconds since 1970.
    pub fn suggest(&mut self, features: &Features, now: u64) -> Suggestion {
        let query = Query::of(features);
        let verdict = self.model.judge(&query, now);
        let model = &self.model;
        // The best box's share means what it has turned out to mean; the others divide the rest as they were.
        let others = (1.0 - verdict.calibrated) / (1.0 - verdict.share).max(1e-6);
        let shares = model.weighed.shares.iter().enumerate();
        let mut choices: BTreeMap<BoxId, f32> = shares
            .zip(&model.weighed.shortlist)
            .filter_map(|((at, share), candidate)| {
                let place = model.evidence.candidates.get(*candidate)?.place;
                let probability = match verdict.best {
                    Some(best) if best == at => verdict.calibrated,
                    _ => share * others,
                };
                Some((model.counts.id(place)?, probability))
            })
            .gather();
        if !model.evidence.knows_thread() {
            self.add_hints(features, &query, &mut choices);
        }
        let mut choices: Vec<Choice> = choices
            .into_iter()
            .map(|(id, share)| {
                let [sender, thread] = model.counts.dismissals(&query.keys, id);
                let mut probability = share * verdict.belongs;
                if thread > 0 {
                    probability *= DISMISSED_FOR_THREAD;
                }
                for _ in 0..sender.min(16) {
                    probability *= DISMISSED_FOR_SENDER;
                }
                Choice { id, probability }
            })
            .collect();
        choices.arrange_by(|a, b| {
            b.probability
                .total_cmp(&a.probability)
                .then(a.id.cmp(&b.id))
        });
        choices.truncate(CHOICES);
        Suggestion {
            choices,
            belongs: verdict.belongs,
        }
    }

    /// Makes room for what boxes hold, for each the more the less of the sender's mail went elsewhere.
    fn add_hints(&self, features: &Features, query: &Query, choices: &mut BTreeMap<BoxId, f32>) {
        let counts = &self.model.counts;
        let hinted = self.hints.probabilities(features);
        let hinted: Vec<(BoxId, f32)> = hinted
            .into_iter()
            .map(|(id, probability)| {
                let elsewhere = counts.filed_elsewhere(query.keys[crate::counts::SENDER], id);
                let part = HINTS_AGAINST / (HINTS_AGAINST + elsewhere as f32);
                (id, probability * part)
            })
            .collect();
        let taken: f32 = hinted.iter().map(|(_, probability)| probability).sum();
        for probability in choices.values_mut() {
            *probability *= 1.0 - taken;
        }
        for (id, probability) in hinted {
            *choices.entry(id).or_insert(0.0) += probability;
        }
    }

    /// Learns what became of a mail, in place of what was learnt of it before. Hands back the news for the
    /// account's other devices. `now` is in milliseconds since 1970.
    pub fn learn(&mut self, features: &Features, outcome: Outcome, now: u64) -> Learnt {
        self.note(features.mail, Some(outcome), pack::pack(features), now)
    }

    /// Forgets what became of a mail: from now on all is said as if it had never been learnt. Hands back the news
    /// for the account's other devices, nothing if there was nothing to forget.
    pub fn unlearn(&mut self, mail: &str, now: u64) -> Learnt {
        let mail = self.key.mail(mail);
        let known = self.lesson(mail).is_some_and(Lesson::is_whole);
        if !known {
            return Learnt::nothing(&self.key);
        }
        self.note(mail, None, Box::default(), now)
    }

    /// Forgets a box and all that was filed there, as when it is deleted. Mail that is filed there after `now` is
    /// learnt again. Hands back the news for the account's other devices.
    pub fn forget(&mut self, id: BoxId, now: u64) -> Learnt {
        self.hints.remove(id);
        let last = self
            .lessons
            .last()
            .map_or(now, |lesson| lesson.when.max(now));
        let mut news = Learnt::nothing(&self.key);
        news.forgotten.insert(id, last);
        self.take(news.clone());
        news
    }

    /// Takes what a box holds in place of what was known of it. This is not kept in the state: it is in the
    /// records already.
    pub fn describe(&mut self, id: BoxId, hints: &BoxHints<'_>) {
        self.hints.describe(&self.key, id, hints);
    }

    /// All that was learnt, for another device.
    #[must_use]
    pub fn learnt(&self) -> Learnt {
        Learnt {
            fingerprint: self.key.fingerprint(),
            lessons: self.lessons.clone(),
            forgotten: self.forgotten.clone(),
        }
    }

    /// Learns what another device has learnt. Whatever the order, and however often, all devices that have heard
    /// the same say the same.
    ///
    /// # Errors
    ///
    /// Lessons that were made with another key are refused, and nothing is changed.
    pub fn merge(&mut self, learnt: Learnt) -> Result<(), MergeError> {
        if learnt.fingerprint != self.key.fingerprint() {
            return Err(MergeError::OtherKey);
        }
        self.take(learnt);
        Ok(())
    }

    fn note(
        &mut self,
        mail: u64,
        outcome: Option<Outcome>,
        features: Box<[u8]>,
        now: u64,
    ) -> Learnt {
        // What is learnt now comes last, also where another device's clock is a little ahead; and it wins over
        // what was learnt of the mail before, whatever the clock says.
        let mut when = now;
        if let Some(last) = self.lessons.last().map(|lesson| lesson.when)
            && last >= now
            && last - now < AHEAD
        {
            when = last.saturating_add(1);
        }
        if let Some(last) = self.times.get(&mail) {
            when = when.max(last.saturating_add(1));
        }
        let mut news = Learnt::nothing(&self.key);
        news.lessons.push(Lesson {
            when,
            mail,
            outcome,
            features,
        });
        self.take(news.clone());
        news
    }

    fn lesson(&self, mail: u64) -> Option<&Lesson> {
        let when = *self.times.get(&mail)?;
        self.lessons.get(self.find(when, mail).ok()?)
    }

    pub(crate) fn find(&self, when: u64, mail: u64) -> Result<usize, usize> {
        self.lessons
            .binary_search_by(|lesson| (lesson.when, lesson.mail).cmp(&(when, mail)))
    }

    /// Puts in lessons that were saved, which are in order; the model is not brought up to them yet.
    pub(crate) fn restore(&mut self, learnt: Learnt) {
        self.forgotten = learnt.forgotten;
        self.lessons = learnt.lessons;
        self.lessons.arrange();
        self.times = BTreeMap::new();
        for lesson in &self.lessons {
            self.times.insert(lesson.mail, lesson.when);
        }
        self.tally = tally(&self.lessons);
    }

    /// Takes lessons in: finds the first that changes, goes back to there, changes them, and goes forth again.
    pub(crate) fn take(&mut self, learnt: Learnt) {
        let mut first = self.lessons.len();
        let forgets = !learnt.forgotten.is_empty();
        for (id, until) in learnt.forgotten {
            let known = self.forgotten.entry(id).or_insert(0);
            *known = until.max(*known);
        }
        let mut news: BTreeMap<u64, Lesson> = BTreeMap::new();
        for lesson in learnt.lessons {
            let before = news.get(&lesson.mail).or_else(|| self.lesson(lesson.mail));
            if before.is_none_or(|before| lesson > *before) {
                let last = self.times.get(&lesson.mail).copied().unwrap_or(lesson.when);
                for when in [last, lesson.when] {
                    let (Ok(at) | Err(at)) = self.find(when, lesson.mail);
                    first = first.min(at);
                }
                news.insert(lesson.mail, lesson);
            }
        }
        if forgets {
            let void = |lesson: &Lesson| lesson.is_whole() && self.is_void(lesson);
            first = first.min(self.lessons.iter().position(void).unwrap_or(first));
        }
        self.model.go_back(first, &self.lessons);
        let mut rest = self.cut(first);
        rest.retain(|lesson| !news.contains_key(&lesson.mail));
        for (mail, lesson) in news {
            self.times.insert(mail, lesson.when);
            rest.push(lesson);
        }
        for lesson in &mut rest {
            if self.is_void(lesson) {
                lesson.features = Box::default();
            }
        }
        self.join(rest);
        self.trim();
        self.catch_up();
    }

    /// Takes out the lessons from the one at `first` on, to be changed and [joined](Self::join) again.
    pub(crate) fn cut(&mut self, first: usize) -> Vec<Lesson> {
        let rest = self.lessons.split_off(first);
        for (all, gone) in self.tally.iter_mut().zip(tally(&rest)) {
            *all -= gone;
        }
        rest
    }

    /// Puts in lessons that are all later than those that are in, in any order.
    pub(crate) fn join(&mut self, mut rest: Vec<Lesson>) {
        rest.sort_unstable();
        for (all, come) in self.tally.iter_mut().zip(tally(&rest)) {
            *all += come;
        }
        self.lessons.append(&mut rest);
    }

    /// Drops the oldest lessons where there are too many of a kind, a good number at a time, because all that
    /// came after has to be learnt again.
    fn trim(&mut self) {
        let mut drop = [0; 3];
        for (drop, (count, most)) in drop.iter_mut().zip(self.tally.iter_mut().zip(MOST)) {
            if *count > most + most / 4 {
                *drop = *count - most;
                *count = most;
            }
        }
        if drop == [0; 3] {
            return;
        }
        self.model.go_back(0, &self.lessons);
        let times = &mut self.times;
        self.lessons
            .retain(|lesson| match drop.get_mut(class(lesson)) {
                Some(drop) if *drop > 0 => {
                    *drop -= 1;
                    times.remove(&lesson.mail);
                    false
                }
                _ => true,
            });
    }

    /// Takes the lessons into the model that are not in it yet.
    pub(crate) fn catch_up(&mut self) {
        for lesson in self.lessons.get(self.model.lessons..).unwrap_or_default() {
            self.model.fold(lesson);
        }
    }

    fn is_void(&self, lesson: &Lesson) -> bool {
        is_void(&self.forgotten, lesson)
    }
}

/// How many lessons fall under each limit.
fn tally(lessons: &[Lesson]) -> [usize; 3] {
    let mut tally = [0; 3];
    for lesson in lessons {
        if let Some(count) = tally.get_mut(class(lesson)) {
            *count += 1;
        }
    }
    tally
}

/// Which limit a lesson falls under: filed or dismissed, left, or of no more effect.
fn class(lesson: &Lesson) -> usize {
    match lesson.outcome {
        _ if !lesson.is_whole() => 2,
        Some(Outcome::Left) => 1,
        _ => 0,
    }
}

/// Whether a lesson is about a box that was forgotten since.
fn is_void(forgotten: &BTreeMap<BoxId, u64>, lesson: &Lesson) -> bool {
    let until = lesson.about().and_then(|id| forgotten.get(&id));
    until.is_some_and(|until| lesson.when <= *until)
}
