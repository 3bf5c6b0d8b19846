//! `bench server`: what the server can bear on each database, beside the database alone.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::job::Job;
use crate::{places, postgres};

/// Measures a release build.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let seconds = arguments.value("--seconds")?;
    arguments.end("--seconds N")?;
    postgres::ensure()?;
    Job::cargo()
        .args(["build", "--release", "--package", "boxwood-server"])
        .args(["--bin", "boxwood", "--example", "load"])
        .run()?;
    let release = places::target().join("release");
    Job::new(release.join("examples/load"))
        .args(["--seconds", seconds.as_deref().unwrap_or("5"), "--program"])
        .args([release.join("boxwood")])
        .run_to_stdout()
}
