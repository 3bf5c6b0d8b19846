//! Tests of formulas.

mod calendar;
mod golden;
mod graph;
mod limits;
mod numeric;
mod sheet;
mod text;
