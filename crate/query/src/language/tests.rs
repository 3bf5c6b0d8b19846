//! The language, over examples in files and over random queries.

mod completing;
mod days;
pub(crate) mod example;
mod golden;
mod naive;
mod random;
mod sexpr;
mod showing;
mod stems;
mod words;
