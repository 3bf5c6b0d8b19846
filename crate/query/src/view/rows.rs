//! The rows of a view by handle.

use std::collections::BTreeMap;

use boxwood_model::BoxId;

/// The rows of a view. A handle is a quarter of an id, and finds its row at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    slots: Vec<Slot>,
    free: Vec<u32>,
    handles: BTreeMap<BoxId, u32>,
    /// What does not fit into the heads of the keys of rows that were added all at once: a hundred
    /// thousand small allocations take longer than everything else.
    tails: Vec<u8>,
}

/// A row.
#[derive(Debug, Clone)]
struct Slot {
    id: BoxId,
    /// The first bytes of its sort key, the very first one most significant; zeros behind a short
    /// key. Most keys are told apart by it.
    head: u128,
    /// The rest of the key.
    tail: Tail,
    /// Its group.
    group: u32,
}

#[derive(Debug, Clone)]
enum Tail {
    /// A part of all tails: where it begins, and its length.
    Shared(u32, u32),
    Own(Box<[u8]>),
}

const HEAD: usize = size_of::<u128>();

/// The first bytes of a key as a number, and the rest.
fn split(key: &[u8]) -> (u128, &[u8]) {
    let mut head = [0; HEAD];
    let (start, tail) = key.split_at(key.len().min(HEAD));
    head[..start.len()].copy_from_slice(start);
    (u128::from_be_bytes(head), tail)
}

impl Rows {
    pub(super) fn id(&self, row: u32) -> BoxId {
        self.slot(row).id
    }

    pub(super) fn group(&self, row: u32) -> u32 {
        self.slot(row).group
    }

    fn slot(&self, row: u32) -> &Slot {
        &self.slots[row as usize]
    }

    pub(super) fn find(&self, id: BoxId) -> Option<u32> {
        self.handles.get(&id).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.handles.len()
    }

    /// Adds a row of a view that is being made; [`finish`](Self::finish) has to follow.
    pub(super) fn push(&mut self, id: BoxId, key: &[u8], group: u32) -> u32 {
        let (head, tail) = split(key);
        let start = super::handle(self.tails.len());
        self.tails.extend_from_slice(tail);
        self.slots.push(Slot {
            id,
            head,
            tail: Tail::Shared(start, super::handle(tail.len())),
            group,
        });
        super::handle(self.slots.len() - 1)
    }

    /// Makes rows that were [pushed](Self::push) known by their ids, all at once.
    pub(super) fn finish(&mut self) {
        let handles = (0..).zip(&self.slots).map(|(row, slot)| (slot.id, row));
        self.handles = handles.collect();
    }

    pub(super) fn add(&mut self, id: BoxId, key: &[u8], group: u32) -> u32 {
        let (head, tail) = split(key);
        let slot = Slot {
            id,
            head,
            tail: Tail::Own(tail.into()),
            group,
        };
        let row = match self.free.pop() {
            Some(row) => {
                self.slots[row as usize] = slot;
                row
            }
            None => {
                self.slots.push(slot);
                super::handle(self.slots.len() - 1)
            }
        };
        self.handles.insert(id, row);
        row
    }

    /// Forgets a row, which is in no group any more.
    pub(super) fn remove(&mut self, row: u32) {
        self.handles.remove(&self.slots[row as usize].id);
        self.free.push(row);
    }

    /// Whether a row comes before another one. Of equal ones that comes first which was made first:
    /// ids sort by that.
    pub(super) fn is_before(&self, known: u32, row: u32) -> bool {
        self.place(known) < self.place(row)
    }

    fn place(&self, row: u32) -> (u128, &[u8], BoxId) {
        let slot = self.slot(row);
        let tail = match &slot.tail {
            Tail::Shared(start, len) => {
                let start = *start as usize;
                &self.tails[start..start + *len as usize]
            }
            Tail::Own(tail) => tail,
        };
        (slot.head, tail, slot.id)
    }

    /// Sorts handles of rows.
    pub(super) fn sort(&self, rows: &mut [u32]) {
        // Having the heads here spares looking most rows up.
        let heads = rows.iter().map(|row| (self.slot(*row).head, *row));
        let mut heads: Vec<(u128, u32)> = heads.collect();
        heads.sort_unstable_by(|(a_head, a), (b_head, b)| {
            let rest = || self.place(*a).cmp(&self.place(*b));
            a_head.cmp(b_head).then_with(rest)
        });
        for (place, (_, row)) in rows.iter_mut().zip(heads) {
            *place = row;
        }
    }
}
