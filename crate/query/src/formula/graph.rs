//! Which formula needs which: the order to work them out in, and the cycles among them.

use std::collections::BTreeSet;

use boxwood_model::LiteMap;

use super::columns::Column;

/// Groups of formulas that need each other, those first that others need. A group of several is a
/// cycle; so is one alone that needs itself.
///
/// This is Tarjan's algorithm ("Depth-First Search and Linear Graph Algorithms", 1972), with a stack of
/// its own instead of recursion, for a chain may be as long as there are columns.
pub(super) fn groups(needs: &LiteMap<Column, BTreeSet<Column>>) -> Vec<BTreeSet<Column>> {
    let mut search = Search::default();
    for column in needs.keys() {
        if !search.index.contains_key(column) {
            search.from(*column, needs);
        }
    }
    search.groups
}

#[derive(Default)]
struct Search {
    /// When each column was reached.
    index: LiteMap<Column, usize>,
    /// The earliest column that each is known to lead back to.
    low: LiteMap<Column, usize>,
    /// Reached, and not in a group yet.
    open: Vec<Column>,
    is_open: BTreeSet<Column>,
    groups: Vec<BTreeSet<Column>>,
}

impl Search {
    fn from(&mut self, start: Column, needs: &LiteMap<Column, BTreeSet<Column>>) {
        let next = |column: &Column| needs.get(column).into_iter().flatten();
        let mut path = vec![(start, next(&start))];
        self.reach(start);
        while let Some((column, rest)) = path.last_mut() {
            let column = *column;
            match rest.find(|needed| needs.contains_key(needed)) {
                Some(needed) if !self.index.contains_key(needed) => {
                    self.reach(*needed);
                    path.push((*needed, next(needed)));
                }
                Some(needed) if self.is_open.contains(needed) => {
                    let index = self.index[needed];
                    self.leads_to(column, index);
                }
                Some(_) => {}
                None => {
                    path.pop();
                    let low = self.low[&column];
                    if let Some((parent, _)) = path.last() {
                        self.leads_to(*parent, low);
                    }
                    if low == self.index[&column] {
                        self.close(column);
                    }
                }
            }
        }
    }

    fn reach(&mut self, column: Column) {
        let index = self.index.len();
        self.index.insert(column, index);
        self.low.insert(column, index);
        self.open.push(column);
        self.is_open.insert(column);
    }

    fn leads_to(&mut self, column: Column, index: usize) {
        if let Some(low) = self.low.get_mut(&column) {
            *low = (*low).min(index);
        }
    }

    /// All that was reached from the column and leads back to it is a group.
    fn close(&mut self, column: Column) {
        let mut group = BTreeSet::new();
        while let Some(member) = self.open.pop() {
            self.is_open.remove(&member);
            group.insert(member);
            if member == column {
                break;
            }
        }
        self.groups.push(group);
    }
}
