//! PostgreSQL for the tests: the database that is named, or programs with which they start their own.

use anyhow::Result;

use crate::apt;
use crate::browser::on_path;

/// Names a database that is to be used.
const ADDRESS: &str = "DATABASE_URL";
/// Where Debian has each version's programs.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Sees to it that tests find a PostgreSQL, by installing it where it is missing and may be.
pub(crate) fn ensure() -> Result<()> {
    let named = std::env::var_os(ADDRESS).is_some_and(|address| !address.is_empty());
    if named || is_installed() {
        return Ok(());
    }
    apt::install(
        &["postgresql"],
        "PostgreSQL is needed for the server's tests: install it (Debian: `apt-get install \
         postgresql`), or name a database in DATABASE_URL (postgresql://USER:PASSWORD@HOST:PORT/DATABASE) \
         in which they may make schemas",
    )
}

fn is_installed() -> bool {
    let debian = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut versions = debian.map(|version| version.path().join("bin"));
    versions.any(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        || (on_path("initdb").is_some() && on_path("postgres").is_some())
}
