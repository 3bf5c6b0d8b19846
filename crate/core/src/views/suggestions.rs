//! Where mails belong, and what was learnt.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{Arrange as _, BoxId, BoxRecord, Lesson, Records, Setting, ThreadId};
use boxwood_suggest::{Likeness as Alike, Reason};

use super::{Answering, number};
use crate::api::{
    FiledItselfView, FilesItselfView, LearningView, Likeness, SuggestionView, Sure,
    ThreadSuggestions, View, Why,
};
use crate::index::is_live;
use crate::suggestions::{ENOUGH, Learner, SURE, VERY_SURE, flag, is_on};

/// Conversations that one question names at most.
const THREADS_MOST: usize = 100;
/// Boxes that are suggested at most.
const CHOICES: usize = 3;
/// Reasons that are given at most.
const REASONS: usize = 3;
/// How much of what was filed without asking is told.
const FILED_MOST: usize = 200;

/// A box that a mail could go to.
struct Candidate {
    id: BoxId,
    probability: f32,
    why: Vec<Why>,
}

impl Answering<'_> {
    pub(super) fn suggested(&mut self, threads: &[String]) -> View {
        let on = is_on(&self.records, self.user);
        let threads: &[String] = if on { threads } else { &[] };
        let mut answers = Vec::new();
        let mut together: BTreeMap<BoxId, Candidate> = BTreeMap::new();
        let mut read = 0.0;
        for thread in threads.iter().take(THREADS_MOST) {
            let (sure, candidates) = self.candidates(thread);
            let known = self.suggestions.seen.known(thread);
            answers.push(ThreadSuggestions {
                thread: thread.clone(),
                known,
                sure,
                choices: self.choices(candidates.iter()),
            });
            read += 1.0;
            for candidate in candidates {
                match together.get_mut(&candidate.id) {
                    Some(one) => one.probability += candidate.probability,
                    None => {
                        together.insert(candidate.id, candidate);
                    }
                }
            }
        }
        let mut together: Vec<Candidate> = together.into_values().collect();
        for candidate in &mut together {
            candidate.probability /= read;
        }
        sort(&mut together);
        View::Suggestions {
            on,
            threads: answers,
            together: self.choices(together.iter()),
        }
    }

    pub(super) fn learning(&self) -> LearningView {
        let learner = self.suggestions.learner.as_ref();
        let navigation = self.index.navigation(&self.records, self.user);
        let pipelines = navigation.into_iter().filter_map(|(id, _)| {
            let pipeline = self.live_pipeline(id)?;
            Some(FilesItselfView {
                id: id.to_string(),
                name: pipeline.name.value.clone(),
                on: flag(&self.records, self.user, &Setting::FilesItself(id)) == Some(true),
            })
        });
        let is_content = |lesson: &&Lesson| !lesson.content.value.is_empty();
        let filed = learner.into_iter().flat_map(Learner::filed_itself);
        let mut filed: Vec<FiledItselfView> = filed
            .filter_map(|(thread, home, at)| {
                let record = self.records.box_record(home)?;
                let about = record.threads.get(thread)?.value.as_ref()?;
                Some(FiledItselfView {
                    thread: thread.0.clone(),
                    subject: about.subject.clone(),
                    at,
                    label: self.label(record)?,
                })
            })
            .collect();
        filed.arrange_by(|a, b| b.at.cmp(&a.at).then_with(|| a.thread.cmp(&b.thread)));
        filed.truncate(FILED_MOST);
        LearningView {
            on: is_on(&self.records, self.user),
            learnt: number(learner.map_or(0, Learner::len)),
            unreadable: number(match learner {
                Some(learner) => learner.unreadable(),
                // Nothing here was ever learnt from.
                None => self.confirmed.lessons.values().filter(is_content).count(),
            }),
            pipelines: pipelines.collect(),
            filed,
        }
    }

    /// The boxes that a conversation is not in and could go to, the likeliest first, and how sure the first is.
    fn candidates(&mut self, thread: &str) -> (Sure, Vec<Candidate>) {
        let inside: BTreeSet<BoxId> = {
            let thread = ThreadId(thread.to_owned());
            let inside = self.index.threads.boxes_of(&thread, &[], &self.records);
            inside.into_iter().map(|record| record.id).collect()
        };
        let now = self.now.millis;
        let learner = self.suggestions.learner.as_mut();
        // Before, it is not known what was turned down either.
        let Some(learner) = learner.filter(|learner| learner.has_opened()) else {
            return (Sure::No, Vec::new());
        };
        let seen = &mut self.suggestions.seen;
        let mut candidates: Vec<Candidate> = Vec::new();
        let turned_down = learner.turned_down(thread);
        let by_rule = learner.by_rule(seen.people(thread)).into_iter();
        for id in by_rule.filter(|id| Some(*id) != turned_down) {
            candidates.push(Candidate {
                id,
                probability: 1.0,
                why: vec![Why::AutoBox],
            });
        }
        let mut is_learnt = false;
        if learner.is_ready() {
            let generation = learner.generation();
            let said = seen.said(thread, generation, |features| {
                learner.suggest(features, now)
            });
            let said = said.map_or_else(Vec::new, |said| said.choices.clone());
            if let Some(features) = seen.features(thread) {
                for choice in said {
                    if candidates.iter().any(|known| known.id == choice.id) {
                        continue;
                    }
                    candidates.push(Candidate {
                        id: choice.id,
                        probability: choice.probability,
                        why: reasons(learner.explain(features, choice.id)),
                    });
                }
            }
            is_learnt = learner.filed() >= ENOUGH;
        }
        let records = &self.records;
        let there = |record: &&BoxRecord| is_live(record, records);
        candidates.retain(|one| {
            let record = records.box_record(one.id).filter(there);
            record.is_some() && !inside.contains(&one.id)
        });
        sort(&mut candidates);
        let sure = match candidates.first() {
            _ if !inside.is_empty() => Sure::No,
            Some(best) if !is_learnt && best.why.iter().all(is_from_filings) => Sure::No,
            Some(best) if best.probability >= VERY_SURE && (is_learnt || is_ruled(best)) => {
                Sure::Very
            }
            Some(best) if best.probability >= SURE => Sure::Yes,
            _ => Sure::No,
        };
        (sure, candidates)
    }

    fn choices<'c>(&self, candidates: impl Iterator<Item = &'c Candidate>) -> Vec<SuggestionView> {
        let views = candidates.filter_map(|candidate| {
            let record = self.records.box_record(candidate.id)?;
            Some(SuggestionView {
                label: self.label(record)?,
                percent: percent(candidate.probability),
                why: candidate.why.clone(),
            })
        });
        views.take(CHOICES).collect()
    }
}

