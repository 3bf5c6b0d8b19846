//! Logs for people who see only those boxes of a pipeline that are assigned to them.
//!
//! Such a person reads no pipeline's log, but one of their own: what happens to the pipeline, and to
//! each box for as long as it is theirs. A box that becomes theirs comes whole; one that is theirs no
//! more is forgotten. The same holds for all of the pipeline when the person's rights come to reach
//! only what is assigned, or do so no more: whoever reads the log from its beginning ends with what
//! the person may see now.
//!
//! People who were removed from the team count as those who are in it: they read nothing, and find
//! everything as it is when they come back.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{
    BoxId, BoxRecord, Effect, Key, Pipeline, PipelineId, Reach, Record, Records as _, Scope,
    Sharing, State, UserId, has_element,
};

use super::AuthorityStore;
use super::reading::Reading;

/// What an action did: the records as they were, and as they are.
pub(super) struct Turn<'r, 's, S: AuthorityStore> {
    /// As they were.
    before: &'r Reading<'s, S>,
    /// The records that changed, as they are.
    changed: &'r State,
    /// The boxes that are gone for good.
    gone: &'r BTreeSet<BoxId>,
    members: OnceCell<Vec<UserId>>,
}

/// The people who see of a pipeline what is assigned to them.
#[derive(Debug, Default)]
struct Observers {
    before: BTreeSet<UserId>,
    after: BTreeSet<UserId>,
}

impl<'r, 's, S: AuthorityStore> Turn<'r, 's, S> {
    pub(super) const fn new(
        before: &'r Reading<'s, S>,
        changed: &'r State,
        gone: &'r BTreeSet<BoxId>,
    ) -> Self {
        Self {
            before,
            changed,
            gone,
            members: OnceCell::new(),
        }
    }

    /// What goes into the logs of those people, given what goes into the pipelines' logs.
    pub(super) fn for_observers(
        &self,
        by_scope: &BTreeMap<Scope, Vec<Effect>>,
    ) -> BTreeMap<Scope, Vec<Effect>> {
        let touched = by_scope.keys().filter_map(|scope| match scope {
            Scope::Pipeline(id) => Some(*id),
            _ => None,
        });
        let mut pipelines: BTreeSet<PipelineId> = touched.collect();
        let mut members = self.changed.members.keys();
        if members.any(|id| self.before.member(*id).is_none()) {
            // Somebody new: any pipeline may be for everybody.
            pipelines.extend(self.before.pipelines());
        }
        let mut logs = BTreeMap::new();
        for id in pipelines {
            let effects = by_scope.get(&Scope::Pipeline(id));
            let effects = effects.map_or(&[][..], Vec::as_slice);
            for (user, effects) in self.of_pipeline(id, effects) {
                if !effects.is_empty() {
                    logs.insert(Scope::Assigned(id, user), effects);
                }
            }
        }
        logs
    }

    fn of_pipeline(&self, id: PipelineId, effects: &[Effect]) -> Vec<(UserId, Vec<Effect>)> {
        let Some(now) = self.pipeline(id) else {
            return Vec::new();
        };
        let Observers { before, after } = self.observers(id, now);
        let mut logs = Vec::new();
        for user in before.intersection(&after) {
            logs.push((*user, self.news(id, *user, effects)));
        }
        if before == after {
            return logs;
        }
        let records = self.before.records_of(id);
        for user in after.difference(&before) {
            logs.push((*user, self.everything(now, *user, &records)));
        }
        for user in before.difference(&after) {
            let boxes = records.iter().filter_map(|record| match record {
                Record::Box(record) if is_theirs(record, id, *user) => Some(record.id),
                _ => None,
            });
            let forgotten = boxes.map(|box_id| Effect::ForgetBox {
                id: box_id,
                pipeline: id,
            });
            logs.push((*user, forgotten.collect()));
        }
        logs
    }

    /// The people who see only some boxes of a pipeline. Of a new pipeline nobody saw more or less
    /// before: they all get what happened to it from the start.
    fn observers(&self, id: PipelineId, now: &Pipeline) -> Observers {
        let newcomers = self.changed.members.keys().copied();
        let after = observers_of(now, || self.members().iter().copied().chain(newcomers));
        let before = match self.before.pipeline(id) {
            Some(pipeline) => observers_of(pipeline, || self.members().iter().copied()),
            None => after.clone(),
        };
        Observers { before, after }
    }

