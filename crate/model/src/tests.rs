//! Tests of the business rules.

mod merging;
mod permissions;
mod refusals;
mod team;
mod templates;
mod text_forms;
mod texts;
