//! Days and times as people write them, and what they are at a moment in a zone.

mod calendar;
mod resolve;
mod written;
mod zone;

pub use resolve::TimeTest;
pub use written::{Period, TimeUnit, Weekday, Which};
pub use zone::{FixedOffset, Zone};

pub(crate) use resolve::{Bounds, Clock};
pub(super) use written::{RELATIVE, Sense, duration, period};

#[cfg(test)]
pub(super) use calendar::{civil, day_number};
