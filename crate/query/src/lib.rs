//! Views over records: grouping and sorting, kept up as records change.

mod sort;
mod table;

#[cfg(test)]
mod tests;

pub use sort::{Direction, Order, SortBy};
pub use table::{Group, Row, Table};
