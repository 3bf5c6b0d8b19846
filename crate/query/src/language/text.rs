//! Words of texts, as the language compares them: the one place that says what a word is.

mod fold;
mod phrase;
mod script;
mod width;

pub use fold::{Tokens, each_token, name_key};
pub use phrase::{Phrase, WordTest};
