//! A map in one sorted run of memory: for the few entries that a record has of each thing.
//!
//! A `BTreeMap` of one entry takes room for eleven, and each of the many kinds of maps of the records
//! would bring some ten kilobytes of code into the browser, most of it sorting and rebalancing for
//! sizes that these never have.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A map whose entries lie beside each other, in the order of their keys. Looking up takes a binary
/// search; putting in moves what is behind, which costs nothing at the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LiteMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Default for LiteMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> LiteMap<K, V> {
    /// A map with no entries.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, by key.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.entries.iter().map(as_refs)
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values, by key.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The entries, their values to be changed, by key.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The values, to be changed, by key.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.entries.iter_mut().map(|(_, value)| value)
    }
}

impl<K: Ord, V> LiteMap<K, V> {
    /// Where a key is, or where it belongs.
    fn place(&self, key: &K) -> Result<usize, usize> {
        // Most often what comes in is the greatest.
        match self.entries.last() {
            Some((last, _)) if last < key => Err(self.entries.len()),
            _ => self.entries.binary_search_by(|(own, _)| own.cmp(key)),
        }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.place(key).ok()?;
        self.entries.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.entries.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is an entry of a key.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts an entry in; gives the value that the key had before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => {
                let (_, own) = self.entries.get_mut(at)?;
                Some(std::mem::replace(own, value))
            }
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// The value of a key, to be changed; one is put in where there is none.
    pub fn or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.entries.insert(at, (key, value()));
                at
            }
        };
        &mut self.entries[at].1
    }

    /// Takes out what is not to be kept.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &V) -> bool) {
        self.entries.retain(|(key, value)| is_kept(key, value));
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.place(key).ok()?;
        Some(self.entries.remove(at).1)
    }
}

impl<K: Ord, V> std::ops::Index<&K> for LiteMap<K, V> {
    type Output = V;

    /// The value of a key that is there.
    ///
    /// # Panics
    /// Where it is not.
    #[expect(clippy::expect_used, reason = "as every index does")]
    fn index(&self, key: &K) -> &V {
        self.get(key).expect("the key is there")
    }
}

fn as_refs<K, V>((key, value): &(K, V)) -> (&K, &V) {
    (key, value)
}

/// The entries of a map, by key.
type Iter<'m, K, V> = std::iter::Map<std::slice::Iter<'m, (K, V)>, fn(&(K, V)) -> (&K, &V)>;

impl<'m, K, V> IntoIterator for &'m LiteMap<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(as_refs)
    }
}

impl<K, V> IntoIterator for LiteMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Ord, V> Extend<(K, V)> for LiteMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for LiteMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Serialize, V: Serialize> Serialize for LiteMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for LiteMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reading(PhantomData))
    }
}

struct Reading<K, V>(PhantomData<(K, V)>);

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Reading<K, V> {
    type Value = LiteMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<LiteMap<K, V>, A::Error> {
        // How many there will be is what hostile bytes say; room is made for those that have come.
        let mut map = LiteMap::new();
        while let Some((key, value)) = entries.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::LiteMap;

    #[derive(Debug, Clone)]
    enum Step {
        Put(u8, u16),
        Take(u8),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0..20u8, any::<u16>()).prop_map(|(key, value)| Step::Put(key, value)),
            (0..20u8).prop_map(Step::Take),
        ]
    }

    proptest! {
        /// It is the map that the standard library's is, and is written and read as that one.
        #[test]
        fn is_a_map(steps in prop::collection::vec(step(), 0..60)) {
            let (mut own, mut theirs) = (LiteMap::new(), BTreeMap::new());
            for step in steps {
                match step {
                    Step::Put(key, value) => {
                        prop_assert_eq!(own.insert(key, value), theirs.insert(key, value));
                    }
                    Step::Take(key) => prop_assert_eq!(own.remove(&key), theirs.remove(&key)),
                }
            }
            prop_assert!(own.iter().eq(theirs.iter()));
            for key in 0..20 {
                prop_assert_eq!(own.get(&key), theirs.get(&key));
                prop_assert_eq!(own.contains_key(&key), theirs.contains_key(&key));
            }
            let bytes = postcard::to_allocvec(&own).unwrap();
            prop_assert_eq!(&bytes, &postcard::to_allocvec(&theirs).unwrap());
            prop_assert_eq!(&postcard::from_bytes::<LiteMap<u8, u16>>(&bytes).unwrap(), &own);
            let gathered: LiteMap<u8, u16> = theirs.into_iter().rev().collect();
            prop_assert_eq!(gathered, own);
        }
    }
}
