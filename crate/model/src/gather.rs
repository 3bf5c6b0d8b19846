//! Collecting into trees without sorting first.

/// Collects items one by one.
pub trait Gather: Iterator + Sized {
    /// What [`Iterator::collect`] makes, by putting the items in one after the other. For maps and
    /// sets of a few entries: `collect` first sorts them and then fills a tree from its end, which is
    /// faster for many and brings some fifteen kilobytes of code into the browser for each type.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}
