//! Learning from mail, and filing it where it belongs beyond doubt.

use std::collections::BTreeSet;

use boxwood_model::{
    Action, BoxId, Gather as _, Key as RecordKey, LessonContent, LessonId, Operation, Place,
    Records, Setting, Thread, ThreadId,
};
use boxwood_suggest::{Key, Note, Said};
use boxwood_sync::{CommandId, Intent, Journal, NotTaken, Secret};

use super::Engine;
use crate::api::{Failure, FailureCode, Known, MailText, Query, Response, View};
use crate::host::{Effect, Moment, Timer};
use crate::index::is_live;
use crate::suggestions::{
    BEYOND_DOUBT, ENOUGH_IN_BOX, Learner, Surroundings, code_of, flag, is_on, key_of, lesson_id,
    secret_of,
};
use crate::translate::{failure, id, refusal};

/// How many mails one request shows at most.
const MAILS_MOST: usize = 100;
/// How much of what was learnt is taken in at once, in mails: some milliseconds' worth.
const STUDIED_AT_ONCE: usize = 128;

impl Engine {
    /// Takes note of mails that a page shows, and files those that need no asking.
    pub(super) fn read_mails(
        &mut self,
        mails: &[MailText],
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let user = self.replica.identity().map(|hello| hello.user);
        if user.is_none() || !is_on(&self.replica.shown(), user) {
            return;
        }
        let is_first = self.replica.secret().is_none();
        let key = key_of(self.secret(moment, effects));
        self.prepare(&key, effects);
        let mut news = Vec::new();
        for mail in mails.iter().take(MAILS_MOST) {
            if self.suggestions.seen.read(&key, mail) {
                self.stale = true;
            }
            if mail.body.is_some() {
                news.push(ThreadId(mail.thread.clone()));
            }
        }
        // The moment's randomness made the secret, and must make nothing else.
        if !is_first && !self.is_fetching() {
            for (number, thread) in (0..).zip(&news) {
                if self.is_in_box(thread) {
                    self.keep_filed(&key, thread, number, moment, effects);
                } else {
                    self.file_itself(&key, thread, number, moment, effects);
                }
            }
        }
    }

    /// The answer to a question that was not asked before: what was learnt is brought into memory for it.
    pub(super) fn answer_at_first(
        &mut self,
        query: &Query,
        effects: &mut Vec<Effect>,
    ) -> Result<View, Failure> {
        if let (Query::Learning, Some(secret)) = (query, self.replica.secret()) {
            self.prepare(&key_of(secret), effects);
        }
        self.answer(query)
    }

    /// Takes note that a mail was opened and left unfiled.
    pub(super) fn left_unfiled(
        &mut self,
        thread: String,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let thread = ThreadId(thread);
        let Some(learner) = &self.suggestions.learner else {
            return;
        };
        // Before anything was filed it says nothing.
        if learner.filed() == 0
            || self.suggestions.seen.known(&thread.0) != Known::Whole
            || self.is_in_box(&thread)
            || self.is_noted(&learner.key, &thread)
        {
            return;
        }
        let note = self.suggestions.note(&learner.key, &thread, Said::Left);
        let Some((id, content)) = note else { return };
        let mut operations = vec![learn(id, content)];
        operations.extend(learner.surplus(true).map(|id| learn(id, Vec::new())));
        self.intend_quietly(operations, 0, moment, effects);
    }

    /// Has an action teach what it says about where mail belongs.
    pub(super) fn teach(&self, action: &mut Action) {
        let Some(learner) = &self.suggestions.learner else {
            return;
        };
        let mut lessons = BTreeSet::new();
        let filed = action.operations.iter().filter_map(|operation| {
            let thread = match operation {
                Operation::AddThread { thread, .. } => thread,
                Operation::CreateBox {
                    thread: Some((thread, _)),
                    ..
                } => thread,
                _ => return None,
            };
            // What is kept already is kept: where the mail is now the boxes say.
            let is_kept = self.is_kept(&learner.key, thread);
            let note = self.suggestions.note(&learner.key, thread, Said::Nothing);
            note.filter(|(id, _)| !is_kept && lessons.insert(*id))
        });
        let filed: Vec<Operation> = filed.map(|(id, content)| learn(id, content)).collect();
        if !filed.is_empty() {
            action.operations.extend(filed);
            let surplus = learner.surplus(false).filter(|id| !lessons.contains(id));
            let surplus = surplus.map(|id| learn(id, Vec::new()));
            action.operations.extend(surplus);
        }
    }

    /// The action by which a box is turned down for a conversation.
    pub(super) fn dismissal(&self, thread: String, box_id: &str) -> Result<Action, Failure> {
        let thread = ThreadId(thread);
        let record: BoxId = id(box_id, Place::Box)?;
        let missing = || refusal(&boxwood_model::Refusal::NotFound(Place::Thread));
        let learner = self.suggestions.learner.as_ref().ok_or_else(missing)?;
        let note = self
            .suggestions
            .note(&learner.key, &thread, Said::Dismissed(record));
        let (id, content) = note.ok_or_else(missing)?;
        Ok(learn(id, content).into())
    }

