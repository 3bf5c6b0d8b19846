//! Tests of the two halves together.