    /// What somebody gets of the news of a pipeline.
    fn news(&self, id: PipelineId, user: UserId, effects: &[Effect]) -> Vec<Effect> {
        let mut news = Vec::new();
        let mut said = BTreeSet::new();
        for effect in effects {
            let Key::Box(box_id) = effect.key() else {
                news.push(effect.clone());
                continue;
            };
            let before = self.before.box_record(box_id);
            let after = self.box_record(box_id);
            let was_theirs = before.is_some_and(|record| is_theirs(record, id, user));
            let theirs = after.filter(|record| is_theirs(record, id, user));
            let was_here = before.is_some_and(|record| record.pipeline() == id);
            match theirs {
                Some(_) if was_theirs || !was_here => news.push(effect.clone()),
                Some(record) if said.insert(box_id) => {
                    news.push(Effect::CreateBox(Box::new(record.clone())));
                }
                None if was_theirs => {
                    let moved = after.is_some_and(|record| record.pipeline() != id);
                    if moved {
                        // Not forgotten: they may see it where it is now.
                        if matches!(effect, Effect::LeavePipeline { .. }) {
                            news.push(effect.clone());
                        }
                    } else if said.insert(box_id) {
                        news.push(Effect::ForgetBox {
                            id: box_id,
                            pipeline: id,
                        });
                    }
                }
                Some(_) | None => {}
            }
        }
        news
    }

    /// All that somebody sees of a pipeline.
    fn everything(&self, pipeline: &Pipeline, user: UserId, records: &[Record]) -> Vec<Effect> {
        let mut all = State::default();
        for record in records {
            all.insert(record.clone());
        }
        for key in self.changed.keys() {
            all.copy(key, self.changed);
        }
        for id in self.gone {
            all.boxes.remove(id);
        }
        let home = Scope::Pipeline(pipeline.id);
        let created = Effect::CreatePipeline(Box::new(pipeline.clone()));
        let views = all.views.into_values();
        let views = views.filter(|view| view.home.scope() == home);
        let snippets = all.snippets.into_values();
        let snippets = snippets.filter(|snippet| snippet.home.scope() == home);
        let boxes = all.boxes.into_values();
        let boxes = boxes.filter(|record| is_theirs(record, pipeline.id, user));
        std::iter::once(created)
            .chain(views.map(|view| Effect::PutView(Box::new(view))))
            .chain(snippets.map(|snippet| Effect::PutSnippet(Box::new(snippet))))
            .chain(boxes.map(|record| Effect::CreateBox(Box::new(record))))
            .collect()
    }

    fn pipeline(&self, id: PipelineId) -> Option<&Pipeline> {
        let changed = self.changed.pipelines.get(&id);
        changed.or_else(|| self.before.pipeline(id))
    }

    fn box_record(&self, id: BoxId) -> Option<&BoxRecord> {
        if self.gone.contains(&id) {
            return None;
        }
        let changed = self.changed.boxes.get(&id);
        changed.or_else(|| self.before.box_record(id))
    }

    fn members(&self) -> &[UserId] {
        self.members.get_or_init(|| self.before.members())
    }
}

fn is_theirs(record: &BoxRecord, pipeline: PipelineId, user: UserId) -> bool {
    record.pipeline() == pipeline && has_element(&record.assignees, &user)
}

fn observers_of<M: Iterator<Item = UserId>>(
    pipeline: &Pipeline,
    members: impl FnOnce() -> M,
) -> BTreeSet<UserId> {
    let observes = |user: &UserId| pipeline.rights_of(*user).view == Reach::Assigned;
    let named = pipeline.members.keys().copied();
    let mut people: BTreeSet<UserId> = named.filter(observes).collect();
    if let Sharing::Team(role) = pipeline.sharing.value
        && pipeline.rights_of_role(role).view == Reach::Assigned
    {
        people.extend(members().filter(observes));
    }
    people
}
