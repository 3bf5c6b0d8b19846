//! New ids, made out of the moment's randomness.

use boxwood_model::BoxId;

use crate::host::Moment;

/// Makes the ids that one command needs out of the moment's randomness.
#[derive(Debug)]
pub(crate) struct FreshIds {
    moment: Moment,
    made: u32,
}

impl FreshIds {
    pub(crate) const fn new(moment: Moment) -> Self {
        Self { moment, made: 0 }
    }

    /// Ten random bytes, for the name of a replica.
    pub(crate) fn bytes(mut self) -> [u8; 10] {
        self.next().1
    }

    /// The next id, whatever it is of.
    pub(crate) fn id(&mut self) -> [u8; 16] {
        *self.make(BoxId::from_parts).as_bytes()
    }

    /// The next id of a kind: `fresh.make(BoxId::from_parts)`.
    pub(super) fn make<T>(&mut self, from_parts: impl FnOnce(u64, [u8; 10]) -> T) -> T {
        let (now, random) = self.next();
        from_parts(now, random)
    }

    /// The next id's parts. Ids of one command differ in their last four bytes.
    fn next(&mut self) -> (u64, [u8; 10]) {
        let mut random = [0; 10];
        random.copy_from_slice(&self.moment.random[..10]);
        let tail = [random[6], random[7], random[8], random[9]];
        let tail = u32::from_be_bytes(tail).wrapping_add(self.made);
        random[6..].copy_from_slice(&tail.to_be_bytes());
        self.made = self.made.wrapping_add(1);
        (self.moment.now, random)
    }
}
