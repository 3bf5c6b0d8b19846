//! Keys for what people put in order, made from the neighbours that they see.

use std::str::FromStr;

use boxwood_model::{OrderKey, Place};

use super::failure::not_found;
use super::id;
use crate::api::{Failure, PlaceInput};

/// The keys that it takes to put some things at a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keys<I> {
    /// Their own keys, in order.
    pub(super) keys: Vec<OrderKey>,
    /// The keys of those before them that had none.
    pub(super) others: Vec<(I, OrderKey)>,
}

/// The keys for so many things at an index of what is `shown`, in order, without those that are put
/// there. What has a key comes before what has none; of the latter, those before the index get one.
pub(super) fn keys_at<I: Copy>(
    at: usize,
    count: usize,
    shown: &[(I, Option<&OrderKey>)],
) -> Keys<I> {
    let key = |at: usize| shown.get(at).and_then(|(_, key)| *key);
    let keyed = shown.iter().take_while(|(_, key)| key.is_some()).count();
    let mut last = keyed.min(at).checked_sub(1).and_then(key).cloned();
    let mut next = |upper: Option<&OrderKey>| {
        let key = between(last.as_ref(), upper);
        last = Some(key.clone());
        key
    };
    let without = shown.iter().take(at).skip(keyed);
    let others = without.map(|(id, _)| (*id, next(None))).collect();
    let upper = key(at);
    let keys = (0..count).map(|_| next(upper)).collect();
    Keys { keys, others }
}

/// The key for a place among what is `shown`, in order, without that which is put there.
pub(super) fn key_among<I: FromStr + PartialEq + Copy>(
    place: &PlaceInput,
    shown: &[(I, &OrderKey)],
    what: Place,
) -> Result<OrderKey, Failure> {
    let at = index_of(place, shown.iter().map(|(id, _)| *id), what)?;
    let key = |at: usize| shown.get(at).map(|(_, key)| *key);
    Ok(between(at.checked_sub(1).and_then(key), key(at)))
}

/// The index that a place is, in a list without that which is put there.
pub(super) fn index_of<I: FromStr + PartialEq>(
    place: &PlaceInput,
    mut shown: impl ExactSizeIterator<Item = I>,
    what: Place,
) -> Result<usize, Failure> {
    let (neighbour, behind) = match (&place.after, &place.before) {
        (Some(after), _) => (after, 1),
        (None, Some(before)) => (before, 0),
        (None, None) => return Ok(shown.len()),
    };
    let neighbour: I = id(neighbour, what)?;
    let at = shown.position(|known| known == neighbour);
    at.map(|at| at + behind).ok_or_else(|| not_found(what))
}

/// A key between two neighbours. Two people may have given both the same key at once: then no key is
/// between them, and the new one comes after.
fn between(lower: Option<&OrderKey>, upper: Option<&OrderKey>) -> OrderKey {
    match (lower, upper) {
        (None, None) => OrderKey::default(),
        (Some(lower), None) => OrderKey::new_after(lower),
        (None, Some(upper)) => OrderKey::new_before(upper),
        (Some(lower), Some(upper)) => {
            OrderKey::new_between(lower, upper).unwrap_or_else(|| OrderKey::new_after(lower))
        }
    }
}
