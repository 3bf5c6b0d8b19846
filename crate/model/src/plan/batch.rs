//! What an action of several operations does: each is planned on what the ones before have made, and
//! all of it bears one stamp.
//!
//! Of two values with the same stamp every replica keeps the greater one, whichever came last. So
//! what one action says twice about a register is said once in its effects: as it is in the end.

use std::collections::BTreeMap;

use crate::{BoxChange, Effect, Key, Layered, Merge, Records, RecordsMut as _, Stamp, State};

/// The effects of an action so far, and the records as they are after them.
pub(super) struct Batch {
    stamp: Stamp,
    /// A stamp by which an operation wins over the ones before it, for as long as that takes.
    late: Stamp,
    pub(super) top: State,
    effects: Vec<Option<Effect>>,
    by_record: BTreeMap<Key, Vec<usize>>,
}

impl Batch {
    pub(super) fn new(stamp: Stamp) -> Self {
        let late = Stamp {
            at: stamp.at.next(),
            node: stamp.node,
        };
        Self {
            stamp,
            late,
            top: State::default(),
            effects: Vec::new(),
            by_record: BTreeMap::new(),
        }
    }

    /// Adds what an operation does.
    pub(super) fn add(&mut self, effect: Effect, records: &dyn Records) {
        let key = effect.key();
        let mut winning = effect.clone();
        winning.restamp(self.stamp, self.late);
        let mut shown = Layered {
            below: records,
            top: &mut self.top,
        };
        winning.apply(self.late, &mut shown);
        self.top.restamp(key, self.late, self.stamp);

        let earlier = self.by_record.entry(key).or_default();
        for at in earlier.iter().rev() {
            let Some(slot) = self.effects.get_mut(*at) else {
                continue;
            };
            match slot {
                Some(known) if known.takes_in(&effect) => {
                    *known = folded(known, &winning, self.late, self.stamp);
                    return;
                }
                Some(known) if said_again(known, &effect) => *slot = None,
                _ => {}
            }
        }
        earlier.push(self.effects.len());
        self.effects.push(Some(effect));
    }

    pub(super) fn into_effects(self) -> Vec<Effect> {
        self.effects.into_iter().flatten().collect()
    }
}

/// What of an operation that undoes the intent `of` may happen: those of its effects that replace
/// only what that intent set, and that take away nothing others have worked on since.
pub(super) fn still_standing(
    mut effects: Vec<Effect>,
    of: Stamp,
    stamp: Stamp,
    shown: &dyn Records,
) -> Vec<Effect> {
    let late = Batch::new(stamp).late;
    // The replica's own later intents are undone before this one: what they left is its own.
    let is_own = |known: &Stamp| *known == stamp || (known.node == of.node && known.at >= of.at);
    effects.retain(|effect| {
        if effect.is_remark() {
            return true;
        }
        let mut winning = effect.clone();
        winning.restamp(stamp, late);
        let replaces_own = winning.replaces(late, shown).iter().all(is_own);
        let mut gone = effect.takes_away(shown).into_iter();
        replaces_own
            && gone.all(|stamp| stamp.at <= of.at || is_own(&stamp))
            && changes(&winning, late, shown)
    });
    if effects.iter().all(Effect::is_remark) {
        effects.clear();
    }
    effects
}

/// Whether an effect would change anything.
fn changes(effect: &Effect, stamp: Stamp, shown: &dyn Records) -> bool {
    let mut one = State::default();
    one.copy(effect.key(), shown);
    let before = one.clone();
    effect.apply(stamp, &mut one);
    one != before
}

/// Whether the second of two changes says anew all that the first one said.
fn said_again(first: &Effect, second: &Effect) -> bool {
    match (first, second) {
        (
            Effect::ChangeBox {
                pipeline: here,
                change: first,
                ..
            },
            Effect::ChangeBox {
                pipeline: there,
                change: second,
                ..
            },
        ) => here == there && first.is_about_the_same(second),
        (Effect::RenamePipeline { .. }, Effect::RenamePipeline { .. }) => true,
        _ => false,
    }
}

