//! A value with the stamp of the intent that set it: the unit of merging.

use serde::{Deserialize, Serialize};

use crate::{LiteMap, Stamp};

/// A last-writer-wins register: of two edits the one with the greater stamp stays, in whatever
/// order they arrive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Register<T> {
    /// The value that holds.
    pub value: T,
    /// The intent that set it.
    pub stamp: Stamp,
}

impl<T: PartialOrd> Register<T> {
    /// A register that was first set by this intent.
    pub const fn new(value: T, stamp: Stamp) -> Self {
        Self { value, stamp }
    }

    /// Sets the value if the intent is later than the one that set it before; says whether it did.
    /// Equal stamps come from one intent (or from two replicas whose node numbers collide): then
    /// the greater value stays, so that every replica decides alike.
    pub fn set(&mut self, value: T, stamp: Stamp) -> bool {
        let wins = stamp > self.stamp || (stamp == self.stamp && value > self.value);
        if wins {
            self.value = value;
            self.stamp = stamp;
        }
        wins
    }
}

/// Registers by key: a map whose entries each remember the last intent about them. What was taken
/// out stays as an entry that says so, since an older intent may still arrive.
pub type Registers<K, V> = LiteMap<K, Register<V>>;

/// A set that elements are put into and taken out of, each by the last intent about it.
pub type StampedSet<T> = Registers<T, bool>;

/// The elements that are in a set now, in order.
pub fn elements<T: Ord>(set: &StampedSet<T>) -> impl Iterator<Item = &T> {
    set.iter()
        .filter_map(|(element, is_in)| is_in.value.then_some(element))
}

/// Whether an element is in a set now.
#[must_use]
pub fn has_element<T: Ord>(set: &StampedSet<T>, element: &T) -> bool {
    set.get(element).is_some_and(|is_in| is_in.value)
}

/// Sets the entry of a key, unless a later intent said otherwise.
pub(crate) fn set<K, V>(registers: &mut Registers<K, V>, key: K, value: V, stamp: Stamp)
where
    K: Ord,
    V: PartialOrd,
{
    match registers.get_mut(&key) {
        Some(register) => {
            register.set(value, stamp);
        }
        None => {
            registers.insert(key, Register::new(value, stamp));
        }
    }
}

/// Records made of registers: two copies of one become the copy that has seen both histories.
pub trait Merge {
    /// Takes over whatever is later in the other copy.
    fn merge(&mut self, other: &Self);

    /// Names the intents whose values [merging](Self::merge) `later` would replace.
    fn replaced_by(&self, later: &Self, replaced: &mut Vec<Stamp>);

    /// Visits the stamp of every register.
    fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut Stamp));

    /// Says of whatever one intent set that another one did.
    fn restamp(&mut self, from: Stamp, to: Stamp) {
        self.each_stamp(&mut |stamp| {
            if *stamp == from {
                *stamp = to;
            }
        });
    }
}

impl<T: PartialOrd + Clone> Merge for Register<T> {
    fn merge(&mut self, other: &Self) {
        self.set(other.value.clone(), other.stamp);
    }

    fn replaced_by(&self, later: &Self, replaced: &mut Vec<Stamp>) {
        if later.stamp > self.stamp {
            replaced.push(self.stamp);
        }
    }

    fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut Stamp)) {
        visit(&mut self.stamp);
    }
}

impl<K: Ord + Clone, V: Merge + Clone> Merge for LiteMap<K, V> {
    fn merge(&mut self, other: &Self) {
        for (key, theirs) in other {
            match self.get_mut(key) {
                Some(ours) => ours.merge(theirs),
                None => {
                    self.insert(key.clone(), theirs.clone());
                }
            }
        }
    }

    fn replaced_by(&self, later: &Self, replaced: &mut Vec<Stamp>) {
        for (key, theirs) in later {
            if let Some(ours) = self.get(key) {
                ours.replaced_by(theirs, replaced);
            }
        }
    }

    fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut Stamp)) {
        for entry in self.values_mut() {
            entry.each_stamp(visit);
        }
    }
}

/// Merges a struct field by field; fields that are not named never change.
macro_rules! merge_fields {
    ($record:ty { $($field:ident),+ $(,)? }) => {
        impl $crate::Merge for $record {
            fn merge(&mut self, other: &Self) {
                $($crate::Merge::merge(&mut self.$field, &other.$field);)+
            }

            fn replaced_by(&self, later: &Self, replaced: &mut Vec<$crate::Stamp>) {
                $($crate::Merge::replaced_by(&self.$field, &later.$field, replaced);)+
            }

            fn each_stamp(&mut self, visit: &mut dyn FnMut(&mut $crate::Stamp)) {
                $($crate::Merge::each_stamp(&mut self.$field, visit);)+
            }
        }
    };
}

pub(crate) use merge_fields;
