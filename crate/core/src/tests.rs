//! Tests of the engine's parts. The engine as a whole is tested from outside, in `boxwood-testkit`.

mod batches;
mod boxes;
mod cards;
mod desk;
mod fields;
mod files;
mod formulas;
mod ids;
mod import;
mod index;
mod lists;
mod order;
mod people;
mod saved;
mod undo;
mod windows;
