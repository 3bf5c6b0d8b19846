//! Tests of the business rules.

mod arguments;
mod golden;
mod matrix;
mod merging;
mod permissions;
mod properties;
mod refusals;
mod team;
mod templates;
mod text_forms;
mod texts;
mod undoing;
mod world;