fn sort(candidates: &mut [Candidate]) {
    candidates.arrange_by(|a, b| {
        let likelier = b.probability.total_cmp(&a.probability);
        likelier.then_with(|| a.id.cmp(&b.id))
    });
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 100"
)]
fn percent(probability: f32) -> u8 {
    (probability.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// Whether somebody of the team has said that the mail belongs there.
fn is_ruled(candidate: &Candidate) -> bool {
    candidate.why.contains(&Why::AutoBox)
}

const fn is_from_filings(why: &Why) -> bool {
    matches!(why, Why::Filed { .. })
}

/// What was filed says most; what the box holds is said, too, since it counts before anything was filed.
fn reasons(all: Vec<Reason>) -> Vec<Why> {
    let all = all.into_iter().map(|reason| match reason {
        Reason::Filed { likeness, here, of } => Why::Filed {
            likeness: likeness_of(likeness),
            here: number(here),
            of: number(of),
        },
        Reason::SenderIsContact => Why::SenderIsContact,
        Reason::RecipientIsContact => Why::RecipientIsContact,
        Reason::DomainOfOrganization => Why::DomainOfOrganization,
        Reason::NameInSubject => Why::NameInSubject,
    });
    let (mut filed, held): (Vec<Why>, Vec<Why>) = all.partition(is_from_filings);
    filed.truncate(REASONS - held.len().min(1));
    filed.extend(held);
    filed.truncate(REASONS);
    filed
}

const fn likeness_of(alike: Alike) -> Likeness {
    match alike {
        Alike::Thread => Likeness::Thread,
        Alike::Sender => Likeness::Sender,
        Alike::SenderName => Likeness::SenderName,
        Alike::Subject => Likeness::Subject,
        Alike::SubjectBeginning => Likeness::SubjectBeginning,
        Alike::Recipients => Likeness::Recipients,
        Alike::Domain => Likeness::Domain,
    }
}
