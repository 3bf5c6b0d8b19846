//! What a box's row of bytes says, unpacked: to be changed, merged and written.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{
    BoxId, FieldId, Limits, LiteMap, Merge, Millis, OrderKey, PipelineId, Register, Registers,
    StageId, Stamp, UserId, Value,
};

/// What there is to say of every box, each with the intent that set it. A [`BoxRecord`] holds it
/// packed, and [gives](crate::BoxRecord::head) and [takes](crate::BoxRecord::change) it like this.
///
/// [`BoxRecord`]: crate::BoxRecord
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxHead {
    /// The pipeline it is in.
    pub pipeline: Register<PipelineId>,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// Free text.
    pub notes: Register<String>,
    /// The step it is at.
    pub stage: Register<StageId>,
    /// The steps it was put to, by the intent that did it; the last
    /// [`Limits::STAGE_HISTORY`](crate::Limits::STAGE_HISTORY) of them.
    pub stage_history: StageHistory,
    /// Its place where rows are ordered by hand.
    pub position: Register<Option<OrderKey>>,
    /// The cells; a field without an entry is empty.
    pub values: Registers<FieldId, Value>,
    /// Whether it is out of the way, but kept.
    pub archived: Register<bool>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
    /// The box that its contents went to, where it was merged.
    pub merged_into: Register<Option<BoxId>>,
}

merge_fields!(BoxHead {
    pipeline,
    name,
    notes,
    stage,
    stage_history,
    position,
    values,
    archived,
    deleted,
    merged_into,
});

/// Names a register of a box of which there is one each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The pipeline it is in.
    Pipeline,
    /// The name that people see.
    Name,
    /// Free text.
    Notes,
    /// The step it is at.
    Stage,
    /// Its place where rows are ordered by hand.
    Position,
    /// Whether it is out of the way, but kept.
    Archived,
    /// Whether it was deleted.
    Deleted,
    /// The box that its contents went to, where it was merged.
    MergedInto,
}

impl Slot {
    /// All of them, in the order in which a row tells of them.
    pub(super) const ALL: [Self; 8] = [
        Self::Pipeline,
        Self::Name,
        Self::Notes,
        Self::Stage,
        Self::Position,
        Self::Archived,
        Self::Deleted,
        Self::MergedInto,
    ];

    /// The bit that stands for it.
    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl BoxHead {
    /// Puts the box to a step, unless a later intent did.
    pub(crate) fn put_to_stage(&mut self, stage: StageId, stamp: Stamp) {
        self.stage.set(stage, stamp);
        self.stage_history.insert(stamp, stage);
        self.stage_history.keep_last(Limits::STAGE_HISTORY);
    }

    /// The intent that set a register.
    #[must_use]
    pub const fn stamp(&self, slot: Slot) -> Stamp {
        match slot {
            Slot::Pipeline => self.pipeline.stamp,
            Slot::Name => self.name.stamp,
            Slot::Notes => self.notes.stamp,
            Slot::Stage => self.stage.stamp,
            Slot::Position => self.position.stamp,
            Slot::Archived => self.archived.stamp,
            Slot::Deleted => self.deleted.stamp,
            Slot::MergedInto => self.merged_into.stamp,
        }
    }
}

/// The steps that a box was put to, by the intent that did it, earliest first. Entries are facts. Two
/// of one stamp come from two replicas whose node numbers collide: every replica then keeps the
/// greater one, as [registers](crate::Register::set) do.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StageHistory(LiteMap<Stamp, StageId>);

impl StageHistory {
    /// No steps.
    #[must_use]
    pub const fn new() -> Self {
        Self(LiteMap::new())
    }

    /// The steps.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Stamp, StageId)> + '_ {
        self.0.iter().map(|(stamp, stage)| (*stamp, *stage))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes note of a step.
    pub fn insert(&mut self, stamp: Stamp, stage: StageId) {
        let known = self.0.get(&stamp).copied();
        let stage = known.map_or(stage, |known| known.max(stage));
        self.0.insert(stamp, stage);
    }

    /// Says of the step that one intent put the box to that another one did.
    pub(crate) fn restamp(&mut self, from: Stamp, to: Stamp) {
        if let Some(stage) = self.0.remove(&from) {
            self.0.insert(to, stage);
        }
    }

    /// Forgets all steps but so many, the earliest first.
    pub(crate) fn keep_last(&mut self, most: usize) {
        let steps = self.len();
        if steps > most {
            self.0 = self.iter().skip(steps - most).collect();
        }
    }
}

impl From<LiteMap<Stamp, StageId>> for StageHistory {
    fn from(steps: LiteMap<Stamp, StageId>) -> Self {
        Self(steps)
    }
}

impl FromIterator<(Stamp, StageId)> for StageHistory {
    fn from_iter<I: IntoIterator<Item = (Stamp, StageId)>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl Merge for StageHistory {
    fn merge(&mut self, other: &Self) {
        for (stamp, stage) in other.iter() {
            self.insert(stamp, stage);
        }
    }

    fn replaced_by(&self, _: &Self, _: &mut Vec<Stamp>) {}

    /// Visits none: they are what steps are found by, see [`Self::restamp`].
    fn each_stamp(&mut self, _: &mut dyn FnMut(&mut Stamp)) {}
}

impl fmt::Debug for StageHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
