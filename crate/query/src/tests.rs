//! Tests of tables.

mod records;
mod sorting;
mod tables;
