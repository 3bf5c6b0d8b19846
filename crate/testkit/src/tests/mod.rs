//! Tests of the engine from outside, and of everything together.

mod engine;
mod moving;
mod protocol;
mod simulator;
