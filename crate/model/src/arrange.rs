//! Sorting with little code.

use std::cmp::Ordering;

/// Sorts slices by one sort of numbers that all types share.
///
/// The standard library's sorts are made for millions of items: each type that is sorted, and each
/// way to compare it, brings three to ten kilobytes of code into the browser. Here it brings the
/// comparison. It is for lists that a screen shows or a record holds; where many thousands of items
/// are sorted at once, the standard library's are faster.
///
/// All of these are stable, and take room for a number per item.
pub trait Arrange<T> {
    /// As `sort`.
    fn arrange(&mut self)
    where
        T: Ord;

    /// As `sort_by`.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// As `sort_by_key`: the key is made anew for each comparison.
    fn arrange_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// As `sort_by_cached_key`: the key of each item is made once.
    fn arrange_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }

    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if self.len() < 2 {
            return;
        }
        let order = order(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        follow(order, &mut |a, b| self.swap(a, b));
    }

    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    fn arrange_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let order = order(self.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        follow(order, &mut |a, b| self.swap(a, b));
    }
}

/// Which item belongs in each place.
fn order(items: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Puts each item in its place.
fn follow(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for place in 0..order.len() {
        // What was in a place before this one has been swapped to where that one's item was.
        let mut item = order[place];
        while item < place {
            item = order[item];
        }
        order[place] = item;
        if item != place {
            swap(place, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Arrange as _;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items: Vec<(u8, u8)>) {
            let sorted = |sort: fn(&mut [(u8, u8)])| {
                let mut items = items.clone();
                sort(&mut items);
                items
            };
            prop_assert_eq!(sorted(|all| all.arrange()), sorted(|all| all.sort()));
            prop_assert_eq!(
                sorted(|all| all.arrange_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)))),
                sorted(|all| all.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1))))
            );
            prop_assert_eq!(
                sorted(|all| all.arrange_by_key(|item| item.1)),
                sorted(|all| all.sort_by_key(|item| item.1))
            );
            prop_assert_eq!(
                sorted(|all| all.arrange_by_cached_key(|item| item.0 % 3)),
                sorted(|all| all.sort_by_cached_key(|item| item.0 % 3))
            );
        }
    }
}
