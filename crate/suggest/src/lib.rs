//! Which box a mail most likely belongs to: learnt from each filing, on the user's own machine.
//!
//! A [`Mail`] is read into [`Features`], keyed hashes from which no text can be read; what became of it is learnt
//! as an [`Outcome`]. The model is a fold over all lessons in order of time: counts of what was filed where, and a
//! small mixing network that was trained beforehand and goes on learning. Lessons are values, and the later one
//! about a mail holds; so unlearning is exact (the fold goes back and forth again), and two devices that have
//! exchanged their [`Learnt`] say the same, to the bit, on every platform.

mod calibration;
mod counts;
mod evidence;
mod explain;
mod features;
mod gate;
#[cfg(any(test, feature = "train"))]
pub mod golden;
mod held;
mod hints;
mod lesson;
mod mail;
mod math;
mod mixer;
mod model;
mod note;
mod pack;
mod seal;
mod start;
mod state;
mod suggester;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "train")]
pub mod train;

pub use explain::{Likeness, Reason};
pub use features::{Features, Key};
pub use held::Held;
pub use hints::BoxHints;
pub use lesson::{Learnt, LearntError, Outcome};
pub use mail::Mail;
pub use note::{Note, NoteError, Said};
pub use pack::NotFeatures;
pub use state::StateError;
pub use suggester::{Choice, MergeError, Suggester, Suggestion};
