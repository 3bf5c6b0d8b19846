//! The steps that a box was put to, packed: each intent by how long after the one before it is.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bytes::{self, Reader};
use crate::{LiteMap, Merge, StageId, Stamp};

/// The steps that a box was put to, by the intent that did it, earliest first. Entries are facts. Two
/// of one stamp come from two replicas whose node numbers collide: every replica then keeps the
/// greater one, as [registers](crate::Register::set) do.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct StageHistory(Box<[u8]>);

impl StageHistory {
    /// No steps.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The steps.
    pub fn iter(&self) -> impl Iterator<Item = (Stamp, StageId)> + '_ {
        let mut reader = Reader(&self.0);
        let mut last = Stamp::EARLIEST;
        let mut prefix = [0; bytes::ID];
        std::iter::from_fn(move || {
            if reader.0.is_empty() {
                return None;
            }
            last = reader.stamp(last);
            // Stages that were made together begin alike.
            prefix = reader.id(&prefix);
            Some((last, StageId::from_bytes(prefix)))
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes note of a step.
    pub fn insert(&mut self, stamp: Stamp, stage: StageId) {
        let mut map = self.map();
        note(&mut map, stamp, stage);
        *self = Self::from(&map);
    }

    /// Says of the step that one intent put the box to that another one did.
    pub(crate) fn restamp(&mut self, from: Stamp, to: Stamp) {
        let mut map = self.map();
        if let Some(stage) = map.remove(&from) {
            map.insert(to, stage);
            *self = Self::from(&map);
        }
    }

    /// Forgets all steps but so many, the earliest first.
    pub(crate) fn keep_last(&mut self, most: usize) {
        let steps = self.len();
        if steps > most {
            *self = Self::from(&self.iter().skip(steps - most).collect());
        }
    }

    fn map(&self) -> LiteMap<Stamp, StageId> {
        self.iter().collect()
    }
}

impl From<&LiteMap<Stamp, StageId>> for StageHistory {
    fn from(map: &LiteMap<Stamp, StageId>) -> Self {
        let mut out = Vec::new();
        let mut last = Stamp::EARLIEST;
        let mut prefix = [0; bytes::ID];
        for (stamp, stage) in map {
            bytes::stamp(*stamp, last, &mut out);
            bytes::id(stage.as_bytes(), &prefix, &mut out);
            last = *stamp;
            prefix = *stage.as_bytes();
        }
        Self(out.into())
    }
}

impl Merge for StageHistory {
    fn merge(&mut self, other: &Self) {
        let mut map = self.map();
        for (stamp, stage) in other.iter() {
            note(&mut map, stamp, stage);
        }
        *self = Self::from(&map);
    }

    fn replaced_by(&self, _: &Self, _: &mut Vec<Stamp>) {}

    /// Visits none: they are what steps are found by, see [`Self::restamp`].
    fn each_stamp(&mut self, _: &mut dyn FnMut(&mut Stamp)) {}
}

fn note(map: &mut LiteMap<Stamp, StageId>, stamp: Stamp, stage: StageId) {
    let known = map.get(&stamp).copied();
    map.insert(stamp, known.map_or(stage, |known| known.max(stage)));
}

impl fmt::Debug for StageHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Serialize for StageHistory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StageHistory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LiteMap::deserialize(deserializer).map(|map| Self::from(&map))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    use super::*;
    use crate::Hlc;

    fn map() -> impl Strategy<Value = LiteMap<Stamp, StageId>> {
        let stamp = (0..6_u64, 0..3_u32).prop_map(|(n, node)| Stamp {
            at: Hlc::from(((n / 2) << 16) + n % 2),
            node,
        });
        let stage = (0..16_usize, any::<u8>()).prop_map(|(at, byte)| {
            let mut id = [0x4b; 16];
            id[at] = byte;
            StageId::from_bytes(id)
        });
        btree_map(stamp, stage, 0..8).prop_map(|map| map.into_iter().collect())
    }

    proptest! {
        #[test]
        fn a_history_is_as_the_map_of_it(ours in map(), theirs in map(), most in 0..9_usize) {
            let mut history = StageHistory::from(&ours);
            prop_assert_eq!(&history.map(), &ours);
            prop_assert_eq!(history.len(), ours.len());
            prop_assert_eq!(history.is_empty(), ours.is_empty());
            let wire = postcard::to_stdvec(&ours).unwrap();
            prop_assert_eq!(&postcard::to_stdvec(&history).unwrap(), &wire);
            prop_assert_eq!(&postcard::from_bytes::<StageHistory>(&wire).unwrap(), &history);

            let mut merged = theirs.clone();
            for (stamp, stage) in &ours {
                let known = merged.get(stamp).copied();
                merged.insert(*stamp, known.map_or(*stage, |known| known.max(*stage)));
            }
            history.merge(&StageHistory::from(&theirs));
            prop_assert_eq!(&history.map(), &merged);
            history.keep_last(most);
            let kept = merged.iter().skip(merged.len().saturating_sub(most));
            prop_assert!(history.iter().eq(kept.map(|(stamp, stage)| (*stamp, *stage))));
        }
    }
}