/// An effect that holds a record, with a later change in it.
fn folded(known: &Effect, winning: &Effect, late: Stamp, stamp: Stamp) -> Effect {
    let mut one = State::default();
    let key = known.key();
    match known {
        // It changes a pipeline and makes none.
        Effect::PutPipeline(pipeline) => one.insert_pipeline((**pipeline).clone()),
        _ => known.apply(stamp, &mut one),
    }
    winning.apply(late, &mut one);
    one.restamp(key, late, stamp);
    known.with_record_of(&one).unwrap_or_else(|| known.clone())
}

impl Effect {
    /// Whether it only tells of what other effects of the same operation do.
    fn is_remark(&self) -> bool {
        matches!(
            self,
            Self::LeavePipeline { .. }
                | Self::ChangeBox {
                    change: BoxChange::TookIn { .. },
                    ..
                }
        )
    }

    /// The stamps in what the effect deletes.
    fn takes_away(&self, shown: &dyn Records) -> Vec<Stamp> {
        match self {
            Self::ChangeBox { id, change, .. } => {
                let record = shown.box_record(*id);
                match change {
                    BoxChange::Deleted(true) => stamps(record),
                    BoxChange::Task(id, part) if part.deleted.value => {
                        stamps(record.and_then(|record| record.tasks.get(id)))
                    }
                    BoxChange::Comment(id, part) if part.deleted.value => {
                        stamps(record.and_then(|record| record.comments.get(id)))
                    }
                    BoxChange::Meeting(id, part) if part.deleted.value => {
                        stamps(record.and_then(|record| record.meetings.get(id)))
                    }
                    BoxChange::File(id, part) if part.deleted.value => {
                        stamps(record.and_then(|record| record.files.get(id)))
                    }
                    _ => Vec::new(),
                }
            }
            Self::PutPipeline(one) if one.deleted.value => stamps(shown.pipeline(one.id)),
            Self::PutContact(one) if one.deleted.value => stamps(shown.contact(one.id)),
            Self::PutOrganization(one) if one.deleted.value => stamps(shown.organization(one.id)),
            Self::PutSnippet(one) if one.deleted.value => stamps(shown.snippet(one.id)),
            Self::PutView(one) if one.deleted.value => stamps(shown.view(one.id)),
            _ => Vec::new(),
        }
    }

    /// Whether it holds a record that a later change of the same record can be put into.
    fn takes_in(&self, later: &Self) -> bool {
        match (self, later) {
            (
                Self::CreateBox(record) | Self::EnterPipeline { record, .. },
                Self::ChangeBox { pipeline, .. },
            ) => *pipeline == record.pipeline() && !later.is_remark(),
            (
                Self::CreatePipeline(_) | Self::PutPipeline(_),
                Self::PutPipeline(_) | Self::RenamePipeline { .. },
            )
            | (Self::PutMember(_), Self::PutMember(_))
            | (Self::PutTeam(_), Self::PutTeam(_))
            | (Self::PutInvitation(_), Self::PutInvitation(_))
            | (Self::PutContact(_), Self::PutContact(_))
            | (Self::PutOrganization(_), Self::PutOrganization(_))
            | (Self::PutSnippet(_), Self::PutSnippet(_))
            | (Self::PutView(_), Self::PutView(_))
            | (Self::PutSettings(_), Self::PutSettings(_))
            | (Self::PutLesson(_), Self::PutLesson(_)) => true,
            _ => false,
        }
    }

