//! Records in the order of their names.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

/// Ids by name, whatever the case.
#[derive(Debug)]
pub(crate) struct Names<I> {
    by_name: BTreeSet<(String, I)>,
    name_of: HashMap<I, String>,
}

impl<I> Default for Names<I> {
    fn default() -> Self {
        Self {
            by_name: BTreeSet::new(),
            name_of: HashMap::new(),
        }
    }
}

impl<I: Ord + Hash + Copy> Names<I> {
    /// Takes note of the name that a record has now; none if it is not there (any more).
    pub(super) fn set(&mut self, id: I, name: Option<&str>) {
        if let Some(name) = self.name_of.remove(&id) {
            self.by_name.remove(&(name, id));
        }
        if let Some(name) = name {
            let name = name.to_lowercase();
            self.by_name.insert((name.clone(), id));
            self.name_of.insert(id, name);
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.by_name.len()
    }

    /// All of them, in the order of their names, which come in lower case.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = (&str, I)> {
        self.by_name.iter().map(|(name, id)| (&**name, *id))
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = I> + '_ {
        self.in_order().map(|(_, id)| id)
    }
}
