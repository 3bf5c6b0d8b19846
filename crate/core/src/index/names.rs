//! Records in the order of their names.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use boxwood_query::Collation;

/// Ids by name, whatever the case, in the order of an alphabet.
#[derive(Debug)]
pub(crate) struct Names<I> {
    in_order: BTreeSet<(Vec<u8>, I)>,
    name_of: HashMap<I, String>,
}

impl<I> Default for Names<I> {
    fn default() -> Self {
        Self {
            in_order: BTreeSet::new(),
            name_of: HashMap::new(),
        }
    }
}

impl<I: Ord + Hash + Copy> Names<I> {
    /// Takes note of the name that a record has now; none if it is not there (any more). The
    /// collation is the one that all others are in order by.
    pub(super) fn set(&mut self, id: I, name: Option<&str>, collation: &dyn Collation) {
        if let Some(name) = self.name_of.remove(&id) {
            self.in_order.remove(&(key(&name, collation), id));
        }
        if let Some(name) = name {
            let name = name.to_lowercase();
            self.in_order.insert((key(&name, collation), id));
            self.name_of.insert(id, name);
        }
    }

    /// Has all of them in another order from now on.
    pub(super) fn sort_by(&mut self, collation: &dyn Collation) {
        let names = self.name_of.iter();
        let keys = names.map(|(id, name)| (key(name, collation), *id));
        self.in_order = keys.collect();
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.in_order.len()
    }

    /// All of them, in the order of their names, which come in lower case.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = (&str, I)> {
        self.all().map(|id| {
            let name = self.name_of.get(&id);
            (name.map_or("", |name| &**name), id)
        })
    }

    /// All of them, in the order of their names.
    pub(crate) fn all(&self) -> impl Iterator<Item = I> + '_ {
        self.in_order.iter().map(|(_, id)| *id)
    }
}

fn key(name: &str, collation: &dyn Collation) -> Vec<u8> {
    let mut key = Vec::new();
    collation.key(name, &mut key);
    key
}
