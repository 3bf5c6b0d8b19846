//! Items in an order, with their places: what a view's rows and groups are kept in.

/// How many items a block holds before it is cut in two: moving them is faster than finding where.
const MOST: usize = 512;

/// Items in an order that the caller knows, in blocks, so that putting one in moves few others and
/// an item's place is found without counting all before it. Each item may weigh something; the
/// weights before a place are summed by block, too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sequence {
    blocks: Vec<Block>,
    len: usize,
}

#[derive(Debug, Clone, Default)]
struct Block {
    items: Vec<u32>,
    weight: usize,
}

/// What lies before a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Before {
    /// How many items.
    pub(crate) items: usize,
    /// What they weigh.
    pub(crate) weight: usize,
}

impl Sequence {
    /// The sequence of items that are in order.
    pub(crate) fn from_sorted(items: &[u32], weigh: impl Fn(u32) -> usize) -> Self {
        let blocks = items.chunks(MOST / 2).map(|chunk| Block {
            items: chunk.to_vec(),
            weight: chunk.iter().map(|item| weigh(*item)).sum(),
        });
        Self {
            blocks: blocks.collect(),
            len: items.len(),
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts an item behind all those that are `before` it.
    pub(crate) fn insert(
        &mut self,
        item: u32,
        before: impl Fn(u32) -> bool,
        weigh: impl Fn(u32) -> usize,
    ) {
        self.len += 1;
        let at = self.block(&before).min(self.blocks.len().saturating_sub(1));
        let Some(block) = self.blocks.get_mut(at) else {
            self.blocks.push(Block {
                items: vec![item],
                weight: weigh(item),
            });
            return;
        };
        let place = block.items.partition_point(|known| before(*known));
        block.items.insert(place, item);
        block.weight += weigh(item);
        if block.items.len() > MOST {
            let items = block.items.split_off(MOST / 2);
            let weight = items.iter().map(|item| weigh(*item)).sum();
            block.weight -= weight;
            self.blocks.insert(at + 1, Block { items, weight });
        }
    }

    /// Takes an item out that weighs so much, and behind those that are `before` it is the first.
    pub(crate) fn remove(&mut self, item: u32, weight: usize, before: impl Fn(u32) -> bool) {
        let at = self.block(&before);
        let Some(block) = self.blocks.get_mut(at) else {
            return;
        };
        let place = block.items.partition_point(|known| before(*known));
        if block.items.get(place) != Some(&item) {
            return;
        }
        block.items.remove(place);
        block.weight -= weight;
        self.len -= 1;
        self.join(at);
    }

    /// Notes that an item weighs another weight than it did.
    pub(crate) fn reweigh(&mut self, before: impl Fn(u32) -> bool, was: usize, is: usize) {
        let at = self.block(&before);
        if let Some(block) = self.blocks.get_mut(at) {
            block.weight = block.weight - was + is;
        }
    }

    /// What lies in front of the first item that is not `before`.
    pub(crate) fn before(
        &self,
        before: impl Fn(u32) -> bool,
        weigh: impl Fn(u32) -> usize,
    ) -> Before {
        let at = self.block(&before);
        let mut sum = Before::default();
        for block in &self.blocks[..at] {
            sum.items += block.items.len();
            sum.weight += block.weight;
        }
        if let Some(block) = self.blocks.get(at) {
            let place = block.items.partition_point(|known| before(*known));
            sum.items += place;
            let items = &block.items[..place];
            sum.weight += items.iter().map(|item| weigh(*item)).sum::<usize>();
        }
        sum
    }

    /// The items of each block with what they weigh together, in order.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&[u32], usize)> {
        let blocks = self.blocks.iter();
        blocks.map(|block| (block.items.as_slice(), block.weight))
    }

    /// The items from a place on.
    pub(crate) fn from(&self, place: usize) -> impl Iterator<Item = u32> + '_ {
        let mut skip = place;
        let mut at = 0;
        while let Some(block) = self.blocks.get(at)
            && block.items.len() <= skip
        {
            skip -= block.items.len();
            at += 1;
        }
        let items = self.blocks[at..].iter().flat_map(|block| &block.items);
        items.skip(skip).copied()
    }

    /// The block of the first item that is not `before`; behind the last one if there is none.
    fn block(&self, before: &impl Fn(u32) -> bool) -> usize {
        let ends_before = |block: &Block| block.items.last().is_some_and(|last| before(*last));
        self.blocks.partition_point(ends_before)
    }

    /// Does away with a block that is empty, or that fits into the one behind it.
    fn join(&mut self, at: usize) {
        let here = self.blocks[at].items.len();
        let next = self.blocks.get(at + 1).map(|block| block.items.len());
        if here == 0 {
            self.blocks.remove(at);
        } else if next.is_some_and(|next| here + next <= MOST / 2) {
            let next = self.blocks.remove(at + 1);
            let block = &mut self.blocks[at];
            block.items.extend(next.items);
            block.weight += next.weight;
        }
    }
}
