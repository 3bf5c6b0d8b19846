//! Tests of what goes in and out.

mod backup;
mod cards;
mod golden;
mod hostile;
mod large;
mod tables;
mod team;