    /// Forgets all that was learnt.
    pub(super) fn forget_learnt(
        &mut self,
        command_id: CommandId,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(Option<u64>, Option<RecordKey>), Failure> {
        let user = self.replica.identity().map(|hello| hello.user);
        let shown = self.replica.shown();
        let all = shown.below.lessons.keys().chain(shown.top.lessons.keys());
        let all: BTreeSet<LessonId> = all.copied().gather();
        let known = all.into_iter().filter(|id| {
            let lesson = shown.lesson(*id);
            lesson.is_some_and(|one| !one.content.value.is_empty() && Some(one.user) == user)
        });
        let operations: Vec<Operation> = known
            .take(boxwood_model::Limits::OPERATIONS)
            .map(|id| learn(id, Vec::new()))
            .collect();
        if operations.is_empty() {
            return Ok((None, None));
        }
        let action = Action {
            operations,
            undoes: None,
        };
        match self.replica.intend(command_id, action, moment.now) {
            Ok(Intent::Taken { journal, changed }) => {
                self.look_again(&changed);
                Ok((self.record(&journal, true, effects), None))
            }
            Ok(Intent::Repeated { .. }) => Ok((None, None)),
            Err(NotTaken::NeverSignedIn) => Err(failure(FailureCode::NeverSignedIn, None)),
            Err(NotTaken::Refused(reason)) => Err(refusal(&reason)),
        }
    }

    /// The code that brings what is learnt here to another device.
    pub(super) fn pairing_code(&mut self, moment: Moment, effects: &mut Vec<Effect>) -> Response {
        let code = code_of(self.secret(moment, effects));
        Response::PairingCode { code }
    }

    /// Takes the secret of another device in place of the own one. What was kept with that nobody can make use
    /// of any more, so it is taken back; of mail that is in boxes it is kept anew when that is opened.
    pub(super) fn pair(
        &mut self,
        code: &str,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Response {
        let Some(secret) = secret_of(code) else {
            let mut failure = failure(FailureCode::Malformed, None);
            failure.place = Some("pairingCode".to_owned());
            return Response::Failed { failure };
        };
        if self.replica.secret() != Some(secret) {
            let own = self.replica.secret().map(key_of);
            let void = own.map_or_else(Vec::new, |own| self.kept_with(&own));
            self.fold(&Journal::Keyed { secret }, true, effects);
            self.suggestions.seen.clear();
            self.suggestions.learner = None;
            if !void.is_empty() {
                self.intend_quietly(void, 0, moment, effects);
            }
            self.prepare(&key_of(secret), effects);
            self.stale = true;
        }
        Response::Nothing
    }

    /// Takes back what is kept with a key.
    fn kept_with(&self, key: &Key) -> Vec<Operation> {
        let shown = self.replica.shown();
        let all = shown.below.lessons.keys().chain(shown.top.lessons.keys());
        let all: BTreeSet<LessonId> = all.copied().collect();
        let kept = all.into_iter().filter(|id| {
            let lesson = shown.lesson(*id);
            lesson.is_some_and(|one| Note::is_of(key, one.content.value.bytes()))
        });
        let kept = kept.take(boxwood_model::Limits::OPERATIONS);
        kept.map(|id| learn(id, Vec::new())).collect()
    }

    /// Goes on taking in what was learnt.
    pub(super) fn study(&mut self, effects: &mut Vec<Effect>) {
        let Some(learner) = &mut self.suggestions.learner else {
            return;
        };
        let around = Surroundings {
            records: &self.replica.shown(),
            index: &self.index,
        };
        if learner.study(STUDIED_AT_ONCE, around) {
            self.stale = true;
        } else {
            effects.push(Effect::StartTimer {
                timer: Timer::Study,
                after: 1,
            });
        }
    }

    /// Keeps what is known up with records that changed.
    pub(super) fn follow_lessons(&mut self, changed: &BTreeSet<RecordKey>) {
        if let Some(learner) = &mut self.suggestions.learner {
            let around = Surroundings {
                records: &self.replica.shown(),
                index: &self.index,
            };
            learner.follow(changed, around);
        }
    }

    /// The secret of the person's devices, made here if there is none. The moment's randomness must make
    /// nothing else: ids go to the server.
    fn secret(&mut self, moment: Moment, effects: &mut Vec<Effect>) -> Secret {
        if let Some(secret) = self.replica.secret() {
            return secret;
        }
        let secret = Secret(moment.random);
        self.fold(&Journal::Keyed { secret }, true, effects);
        secret
    }

    /// Begins to take in what was learnt, unless that was done.
    fn prepare(&mut self, key: &Key, effects: &mut Vec<Effect>) {
        if self.suggestions.learner.is_some() {
            return;
        }
        let shown = self.replica.shown();
        let around = Surroundings {
            records: &shown,
            index: &self.index,
        };
        // Those on top are copies, or new.
        let new = shown.top.lessons.values();
        let lessons = shown.below.lessons.values().chain(new);
        self.suggestions.learner = Some(Learner::new(key.clone(), lessons, around));
        self.study(effects);
    }

    /// Keeps what a mail is like that is in a box already, unless something was ever kept of it: where it was put
    /// there, that could not be done, or was done with another secret.
    fn keep_filed(
        &mut self,
        key: &Key,
        thread: &ThreadId,
        number: u32,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        if self.is_noted(key, thread) {
            return;
        }
        let note = self.suggestions.note(key, thread, Said::Nothing);
        let Some((lesson, content)) = note else {
            return;
        };
        let mut operations = vec![learn(lesson, content)];
        if let Some(learner) = &self.suggestions.learner {
            operations.extend(learner.surplus(false).map(|id| learn(id, Vec::new())));
        }
        self.intend_quietly(operations, number, moment, effects);
    }

    /// Puts a mail into the boxes that it joins by itself, if there are any.
    fn file_itself(
        &mut self,
        key: &Key,
        thread: &ThreadId,
        number: u32,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        // Whoever has filed it, taken it out or turned a box down has decided.
        if self.is_noted(key, thread) {
            return;
        }
        let homes = self.homes_beyond_doubt(thread, moment);
        let Some(first) = homes.first() else { return };
        let said = Said::FiledItself(*first);
        let Some((lesson, content)) = self.suggestions.note(key, thread, said) else {
            return;
        };
        let subject = self.suggestions.seen.subject(&thread.0);
        let subject = subject.unwrap_or_default().to_owned();
        let add = |id: BoxId| Operation::AddThread {
            id,
            thread: thread.clone(),
            about: Thread {
                subject: subject.clone(),
            },
        };
        let mut operations: Vec<Operation> = homes.into_iter().map(add).collect();
        operations.push(learn(lesson, content));
        self.intend_quietly(operations, number, moment, effects);
    }

    /// The boxes that a mail is put into without asking: by a rule of a box, or because it was always so and
    /// the person wants that in the box's pipeline.
    fn homes_beyond_doubt(&mut self, thread: &ThreadId, moment: Moment) -> Vec<BoxId> {
        let user = self.replica.identity().map(|hello| hello.user);
        let shown = self.replica.shown();
        let Some(learner) = &mut self.suggestions.learner else {
            return Vec::new();
        };
        let by_rule = learner.by_rule(self.suggestions.seen.people(&thread.0));
        if !by_rule.is_empty() {
            return by_rule.into_iter().collect();
        }
        if !learner.is_ready() {
            return Vec::new();
        }
        let Some(features) = self.suggestions.seen.features(&thread.0) else {
            return Vec::new();
        };
        let said = learner.suggest(features, moment.now);
        let best = said.choices.first().filter(|best| {
            let record = shown.box_record(best.id);
            let record = record.filter(|record| is_live(record, &shown));
            let wanted = record.and_then(|record| {
                let setting = Setting::FilesItself(record.pipeline());
                flag(&shown, user, &setting)
            });
            best.probability >= BEYOND_DOUBT
                && learner.filed_in(best.id) >= ENOUGH_IN_BOX
                && wanted == Some(true)
        });
        best.map(|best| best.id).into_iter().collect()
    }

    /// Has something happen that nobody asked for, and that therefore is not what is undone next.
    fn intend_quietly(
        &mut self,
        operations: Vec<Operation>,
        number: u32,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        let action = Action {
            operations,
            undoes: None,
        };
        let mut command: CommandId = moment.random;
        let [a, b, c, d, ..] = &mut command;
        for (byte, own) in [a, b, c, d].into_iter().zip(number.to_le_bytes()) {
            *byte ^= own;
        }
        // What is refused, for want of a right or for another reason, does not happen.
        if let Ok(Intent::Taken { journal, changed }) =
            self.replica.intend(command, action, moment.now)
        {
            self.look_again(&changed);
            self.record(&journal, true, effects);
        }
    }

    fn is_in_box(&self, thread: &ThreadId) -> bool {
        let shown = self.replica.shown();
        let boxes = self.index.threads.boxes_of(thread, &[], &shown);
        !boxes.is_empty()
    }

    /// Whether something was ever said of a mail.
    fn is_noted(&self, key: &Key, thread: &ThreadId) -> bool {
        let shown = self.replica.shown();
        shown.lesson(lesson_id(key, thread)).is_some()
    }

    /// Whether what is known of a mail is kept.
    fn is_kept(&self, key: &Key, thread: &ThreadId) -> bool {
        let id = lesson_id(key, thread);
        let shown = self.replica.shown();
        let lesson = shown.lesson(id);
        lesson.is_some_and(|one| Note::read(key, *id.as_bytes(), one.content.value.bytes()).is_ok())
    }
}

fn learn(id: LessonId, content: Vec<u8>) -> Operation {
    Operation::Learn {
        id,
        content: LessonContent::from(content),
    }
}