    /// The same effect with the record as it is there.
    fn with_record_of(&self, state: &State) -> Option<Self> {
        Some(match self {
            Self::PutMember(member) => Self::PutMember(state.member(member.id)?.clone()),
            Self::CreatePipeline(pipeline) => {
                Self::CreatePipeline(Box::new(state.pipeline(pipeline.id)?.clone()))
            }
            Self::PutPipeline(pipeline) => {
                Self::PutPipeline(Box::new(state.pipeline(pipeline.id)?.clone()))
            }
            Self::CreateBox(record) => {
                Self::CreateBox(Box::new(state.box_record(record.id)?.clone()))
            }
            Self::EnterPipeline { record, from, left } => Self::EnterPipeline {
                record: Box::new(state.box_record(record.id)?.clone()),
                from: *from,
                left: left.clone(),
            },
            Self::PutTeam(_) => Self::PutTeam(Box::new(state.team()?.clone())),
            Self::PutInvitation(one) => Self::PutInvitation(state.invitation(one.id)?.clone()),
            Self::PutContact(one) => Self::PutContact(Box::new(state.contact(one.id)?.clone())),
            Self::PutOrganization(one) => {
                Self::PutOrganization(Box::new(state.organization(one.id)?.clone()))
            }
            Self::PutSnippet(one) => Self::PutSnippet(Box::new(state.snippet(one.id)?.clone())),
            Self::PutView(one) => Self::PutView(Box::new(state.view(one.id)?.clone())),
            Self::PutSettings(one) => Self::PutSettings(state.settings(one.user)?.clone()),
            Self::PutLesson(one) => Self::PutLesson(state.lesson(one.id)?.clone()),
            Self::RenamePipeline { .. }
            | Self::ChangeBox { .. }
            | Self::LeavePipeline { .. }
            | Self::ForgetBox { .. } => return None,
        })
    }

    /// Says of whatever one intent set in a record that the effect holds that another one did.
    fn restamp(&mut self, from: Stamp, to: Stamp) {
        match self {
            Self::PutMember(one) => one.restamp(from, to),
            Self::CreatePipeline(one) | Self::PutPipeline(one) => one.restamp(from, to),
            Self::CreateBox(one) | Self::EnterPipeline { record: one, .. } => {
                one.restamp_all(from, to);
            }
            Self::ChangeBox { change, .. } => change.restamp(from, to),
            Self::PutTeam(one) => one.restamp(from, to),
            Self::PutInvitation(one) => one.restamp(from, to),
            Self::PutContact(one) => one.restamp(from, to),
            Self::PutOrganization(one) => one.restamp(from, to),
            Self::PutSnippet(one) => one.restamp(from, to),
            Self::PutView(one) => one.restamp(from, to),
            Self::PutSettings(one) => one.restamp(from, to),
            Self::PutLesson(one) => one.restamp(from, to),
            Self::RenamePipeline { .. } | Self::LeavePipeline { .. } | Self::ForgetBox { .. } => {}
        }
    }
}

impl State {
    /// Says of whatever one intent set in a record that another one did.
    fn restamp(&mut self, key: Key, from: Stamp, to: Stamp) {
        match key {
            Key::Box(id) => {
                if let Some(record) = self.box_mut(id) {
                    record.restamp_all(from, to);
                }
            }
            Key::Team => again(self.team_mut(), from, to),
            Key::Member(id) => again(self.member_mut(id), from, to),
            Key::Pipeline(id) => again(self.pipeline_mut(id), from, to),
            Key::Invitation(id) => again(self.invitation_mut(id), from, to),
            Key::Contact(id) => again(self.contact_mut(id), from, to),
            Key::Organization(id) => again(self.organization_mut(id), from, to),
            Key::Snippet(id) => again(self.snippet_mut(id), from, to),
            Key::View(id) => again(self.view_mut(id), from, to),
            Key::Settings(id) => again(self.settings_mut(id), from, to),
            Key::Lesson(id) => again(self.lesson_mut(id), from, to),
        }
    }
}

/// The stamps of all registers of a record.
fn stamps<R: Merge + Clone>(record: Option<&R>) -> Vec<Stamp> {
    let mut all = Vec::new();
    if let Some(record) = record {
        record.clone().each_stamp(&mut |stamp| all.push(*stamp));
    }
    all
}

fn again<R: Merge>(record: Option<&mut R>, from: Stamp, to: Stamp) {
    if let Some(record) = record {
        record.restamp(from, to);
    }
}
