//! Where the servers of these tests keep their data: a part of a PostgreSQL database.

use boxwood_server::Place;
use boxwood_testkit::postgres::Part;

/// A place that nobody else uses; gone when dropped.
pub(crate) struct Ground(Part);

impl Ground {
    pub(crate) fn new() -> Self {
        Self(Part::new())
    }

    pub(crate) fn place(&self) -> Place {
        Place::Postgres(self.0.address().parse().unwrap())
    }
}
