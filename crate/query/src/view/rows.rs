//! The rows of a view by handle.

use std::collections::BTreeMap;

use boxwood_model::BoxId;

/// The rows of a view. A handle is a quarter of an id, and finds its row at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// By handle. Those of the boxes that were there when the view was made are in order, and stay
    /// theirs when a box goes: it is found among them by a search, and may come back.
    ids: Vec<BoxId>,
    /// How many of them that is.
    first: usize,
    /// The handles of other boxes.
    later: BTreeMap<BoxId, u32>,
    free: Vec<u32>,
    /// By handle: its group, or that it is in none.
    groups: Vec<u32>,
    /// By handle.
    keys: Vec<Key>,
    /// What does not fit into the heads of the keys of rows that were added all at once: a hundred
    /// thousand small allocations take longer than everything else.
    tails: Vec<u8>,
    len: usize,
}

/// The group of what is no row.
const NONE: u32 = u32::MAX;

/// A row's sort key.
#[derive(Debug, Clone)]
struct Key {
    /// Its first bytes, the very first one most significant; zeros behind a short key. Most keys are
    /// told apart by it.
    head: [u64; 2],
    tail: Tail,
}

/// The rest of a key.
#[derive(Debug, Clone)]
enum Tail {
    /// A part of all tails: where it begins, and its length.
    Shared(u32, u32),
    Own(Box<[u8]>),
}

impl Key {
    fn new(key: &[u8]) -> Self {
        let (head, tail) = split(key);
        let tail = Tail::Own(tail.into());
        Self { head, tail }
    }
}

const HALF: usize = size_of::<u64>();

/// The first bytes of a key as numbers, and the rest.
fn split(key: &[u8]) -> ([u64; 2], &[u8]) {
    let (head, tail) = key.split_at(key.len().min(2 * HALF));
    let (high, low) = head.split_at(head.len().min(HALF));
    let number = |bytes: &[u8]| {
        let mut whole = [0; HALF];
        whole[..bytes.len()].copy_from_slice(bytes);
        u64::from_be_bytes(whole)
    };
    ([number(high), number(low)], tail)
}

impl Rows {
    pub(super) fn id(&self, row: u32) -> BoxId {
        self.ids[row as usize]
    }

    pub(super) fn group(&self, row: u32) -> u32 {
        self.groups[row as usize]
    }

    pub(super) fn find(&self, id: BoxId) -> Option<u32> {
        let row = self.handle(id)?;
        (self.group(row) != NONE).then_some(row)
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The handle of a box, which may have no row now.
    fn handle(&self, id: BoxId) -> Option<u32> {
        match self.ids[..self.first].binary_search(&id) {
            Ok(row) => Some(super::handle(row)),
            Err(_) => self.later.get(&id).copied(),
        }
    }

    /// Adds a row of a view that is being made; [`finish`](Self::finish) has to follow.
    pub(super) fn push(&mut self, id: BoxId, key: &[u8], group: u32) -> u32 {
        let (head, tail) = split(key);
        let start = super::handle(self.tails.len());
        self.tails.extend_from_slice(tail);
        let tail = Tail::Shared(start, super::handle(tail.len()));
        self.append(id, Key { head, tail }, group)
    }

    /// Makes rows that were [pushed](Self::push) known by their ids, all at once.
    pub(super) fn finish(&mut self) {
        if self.ids.is_sorted() {
            self.first = self.ids.len();
        } else {
            self.later = self.ids.iter().copied().zip(0..).collect();
        }
    }

    pub(super) fn add(&mut self, id: BoxId, key: &[u8], group: u32) -> u32 {
        let key = Key::new(key);
        let known = self.handle(id);
        let Some(row) = known.or_else(|| self.free.pop()) else {
            let row = self.append(id, key, group);
            self.later.insert(id, row);
            return row;
        };
        if known.is_none() {
            self.later.insert(id, row);
        }
        self.len += 1;
        self.ids[row as usize] = id;
        self.groups[row as usize] = group;
        self.keys[row as usize] = key;
        row
    }

    /// Whether a row has this key.
    pub(super) fn has_key(&self, row: u32, key: &[u8]) -> bool {
        let (head, tail) = split(key);
        self.keys[row as usize].head == head && self.tail(row) == tail
    }

    /// Gives a row, which is in no group at the moment, another place.
    pub(super) fn set(&mut self, row: u32, key: &[u8], group: u32) {
        self.keys[row as usize] = Key::new(key);
        self.groups[row as usize] = group;
    }

    fn append(&mut self, id: BoxId, key: Key, group: u32) -> u32 {
        self.len += 1;
        self.ids.push(id);
        self.groups.push(group);
        self.keys.push(key);
        super::handle(self.ids.len() - 1)
    }

    /// Forgets a row, which is in no group any more.
    pub(super) fn remove(&mut self, row: u32) {
        self.len -= 1;
        self.groups[row as usize] = NONE;
        if self.later.remove(&self.id(row)).is_some() {
            self.free.push(row);
        }
    }

    /// Whether a row comes before another one. Of equal ones that comes first which was made first:
    /// ids sort by that.
    pub(super) fn is_before(&self, known: u32, row: u32) -> bool {
        self.place(known) < self.place(row)
    }

    fn place(&self, row: u32) -> ([u64; 2], &[u8], BoxId) {
        (self.keys[row as usize].head, self.tail(row), self.id(row))
    }

    fn tail(&self, row: u32) -> &[u8] {
        match &self.keys[row as usize].tail {
            Tail::Shared(start, len) => {
                let start = *start as usize;
                &self.tails[start..start + *len as usize]
            }
            Tail::Own(tail) => tail,
        }
    }

    /// Sorts handles of rows.
    pub(super) fn sort(&self, rows: &mut [u32]) {
        // Having the heads here spares looking most rows up.
        let heads = rows.iter().map(|row| (self.keys[*row as usize].head, *row));
        let mut heads: Vec<([u64; 2], u32)> = heads.collect();
        // Digit by digit, which is faster than comparing; then the few that begin alike.
        radsort::sort_by_key(&mut heads, |([first, _], _)| *first);
        for alike in heads.chunk_by_mut(|(a, _), (b, _)| a[0] == b[0]) {
            alike.sort_unstable_by(|([_, a_next], a), ([_, b_next], b)| {
                let rest = || self.place(*a).cmp(&self.place(*b));
                a_next.cmp(b_next).then_with(rest)
            });
        }
        for (place, (_, row)) in rows.iter_mut().zip(heads) {
            *place = row;
        }
    }
}
