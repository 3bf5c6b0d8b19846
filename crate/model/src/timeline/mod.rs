//! What happened to a record, in people's terms: who, what, when, before and after.
//!
//! The log says what every record is; the timeline says what was done. It is derived from the log's
//! effects and the records as they were before, by this code on every machine.

mod boxes;
mod derive;
mod fold;
mod happening;
mod others;

#[cfg(test)]
mod tests;

pub use derive::happenings;
pub use fold::{Kind, TimelineEntry, fold};
pub use happening::{Happening, Part, Said, What};
