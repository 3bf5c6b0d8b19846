//! The server, started for as long as something of ours needs it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::job::{Job, Running};
use crate::{places, service};

/// Its name as a service.
pub(crate) const NAME: &str = "server";

/// A running server; ended when dropped.
pub(crate) struct Server {
    /// Where it listens, as in `http://127.0.0.1:1234`.
    pub(crate) url: String,
    /// Its folder.
    pub(crate) data: PathBuf,
    pub(crate) running: Running,
}

/// Starts `program` over the folder `data`; returns once it listens.
pub(crate) fn start(program: &Path, data: &Path, listen: &str) -> Result<Server> {
    places::make(data)?;
    let job = Job::new(program)
        .args(["serve", "--listen", listen, "--data"])
        .args([data]);
    let (running, url) = service::start(NAME, job, |line| {
        Some(line.strip_prefix("listening on ")?.trim().to_owned())
    })?;
    Ok(Server {
        url,
        data: data.to_path_buf(),
        running,
    })
}
