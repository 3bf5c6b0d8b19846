//! Tests of formulas.

mod calendar;
mod golden;
mod graph;
mod hostile;
mod limits;
mod numeric;
mod sheet;
mod text;
