//! Tests of the engine's parts. The engine as a whole is tested from outside, in `boxwood-testkit`.

mod ids;
mod index;
